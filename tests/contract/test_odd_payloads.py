"""Whatever eBay sends is kept as it was sent, or set aside with its reason; the run ends well either way."""

import json
import re
from typing import Any

import httpx
import pytest

from ebay_connector.app import create_app
from ebay_connector.streams import BY_NAME, STREAMS, parent_of
from ebay_connector.streams.source import Rest
from ebay_connector.streams.window import Moment
from tests.support.connector import Connector
from tests.support.every_stream import seller_of
from tests.support.odd import MANY_DIGITS, NEW_VALUE, OddRecord, OddSeller, exactly, has_inside
from tests.support.web import signed_in

NOT_BY_THEMSELVES = {"fulfillments", "privileges"}
"""Parcels stand with their orders, and limits have no id."""
ODD = [s.name for s in STREAMS if isinstance(s.source, Rest) and not isinstance(s.window, Moment)]
every_odd_stream = pytest.mark.parametrize("stream", [name for name in ODD if name not in NOT_BY_THEMSELVES])
FOUND_BY_MORE = {"offers", "messages"}
"""eBay's lists of these are asked for by more than key and date."""
MEGABYTE = 1_000_000
TEXTS = (
    "needle " + "".join(f"word{number} " for number in range(MEGABYTE // 11)),
    "needle " + "x" * MEGABYTE,
    "needle " + "漢字かな交じり文" * (MEGABYTE // 24),
    "Hello,\nneedle\tand\r\nthread\n",
)
REFUSED = {'"a\\u0000b"': "NUL", '"\\ud800"': "half of a character", "1e200000": "too large"}
UNTOLD = "no readable key"
"""What the local eBay cannot read itself, it gives as it stands: without the form that a list has."""


@pytest.fixture
async def seller(connector: Connector, stream: str) -> OddSeller:
    return OddSeller(connector.emulator, seller_of(stream), BY_NAME[stream])


@pytest.fixture
async def viewer(connector: Connector) -> Any:
    app = create_app(connector.database, connector.settings)
    async with app.router.lifespan_context(app), signed_in(app, "viewer") as client:
        yield client


async def read(connector: Connector, seller: OddSeller) -> None:
    """Runs of the stream, and before of what it follows, that end well."""
    account, stream = await connector.connect(seller.name), seller.stream
    for name in dict.fromkeys([parent_of(stream).name, stream.name]):
        run = await connector.sync(account, name)
        assert run["status"] == "succeeded", run["reason"]


async def stored(connector: Connector, odd: OddRecord) -> str:
    """What is stored of it, as text."""
    record = odd.stream.record
    key = " || ':' || ".join(record.key_names())
    rows = await connector.fetch(f"SELECT payload::text FROM {record.table_name} WHERE {key} = %s", odd.key)
    assert len(rows) == 1
    return str(rows[0][0])


async def found(viewer: httpx.AsyncClient, odd: OddRecord, words: str) -> str:
    """A page of the list that a search finds it on."""
    page = await viewer.get(f"/records/{odd.stream.name}", params={"q": words, "limit": 500})
    assert page.status_code == 200, page.text
    assert has_inside(page.json(), odd.id)
    return page.text


async def assert_exported(viewer: httpx.AsyncClient, odd: OddRecord) -> None:
    for format_ in ("csv", "ndjson", "xlsx"):
        asked = {"q": odd.id, "format": format_}
        file = await viewer.get(f"/records/{odd.stream.name}/export", params=asked)
        assert file.status_code == 200
        assert format_ == "xlsx" or odd.id in file.text


@every_odd_stream
async def test_what_is_odd_but_can_be_kept_is_kept_whole_and_found(
    connector: Connector, viewer: httpx.AsyncClient, seller: OddSeller
) -> None:
    long, said = [await seller.record() for _ in TEXTS], False
    for odd, text in zip(long, TEXTS, strict=True):
        said = odd.say(text)
        odd.add(json.dumps(text))
    new, bare = await seller.record(), await seller.record()
    new.add('{"deep": [1, {"deeper": "\\u00e9"}]}')
    has_new_values, has_amounts = new.invent_values(), new.enlarge_amounts()
    is_bare = not (seller.stream.source.part or seller.stream.name in FOUND_BY_MORE)
    if is_bare:
        bare.bare()
    for odd in (*long, new, bare):
        seller.put(odd)
    await read(connector, seller)
    for odd, text in zip(long, TEXTS, strict=True):
        assert has_inside(json.loads(await stored(connector, odd)), text)
        await found(viewer, odd, f"needle {odd.id}" if said else odd.id)
        await assert_exported(viewer, odd)
    assert has_inside(json.loads(await stored(connector, new)), {"deep": [1, {"deeper": "é"}]})
    shown = await found(viewer, new, new.id)
    assert NEW_VALUE in shown or not has_new_values
    assert MANY_DIGITS in shown or not has_amounts
    if is_bare:
        assert json.loads(await stored(connector, bare)).items() >= json.loads(bare.text).items()


@every_odd_stream
async def test_what_postgres_cannot_keep_is_set_aside_with_its_reason(connector: Connector, seller: OddSeller) -> None:
    bad = {refused: await seller.record() for refused in REFUSED}
    for refused, odd in bad.items():
        odd.add(refused)
        seller.put(odd)
    await read(connector, seller)
    rejected = await connector.fetch("SELECT reason, convert_from(payload, 'UTF8') FROM rejected_records")
    for refused, odd in bad.items():
        told = [(reason, payload) for reason, payload in rejected if odd.id in payload and refused in payload]
        if seller.stream.name not in FOUND_BY_MORE or REFUSED[refused] == "NUL":
            assert told, f"{odd.id} with {refused} is nowhere"
            assert all(REFUSED[refused] in reason or UNTOLD in reason for reason, _ in told)
    assert await connector.fetch("SELECT sum(rejected) FROM sync_runs") == [(len(rejected),)]
    (good,) = (await connector.fetch(f"SELECT count(*) FROM {seller.stream.record.table_name}"))[0]
    assert good > 0


KEPT = ("0001-01-01T00:00:00.000Z", "1899-12-31T00:00:00.000Z", "9999-12-31T23:59:59.999Z", "2026-02-28T23:59:60.000Z",
        "2026-06-01T08:00:00+05:30", "12026-01-01T00:00:00.000Z")  # fmt: skip
NO_TIMES = ("2026-02-30T00:00:00.000Z", "0000-00-00T00:00:00.000Z", "999999-01-01T00:00:00.000Z", "")


@pytest.mark.parametrize("stream", ["orders"])
async def test_times_at_the_edges_are_kept_and_what_is_none_is_set_aside(
    connector: Connector, viewer: httpx.AsyncClient, seller: OddSeller
) -> None:
    odd = {time: await seller.record() for time in (*KEPT, *NO_TIMES)}
    for time, record in odd.items():
        record.text = re.sub(r'"paymentDate":"[^"]*"', f'"paymentDate":"{time}"', record.text)
        assert time in record.text
        seller.put(record)
    await read(connector, seller)
    rejected = dict(await connector.fetch("SELECT key, reason FROM rejected_records"))
    assert rejected.keys() == {odd[time].key for time in NO_TIMES}
    assert all("A time in it is none" in reason for reason in rejected.values())
    for time in KEPT:
        assert f'"{time}"' in await stored(connector, odd[time])
        await found(viewer, odd[time], odd[time].id)
        await assert_exported(viewer, odd[time])


async def test_every_digit_of_a_number_is_kept(connector: Connector) -> None:
    seller = OddSeller(connector.emulator, "fenland_books", BY_NAME["orders"])
    odd = await seller.record()
    odd.add(f"[0.{'123456789' * 10}, {'9' * 60}]")
    seller.put(odd)
    await read(connector, seller)
    wanted = exactly(f"[0.{'123456789' * 10}, {'9' * 60}]")
    assert has_inside(exactly(await stored(connector, odd)), wanted)

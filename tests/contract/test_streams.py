"""What every stream must hold against eBay: the database equals the truth."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from ebay_connector.streams import BY_NAME, STREAMS
from ebay_connector.streams.window import Dated, Following, Modified, Whole
from tests.support.connector import Connector, Row, assert_equals_truth, reach, truth, within_reach
from tests.support.every_stream import counts, every_stream, prepared, seller_of, streams
from tests.support.worker import eventually


def listed(*kinds: type) -> pytest.MarkDecorator:
    """The test for those whose records can be changed by hand, and whose lists tell all of a record."""
    chosen = [s.name for s in STREAMS if isinstance(s.window, kinds) and not s.source.part and s.source.items]
    return pytest.mark.parametrize("stream", chosen)


every_whole_stream = listed(Whole)
every_lasting_stream, every_listed_stream = streams(Modified, Dated, Whole, Following), listed(Dated, Whole)
WITH_OTHER_STATUSES = {"transactions", "payouts", "funds", "inventory", "offers"}
"""204 for nothing, 404 for a SKU without offers, 400 for a page with a SKU that eBay cannot read."""


async def newest_id(connector: Connector, stream: str) -> str:
    """The first of what eBay has, by the id that its truth is found by; of its own notices no list tells changes."""
    told = await truth(connector.emulator, seller_of(stream), stream)
    first = next(record for record in told.values() if record.get("conversationType") != "FROM_EBAY")
    paths = [BY_NAME[stream].record.fields[key].path for key in BY_NAME[stream].record.key_names()]
    return ":".join(str(reach(first, path)) for path in paths)


@every_lasting_stream
async def test_the_first_read_brings_everything(connector: Connector, stream: str) -> None:
    account = await prepared(connector, stream)
    run = await connector.sync(account, stream)
    assert run["status"] == "succeeded", run["reason"]
    assert run["counts"]["created"] == len(await connector.stored(account, stream)) > 0
    await assert_equals_truth(connector, account, seller_of(stream), stream)


@every_lasting_stream
async def test_the_second_read_changes_nothing(connector: Connector, stream: str) -> None:
    account = await prepared(connector, stream)
    first = await connector.sync(account, stream)
    record = BY_NAME[stream].record
    rows = f"SELECT {', '.join(record.key_names())}, xmin::text, changed_at FROM {record.table_name} ORDER BY 1, 2"
    before = await connector.fetch(rows)
    run = await connector.sync(account, stream, full=True)
    assert run["status"] == "succeeded"
    assert counts(run) == (0, 0, len(before), counts(first)[3])
    assert await connector.fetch(rows) == before


def ebay_time(connector: Connector) -> datetime:
    return datetime.fromisoformat(connector.emulator.control("state")["now"])


async def is_past(connector: Connector, moment: datetime) -> bool:
    """Changes that are made together get times one after the other, the last ones a little ahead."""
    return ebay_time(connector) > moment


async def test_changed_and_new_orders_arrive(connector: Connector) -> None:
    account = await connector.connect(seller_of("orders"))
    await connector.sync(account, "orders")
    some = sorted(await connector.stored(account, "orders"))[:3]
    connector.emulator.control(
        "orders",
        {
            "seller": seller_of("orders"),
            "changes": [*({"op": "touch", "order_id": key} for key in some), {"op": "create"}],
        },
    )
    await eventually(partial(is_past, connector, ebay_time(connector) + timedelta(milliseconds=50)))
    run = await connector.sync(account, "orders")
    assert run["status"] == "succeeded"
    assert counts(run)[:2] == (1, 3)
    await assert_equals_truth(connector, account, seller_of("orders"), "orders")


@every_listed_stream
async def test_a_changed_record_arrives(connector: Connector, stream: str) -> None:
    account = await prepared(connector, stream)
    await connector.sync(account, stream)
    newest = await newest_id(connector, stream)
    change = {"op": "patch", "id": newest, "payload": {"note": "changed"}} | _modified(stream)
    connector.emulator.control("records", {"seller": seller_of(stream), "entity": stream, "changes": [change]})
    if isinstance(BY_NAME[stream].window, Dated):
        # The newest may be of last week; as far back as that is read again once a day.
        connector.emulator.control("clock", {"advance_seconds": 90_000})
    run = await connector.sync(account, stream)
    assert run["status"] == "succeeded", run["reason"]
    assert run["counts"]["updated"] >= 1
    await assert_equals_truth(connector, account, seller_of(stream), stream)


def _modified(stream: str) -> dict[str, str]:
    """Between whole passes eBay is asked for what changed, by its time."""
    window = BY_NAME[stream].window
    return {"at": "now"} if isinstance(window, Whole) and window.events else {}


@every_whole_stream
async def test_a_vanished_record_is_marked(connector: Connector, stream: str) -> None:
    account = await prepared(connector, stream)
    await connector.sync(account, stream)
    change = {"op": "remove", "id": await newest_id(connector, stream)}
    connector.emulator.control("records", {"seller": seller_of(stream), "entity": stream, "changes": [change]})
    run = await connector.sync(account, stream, full=True)
    assert run["status"] == "succeeded", run["reason"]
    gone = f"SELECT count(*) FROM {BY_NAME[stream].record.table_name} WHERE gone_at IS NOT NULL"
    assert await connector.fetch(gone) == [(1,)]
    await assert_equals_truth(connector, account, seller_of(stream), stream)


@pytest.mark.parametrize("stream", [stream.name for stream in STREAMS if stream.name != "privileges"])
async def test_an_empty_answer_is_explained(connector: Connector, stream: str) -> None:
    account = await prepared(connector, stream, "quiet_corner")
    run = await connector.sync(account, stream)
    assert (run["status"], run["counts"]["fetched"]) == ("succeeded", 0)
    assert f"eBay has no {BY_NAME[stream].noun} for" in run["reason"]
    if stream == "orders":
        assert "last 2 years" in run["reason"]


@every_stream
async def test_the_log_is_numbered_and_tells_the_whole_story(connector: Connector, stream: str) -> None:
    account = await prepared(connector, stream)
    run = await connector.sync(account, stream)
    lines = await connector.events(run["id"])
    assert [line["seq"] for line in lines] == list(range(1, run["last_seq"] + 1))
    assert (lines[0]["kind"], lines[-1]["kind"]) == ("start", "end")
    start = lines[0]["data"]
    assert start["environment"] == "emulator"
    assert start["scopes"]
    requests = [line["data"] for line in lines if line["kind"] == "request"]
    assert len(requests) == run["requests"]
    assert all(line["status"] == 200 or stream in WITH_OTHER_STATUSES for line in requests)
    assert all(line["status"] in (200, 204, 400, 404) and line["ebay_request_id"] for line in requests)
    assert "v^1.1#" not in str(lines)


OPEN_AND_ENDED: dict[str, tuple[Row, Row]] = {
    "transactions": ({"transactionStatus": "FUNDS_ON_HOLD"}, {"transactionStatus": "PAYOUT"}),
    "payouts": ({"payoutStatus": "RETRYABLE_FAILED"}, {"payoutStatus": "SUCCEEDED"}),
    "disputes": ({"paymentDisputeStatus": "OPEN"}, {"paymentDisputeStatus": "CLOSED"}),
    "returns": ({"summary": {"status": "ITEM_SHIPPED"}}, {"summary": {"status": "CLOSED"}}),
    "cancellations": (
        {"cancelDetail": {"cancelState": "APPROVAL_PENDING"}},
        {"cancelDetail": {"cancelState": "CLOSED"}},
    ),
    "inquiries": ({"status": "OPEN"}, {"status": "CLOSED"}),
    "cases": ({"status": "ON_HOLD"}, {"status": "CS_CLOSED"}),
}


@pytest.mark.parametrize("stream", OPEN_AND_ENDED)
async def test_what_ends_long_after_it_began_is_shown_as_ended(connector: Connector, stream: str) -> None:
    """No list tells what changed, and it began before the stretch that is read again."""
    account, known = await prepared(connector, stream), BY_NAME[stream]
    *_, oldest_id = await within_reach(
        connector.emulator, seller_of(stream), known, await truth(connector.emulator, seller_of(stream), stream)
    )

    def change(payload: Row) -> None:
        changes = [{"op": "patch", "id": oldest_id, "payload": payload}]
        connector.emulator.control("records", {"seller": seller_of(stream), "entity": stream, "changes": changes})

    for payload in OPEN_AND_ENDED[stream]:
        change(payload)
        run = await connector.sync(account, stream)
        assert run["status"] == "succeeded", run["reason"]
        await assert_equals_truth(connector, account, seller_of(stream), stream)
        connector.emulator.control("clock", {"advance_seconds": 2 * 86_400})

"""Fields that eBay had not sent before are named, counted and kept in the catalogue; what only sellers name is not."""

import json

import pytest

from ebay_connector.streams import BY_NAME
from ebay_connector.sync.fields import MOST, Fields, paths
from tests.support.connector import Connector
from tests.support.odd import OddSeller

SELLER = "alpine_parts"
CATALOGUE = "SELECT path FROM payload_fields WHERE stream = 'orders' ORDER BY path"


def test_a_path_is_one_that_postgres_takes_with_arrays_and_odd_names_in_it() -> None:
    payload = {"a": {"b": 1}, "rows": [{"c": 1}, {"d": [[{"e": 1}]]}], "odd name": {"ü": None}}
    expected = {"a", "a.b", "rows", "rows[*].c", "rows[*].d", "rows[*].d[*][*].e", '"odd name"', '"odd name"."\\u00fc"'}
    assert set(paths(json.dumps(payload).encode())) == expected


def test_names_that_sellers_give_are_no_fields() -> None:
    payload = b'{"product": {"aspects": {"Brand": ["Acme"]}, "title": "Mug"}}'
    assert set(paths(payload, ("product.aspects",))) == {"product", "product.aspects", "product.title"}


@pytest.mark.parametrize("payload", [b"[" * 20_000 + b"]" * 20_000, b"{", b"7", b'{"%s": 1}' % (b"x" * 501)])
def test_of_what_cannot_be_told_no_field_is_named(payload: bytes) -> None:
    assert list(paths(payload)) == []


async def test_a_field_that_ebay_had_not_sent_before_is_counted_and_named_once(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    first = await connector.sync(account)
    assert first["counts"]["new_fields"] == 0
    assert not await connector.events(first["id"], "field")
    assert ("lineItems[*].title",) in await connector.fetch(CATALOGUE)

    odd_seller = OddSeller(connector.emulator, SELLER, BY_NAME["orders"])
    for expected in (2, 0):
        odd = await odd_seller.record()
        odd.add('{"colour": "teal"}')
        odd_seller.put(odd)
        run = await connector.sync(account, full=True)
        assert (run["counts"]["created"], run["counts"]["new_fields"]) == (1, expected)
        named = [event["data"]["fields"] for event in await connector.events(run["id"], "field")]
        assert named == ([["oddNote", "oddNote.colour"]] if expected else [])
    assert ("oddNote.colour",) in await connector.fetch(CATALOGUE)
    await connector.fetch("SELECT jsonb_path_query(payload, ('$.' || path)::jsonpath) FROM orders, payload_fields")


async def test_what_ebay_tells_of_a_single_record_is_looked_at_too(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account)
    assert await connector.fetch("SELECT FROM payload_fields WHERE path LIKE 'cancelStatus.cancelRequests[*].%%'")


async def test_a_run_goes_on_learning_after_another_worker_began_it(connector: Connector) -> None:
    account, orders = await connector.connect(SELLER), BY_NAME["orders"]
    run_id = await connector.request(account)
    for payload, new in ((b'{"a": 1}', 0), (b'{"a": 1, "b": 2}', 0)):
        async with connector.database.transaction() as connection:
            fields = await Fields.of(connection, orders, run_id)
            assert (await fields.note(connection, payload))[0] == new
    await connector.runner.run(run_id)
    later = await connector.request(account)
    async with connector.database.transaction() as connection:
        fields = await Fields.of(connection, orders, later)
        count, lines = await fields.note(connection, b'{"b": 2, "c": 3}')
    assert (count, len(lines)) == (1, 1)


async def test_a_stream_with_names_without_end_fills_no_catalogue(connector: Connector) -> None:
    account, orders = await connector.connect(SELLER), BY_NAME["orders"]
    run_id = await connector.request(account)
    async with connector.database.transaction() as connection:
        fields = await Fields.of(connection, orders, run_id)
        many = json.dumps(dict.fromkeys([f"name{number}" for number in range(MOST + 1)], 1)).encode()
        await fields.note(connection, many)
        await fields.note(connection, many)
        await fields.note(connection, b'{"another": 1}')
    assert ("another",) not in await connector.fetch(CATALOGUE)

"""Fields that were not noticed before are named, counted and kept in the catalogue; what only sellers name is not."""

import json

import pytest

from ebay_connector.streams import BY_NAME
from ebay_connector.sync.fields import AT_ONCE, LARGEST, Fields, paths
from tests.support.connector import Connector
from tests.support.odd import OddSeller

SELLER, ORDERS = "alpine_parts", BY_NAME["orders"]
CATALOGUE = "SELECT path FROM payload_fields WHERE stream = 'orders' ORDER BY path"


def test_a_path_is_one_that_postgres_takes_with_arrays_and_odd_names_in_it() -> None:
    payload = {"a": {"b": 1}, "rows": [{"c": 1}, {"d": [[{"e": 1}]]}], "odd name": {"ü": None}}
    expected = {"a", "a.b", "rows", "rows[*].c", "rows[*].d", "rows[*].d[*][*].e", '"odd name"', '"odd name"."\\u00fc"'}
    assert set(paths(json.dumps(payload).encode())) == expected


def test_a_number_longer_than_python_makes_hides_no_field() -> None:
    assert set(paths(b'{"count": %s, "other": 1}' % (b"7" * 6_000))) == {"count", "other"}


def test_names_that_sellers_give_are_no_fields() -> None:
    payload = b'{"product": {"aspects": {"Brand": ["Acme"]}, "title": "Mug"}}'
    assert set(paths(payload, ("product.aspects",))) == {"product", "product.aspects", "product.title"}


@pytest.mark.parametrize("payload", [b"[" * 20_000 + b"]" * 20_000, b"{", b"7", b'{"%s": 1}' % (b"x" * 501)])
def test_of_what_cannot_be_told_no_field_is_named(payload: bytes) -> None:
    assert list(paths(payload)) == []


async def test_a_field_that_was_not_noticed_before_is_counted_and_named_once(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    first = await connector.sync(account)
    assert first["counts"]["new_fields"] == 0
    assert not await connector.events(first["id"], "field")
    assert ("lineItems[*].title",) in await connector.fetch(CATALOGUE)
    await let_a_week_pass(connector)

    odd_seller = OddSeller(connector.emulator, SELLER, ORDERS)
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


async def test_for_a_week_a_stream_learns_and_counts_nothing_as_new(connector: Connector) -> None:
    assert await noted(connector, b'{"a": 1}') == 0
    assert await noted(connector, b'{"a": 1, "b": 2}') == 0
    await let_a_week_pass(connector)
    assert await noted(connector, b'{"a": 1, "b": 2, "c": 3}') == 1


async def test_a_record_with_names_without_end_neither_fills_the_catalogue_nor_closes_it(connector: Connector) -> None:
    many = json.dumps(dict.fromkeys([f"name{number}" for number in range(AT_ONCE + 1)], 1)).encode()
    await noted(connector, b'{"a": 1}')
    await let_a_week_pass(connector)
    assert await noted(connector, many) == 0
    assert await connector.fetch(CATALOGUE) == [("a",)]
    assert await noted(connector, b'{"another": 1}') == 1


async def test_of_several_the_longest_is_looked_at_but_none_that_is_huge(connector: Connector) -> None:
    huge = json.dumps({"huge": "x" * LARGEST}).encode()
    await noted(connector, b'{"a": 1}', huge, b'{"longer": 1}')
    assert await connector.fetch(CATALOGUE) == [("longer",)]


async def let_a_week_pass(connector: Connector) -> None:
    async with connector.database.transaction() as connection:
        await connection.execute("UPDATE payload_fields SET first_seen_at = now() - interval '8 days'")


async def noted(connector: Connector, *payloads: bytes) -> int:
    """How many fields a run finds to be new in the longest of these."""
    async with connector.database.transaction() as connection:
        fields = await Fields.of(connection, ORDERS)
        count, lines = await fields.note(connection, payloads)
    assert len(lines) == (count > 0)
    return count

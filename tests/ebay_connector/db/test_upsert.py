"""A page of raw JSON becomes rows and children; unchanged rows are not written; time never goes backwards."""

import asyncio
import json
from typing import Any

import psycopg
import pytest

from ebay_connector.db import upsert
from ebay_connector.db.pool import Database
from ebay_connector.db.raw_json import digest_of
from ebay_connector.streams import BY_NAME
from tests.support.worker import eventually

TABLE = BY_NAME["orders"].payload_table


def order(order_id: str = "01-00001-00001", *, items: int = 2, modified: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "orderId": order_id,
        "creationDate": "2026-01-01T08:00:00.000Z",
        "lastModifiedDate": f"2026-02-{modified:02d}T08:00:00.123Z",
        "pricingSummary": {"total": {"value": "20.2", "currency": "USD"}},
        "lineItems": [
            {"lineItemId": f"{n}", "title": f"Mouse (No. {n})", "sku": f"AB-{n}", "quantity": n} for n in range(items)
        ],
        **more,
    }


async def write(database: Database, *orders: dict[str, Any]) -> tuple[int, int]:
    payloads = [json.dumps(item).encode() for item in orders]
    hashes = [digest_of(payload) for payload in payloads]
    async with database.transaction() as connection:
        keys = [(item["orderId"],) for item in orders]
        todo = await upsert.changed(connection, TABLE, 1, keys, hashes)
        if not todo:
            return 0, 0
        changed = [position for position, _ in todo]
        return await upsert.write(connection, TABLE, 1, [payloads[i] for i in changed], [hashes[i] for i in changed])


async def insert(database: Database, *orders: dict[str, Any]) -> tuple[int, int]:
    """Writes orders that are said to be new."""
    payloads = [json.dumps(item).encode() for item in orders]
    async with database.transaction() as connection:
        return await upsert.write(connection, TABLE, 1, payloads, [b"hash"] * len(orders), fresh=True)


async def amend(database: Database, *orders: dict[str, Any]) -> None:
    """Puts a note into orders that are stored."""
    keys = [(item["orderId"],) for item in orders]
    async with database.transaction() as connection:
        await upsert.amend(connection, TABLE, 1, keys, [b'{"note": "told"}'] * len(keys), "payload || answer")


async def fetch(database: Database, statement: str) -> list[Any]:
    async with database.transaction() as connection:
        return await (await connection.execute(statement.encode())).fetchall()


async def test_columns_are_derived_from_the_payload(database: Database) -> None:
    assert await write(database, order()) == (1, 0)
    rows = await fetch(database, "SELECT order_id, total::text, total_currency, line_item_count, payload FROM orders")
    assert rows == [("01-00001-00001", "20.2", "USD", 2, order())]
    items = await fetch(database, "SELECT line_item_id, title, quantity, position FROM order_line_items ORDER BY 4")
    assert items == [("0", "Mouse (No. 0)", 0, 1), ("1", "Mouse (No. 1)", 1, 2)]


async def test_an_unchanged_record_is_not_written_again(database: Database) -> None:
    await write(database, order())
    assert await write(database, order()) == (0, 0)


async def test_fields_in_another_order_are_no_change(database: Database) -> None:
    await write(database, order())
    before = await fetch(database, "SELECT xmin, changed_at FROM orders")
    assert await write(database, dict(reversed(order().items()))) == (0, 0)
    assert await fetch(database, "SELECT xmin, changed_at FROM orders") == before


async def test_new_records_get_the_same_columns_and_children(database: Database) -> None:
    await write(database, order(), order("01-00002-00002", items=0))
    columns = "to_jsonb(o) - '{payload_hash,first_seen_at,changed_at}'::text[]"
    both = f"SELECT {columns}, to_jsonb(i) FROM orders o LEFT JOIN order_line_items i USING (order_id) ORDER BY 1, 2"
    expected = await fetch(database, both)
    await fetch(database, "WITH items AS (DELETE FROM order_line_items) DELETE FROM orders RETURNING 1")
    assert await insert(database, order(), order("01-00002-00002", items=0)) == (2, 0)
    assert await fetch(database, both) == expected


async def test_a_record_taken_for_new_is_refused_when_it_is_there(database: Database) -> None:
    await write(database, order())
    with pytest.raises(psycopg.errors.UniqueViolation):
        await insert(database, order("01-00002-00002"), order())
    assert await fetch(database, "SELECT order_id FROM orders") == [("01-00001-00001",)]


async def test_it_is_told_what_is_stored_already(database: Database) -> None:
    await write(database, order())
    keys, hashes = [("01-00001-00001",), ("01-00002-00002",)], [b"another", b"new"]
    async with database.transaction() as connection:
        assert await upsert.changed(connection, TABLE, 1, keys, hashes) == [(0, True), (1, False)]


async def test_a_changed_record_is_updated_with_its_children(database: Database) -> None:
    await write(database, order(items=3))
    assert await write(database, order(items=1, modified=2), order("01-00002-00002")) == (1, 1)
    rows = await fetch(database, "SELECT line_item_id FROM order_line_items WHERE order_id = '01-00001-00001'")
    assert rows == [("0",)]


async def test_a_page_and_answers_about_the_same_records_do_not_wait_for_each_other(database: Database) -> None:
    one, other = "01-00001-00001", "01-00002-00002"
    await write(database, order(one), order(other))

    async def is_waiting(count: int) -> bool:
        waiting = "datname = current_database() AND wait_event_type = 'Lock'"
        return await fetch(database, f"SELECT count(*) FROM pg_stat_activity WHERE {waiting}") == [(count,)]

    async with database.transaction() as holding:
        await holding.execute("SELECT FROM orders WHERE order_id = %s FOR UPDATE", (one,))
        answers = asyncio.create_task(amend(database, order(one), order(other)))
        await eventually(lambda: is_waiting(1))
        page = asyncio.create_task(write(database, order(other, modified=2), order(one, modified=2)))
        await eventually(lambda: is_waiting(2))
    await answers
    assert await page == (0, 2)


async def test_an_older_version_never_replaces_a_newer_one(database: Database) -> None:
    await write(database, order(modified=5, items=2))
    assert await write(database, order(modified=4, items=1)) == (0, 0)
    assert await fetch(database, "SELECT line_item_count FROM orders") == [(2,)]


async def test_a_record_that_comes_back_is_no_longer_gone(database: Database) -> None:
    await write(database, order())
    async with database.transaction() as connection:
        await connection.execute("UPDATE orders SET gone_at = now()")
    assert await write(database, order()) == (0, 1)
    assert await fetch(database, "SELECT gone_at FROM orders") == [(None,)]


@pytest.mark.parametrize(
    "bad",
    [
        {"creationDate": "not a date"},
        {"creationDate": None},
        {"buyerCheckoutNotes": "a\0b"},
        {"pricingSummary": {"total": {"value": "twenty"}}},
    ],
)
async def test_postgres_refuses_a_bad_record(database: Database, bad: dict[str, Any]) -> None:
    with pytest.raises((psycopg.DataError, psycopg.IntegrityError)):
        await write(database, order(**bad))


@pytest.mark.parametrize("query", ["01-00001-00001", "mouse", "no", "AB-1", "ab", "mou"])
async def test_search_finds_words_and_whole_ids(database: Database, query: str) -> None:
    await write(database, order())
    assert await fetch(database, f"SELECT 1 FROM orders WHERE search @@ '''{query.lower()}'':*'::tsquery") == [(1,)]


async def test_columns_can_be_derived_again_for_all_rows(database: Database) -> None:
    await write(database, *(order(f"01-00001-{n:05d}") for n in range(5)))
    async with database.transaction() as connection:
        await connection.execute("UPDATE orders SET total = NULL, search = ''")
        await connection.execute("UPDATE order_line_items SET title = NULL")
        await connection.execute("DELETE FROM order_line_items WHERE line_item_id = '1'")
    after: Any = ()
    while after is not None:
        async with database.transaction() as connection:
            after = await upsert.rederive(connection, TABLE, after, 2)
    assert await fetch(database, "SELECT count(*) FROM orders WHERE total = 20.2 AND search @@ 'mouse'") == [(5,)]
    assert await fetch(database, "SELECT count(*) FROM order_line_items WHERE title LIKE 'Mouse%%'") == [(10,)]


async def test_deriving_again_passes_each_row_once_whatever_its_key(database: Database) -> None:
    table = BY_NAME["messages"].payload_table
    named = [(f"{n % 2}", f"{n}") for n in range(7)]
    rest = {"createdDate": "2026-02-01T08:00:00.000Z"}
    messages = [json.dumps({"conversationId": one, "messageId": other, **rest}).encode() for one, other in named]
    ends: list[Any] = [()]
    async with database.transaction() as connection:
        for account in (1, 2):
            await upsert.write(connection, table, account, messages, [b"hash"] * len(messages))
        while ends[-1] is not None:
            ends.append(await upsert.rederive(connection, table, ends[-1], 3))
    rows = sorted((account, *key) for account in (1, 2) for key in named)
    assert ends == [(), *rows[2::3], rows[-1], None]

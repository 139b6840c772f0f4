"""What two writers bring at once, or others have removed, is counted once; what only looks changed is never written."""

import asyncio

from psycopg import AsyncConnection

from tests.support.connector import Connector, assert_equals_truth

SELLER = "alpine_parts"
TAKE_OUT = """
CREATE TABLE taken AS SELECT * FROM orders ORDER BY order_id LIMIT 1;
CREATE TABLE taken_items AS SELECT i.* FROM order_line_items i JOIN taken USING (account_id, order_id);
DELETE FROM order_line_items USING taken WHERE order_line_items.order_id = taken.order_id;
DELETE FROM orders USING taken WHERE orders.order_id = taken.order_id
"""
BRING_BACK = "INSERT INTO orders SELECT * FROM taken; INSERT INTO order_line_items SELECT * FROM taken_items"
SOMEONE_WAITS = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid')"


async def test_a_new_record_that_another_writer_has_just_brought_counts_as_unchanged(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    first = await connector.sync(account)
    async with await AsyncConnection.connect(connector.database.direct_url) as other:
        await other.execute(TAKE_OUT)
        await other.commit()
        await other.execute(BRING_BACK)
        reading = asyncio.create_task(connector.sync(account, full=True))
        while (await connector.fetch(SOMEONE_WAITS))[0] == (False,):
            assert not reading.done()
            await asyncio.sleep(0.01)
        await other.commit()
    run = await reading
    expected = {"created": 0, "updated": 0, "rejected": 0, "unchanged": first["counts"]["fetched"]}
    assert {name: run["counts"][name] for name in expected} == expected
    await assert_equals_truth(connector, account, SELLER, "orders")


async def test_records_in_another_form_are_no_change_and_are_looked_at_once(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account)
    async with connector.database.transaction() as connection:
        await connection.execute("UPDATE orders SET payload_hash = order_id::bytea")
    untouched = await connector.fetch("SELECT order_id, payload_hash, changed_at FROM orders ORDER BY 1")
    rows = "SELECT order_id, xmin FROM orders ORDER BY 1"
    first = await connector.sync(account, full=True)
    assert (first["counts"]["updated"], first["counts"]["unchanged"]) == (0, first["counts"]["fetched"])
    known = await connector.fetch("SELECT order_id, payload_hash, changed_at FROM orders ORDER BY 1")
    assert [row[2] for row in known] == [row[2] for row in untouched]
    assert all(row[1] != other[1] for row, other in zip(known, untouched, strict=True))
    before = await connector.fetch(rows)
    await connector.sync(account, full=True)
    assert await connector.fetch(rows) == before


async def test_a_full_read_counts_rows_anew_that_others_have_removed(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    first = await connector.sync(account)
    async with connector.database.transaction() as connection:
        await connection.execute(TAKE_OUT)
    run = await connector.sync(account, full=True)
    assert run["counts"]["created"] == 1
    rows = await connector.fetch("SELECT rows FROM sync_cursors WHERE stream = 'orders'")
    assert rows == [(first["counts"]["created"],)]
    await assert_equals_truth(connector, account, SELLER, "orders")

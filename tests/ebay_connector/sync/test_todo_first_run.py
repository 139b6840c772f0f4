"""The first run of a stream that follows another lists all that is there; until then nothing is listed."""

import asyncio
from functools import partial

import pytest

from ebay_connector.db import upsert
from ebay_connector.streams import BY_NAME, todos_of
from ebay_connector.sync import patience, todo
from tests.support.connector import Connector, assert_equals_truth
from tests.support.worker import eventually, is_locked

SELLER = "alpine_parts"


async def test_nothing_is_listed_before_the_first_run_which_lists_all(connector: Connector) -> None:
    listed = "SELECT count(*) FROM sync_todo WHERE stream = 'fulfillments'"
    account = await connector.connect(SELLER)
    await connector.sync(account, "orders")
    assert await connector.fetch(listed) == [(0,)]
    await connector.sync(account, "fulfillments")
    connector.emulator.control("orders", {"seller": SELLER, "changes": [{"op": "create"}, {"op": "ship"}]})
    await connector.sync(account, "orders")
    assert await connector.fetch(listed) == [(1,)]


async def test_an_order_that_is_just_being_written_is_listed_too(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account, "orders")
    shipped = "SELECT max(order_id) FROM orders WHERE order_fulfillment_status = 'FULFILLED'"
    removed = f"DELETE FROM orders WHERE order_id = ({shipped}) RETURNING payload::text, payload_hash"
    [(payload, digest)] = await connector.fetch(removed)
    orders = BY_NAME["orders"]
    async with connector.database.transaction() as connection:
        await upsert.write(connection, orders.payload_table, account, [payload.encode()], [digest], todos_of(orders))
        run_id = await connector.request(account, "fulfillments")
        reading = asyncio.create_task(connector.runner.run(run_id))
        await eventually(partial(is_locked, connector))
    await reading
    await assert_equals_truth(connector, account, SELLER, "fulfillments")


async def test_the_first_run_begins_with_the_newest_orders(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account, "orders")
    connector.emulator.control("requests", method="DELETE")
    await connector.sync(account, "fulfillments")
    newest = await connector.fetch(
        "SELECT order_id FROM orders WHERE order_fulfillment_status <> 'NOT_STARTED' ORDER BY created_at DESC LIMIT 100"
    )
    asked = connector.emulator.control("requests", method="GET")["requests"]
    first = [entry["path"].split("/")[5] for entry in asked if "/shipping_fulfillment" in entry["path"]][:10]
    assert len(first) == 10
    assert set(first) <= {order_id for (order_id,) in newest}


async def test_the_first_run_gives_up_where_the_orders_are_locked_for_long(
    connector: Connector, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account, "orders")
    monkeypatch.setattr(todo, "LOCK_TIMEOUT", "10ms")
    monkeypatch.setattr(patience, "ATTEMPTS", 2)
    async with connector.database.transaction() as connection:
        await connection.execute("LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE")  # as VACUUM does
        run = await connector.sync(account, "fulfillments")
    assert run["status"] == "failed"
    assert "holds a table for long" in run["reason"]
    await connector.sync(account, "fulfillments")
    await assert_equals_truth(connector, account, SELLER, "fulfillments")

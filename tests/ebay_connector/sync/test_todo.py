"""Streams that follow another, and records read by their id: nothing is forgotten, nothing is read for nothing."""

import asyncio
from functools import partial
from types import SimpleNamespace
from typing import Any, cast

from ebay_connector.streams import BY_NAME
from ebay_connector.sync import todo
from ebay_connector.sync.context import RunContext
from ebay_connector.sync.todo import Item
from tests.support.connector import Connector, assert_equals_truth
from tests.support.worker import eventually, is_locked

SELLER = "alpine_parts"
SHIPMENTS = "/sell/fulfillment/v1/order/"


def calls(connector: Connector) -> int:
    found = connector.emulator.control("requests", method="GET")["requests"]
    return sum("/shipping_fulfillment" in entry["path"] for entry in found)


async def both(connector: Connector, account: int) -> tuple[dict[str, Any], dict[str, Any]]:
    orders = await connector.sync(account, "orders")
    return orders, await connector.sync(account, "fulfillments")


async def test_parcels_follow_the_orders(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    orders, parcels = await both(connector, account)
    assert (orders["status"], parcels["status"]) == ("succeeded", "succeeded"), parcels["reason"]
    await assert_equals_truth(connector, account, SELLER, "fulfillments")
    assert await connector.fetch("SELECT count(*) FROM sync_todo") == [(0,)]


async def test_only_changed_orders_are_asked_for_again(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await both(connector, account)
    connector.emulator.control("requests", method="DELETE")
    changes = [{"op": "create"}, {"op": "ship"}]
    connector.emulator.control("orders", {"seller": SELLER, "changes": changes})
    await both(connector, account)
    assert calls(connector) == 1
    await assert_equals_truth(connector, account, SELLER, "fulfillments")


async def test_without_the_orders_nothing_is_read_and_that_is_explained(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    run = await connector.sync(account, "fulfillments")
    assert run["status"] == "succeeded"
    assert "follow" in run["reason"]


async def test_the_log_begins_with_what_is_asked_for(connector: Connector) -> None:
    async def first_line(run: dict[str, Any]) -> str:
        lines = await connector.events(run["id"])
        return str(next(line["message"] for line in lines if line["kind"] == "start"))

    account = await connector.connect(SELLER)
    orders, parcels = await both(connector, account)
    count = orders["counts"]["created"]
    assert "window" in await first_line(orders)
    due = (await connector.fetch("SELECT count(*) FROM orders WHERE order_fulfillment_status <> 'NOT_STARTED'"))[0][0]
    assert 0 < due < count
    assert f": {due} of the orders to be asked about, never read before." in await first_line(parcels)
    again = await connector.sync(account, "fulfillments")
    assert ": 0 of the orders to be asked about, planned up to " in await first_line(again)


async def test_a_record_that_fails_waits_while_the_others_are_read(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account, "orders")
    fault = {"match": {"path_prefix": SHIPMENTS}, "kind": "status", "status": 400, "error_id": 32100, "times": 1}
    connector.emulator.control("faults", [fault])
    run = await connector.sync(account, "fulfillments")
    assert run["status"] == "failed"
    assert "1 of the fulfillments could not be read" in run["reason"]
    waiting = await connector.fetch("SELECT attempts, reason FROM sync_todo")
    assert [row[0] for row in waiting] == [1]
    async with connector.database.transaction() as connection:
        await connection.execute("UPDATE sync_todo SET not_before = now()")
    assert (await connector.sync(account, "fulfillments"))["status"] == "succeeded"
    await assert_equals_truth(connector, account, SELLER, "fulfillments")


async def test_cancel_requests_are_read_with_their_order_and_kept(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account, "orders")
    connector.emulator.control("orders", {"seller": SELLER, "changes": [{"op": "request_cancel"}]})
    await connector.sync(account, "orders")
    await assert_equals_truth(connector, account, SELLER, "orders")
    waiting = "SELECT count(*) FROM order_cancel_requests WHERE cancel_request_state = 'REQUESTED'"
    requests = await connector.fetch(waiting)
    assert requests[0][0] > 0
    run = await connector.sync(account, "orders", full=True)
    assert run["counts"]["updated"] == 0
    await assert_equals_truth(connector, account, SELLER, "orders")


async def test_a_full_read_asks_for_ended_cancellations_only_where_their_order_has_changed(
    connector: Connector,
) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account, "orders")
    ended = [row[0] for row in await connector.fetch("SELECT order_id FROM orders WHERE cancel_state = 'CANCELED'")]
    assert len(ended) > 2
    connector.emulator.control("orders", {"seller": SELLER, "changes": [{"op": "touch", "order_id": ended[0]}]})
    async with connector.database.transaction() as connection:
        none = "jsonb_set(payload, '{cancelStatus,cancelRequests}', '[]')"
        await connection.execute(f"UPDATE orders SET payload = {none} WHERE order_id = %s", (ended[1],))
        await connection.execute("DELETE FROM order_cancel_requests WHERE order_id = %s", (ended[1],))
    connector.emulator.control("requests", method="DELETE")
    assert (await connector.sync(account, "orders", full=True))["status"] == "succeeded"
    asked = connector.emulator.control("requests", method="GET")["requests"]
    names = {entry["path"].removeprefix(SHIPMENTS) for entry in asked if entry["path"].startswith(SHIPMENTS)}
    assert names & set(ended) == set(ended[:2])
    await assert_equals_truth(connector, account, SELLER, "orders")


async def test_what_followed_a_record_that_is_gone_is_gone_too(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    for stream in ("inventory", "offers"):
        await connector.sync(account, stream)
    sku = (await connector.fetch("SELECT sku FROM offers ORDER BY sku LIMIT 1"))[0][0]
    change = {"op": "remove", "id": sku}
    connector.emulator.control("records", {"seller": SELLER, "entity": "inventory", "changes": [change]})
    for stream in ("inventory", "offers"):
        assert (await connector.sync(account, stream))["status"] == "succeeded"
        await assert_equals_truth(connector, account, SELLER, stream)
    gone = await connector.fetch("SELECT count(*) > 0, bool_and(gone_at IS NOT NULL) FROM offers WHERE sku = %s", sku)
    assert gone == [(True, True)]


def talk(connector: Connector, messages: int) -> tuple[str, list[str]]:
    """A conversation with so many messages more, and their ids."""
    told = connector.emulator.control(f"truth/messages?seller={SELLER}")[0]
    ids = [str(number) for number in range(7000, 7000 + messages)]
    copies = [{**told, "message": {**told["message"], "messageId": name}} for name in ids]
    changes = [{"op": "put", "id": name, "payload": copy} for name, copy in zip(ids, copies, strict=True)]
    connector.emulator.control("records", {"seller": SELLER, "entity": "messages", "changes": changes})
    return told["conversationId"], ids


async def test_a_list_that_gets_shorter_while_it_is_read_is_read_again(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account, "conversations")
    conversation, ids = talk(connector, 60)
    assert (await connector.sync(account, "messages"))["status"] == "succeeded"
    where = {"path_prefix": f"/commerce/message/v1/conversation/{conversation}", "min_offset": 50}
    connector.emulator.control("faults", [{"match": where, "kind": "slow", "seconds": 1, "times": 1}])
    connector.emulator.control("requests", method="DELETE")
    reading = asyncio.create_task(connector.sync(account, "messages", full=True))

    async def first_page_is_read() -> bool:
        asked = connector.emulator.control("requests", method="GET")["requests"]
        return any(each["path"].endswith(f"/{conversation}") and "offset=50" in each["query"] for each in asked)

    await eventually(first_page_is_read)
    gone = {"op": "remove", "id": ids[-1]}
    connector.emulator.control("records", {"seller": SELLER, "entity": "messages", "changes": [gone]})
    run = await reading
    assert run["status"] == "succeeded", run["reason"]
    await assert_equals_truth(connector, account, SELLER, "messages")


async def test_a_record_that_lacks_what_the_request_needs_holds_up_no_other(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    told = connector.emulator.control(f"truth/conversations?seller={SELLER}")[0]
    bare = {"op": "patch", "id": told["conversationId"], "payload": {"conversationType": None}}
    connector.emulator.control("records", {"seller": SELLER, "entity": "conversations", "changes": [bare]})
    await connector.sync(account, "conversations")
    run = await connector.sync(account, "messages")
    assert "1 of the messages could not be read" in run["reason"]
    waiting = await connector.fetch("SELECT key FROM sync_todo WHERE stream = 'messages'")
    assert waiting == [([told["conversationId"]],)]
    assert run["counts"]["created"] > 0


async def test_no_further_page_does_not_mean_that_there_is_nothing(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account, "conversations")
    conversation, _ = talk(connector, 60)
    where = {"path_prefix": f"/commerce/message/v1/conversation/{conversation}", "min_offset": 50}
    connector.emulator.control("faults", [{"match": where, "kind": "status", "status": 404, "error_id": 1, "times": 1}])
    run = await connector.sync(account, "messages")
    assert run["status"] == "succeeded", run["reason"]
    await assert_equals_truth(connector, account, SELLER, "messages")


async def test_what_is_read_at_each_run_waits_too_once_it_has_failed(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account, "orders")
    connector.emulator.control("orders", {"seller": SELLER, "changes": [{"op": "request_cancel"}]})
    await connector.sync(account, "orders")
    fault = {"match": {"path_prefix": SHIPMENTS}, "kind": "status", "status": 400, "error_id": 32100}
    connector.emulator.control("faults", [fault])
    ended = [(await connector.sync(account, "orders"))["status"] for _ in range(2)]
    assert ended == ["failed", "succeeded"]
    own = "FROM sync_todo WHERE stream = 'orders'"
    assert {row[0] for row in await connector.fetch(f"SELECT attempts {own}")} == {1}
    connector.emulator.control("faults", method="DELETE")
    assert (await connector.sync(account, "orders", full=True))["status"] == "succeeded"
    assert await connector.fetch(f"SELECT count(*) {own}") == [(0,)]


async def test_a_full_read_that_another_worker_takes_over_goes_on(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await both(connector, account)
    connector.emulator.control("requests", method="DELETE")
    slow = {"match": {"path_prefix": SHIPMENTS}, "kind": "slow", "seconds": 30, "after": 200}
    connector.emulator.control("faults", [slow])
    run_id = await connector.request(account, "fulfillments", full=True)
    first = asyncio.create_task(connector.runner.run(run_id))

    async def under_way() -> bool:
        return bool((await connector.run(run_id))["counts"]["fetched"] > 100)

    await eventually(under_way)
    first.cancel()
    await asyncio.wait({first}, timeout=30)
    assert (await connector.run(run_id))["status"] == "queued"
    connector.emulator.control("faults", method="DELETE")
    await connector.runner.run(run_id)
    run = await connector.run(run_id)
    assert run["status"] == "succeeded", run["reason"]
    orders = await connector.fetch("SELECT count(*) FROM orders WHERE order_fulfillment_status <> 'NOT_STARTED'")
    assert calls(connector) < orders[0][0] * 1.5, "what was read before is not read again"
    assert run["slices"]["done"] == run["slices"]["total"]


async def test_what_is_done_is_locked_in_the_order_of_its_keys(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    rows = await connector.fetch(
        "INSERT INTO sync_todo (account_id, stream, key) SELECT %s, 'fulfillments', ARRAY[name] "
        "FROM unnest('{c,b,a}'::text[]) AS name RETURNING key, since, attempts, deep",
        account,
    )
    items = [Item(tuple(key), *rest) for key, *rest in rows]
    context = cast(RunContext, SimpleNamespace(account_id=account, stream=BY_NAME["fulfillments"]))

    async def take_off() -> None:
        async with connector.database.transaction() as connection:
            for plan in ("indexscan", "bitmapscan"):  # whichever way Postgres finds the rows
                await connection.execute(f"SET LOCAL enable_{plan} = off".encode())
            await todo.done(connection, context, items)

    async with connector.database.transaction() as other:
        await other.execute("SELECT FROM sync_todo WHERE key = ARRAY['a'] FOR UPDATE")
        taking = asyncio.create_task(take_off())
        await eventually(partial(is_locked, connector))
        free = await connector.fetch("SELECT key FROM sync_todo ORDER BY key FOR UPDATE SKIP LOCKED")
    await taking
    assert free == [(["b"],), (["c"],)]
    assert await connector.fetch("SELECT count(*) FROM sync_todo") == [(0,)]

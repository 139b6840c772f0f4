"""Pages that bring nothing new are looked at and settled together; those that do are written."""

import asyncio

from psycopg import AsyncConnection

from ebay_connector.streams import BY_NAME
from tests.support.connector import Connector, assert_equals_truth
from tests.support.worker import eventually

SELLER = "alpine_parts"
ORDERS = "/sell/fulfillment/v1/order"
SOMEONE_WAITS = "SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND relation = 'orders'::regclass"
COMMITS = "SELECT count(DISTINCT xmin::text) FROM sync_events WHERE run_id = %s AND kind = 'page'"


def answered(connector: Connector) -> int:
    found = connector.emulator.control("requests", method="GET")["requests"]
    return sum(entry["path"] == ORDERS and entry["status"] == 200 for entry in found)


async def read_again_while_pages_wait(connector: Connector, account: int) -> int:
    """A full re-read, of which the first pages come while nobody can look at the orders; the run's id."""
    connector.emulator.control("requests", method="DELETE")
    connector.emulator.control("faults", [{"match": {"path_prefix": ORDERS}, "kind": "slow", "seconds": 0.3}])
    run_id = await connector.request(account, full=True)
    async with await AsyncConnection.connect(connector.database.direct_url) as other:
        reading = asyncio.create_task(connector.runner.run(run_id))

        async def asked() -> bool:
            return bool(connector.emulator.control("requests", method="GET")["requests"])

        async def waiting() -> bool:
            return answered(connector) >= 5 and (await connector.fetch(SOMEONE_WAITS))[0][0]

        await eventually(asked)
        await other.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE")
        await eventually(waiting)
        await other.rollback()
        await reading
    return run_id


async def test_pages_that_bring_nothing_new_share_their_commits(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    first = await connector.sync(account)
    run_id = await read_again_while_pages_wait(connector, account)
    run = await connector.run(run_id)
    pages = await connector.events(run_id, "page")
    assert (await connector.fetch(COMMITS, run_id))[0][0] < len(pages)
    assert run["counts"]["unchanged"] == run["counts"]["fetched"] == run["expected"] == first["counts"]["created"]
    assert sum(page["data"]["unchanged"] for page in pages) == run["counts"]["unchanged"]
    await assert_equals_truth(connector, account, SELLER)


async def test_pages_with_changes_are_written_beside_them(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account)
    connector.emulator.control("orders", {"seller": SELLER, "changes": [{"op": "touch"}, {"op": "create"}]})
    async with connector.database.transaction() as connection:
        await connection.execute(
            "UPDATE orders SET payload_hash = 'other' WHERE created_at < now() - interval '1 year'"
        )
    run = await connector.run(await read_again_while_pages_wait(connector, account))
    assert (run["counts"]["created"], run["counts"]["updated"]) == (1, 1)
    assert run["counts"]["fetched"] == run["expected"] == run["counts"]["unchanged"] + 2
    await assert_equals_truth(connector, account, SELLER)


async def test_a_backfill_of_new_records_may_meet_stored_ones(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    first = await connector.sync(account)
    newer = "order_id IN (SELECT order_id FROM orders WHERE created_at > now() - interval '1 year')"
    for table in BY_NAME["orders"].record.tables()[1:]:
        await connector.fetch(f"DELETE FROM {table} WHERE {newer} RETURNING 1")
    removed = len(await connector.fetch(f"DELETE FROM orders WHERE {newer} RETURNING 1"))
    for table in ("sync_cursors", "sync_slices"):
        await connector.fetch(f"DELETE FROM {table} RETURNING 1")
    counts = (await connector.sync(account))["counts"]
    assert 0 < removed < first["counts"]["created"]
    assert counts["created"] == removed
    assert counts["created"] + counts["unchanged"] == counts["fetched"]
    await assert_equals_truth(connector, account, SELLER)

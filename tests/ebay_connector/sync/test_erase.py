"""Erasing an account removes all its rows and nothing of the others, also when a worker died meanwhile."""

from ebay_connector.sync.erase import erase, request_erasing
from tests.support.connector import Connector, assert_equals_truth


async def test_all_of_the_account_goes_and_nothing_else(connector: Connector) -> None:
    gone, kept = await connector.connect("fenland_books"), await connector.connect("alpine_parts")
    await connector.sync(gone)
    await connector.sync(kept)
    await erase(connector.database, gone)
    await erase(connector.database, gone)
    for table in ("orders", "order_line_items", "sync_runs", "sync_slices", "sync_cursors", "account_tokens"):
        assert await connector.fetch(f"SELECT DISTINCT account_id FROM {table}") == [(kept,)]
    await assert_equals_truth(connector, kept, "alpine_parts")


async def test_what_was_left_undone_is_queued_again(connector: Connector) -> None:
    account = await connector.connect("quiet_corner")
    await request_erasing(connector.database, connector.jobs)
    jobs = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'sync.erase'"
    assert await connector.fetch(jobs) == [(0,)]
    async with connector.database.transaction() as connection:
        await connection.execute("UPDATE accounts SET erasing_since = now() WHERE id = %s", (account,))
    await request_erasing(connector.database, connector.jobs)
    assert await connector.fetch(jobs) == [(1,)]

"""Schedules start runs when they are due; runs whose job is gone get another."""

import asyncio
from typing import Any

from ebay_connector.ebay.oauth import scope_url
from ebay_connector.streams import STREAMS
from ebay_connector.sync import runs
from ebay_connector.sync.housekeeping import make_schedules, start_due_runs
from tests.support.connector import Connector

SELLER = "quiet_corner"


async def scheduled(connector: Connector) -> list[Any]:
    return await connector.fetch("SELECT status, kind FROM sync_runs ORDER BY id")


async def make_due(connector: Connector) -> None:
    async with connector.database.transaction() as connection:
        await connection.execute("UPDATE sync_schedules SET next_at = now()")


async def test_a_connected_account_gets_schedules_and_runs_when_due(connector: Connector) -> None:
    await connector.connect(SELLER)
    await make_schedules(connector.database, 15)
    assert await start_due_runs(connector.database, connector.jobs) == 0
    await make_due(connector)
    assert await start_due_runs(connector.database, connector.jobs) == len(STREAMS)
    assert await start_due_runs(connector.database, connector.jobs) == 0
    assert set(await scheduled(connector)) == {("queued", "scheduled")}
    later = "SELECT DISTINCT next_at > now() + interval '14 minutes' FROM sync_schedules"
    assert await connector.fetch(later) == [(True,)]


async def test_an_active_run_is_not_doubled_by_its_schedule(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await make_schedules(connector.database, 15)
    await connector.request(account)
    await make_due(connector)
    assert await start_due_runs(connector.database, connector.jobs) == len(STREAMS) - 1


async def test_a_schedule_that_is_off_or_of_a_disconnected_account_waits(connector: Connector) -> None:
    await connector.connect(SELLER)
    await make_schedules(connector.database, 15)
    await make_due(connector)
    async with connector.database.transaction() as connection:
        await connection.execute("UPDATE accounts SET status = 'disconnected'")
    assert await start_due_runs(connector.database, connector.jobs) == 0
    async with connector.database.transaction() as connection:
        await connection.execute("UPDATE accounts SET status = 'connected'")
        await connection.execute("UPDATE sync_schedules SET enabled = false")
    assert await start_due_runs(connector.database, connector.jobs) == 0


async def test_a_stream_that_was_not_granted_waits_and_is_due_once_it_is(connector: Connector) -> None:
    orders = [scope_url("commerce.identity.readonly"), scope_url("sell.fulfillment")]
    await connector.connect(SELLER, orders)
    await make_schedules(connector.database, 15)
    await make_due(connector)
    free = {stream.name for stream in STREAMS if stream.scope in ("", "sell.fulfillment")}
    assert await start_due_runs(connector.database, connector.jobs) == len(free)
    assert {row[0] for row in await connector.fetch("SELECT stream FROM sync_runs")} == free
    await connector.connect(SELLER)
    assert await start_due_runs(connector.database, connector.jobs) == len(STREAMS) - len(free)


async def test_a_stream_that_ebay_refused_waits_for_a_new_consent(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await make_schedules(connector.database, 15)
    connector.emulator.control("faults", [{"kind": "missing_scope", "match": {"path_prefix": "/sell/finances"}}])
    assert (await connector.sync(account, "payouts"))["status"] == "failed"
    await make_due(connector)
    assert await start_due_runs(connector.database, connector.jobs) == len(STREAMS) - 1
    await connector.connect(SELLER)
    await make_due(connector)
    assert await start_due_runs(connector.database, connector.jobs) == 1


async def test_what_fails_for_a_while_is_tried_again_soon_though_it_runs_once_a_day(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await make_schedules(connector.database, 15)
    next_at = "SELECT next_at < now() + interval '16 minutes' FROM sync_schedules WHERE stream = 'privileges'"
    assert await connector.fetch(next_at) == [(False,)]
    connector.emulator.control("faults", [{"kind": "500", "match": {"path_prefix": "/sell/account"}}])
    assert (await connector.sync(account, "privileges"))["status"] == "failed"
    assert await connector.fetch(next_at) == [(True,)]


async def test_a_run_that_lost_its_job_gets_another(connector: Connector) -> None:
    run_id = await connector.request(await connector.connect(SELLER))
    await runs.requeue_orphans(connector.database, connector.jobs)
    jobs = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'sync.run' AND status = 'todo'"
    assert await connector.fetch(jobs) == [(1,)]
    async with connector.database.transaction() as connection:
        await connection.execute("UPDATE procrastinate_jobs SET status = 'aborted'")
    await runs.requeue_orphans(connector.database, connector.jobs)
    assert await connector.fetch(jobs) == [(1,)]
    await connector.runner.run(run_id)
    assert (await connector.run(run_id))["status"] == "succeeded"


async def test_what_follows_a_stream_is_read_right_after_it(connector: Connector) -> None:
    account = await connector.connect("alpine_parts")
    await make_schedules(connector.database, 15)
    await connector.sync(account, "orders")
    begun = "SELECT id, stream, kind FROM sync_runs WHERE status = 'queued'"
    [(run_id, *what)] = await connector.fetch(begun)
    assert what == ["fulfillments", "following"]
    assert await start_due_runs(connector.database, connector.jobs) == 0, "it is due again in an interval"
    await connector.runner.run(run_id)
    await connector.sync(account, "orders")
    assert await connector.fetch(begun) == [], "nothing new to read"


QUEUED = "SELECT id FROM sync_runs WHERE status = 'queued' AND stream = 'fulfillments' AND kind = 'following'"


async def test_what_waited_for_a_stream_runs_once_when_that_is_read(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await make_schedules(connector.database, 15)
    assert (await connector.sync(account, "fulfillments"))["reason"].startswith("Waits for the orders")
    assert await connector.fetch(QUEUED) == []
    connector.emulator.control("faults", [{"kind": "status", "status": 400, "match": {"path_prefix": "/sell"}}])
    assert (await connector.sync(account, "orders"))["status"] == "failed"
    assert await connector.fetch(QUEUED) == [], "the orders are not read yet"
    connector.emulator.control("faults", method="DELETE")
    await connector.sync(account, "orders")
    [(run_id,)] = await connector.fetch(QUEUED)
    await connector.runner.run(run_id)
    reason = (await connector.run(run_id))["reason"]
    assert reason.startswith("eBay has no fulfillments for quiet_corner")
    assert "first" not in reason, "nothing is left to be done first"
    await connector.sync(account, "orders")
    assert await connector.fetch(QUEUED) == []


async def test_what_waited_while_the_stream_came_to_its_end_runs_once_more(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await make_schedules(connector.database, 15)
    waiting = await connector.request(account, "fulfillments")
    async with connector.database.transaction() as connection:
        await runs.claim(connection, waiting, "another worker")
    await connector.sync(account, "orders")
    assert await connector.fetch(QUEUED) == [], "it still runs"
    await connector.runner.run(waiting)
    [(run_id,)] = await connector.fetch(QUEUED)
    await connector.runner.run(run_id)
    assert await connector.fetch(QUEUED) == []


async def test_what_follows_a_stream_runs_by_itself_only_where_its_schedule_is_on(connector: Connector) -> None:
    account = await connector.connect("alpine_parts")
    await make_schedules(connector.database, 15)
    async with connector.database.transaction() as connection:
        await connection.execute("UPDATE sync_schedules SET enabled = false WHERE stream = 'fulfillments'")
    await connector.sync(account, "orders")
    assert await connector.fetch("SELECT stream FROM sync_runs WHERE status = 'queued'") == []


async def test_workers_that_take_over_at_once_do_not_trip_over_each_other(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    for stream in STREAMS:
        await connector.request(account, stream.name)
    async with connector.database.transaction() as connection:
        await connection.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    given_back = await asyncio.gather(*(connector.jobs.recover() for _ in range(4)))
    assert sum(given_back) == len(STREAMS)
    assert await connector.fetch("SELECT DISTINCT status::text FROM procrastinate_jobs") == [("todo",)]

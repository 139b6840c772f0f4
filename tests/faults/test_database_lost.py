"""The database goes away in the middle of a run: the run waits, or ends in a sentence, and nothing is lost."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from ebay_connector.db.connect import Addresses
from ebay_connector.settings import Settings
from ebay_connector.sync import patience
from tests.support.connector import Connector, assert_equals_truth
from tests.support.pgbouncer import PgBouncer
from tests.support.postgres import Postgres
from tests.support.worker import WorkerProcess, ended, eventually

SELLER = "alpine_parts"
LATENCY = [{"kind": "slow", "match": {"path_prefix": "/sell"}, "seconds": 0.05}]


@pytest.fixture
def addresses(pgbouncer: PgBouncer, postgres: Postgres, database_name: str) -> Addresses:
    """Through a pooler that can be stopped and started."""
    url = pgbouncer.url_of(postgres.url_of(database_name))
    return Addresses(url, url)


async def under_way(connector: Connector) -> tuple[int, int, asyncio.Task[Any]]:
    """A slow run that has written some pages: account, run and its task."""
    connector.emulator.control("faults", LATENCY)
    account = await connector.connect(SELLER)
    run_id = await connector.request(account)
    task = asyncio.create_task(connector.runner.run(run_id))

    async def has_written() -> bool:
        return bool((await connector.run(run_id))["counts"]["fetched"])

    await eventually(has_written)
    return account, run_id, task


async def short_work(connector: Connector) -> tuple[asyncio.Task[None], asyncio.Event]:
    """A worker that has one job, and what tells that it was done."""

    async def work() -> None:
        done.set()

    done = asyncio.Event()
    connector.jobs.serve("short work", work)
    async with connector.database.transaction() as connection:
        await connector.jobs.enqueue(connection, "short work")
    return asyncio.create_task(connector.jobs.work(listen=False)), done


async def test_a_short_outage_only_delays_the_run(connector: Connector, pgbouncer: PgBouncer) -> None:
    account, run_id, task = await under_way(connector)
    pgbouncer.stop()
    pgbouncer.start()
    await asyncio.wait_for(task, 60)
    run = await connector.run(run_id)
    assert run["status"] == "succeeded", run["reason"]
    await assert_equals_truth(connector, account, SELLER)


async def test_connections_killed_by_the_server_lose_nothing(
    connector: Connector, postgres: Postgres, database_name: str
) -> None:
    account, run_id, task = await under_way(connector)
    ended = f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{database_name}'"
    while not task.done():
        await asyncio.to_thread(postgres.execute, ended)
        await asyncio.wait({task}, timeout=1)
    await connector.database.pool.check()
    run = await connector.run(run_id)
    if run["status"] != "succeeded":
        await connector.sync(account)
    await assert_equals_truth(connector, account, SELLER)


async def test_after_a_long_outage_another_job_takes_the_run_over(
    connector: Connector, pgbouncer: PgBouncer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "ATTEMPTS", 1)
    account, run_id, task = await under_way(connector)
    pgbouncer.stop()
    await asyncio.wait({task}, timeout=60)
    assert task.exception() is not None
    pgbouncer.start()
    await connector.database.pool.check()
    assert (await connector.run(run_id))["status"] == "running"
    await connector.runner.run(run_id)
    assert (await connector.run(run_id))["status"] == "succeeded"
    await assert_equals_truth(connector, account, SELLER)


async def test_a_worker_without_work_waits_for_the_end_of_an_outage(
    connector: Connector, pgbouncer: PgBouncer, settings: Settings, tmp_path: Path
) -> None:
    account = await connector.connect("quiet_corner")
    log = tmp_path / "worker.log"

    def has_said(sentence: str) -> Callable[[], Awaitable[bool]]:
        async def said() -> bool:
            return sentence in log.read_text()

        return said

    async def asks_for_work() -> bool:
        return bool(await connector.fetch("SELECT FROM procrastinate_workers"))

    with WorkerProcess(settings, connector.emulator.url, log, DATABASE_POOL_TIMEOUT="0.5"):
        await eventually(asks_for_work)
        pgbouncer.stop()
        await eventually(has_said("Postgres could not be asked for work; it is asked again."))
        pgbouncer.start()
        await connector.database.pool.check()
        run = await ended(connector, await connector.request(account))
    assert run["status"] == "succeeded"
    assert log.read_text().count("The worker is ready.") == 1


async def test_work_whose_answer_was_lost_is_asked_for_again(
    connector: Connector, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The queue has it in work, and nobody knows of it."""
    asked, lost = JobManager.fetch_job, ["the request", "the answer"]

    async def on_a_bad_line(self: JobManager, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        what = lost.pop(0) if lost else None
        job = None if what == "the request" else await asked(self, queues, worker_id)
        if what:
            raise ConnectorException from psycopg.OperationalError(f"{what} was lost")
        return job

    monkeypatch.setattr(JobManager, "fetch_job", on_a_bad_line)
    worker, done = await short_work(connector)
    await asyncio.wait({worker, asyncio.create_task(done.wait())}, timeout=60, return_when="FIRST_COMPLETED")
    assert done.is_set()
    worker.cancel()
    await asyncio.wait([worker])


async def test_that_a_job_has_ended_is_told_until_it_is_heard(
    connector: Connector, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job that seemed to be in work would hold up all later runs of its stream."""
    told, lost = JobManager.finish_job, ["the request", "the answer"]

    async def on_a_bad_line(self: JobManager, job: Job, status: Status, delete_job: bool) -> None:
        what = lost.pop(0) if lost else None
        if what != "the request":
            await told(self, job, status, delete_job)
        if what:
            raise ConnectorException

    monkeypatch.setattr(JobManager, "finish_job", on_a_bad_line)
    worker, done = await short_work(connector)
    await done.wait()

    async def is_told() -> bool:
        return not lost and not await connector.fetch("SELECT FROM procrastinate_jobs")

    await eventually(is_told)
    assert not worker.done()
    worker.cancel()
    await asyncio.wait([worker])


async def test_a_worker_shows_signs_of_life_after_one_that_was_lost(
    connector: Connector, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without them its runs would be taken over, again and again."""
    shown, lost = JobManager.update_heartbeat, [1]

    async def on_a_bad_line(self: JobManager, worker_id: int) -> None:
        if lost:
            lost.pop()
            raise ConnectorException
        await shown(self, worker_id)
        seen.set()

    seen = asyncio.Event()
    monkeypatch.setattr(JobManager, "update_heartbeat", on_a_bad_line)
    connector.database.settings = connector.settings.model_copy(update={"worker_heartbeat": 0.05})
    worker = asyncio.create_task(connector.jobs.work(listen=False))
    await asyncio.wait_for(seen.wait(), 60)
    worker.cancel()
    await asyncio.wait([worker])

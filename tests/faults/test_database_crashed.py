"""Postgres dies and comes back: what a run had written last is read again, and workers hear of new jobs."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg import AsyncConnection

from ebay_connector.db.connect import Addresses
from ebay_connector.db.embedded import EmbeddedPostgres
from ebay_connector.db.migrate import Migration
from ebay_connector.db.processes import wait_until
from ebay_connector.metadata import metadata
from tests.conftest import MakeSettings
from tests.support.connector import Connector, assert_equals_truth
from tests.support.worker import eventually

SELLER = "harbor_goods"
SLOW = [{"kind": "slow", "match": {"path_prefix": "/sell"}, "seconds": 0.1}]
FORGETFUL = {"wal_writer_delay": "10s", "wal_buffers": "64MB"}
"""Commits that need not be on the disk at once reach it late, so that a crash loses many."""
CRASHES = 3


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(tmp_path / "server", FORGETFUL) as server:
        yield server


@pytest.fixture
def addresses(server: EmbeddedPostgres, make_settings: MakeSettings) -> Addresses:
    Migration(server.url, make_settings(), metadata).run()
    return Addresses(server.url, server.url)


async def test_what_a_crash_of_postgres_has_lost_is_read_again(connector: Connector, server: EmbeddedPostgres) -> None:
    connector.emulator.control("faults", SLOW)
    account = await connector.connect(SELLER)
    run_id = await connector.request(account)
    task = asyncio.create_task(connector.runner.run(run_id))
    for _ in range(CRASHES):
        await more_is_written(connector, run_id)
        assert not task.done(), "the run is still under way"
        server.stop_at_once()
        assert wait_until(lambda: not server.is_running(), 10)
        server.start()
    await asyncio.wait_for(task, 120)
    run = await connector.run(run_id)
    assert run["status"] == "succeeded", run["reason"]
    await assert_equals_truth(connector, account, SELLER)
    notes = [line["message"] for line in await connector.events(run_id, "takeover")]
    assert any("without what it had written last" in note for note in notes)


async def test_a_worker_hears_of_new_jobs_again(connector: Connector, server: EmbeddedPostgres) -> None:
    """It looks for them by itself only after an hour here, so that whatever starts one has been heard."""

    async def listening() -> bool:
        async with await AsyncConnection.connect(server.url) as connection:
            found = await connection.execute("SELECT FROM pg_stat_activity WHERE starts_with(query, 'LISTEN')")
            return bool(found.rowcount)

    async def work() -> None:
        done.set()

    done = asyncio.Event()
    connector.database.settings = connector.settings.model_copy(update={"worker_poll": 3_600})
    connector.jobs.serve("short work", work)
    worker = asyncio.create_task(connector.jobs.work(listen=True))
    await eventually(listening)
    await asyncio.to_thread(server.stop_at_once)
    assert not server.is_running()
    await asyncio.to_thread(server.start)
    await eventually(listening)
    async with await AsyncConnection.connect(server.url) as connection:
        await connector.jobs.enqueue(connection, "short work")
    await asyncio.wait_for(done.wait(), 60)
    worker.cancel()
    await asyncio.wait([worker])


async def more_is_written(connector: Connector, run_id: int) -> None:
    """Waits until the run has written another few pages."""

    async def written() -> int:
        return int((await connector.run(run_id))["counts"]["fetched"])

    before = await written()

    async def more() -> bool:
        return await written() >= before + 600

    await eventually(more)

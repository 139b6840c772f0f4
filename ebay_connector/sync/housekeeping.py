"""What each worker does beside its runs: due schedules are started, runs of vanished workers are taken over."""

import asyncio
from typing import Any

from psycopg import AsyncConnection, Error

from ebay_connector.db.pool import Database
from ebay_connector.jobs import Jobs
from ebay_connector.log import get_logger
from ebay_connector.settings import Settings
from ebay_connector.sync import permits, runs

log = get_logger(__name__)


async def keep_house(database: Database, jobs: Jobs, settings: Settings) -> None:
    """Runs until cancelled. Any number of workers may do it at once: rows are locked, the rest skipped."""
    while True:
        try:
            await jobs.recover()
            await runs.requeue_orphans(database, jobs)
            await make_schedules(database, settings.sync_every_minutes)
            await start_due_runs(database, jobs)
        except Error as error:
            log.warning("Housekeeping could not reach Postgres; it tries again.", error=str(error))
        await asyncio.sleep(settings.worker_heartbeat)


async def make_schedules(database: Database, every_minutes: int) -> None:
    """Gives each connected account the schedules it lacks, as when a new version brings a stream."""
    async with database.transaction() as connection:
        await permits.add_schedules(connection, every_minutes)


async def start_due_runs(database: Database, jobs: Jobs) -> int:
    """Requests a run for each schedule that is due and whose stream may be read; returns how many were made."""
    async with database.transaction() as connection:
        due = await _take_due(connection)
        made = [
            await runs.request(connection, jobs, account_id, stream, kind="scheduled") for account_id, stream in due
        ]
    return sum(run.created for run in made)


async def _take_due(connection: AsyncConnection[Any]) -> list[tuple[int, str]]:
    cursor = await connection.execute(
        "UPDATE sync_schedules s SET next_at = now() + s.every_minutes * interval '1 minute' "
        "FROM (SELECT d.account_id, d.stream FROM sync_schedules d JOIN accounts a ON a.id = d.account_id "
        f"JOIN {permits.SCOPES} ON p.stream = d.stream "
        f"WHERE d.enabled AND d.next_at <= now() AND a.status = 'connected' AND {permits.GRANTED} "
        "ORDER BY d.next_at LIMIT 200 FOR UPDATE OF d SKIP LOCKED) due "
        "WHERE s.account_id = due.account_id AND s.stream = due.stream RETURNING s.account_id, s.stream",
        permits.scope_values(),
    )
    return [(row[0], row[1]) for row in await cursor.fetchall()]

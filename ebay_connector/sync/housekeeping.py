"""What each worker does beside its runs: due schedules are started, runs of vanished workers are taken over."""

import asyncio
from typing import Any

from psycopg import AsyncConnection, Error

from ebay_connector.db.pool import Database
from ebay_connector.jobs import Jobs
from ebay_connector.log import get_logger
from ebay_connector.settings import Settings
from ebay_connector.streams import STREAMS
from ebay_connector.sync import runs

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
        await add_schedules(connection, every_minutes)


async def add_schedules(connection: AsyncConnection[Any], every_minutes: int, account_id: int | None = None) -> None:
    """A schedule for each stream that a connected account, or the given one, has none for; due an interval from now."""
    await connection.execute(
        "INSERT INTO sync_schedules (account_id, stream, every_minutes, next_at) "
        "SELECT a.id, s.stream, s.minutes, now() + s.minutes * interval '1 minute' "
        "FROM accounts a CROSS JOIN unnest(%(streams)s::text[], %(minutes)s::int[]) AS s(stream, minutes) "
        "WHERE a.status = 'connected' AND (%(account)s::int IS NULL OR a.id = %(account)s) "
        "ORDER BY a.id, s.stream ON CONFLICT DO NOTHING",
        {
            "streams": [stream.name for stream in STREAMS],
            "minutes": [stream.every_minutes or every_minutes for stream in STREAMS],
            "account": account_id,
        },
    )


async def start_due_runs(database: Database, jobs: Jobs) -> int:
    """Requests a run for each schedule that is due; returns how many were made."""
    async with database.transaction() as connection:
        due = await _take_due(connection)
        made = [
            await runs.request(connection, jobs, account_id, stream, kind="scheduled") for account_id, stream in due
        ]
    return sum(run.created for run in made)


async def _take_due(connection: AsyncConnection[Any]) -> list[tuple[int, str]]:
    cursor = await connection.execute(
        "UPDATE sync_schedules s SET next_at = now() + s.every_minutes * interval '1 minute' "
        "FROM (SELECT account_id, stream FROM sync_schedules JOIN accounts a ON a.id = account_id "
        "WHERE enabled AND next_at <= now() AND a.status = 'connected' "
        "ORDER BY next_at LIMIT 200 FOR UPDATE OF sync_schedules SKIP LOCKED) due "
        "WHERE s.account_id = due.account_id AND s.stream = due.stream RETURNING s.account_id, s.stream"
    )
    return [(row[0], row[1]) for row in await cursor.fetchall()]

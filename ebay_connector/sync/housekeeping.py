"""What each worker does beside its runs: due schedules are started, runs of vanished workers are taken over."""

import asyncio
from typing import Any

from psycopg import AsyncConnection, Error

from ebay_connector.db.pool import Database
from ebay_connector.jobs import Jobs
from ebay_connector.log import get_logger
from ebay_connector.settings import Settings
from ebay_connector.sync import permits, runs
from ebay_connector.sync.status import RunKind

log = get_logger(__name__)
DUE = "d.next_at <= now()"
HAS_FOLLOWED = """
d.account_id = %(account)s AND d.stream = ANY(%(followers)s)
AND d.next_at <= now() + d.every_minutes * interval '1 minute'
AND (NOT EXISTS (SELECT FROM sync_cursors c WHERE c.account_id = d.account_id AND c.stream = d.stream) OR EXISTS (
    SELECT FROM sync_todo t WHERE t.account_id = d.account_id AND t.stream = d.stream AND t.not_before <= now()))
"""
"""What a stream's run has given others to read, and others that have never run; those that rest, which are due later
than usual, go on resting."""


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
    return await _start(database, jobs, "scheduled", DUE)


async def start_followers(database: Database, jobs: Jobs, account_id: int, followers: tuple[str, ...]) -> int:
    """Requests a run for each of these streams that may run by itself and now has records to read."""
    return await _start(database, jobs, "following", HAS_FOLLOWED, account=account_id, followers=list(followers))


async def _start(database: Database, jobs: Jobs, kind: RunKind, which: str, **values: Any) -> int:
    async with database.transaction() as connection:
        taken = await _take(connection, which, values)
        made = [await runs.request(connection, jobs, account_id, stream, kind=kind) for account_id, stream in taken]
    return sum(run.created for run in made)


async def _take(connection: AsyncConnection[Any], which: str, values: dict[str, Any]) -> list[tuple[int, str]]:
    """Schedules `which` are on and whose stream may be read; they are due again an interval from now."""
    cursor = await connection.execute(
        "UPDATE sync_schedules s SET next_at = now() + s.every_minutes * interval '1 minute' "
        "FROM (SELECT d.account_id, d.stream FROM sync_schedules d JOIN accounts a ON a.id = d.account_id "
        f"JOIN {permits.SCOPES} ON p.stream = d.stream "
        f"WHERE d.enabled AND ({which}) AND a.status = 'connected' AND {permits.GRANTED} "
        "ORDER BY d.next_at LIMIT 200 FOR UPDATE OF d SKIP LOCKED) due "
        "WHERE s.account_id = due.account_id AND s.stream = due.stream RETURNING s.account_id, s.stream",
        {**permits.scope_values(), **values},
    )
    return [(row[0], row[1]) for row in await cursor.fetchall()]

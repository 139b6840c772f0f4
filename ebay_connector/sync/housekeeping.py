"""What each worker does beside its runs: due schedules are started, runs of vanished workers are taken over."""

import asyncio
from typing import Any

from psycopg import AsyncConnection, Error

from ebay_connector.db.pool import Database
from ebay_connector.jobs import Jobs
from ebay_connector.log import get_logger
from ebay_connector.settings import Settings
from ebay_connector.streams import followers_of, parent_of
from ebay_connector.streams.stream import Stream
from ebay_connector.sync import permits, runs
from ebay_connector.sync.status import RunKind

log = get_logger(__name__)
DUE = "d.next_at <= now()"
FOLLOWS = """
d.account_id = %(account)s AND d.stream = ANY(%(followers)s)
AND d.next_at <= now() + d.every_minutes * interval '1 minute'
"""
"""Those that rest, which are due later than usual, go on resting."""
HAS_WAITED = f"""
{FOLLOWS} AND (
    SELECT r.started_at FROM sync_runs r WHERE r.id = (
        SELECT max(id) FROM sync_runs WHERE account_id = d.account_id AND stream = d.stream)
    AND r.status = 'succeeded' AND r.fetched = 0
) < (
    SELECT f.finished_at FROM sync_runs f WHERE f.account_id = d.account_id AND f.stream = %(followed)s
    AND f.status = 'succeeded' ORDER BY f.id LIMIT 1)
"""
"""Streams whose last run came before the one that they follow had been read to its end, and found nothing."""
HAS_FOLLOWED = f"""
{FOLLOWS} AND (
    NOT EXISTS (SELECT FROM sync_cursors c WHERE c.account_id = d.account_id AND c.stream = d.stream)
    OR EXISTS (SELECT FROM sync_todo t
        WHERE t.account_id = d.account_id AND t.stream = d.stream AND t.not_before <= now())
    OR ({HAS_WAITED}))
"""
"""What a stream's run has given others to read, and others that have never run or have waited for it."""


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


async def start_followers(database: Database, jobs: Jobs, account_id: int, stream: Stream) -> int:
    """At the end of a stream's run: one for each that follows it, may run by itself and now has something to read."""
    values = {"account": account_id, "followed": stream.name, "followers": list(followers_of(stream))}
    return await _start(database, jobs, "following", HAS_FOLLOWED, **values) if followers_of(stream) else 0


async def start_again(database: Database, jobs: Jobs, account_id: int, stream: Stream) -> int:
    """At the end of a run that has waited: once more, if what it follows came to its end while this still ran."""
    values = {"account": account_id, "followed": parent_of(stream).name, "followers": [stream.name]}
    return await _start(database, jobs, "following", HAS_WAITED, **values) if parent_of(stream) is not stream else 0


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

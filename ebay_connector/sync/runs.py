"""The life of a run in the database: asked for, claimed, ended. Every change of status is made here."""

from dataclasses import dataclass
from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import dict_row

from ebay_connector.db.pool import Database
from ebay_connector.jobs import Jobs
from ebay_connector.log import get_logger
from ebay_connector.sync.journal import CHANNEL
from ebay_connector.sync.status import RunKind

ACTIVE = ("queued", "running", "stopping")
log = get_logger(__name__)
TASK = "sync.run"
SPREAD_SECONDS = 180.0
"""What rested until the same moment does not begin all at once."""
REST = """
UPDATE sync_schedules s SET next_at = greatest(s.next_at, now() + (%s + random() * %s) * interval '1 second')
FROM sync_runs r WHERE r.id = %s AND s.account_id = r.account_id AND s.stream = r.stream
"""


@dataclass(frozen=True, slots=True)
class Requested:
    """A run that was asked for; `created` is False when one was active already."""

    run_id: int
    created: bool


async def request(
    connection: AsyncConnection[Any],
    jobs: Jobs,
    account_id: int,
    stream: str,
    *,
    kind: RunKind,
    full: bool = False,
    log_bodies: bool = False,
    requested_by: int | None = None,
) -> Requested:
    """Makes a run and its job together; an active run of the same account and stream is returned instead."""
    cursor = await connection.execute(
        'INSERT INTO sync_runs (account_id, stream, kind, "full", log_bodies, requested_by) '
        "VALUES (%s, %s, %s, %s, %s, %s) "
        "ON CONFLICT (account_id, stream) WHERE status IN ('queued', 'running', 'stopping') DO NOTHING "
        "RETURNING id",
        (account_id, stream, kind, full, log_bodies, requested_by),
    )
    row = await cursor.fetchone()
    if row is None:
        return Requested(await _active(connection, account_id, stream), created=False)
    await _enqueue(connection, jobs, row[0], account_id, stream)
    return Requested(row[0], created=True)


async def _active(connection: AsyncConnection[Any], account_id: int, stream: str) -> int:
    cursor = await connection.execute(
        "SELECT id FROM sync_runs WHERE account_id = %s AND stream = %s AND status = ANY(%s)",
        (account_id, stream, list(ACTIVE)),
    )
    row = await cursor.fetchone()
    return row[0] if row else 0


async def claim(connection: AsyncConnection[Any], run_id: int, owner: str) -> dict[str, Any] | None:
    """Makes `owner` the only one that may write for the run; None when it has ended.

    `taken_over` tells that another worker had it before: what that one still expected and had to ask is announced
    again. A run that is to stop stays `stopping`.
    """
    async with connection.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(
            "UPDATE sync_runs r SET owner = %s, started_at = coalesce(r.started_at, now()), "
            "status = CASE r.status WHEN 'queued' THEN 'running' ELSE r.status END, "
            "expected = CASE WHEN r.expected > 0 THEN r.fetched ELSE r.expected END, "
            "to_ask = r.asked "
            "FROM (SELECT id, started_at FROM sync_runs WHERE id = %s FOR UPDATE) before "
            "WHERE r.id = before.id AND r.status = ANY(%s) "
            "RETURNING r.*, before.started_at IS NOT NULL AS taken_over",
            (owner, run_id, list(ACTIVE)),
        )
        return await cursor.fetchone()


async def stop(connection: AsyncConnection[Any], jobs: Jobs, run_id: int) -> None:
    """Asks an active run to stop; one that no worker has is stopped at once."""
    cursor = await connection.execute(
        "UPDATE sync_runs SET status = CASE status WHEN 'queued' THEN 'stopped' ELSE 'stopping' END, "
        "finished_at = CASE status WHEN 'queued' THEN now() END, "
        "reason = CASE status WHEN 'queued' THEN 'Stopped while it waited for a worker.' END "
        "WHERE id = %s AND status IN ('queued', 'running') RETURNING job_id",
        (run_id,),
    )
    row = await cursor.fetchone()
    if row and row[0]:
        await jobs.abort(connection, row[0])
    await notify(connection, run_id)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended; `scope_missing`: for want of a permission that the seller has not granted.

    `rest`: so many seconds it makes no sense to run the stream again; `passing`: it failed for what passes by itself.
    """

    status: str
    reason: str
    scope_missing: bool = False
    rest: float | None = None
    passing: bool = False


async def end(connection: AsyncConnection[Any], run_id: int, owner: str, ending: Ending) -> None:
    """Ends the run that `owner` has."""
    await connection.execute(
        "UPDATE sync_runs SET status = %s, reason = %s, scope_missing = %s, finished_at = now() "
        "WHERE id = %s AND owner = %s AND status IN ('running', 'stopping')",
        (ending.status, ending.reason, ending.scope_missing, run_id, owner),
    )


async def rest(connection: AsyncConnection[Any], run_id: int, seconds: float) -> None:
    """Lets the schedule of an ended run's stream wait, in a transaction of its own: who begins runs locks it first."""
    await connection.execute(REST, (seconds, SPREAD_SECONDS, run_id))


async def soon_again(connection: AsyncConnection[Any], run_id: int, minutes: int) -> None:
    """Lets the schedule of an ended run's stream wait no longer than this, also one that runs once a day."""
    await connection.execute(
        "UPDATE sync_schedules s SET next_at = least(s.next_at, now() + %s * interval '1 minute') "
        "FROM sync_runs r WHERE r.id = %s AND s.account_id = r.account_id AND s.stream = r.stream",
        (minutes, run_id),
    )


async def release(connection: AsyncConnection[Any], jobs: Jobs, run_id: int, owner: str) -> bool:
    """Queues a run again, as its worker shuts down; False when it was told to stop or has another owner."""
    cursor = await connection.execute(
        "UPDATE sync_runs SET status = 'queued', owner = NULL "
        "WHERE id = %s AND owner = %s AND status = 'running' RETURNING account_id, stream",
        (run_id, owner),
    )
    row = await cursor.fetchone()
    if row is None:
        return False
    await _enqueue(connection, jobs, run_id, row[0], row[1])
    return True


async def requeue_orphans(database: Database, jobs: Jobs) -> None:
    """Gives active runs a new job whose own has ended without ending them, as when the database was away."""
    async with database.transaction() as connection:
        cursor = await connection.execute(
            "SELECT r.id, r.account_id, r.stream FROM sync_runs r "
            "WHERE r.status = ANY(%s) AND NOT EXISTS (SELECT FROM procrastinate_jobs j "
            "WHERE j.id = r.job_id AND j.status IN ('todo', 'doing')) FOR UPDATE OF r SKIP LOCKED",
            (list(ACTIVE),),
        )
        for run_id, account_id, stream in await cursor.fetchall():
            log.warning("A run had lost its job; it goes on.", run=run_id)
            await _enqueue(connection, jobs, run_id, account_id, stream)


async def _enqueue(connection: AsyncConnection[Any], jobs: Jobs, run_id: int, account_id: int, stream: str) -> None:
    job_id = await jobs.enqueue(connection, TASK, lock=f"{account_id}:{stream}", run_id=run_id)
    await connection.execute("UPDATE sync_runs SET job_id = %s WHERE id = %s", (job_id, run_id))


async def notify(connection: AsyncConnection[Any], run_id: int) -> None:
    """Tells listeners that the run has changed."""
    await connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, str(run_id)))

"""What the sync pages read from the database."""

import json
from datetime import datetime
from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import dict_row

from ebay_connector.streams import STREAMS, parent_of
from ebay_connector.streams.window import Following

COUNTED_OTHERWISE = [stream.name for stream in STREAMS if stream.is_grouped or isinstance(stream.window, Following)]
"""Streams of which eBay's totals count not the records but what they stand in, as orders and not their lines."""
ASKED_ABOUT = json.dumps({stream.name: parent_of(stream).noun for stream in STREAMS})
"""What each stream asks about one by one."""
RUN = f"""
SELECT json_build_object(
    'id', r.id, 'stream', r.stream, 'account_id', r.account_id, 'account_name', a.name, 'status', r.status,
    'kind', r.kind, 'full', r."full", 'requests', r.requests, 'reason', r.reason,
    'expected', CASE WHEN r.stream <> ALL('{{{",".join(COUNTED_OTHERWISE)}}}'::text[]) THEN r.expected END,
    'asked', CASE WHEN r.to_ask > 0 THEN json_build_object(
        'done', r.asked, 'total', r.to_ask, 'records', '{ASKED_ABOUT}'::json->>r.stream) END,
    'counts', json_build_object('fetched', r.fetched, 'created', r.created, 'updated', r.updated,
        'unchanged', r.unchanged, 'rejected', r.rejected, 'new_fields', r.new_fields),
    'slices', json_build_object('done', r.slices_done, 'total', r.slices_total),
    'requested_by', u.email, 'queued_at', r.queued_at, 'started_at', r.started_at,
    'finished_at', r.finished_at, 'last_seq', r.last_seq)
FROM sync_runs r JOIN accounts a ON a.id = r.account_id LEFT JOIN users u ON u.id = r.requested_by
"""
NEWEST = f"""{RUN}
WHERE r.id IN (
    SELECT newest.id FROM accounts CROSS JOIN unnest(%s::text[]) AS s(stream) CROSS JOIN LATERAL (
        SELECT id FROM sync_runs WHERE account_id = accounts.id AND stream = s.stream AND status = ANY(%s)
        ORDER BY id DESC LIMIT 1) newest)
"""
Row = dict[str, Any]


async def run(connection: AsyncConnection[Any], run_id: int) -> Row | None:
    """One run, or None."""
    rows = await _column(connection, RUN + " WHERE r.id = %s", (run_id,))
    return rows[0] if rows else None


async def runs(
    connection: AsyncConnection[Any],
    *,
    account_id: int | None,
    stream: str | None,
    status: str | None,
    before: int | None,
    limit: int,
) -> list[Row]:
    """Runs that fit, newest first."""
    return await _column(
        connection,
        RUN
        + " WHERE (%(account)s::int IS NULL OR r.account_id = %(account)s)"
        + " AND (%(stream)s::text IS NULL OR r.stream = %(stream)s)"
        + " AND (%(status)s::text IS NULL OR r.status = %(status)s)"
        + " AND (%(before)s::int IS NULL OR r.id < %(before)s) ORDER BY r.id DESC LIMIT %(limit)s",
        {"account": account_id, "stream": stream, "status": status, "before": before, "limit": limit},
    )


async def newest_runs(connection: AsyncConnection[Any], streams: list[str], *, active: bool) -> list[Row]:
    """For each account and stream its newest run that is active, or that has ended."""
    statuses = ["queued", "running", "stopping"] if active else ["succeeded", "stopped", "failed"]
    return await _column(connection, NEWEST, (streams, statuses))


async def accounts(connection: AsyncConnection[Any]) -> list[Row]:
    """Every account with what decides whether it can be synced."""
    return await _dicts(
        connection,
        "SELECT id, name, environment, status, status_reason, scopes FROM accounts "
        "WHERE erasing_since IS NULL ORDER BY name, id",
    )


async def progress(connection: AsyncConnection[Any]) -> list[Row]:
    """Cursor, schedule and backfill for each account and stream that has any of them."""
    return await _dicts(
        connection,
        """
        SELECT account_id, stream, CASE WHEN deep_at IS NOT NULL THEN planned_until END AS planned_until,
            complete_until, rows, enabled, every_minutes, next_at, done, total
        FROM sync_cursors FULL JOIN sync_schedules USING (account_id, stream)
        FULL JOIN (
            SELECT account_id, stream, count(finished_at) AS done, count(*) AS total FROM sync_slices
            WHERE kind = 'backfill' GROUP BY account_id, stream
        ) backfill USING (account_id, stream)
        """,
    )


async def open_slices(connection: AsyncConnection[Any]) -> set[tuple[int, str]]:
    """Accounts and streams that have windows still to be read."""
    rows = await _dicts(connection, "SELECT DISTINCT account_id, stream FROM sync_slices WHERE finished_at IS NULL")
    return {(row["account_id"], row["stream"]) for row in rows}


async def set_schedule(
    connection: AsyncConnection[Any], account_id: int, stream: str, *, enabled: bool, every_minutes: int
) -> Row:
    """Changes a schedule; its next run is one interval from now."""
    rows = await _dicts(
        connection,
        "INSERT INTO sync_schedules (account_id, stream, enabled, every_minutes, next_at) "
        "VALUES (%(account)s, %(stream)s, %(enabled)s, %(every)s, now() + %(every)s * interval '1 minute') "
        "ON CONFLICT (account_id, stream) DO UPDATE SET enabled = excluded.enabled, "
        "every_minutes = excluded.every_minutes, next_at = excluded.next_at "
        "RETURNING enabled, every_minutes, next_at",
        {"account": account_id, "stream": stream, "enabled": enabled, "every": every_minutes},
    )
    return rows[0]


async def events(connection: AsyncConnection[Any], run_id: int, after: int, limit: int) -> list[Row]:
    """Lines of a run's log after a number, in order."""
    return await _dicts(
        connection,
        "SELECT seq, at, level, kind, message, data FROM sync_events "
        "WHERE run_id = %s AND seq > %s ORDER BY seq LIMIT %s",
        (run_id, after, limit),
    )


async def rejected(
    connection: AsyncConnection[Any],
    *,
    account_id: int | None,
    stream: str | None,
    run_id: int | None,
    before: int | None,
    limit: int,
) -> list[Row]:
    """Set-aside records that fit, newest first."""
    return await _dicts(
        connection,
        "SELECT id, run_id, account_id, stream, key, reason, at, payload FROM rejected_records "
        "WHERE (%(account)s::int IS NULL OR account_id = %(account)s) "
        "AND (%(stream)s::text IS NULL OR stream = %(stream)s) "
        "AND (%(run)s::int IS NULL OR run_id = %(run)s) "
        "AND (%(before)s::int IS NULL OR id < %(before)s) ORDER BY id DESC LIMIT %(limit)s",
        {"account": account_id, "stream": stream, "run": run_id, "before": before, "limit": limit},
    )


async def rejected_counts(connection: AsyncConnection[Any]) -> list[Row]:
    """For each account and stream how many records are set aside."""
    return await _dicts(
        connection, "SELECT account_id, stream, count(*) AS count FROM rejected_records GROUP BY account_id, stream"
    )


async def waiting_counts(connection: AsyncConnection[Any]) -> list[Row]:
    """For each account and stream how many records failed and are tried again, and when the first of them."""
    return await _dicts(
        connection,
        "SELECT account_id, stream, count(*) AS count, min(not_before) AS next_at FROM sync_todo "
        "WHERE attempts > 0 GROUP BY account_id, stream",
    )


async def waiting(
    connection: AsyncConnection[Any],
    *,
    account_id: int | None,
    stream: str | None,
    after: tuple[datetime, int, str, list[str]] | None,
    limit: int,
) -> list[Row]:
    """Records that failed and are tried again, the next first."""
    values: Row = {"account": account_id, "stream": stream, "limit": limit}
    behind = ""
    if after:
        values |= dict(zip(("at", "of", "in", "key"), after, strict=True))
        behind = "AND (t.not_before, t.account_id, t.stream, t.key) > (%(at)s, %(of)s, %(in)s, %(key)s::text[]) "
    return await _dicts(
        connection,
        "SELECT t.account_id, a.name AS account_name, t.stream, t.key, t.attempts, "
        "coalesce(t.reason, '') AS reason, t.not_before AS next_at "
        "FROM sync_todo t JOIN accounts a ON a.id = t.account_id WHERE t.attempts > 0 AND a.erasing_since IS NULL "
        "AND (%(account)s::int IS NULL OR t.account_id = %(account)s) "
        f"AND (%(stream)s::text IS NULL OR t.stream = %(stream)s) {behind}"
        "ORDER BY t.not_before, t.account_id, t.stream, t.key LIMIT %(limit)s",
        values,
    )


async def try_now(
    connection: AsyncConnection[Any],
    known: list[str],
    *,
    account_id: int | None,
    stream: str | None,
    key: list[str] | None,
) -> list[Row]:
    """Makes waiting records of `known` streams that fit due; how many of each account and stream are."""
    return await _dicts(
        connection,
        "WITH due AS (UPDATE sync_todo t SET not_before = least(t.not_before, now()) FROM accounts a "
        "WHERE t.attempts > 0 AND a.id = t.account_id AND a.erasing_since IS NULL AND t.stream = ANY(%(known)s) "
        "AND (%(account)s::int IS NULL OR t.account_id = %(account)s) "
        "AND (%(stream)s::text IS NULL OR t.stream = %(stream)s) "
        "AND (%(key)s::text[] IS NULL OR t.key = %(key)s::text[]) RETURNING t.account_id, t.stream) "
        "SELECT account_id, stream, count(*) AS count FROM due GROUP BY account_id, stream ORDER BY account_id, stream",
        {"known": known, "account": account_id, "stream": stream, "key": key},
    )


async def _column(connection: AsyncConnection[Any], statement: str, values: Any = ()) -> list[Row]:
    cursor = await connection.execute(statement, values)
    return [row[0] for row in await cursor.fetchall()]


async def _dicts(connection: AsyncConnection[Any], statement: str, values: Any = ()) -> list[Row]:
    async with connection.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(statement, values)
        return await cursor.fetchall()

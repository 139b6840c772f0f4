"""The windows that wait to be read, in the database: planned once, gone only when complete."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import class_row

from ebay_connector.streams.window import Dated, Following
from ebay_connector.sync import todo
from ebay_connector.sync.context import RunContext
from ebay_connector.sync.journal import Counts, Reached
from ebay_connector.sync.pages import Page
from ebay_connector.sync.patience import Written, commit_once
from ebay_connector.sync.planner import Cursor, Window, deep_interval, halves, plan


@dataclass(frozen=True, slots=True)
class Slice:
    """A stored window; `total` and `next_offset` say how far an earlier reading came."""

    id: int
    window: Window
    total: int | None
    next_offset: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a round reads: windows, newest first, and how many records by their id or that of what they follow.

    `before` is how far the stream was planned until now, None when never.
    """

    pending: list[Slice]
    due: int
    before: datetime | None


@dataclass(slots=True)
class _Row:
    id: int
    kind: Any
    field: str
    starts_at: datetime
    ends_at: datetime
    total: int | None
    next_offset: int


UNREAD = "SELECT greatest(0, slices_total - slices_done) FROM sync_runs WHERE id = %s"
INSERT = """
INSERT INTO sync_slices (account_id, stream, kind, field, starts_at, ends_at)
VALUES (%s, %s, %s, %s, %s, %s)
"""


PLANNED = """
INSERT INTO sync_cursors AS c (account_id, stream, planned_until, deep_at)
VALUES (%(account)s, %(stream)s, %(now)s, %(deep)s)
ON CONFLICT (account_id, stream) DO UPDATE SET planned_until = excluded.planned_until, deep_at = excluded.deep_at,
    complete_until = CASE WHEN c.deep_at IS NULL OR EXISTS (SELECT FROM sync_slices s
        WHERE s.account_id = c.account_id AND s.stream = c.stream AND s.finished_at IS NULL)
        THEN c.complete_until ELSE c.planned_until END
"""
FINISH = {
    "backfill": "UPDATE sync_slices SET finished_at = now() WHERE id = %s AND finished_at IS NULL",
    "changes": "DELETE FROM sync_slices WHERE id = %s",
    "whole": "DELETE FROM sync_slices WHERE id = %s",
}


async def prepare(context: RunContext, now: datetime, *, afresh: bool = False) -> Plan:
    """Plans up to `now`.

    `afresh` forgets what was planned and read before, as for a full re-read. A whole pass that was broken off goes on.
    The run counts one window at least: by that it is known to be planned, should another worker take it over. What it
    has counted and not read is among the windows again, so it does not count anew.
    """

    if isinstance(context.stream.window, Following):
        await commit_once(context, partial(todo.open_list, context, now))

    async def write(connection: AsyncConnection[Any]) -> Written[Plan]:
        known = await _cursor(connection, context)
        before = None if afresh else known
        pending = [] if afresh else await _pending(connection, context)
        if not any(slice_.window.kind == "whole" for slice_ in pending):
            await _move_cursor(connection, context, before, now)
            await _plan(connection, context, before, now)
            pending = await _pending(connection, context)
        await todo.plan(connection, context, before, now)
        due = await todo.count_due(connection, context)
        unread = await _unread(connection, context)
        found = Plan(pending, due, known.planned_until if known else None)
        return Written(found, Counts(slices_total=(len(pending) or 1) - unread))

    return await commit_once(context, write)


async def _unread(connection: AsyncConnection[Any], context: RunContext) -> int:
    """Windows that the worker before, if there was one, has counted and not read."""
    row = await (await connection.execute(UNREAD, (context.run_id,))).fetchone()
    return int(row[0]) if row else 0


async def _plan(connection: AsyncConnection[Any], context: RunContext, before: Cursor | None, now: datetime) -> None:
    """Stores the windows to be read; without a cursor those of before are forgotten."""
    if before is None:
        await connection.execute(
            "DELETE FROM sync_slices WHERE account_id = %s AND stream = %s", (context.account_id, context.stream.name)
        )
    deep = before is not None and before.is_deep_due(now)
    open_since = await _open_since(connection, context) if deep else None
    await _insert(connection, context, plan(context.stream, before, now, open_since))
    await _forget_seen(connection, context)


async def _open_since(connection: AsyncConnection[Any], context: RunContext) -> datetime | None:
    """The date of the oldest record that may still change though no list tells of it."""
    window, record = context.stream.window, context.stream.record
    if not isinstance(window, Dated):
        return None
    cursor = await connection.execute(
        f"SELECT min({record.dated_by()}) FROM {record.table_name} "
        f"WHERE account_id = %s AND gone_at IS NULL AND ({window.open})",
        (context.account_id,),
    )
    row = await cursor.fetchone()
    return row[0] if row else None


async def look_again(context: RunContext, now: datetime) -> list[Slice]:
    """The same whole pass once more; what the first has shown stays seen."""

    async def write(connection: AsyncConnection[Any]) -> Written[list[Slice]]:
        await _insert(connection, context, plan(context.stream, None, now))
        pending = await _pending(connection, context)
        return Written(pending, Counts(slices_total=len(pending)))

    return await commit_once(context, write)


async def _forget_seen(connection: AsyncConnection[Any], context: RunContext) -> None:
    await connection.execute(
        "DELETE FROM sync_seen WHERE account_id = %s AND stream = %s", (context.account_id, context.stream.name)
    )


async def reached(
    connection: AsyncConnection[Any], context: RunContext, slice_: Slice, pages: Sequence[Page], next_offset: int
) -> Reached:
    """What is to be told of a slice when these pages, and so all records before `next_offset`, are in the database."""
    if slice_.window.kind == "whole":
        await _remember_seen(connection, context, pages)
    return Reached(slice_.id, pages[-1].total, next_offset)


async def _remember_seen(connection: AsyncConnection[Any], context: RunContext, pages: Sequence[Page]) -> None:
    """Notes what a whole pass has shown, for telling at its end what is gone."""
    keys = [list(record.key) for page in pages for record in page.records if record.key]
    if keys:
        columns = [list(column) for column in zip(*keys, strict=True)]
        names = [f"k{number}" for number in range(len(columns))]
        await connection.execute(
            f"INSERT INTO sync_seen (account_id, stream, key) SELECT %s, %s, ARRAY[{', '.join(names)}] "
            f"FROM unnest({', '.join(['%s::text[]'] * len(columns))}) AS page({', '.join(names)}) "
            "ON CONFLICT DO NOTHING",
            (context.account_id, context.stream.name, *columns),
        )


async def finish(context: RunContext, slice_: Slice) -> None:
    """The window is complete: backfill is kept as a record of what was read, changes are not."""

    async def write(connection: AsyncConnection[Any]) -> Written[None]:
        cursor = await connection.execute(FINISH[slice_.window.kind], (slice_.id,))
        return Written(None, Counts(slices_done=cursor.rowcount))

    await commit_once(context, write)


async def split(context: RunContext, slice_: Slice) -> list[Slice]:
    """Replaces the slice by its halves; an empty list when it is too short to be cut."""
    parts = halves(slice_.window)
    if parts is None:
        return []

    async def write(connection: AsyncConnection[Any]) -> Written[list[int]]:
        await connection.execute("DELETE FROM sync_slices WHERE id = %s", (slice_.id,))
        ids = [await _insert_one(connection, context, part) for part in parts]
        return Written(ids, Counts(slices_total=1))

    ids = await commit_once(context, write)
    return [Slice(id_, part, None, 0) for id_, part in zip(ids, parts, strict=True)]


async def widen(context: RunContext, slice_: Slice, now: datetime) -> None:
    """Replaces a window in which more has changed than eBay tells by a whole pass, unless one waits already."""

    async def write(connection: AsyncConnection[Any]) -> Written[None]:
        await connection.execute("DELETE FROM sync_slices WHERE id = %s", (slice_.id,))
        if not any(each.window.kind == "whole" for each in await _pending(connection, context)):
            await _insert(connection, context, plan(context.stream, None, now))
            await _forget_seen(connection, context)
        return Written(None, Counts(slices_done=1))

    await commit_once(context, write)


def restarted(slice_: Slice) -> Slice:
    """The slice, to be read from its beginning."""
    return replace(slice_, total=None, next_offset=0)


async def _cursor(connection: AsyncConnection[Any], context: RunContext) -> Cursor | None:
    """None as well for a stream whose list is only opened."""
    cursor = await connection.execute(
        "SELECT planned_until, deep_at FROM sync_cursors WHERE account_id = %s AND stream = %s AND deep_at IS NOT NULL",
        (context.account_id, context.stream.name),
    )
    row = await cursor.fetchone()
    return Cursor(*row) if row else None


async def _move_cursor(
    connection: AsyncConnection[Any], context: RunContext, before: Cursor | None, now: datetime
) -> None:
    is_due = before is None or before.is_deep_due(now, deep_interval(context.stream))
    deep = now if is_due or before is None else before.deep_at
    values = {"account": context.account_id, "stream": context.stream.name, "now": now, "deep": deep}
    await connection.execute(PLANNED, values)


async def _insert(connection: AsyncConnection[Any], context: RunContext, windows: list[Window]) -> None:
    async with connection.cursor() as cursor:
        await cursor.executemany(INSERT, [_values(context, window) for window in windows])


async def _insert_one(connection: AsyncConnection[Any], context: RunContext, window: Window) -> int:
    cursor = await connection.execute(INSERT + " RETURNING id", _values(context, window))
    row = await cursor.fetchone()
    assert row is not None  # noqa: S101 - INSERT … RETURNING gives a row or raises
    return int(row[0])


def _values(context: RunContext, window: Window) -> tuple[object, ...]:
    return (
        context.account_id,
        context.stream.name,
        window.kind,
        window.field,
        window.starts_at,
        window.ends_at,
    )


async def _pending(connection: AsyncConnection[Any], context: RunContext) -> list[Slice]:
    async with connection.cursor(row_factory=class_row(_Row)) as cursor:
        await cursor.execute(
            "SELECT id, kind, field, starts_at, ends_at, total, next_offset FROM sync_slices "
            "WHERE account_id = %s AND stream = %s AND finished_at IS NULL ORDER BY ends_at DESC, id",
            (context.account_id, context.stream.name),
        )
        rows = await cursor.fetchall()
    return [
        Slice(row.id, Window(row.kind, row.field, row.starts_at, row.ends_at), row.total, row.next_offset)
        for row in rows
    ]

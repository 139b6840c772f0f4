"""The list of records to be read one by one: what follows another, what a list tells in part, what may be gone.

Whoever locks several of its rows does so in the order of their keys, so that no two wait for each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import AsyncConnection

from ebay_connector.streams.stream import Stream
from ebay_connector.streams.window import Following
from ebay_connector.sync.context import RunContext
from ebay_connector.sync.journal import Counts
from ebay_connector.sync.patience import Written
from ebay_connector.sync.planner import DEEP_AFTER, Cursor

LONGEST_WAIT = "interval '6 hours'"
LOCK_TIMEOUT = "2s"
OPEN = """
INSERT INTO sync_cursors (account_id, stream, planned_until) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING
"""
DUE = "FROM sync_todo WHERE account_id = %s AND stream = %s AND not_before <= now()"


@dataclass(frozen=True, slots=True)
class Item:
    """One record to be read. `since` tells whether it was asked for again meanwhile; a `deep` one is not new."""

    key: tuple[str, ...]
    since: datetime
    attempts: int
    deep: bool


async def open_list(context: RunContext, now: datetime, connection: AsyncConnection[Any]) -> Written[None]:
    """Has all that is new from now on put on the list of a stream that follows another, if it was never planned.

    The lock waits for pages that are being written without that, so that the plan finds their rows. Everybody who
    writes there waits with it, so it gives up soon and is tried again.
    """
    cursor = await connection.execute(OPEN, (context.account_id, context.stream.name, now))
    if not cursor.rowcount:
        return Written(None, None)
    await connection.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    await connection.execute(f"LOCK TABLE {context.parent.record.table_name} IN SHARE MODE")
    return Written(None, Counts())


async def plan(connection: AsyncConnection[Any], context: RunContext, cursor: Cursor | None, now: datetime) -> None:
    """Puts on the list what this run is to read whether or not anything told of it."""
    stream = context.stream
    if stream.single:
        unsettled = f"({stream.single.when}) AND ({stream.single.settled}) IS NOT TRUE"
        await _add(connection, context, stream, stream.single.again if cursor else unsettled, now, deep=cursor is None)
    if isinstance(stream.window, Following) and _all_due(stream.window, cursor, now):
        await _add(connection, context, context.parent, stream.window.when, now, deep=True)


def _all_due(window: Following, cursor: Cursor | None, now: datetime) -> bool:
    return cursor is None or (window.whole is not None and cursor.is_deep_due(now, window.whole))


async def _add(
    connection: AsyncConnection[Any], context: RunContext, rows_of: Stream, when: str, now: datetime, *, deep: bool
) -> None:
    """The newest come first, and are not deep. What failed before waits on, unless all is read once more (`deep`)."""
    record = rows_of.record
    dated = record.dated_by()
    since = f"'epoch'::timestamptz + (%(now)s - {dated})" if dated else "clock_timestamp()"
    past = f"%(deep)s AND {dated} < %(recent)s" if dated else "%(deep)s"
    await connection.execute(
        "INSERT INTO sync_todo AS t (account_id, stream, key, since, deep) "
        f"SELECT account_id, %(stream)s, ARRAY[{', '.join(record.key_names())}], {since}, {past} "
        f"FROM {record.table_name} WHERE account_id = %(account)s AND gone_at IS NULL AND ({when}) ORDER BY 3 "
        "ON CONFLICT (account_id, stream, key) DO UPDATE SET deep = t.deep AND excluded.deep, "
        "not_before = CASE WHEN %(deep)s THEN now() ELSE t.not_before END",
        {
            "stream": context.stream.name,
            "account": context.account_id,
            "deep": deep,
            "now": now,
            "recent": now - DEEP_AFTER,
        },
    )


async def count_due(connection: AsyncConnection[Any], context: RunContext) -> int:
    cursor = await connection.execute(f"SELECT count(*) {DUE}", (context.account_id, context.stream.name))
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def due(context: RunContext, limit: int) -> list[Item]:
    """What is new comes first; the rest is left where it is once no calls are left for it."""
    denied = context.calls.deep.denied is not None
    async with context.database.reading() as connection:
        cursor = await connection.execute(
            f"SELECT key, since, attempts, deep {DUE} AND NOT (deep AND %s) ORDER BY deep, since, key LIMIT %s",
            (context.account_id, context.stream.name, denied, limit),
        )
        return [Item(tuple(key), *rest) for key, *rest in await cursor.fetchall()]


async def done(connection: AsyncConnection[Any], context: RunContext, items: Sequence[Item]) -> None:
    """Takes them off the list, but for those that were asked for again meanwhile."""
    if not items:
        return
    columns = [list(column) for column in zip(*(item.key for item in items), strict=True)]
    names = [f"k{number}" for number in range(len(columns))]
    await connection.execute(
        f"WITH read AS (SELECT ARRAY[{', '.join(names)}] AS key, since "
        f"FROM unnest({', '.join(['%b::text[]'] * len(columns))}, %b::timestamptz[]) AS d({', '.join(names)}, since) "
        "ORDER BY 1), locked AS (SELECT t.place FROM read CROSS JOIN LATERAL (SELECT ctid AS place FROM sync_todo "
        "WHERE account_id = %s AND stream = %s AND key = read.key AND since = read.since LIMIT 1 FOR UPDATE) AS t) "
        "DELETE FROM sync_todo WHERE ctid = ANY(ARRAY(SELECT place FROM locked))",
        (*columns, [item.since for item in items], context.account_id, context.stream.name),
    )


async def postpone(connection: AsyncConnection[Any], context: RunContext, item: Item, reason: str) -> None:
    """A record that failed waits longer each time."""
    await connection.execute(
        "UPDATE sync_todo SET attempts = attempts + 1, reason = %s, not_before = now() + "
        f"least({LONGEST_WAIT}, interval '1 minute' * power(2, least(attempts, 10))) "
        "WHERE account_id = %s AND stream = %s AND key = %s",
        (reason, context.account_id, context.stream.name, list(item.key)),
    )

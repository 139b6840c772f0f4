"""What a whole pass did not show: looked for once more, then marked as gone. Rows stay, for the history.

What is no longer on a list of what is going on now is read again through the record that it follows.
"""

from collections.abc import Sequence
from typing import Any

from psycopg import AsyncConnection

from ebay_connector.streams.window import Following, Whole
from ebay_connector.sync.context import RunContext
from ebay_connector.sync.journal import Counts, line
from ebay_connector.sync.patience import Written, commit_once

UNSEEN = (
    "FROM {table} t LEFT JOIN LATERAL (SELECT true AS was_shown FROM sync_seen "
    "WHERE account_id = t.account_id AND stream = %s AND key = ARRAY[{keys}] LIMIT 1) s ON true "
    "WHERE t.account_id = %s AND t.gone_at IS NULL AND {shows} AND s.was_shown IS NULL"
)
"""Values: the stream, the account id. By the LIMIT each row is looked up: without statistics all pairs are compared."""


def _unseen(context: RunContext) -> str:
    record = context.stream.record
    keys = ", ".join(f"t.{key}" for key in record.key_names())
    return UNSEEN.format(table=record.table_name, keys=keys, shows=_shows(context))


def _shows(context: RunContext) -> str:
    match context.stream.window:
        case Whole() as window:
            return window.shows
        case Following(current=current) if current:
            return current.shows
    return "true"


async def count_unseen(context: RunContext) -> int:
    """How many records the pass has not shown."""
    async with context.database.reading() as connection:
        statement = f"SELECT count(*) {_unseen(context)}"
        cursor = await connection.execute(statement, (context.stream.name, context.account_id))
        row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def ask_for_unseen(context: RunContext) -> None:
    """Has each unseen record looked for by its id, or that of what it follows: in a living list it may have moved."""
    keys = ", ".join(f"t.{key}" for key in context.parent.record.key_names())
    async with context.database.transaction() as connection:
        await connection.execute(
            "INSERT INTO sync_todo (account_id, stream, key) "
            f"SELECT DISTINCT t.account_id, %s, ARRAY[{keys}] {_unseen(context)} ORDER BY 3 "
            "ON CONFLICT (account_id, stream, key) DO UPDATE SET not_before = now()",
            (context.stream.name, context.stream.name, context.account_id),
        )


async def mark_unseen(context: RunContext) -> None:
    """Marks what two passes have not shown."""
    columns = ", ".join(f"t.{key}" for key in ("account_id", *context.stream.record.key_names()))
    unseen = f"({columns}) IN (SELECT {columns} {_unseen(context)})"

    async def write(connection: AsyncConnection[Any]) -> Written[None]:
        count = await mark(connection, context, unseen, (context.stream.name, context.account_id))
        told = line("gone", f"{count} {context.stream.noun} are gone: eBay no longer lists them.")
        return Written(None, Counts(), [told] if count else [])

    await commit_once(context, write)


async def mark(connection: AsyncConnection[Any], context: RunContext, which: str, values: Sequence[object]) -> int:
    """Marks rows `t` as gone and has what follows them looked at: it may be gone with them. Returns how many."""
    record = context.stream.record
    followers = [todo.stream for todo in context.todos if todo.stream != context.stream.name]
    cursor = await connection.execute(
        f"WITH marked AS (UPDATE {record.table_name} t SET gone_at = now(), changed_at = now() WHERE {which} "
        f"RETURNING t.account_id, ARRAY[{', '.join(f't.{key}' for key in record.key_names())}] AS key), "
        "followed AS (INSERT INTO sync_todo (account_id, stream, key) "
        "SELECT account_id, c.stream, key FROM marked JOIN sync_cursors c USING (account_id) "
        "WHERE c.stream = ANY(%s) ORDER BY c.stream, key "
        "ON CONFLICT (account_id, stream, key) "
        "DO UPDATE SET since = clock_timestamp(), attempts = 0, not_before = now()) "
        "SELECT count(*) FROM marked",
        (*values, followers),
    )
    row = await cursor.fetchone()
    return int(row[0]) if row else 0

"""What a whole pass did not show: looked for once more, then marked as gone. Rows stay, for the history.

What is no longer on a list of what is going on now is read again through the record that it follows.
"""

from typing import Any

from psycopg import AsyncConnection

from ebay_connector.streams.window import Following, Whole
from ebay_connector.sync.context import RunContext
from ebay_connector.sync.journal import Counts, line
from ebay_connector.sync.patience import Written, commit_once

UNSEEN = (
    "FROM {table} t WHERE t.account_id = %s AND t.gone_at IS NULL AND {shows} AND NOT EXISTS "
    "(SELECT FROM sync_seen s WHERE s.account_id = t.account_id AND s.stream = %s AND s.key = ARRAY[{keys}])"
)


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
    async with context.database.transaction() as connection:
        statement = f"SELECT count(*) {_unseen(context)}"
        cursor = await connection.execute(statement, (context.account_id, context.stream.name))
        row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def ask_for_unseen(context: RunContext) -> None:
    """Has each unseen record looked for by its id, or that of what it follows: in a living list it may have moved."""
    keys = ", ".join(f"t.{key}" for key in context.parent.record.key_names())
    async with context.database.transaction() as connection:
        await connection.execute(
            "INSERT INTO sync_todo (account_id, stream, key) "
            f"SELECT DISTINCT t.account_id, %s, ARRAY[{keys}] {_unseen(context)} "
            "ON CONFLICT (account_id, stream, key) DO UPDATE SET not_before = now()",
            (context.stream.name, context.account_id, context.stream.name),
        )


async def mark_unseen(context: RunContext) -> None:
    """Marks what two passes have not shown."""
    record = context.stream.record
    same = " AND ".join(f"t.{key} = u.{key}" for key in ("account_id", *record.key_names()))
    columns = ", ".join(f"t.{key}" for key in ("account_id", *record.key_names()))

    async def write(connection: AsyncConnection[Any]) -> Written[None]:
        cursor = await connection.execute(
            f"UPDATE {record.table_name} t SET gone_at = now(), changed_at = now() "
            f"FROM (SELECT {columns} {_unseen(context)}) u WHERE {same}",
            (context.account_id, context.stream.name),
        )
        told = line("gone", f"{cursor.rowcount} {context.stream.noun} are gone: eBay no longer lists them.")
        return None, Counts(), [told] if cursor.rowcount else []

    await commit_once(context, write)

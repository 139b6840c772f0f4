"""The one upsert helper: a page of raw JSON into a table and its children, by one statement.

Postgres derives every typed column from the payload. Rows whose payload hash is the stored one never reach the
statement; rows whose `jsonb` is equal are not written.
"""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import psycopg
from psycopg import AsyncConnection
from psycopg.adapt import Buffer

from ebay_connector.db.payload_table import PayloadTable, Todo
from ebay_connector.db.raw_json import RawJsonArray, RawJsonArrayDumper


async def changed(
    connection: AsyncConnection[Any],
    table: PayloadTable,
    account_id: int,
    keys: Sequence[Sequence[str]],
    hashes: Sequence[bytes],
) -> list[tuple[int, bool]]:
    """Positions of the records that are new or whose hash differs from the stored one, and whether they are stored.

    They come in the order of their keys: whoever writes the same rows in that order never waits in a circle.
    """
    columns = [list(column) for column in zip(*keys, strict=True)]
    cursor = await connection.execute(table.changed_statement, (*columns, list(hashes), account_id))
    return sorted(await cursor.fetchall(), key=lambda found: tuple(keys[found[0]]))


async def rederive(
    connection: AsyncConnection[Any], table: PayloadTable, after: Sequence[Any], limit: int
) -> Sequence[Any] | None:
    """Derives the columns of the rows after a key again; returns the last row's account id and key, None at the end."""
    start = after or (0, *([""] * len(table.keys)))
    cursor = await connection.execute(table.rederive_statement, (*start, limit))
    return await cursor.fetchone()


async def write(
    connection: AsyncConnection[Any],
    table: PayloadTable,
    account_id: int,
    payloads: Sequence[Buffer],
    hashes: Sequence[bytes],
    todos: tuple[Todo, ...] = (),
    *,
    fresh: bool = False,
) -> tuple[int, int]:
    """Writes records with distinct keys; returns how many rows were created and how many updated.

    With `fresh`, psycopg's UniqueViolation tells that one of them is stored after all. The plan of that statement has
    nothing to do with what is stored, so it is kept.
    """
    connection.adapters.register_dumper(RawJsonArray, RawJsonArrayDumper)
    values = {"account": account_id, "payloads": RawJsonArray(payloads), "hashes": list(hashes)}
    try:
        cursor = await connection.execute(table.write_statement(todos, fresh=fresh), values, prepare=fresh)
    except psycopg.Error:
        connection.prepare_threshold = None  # psycopg forgets what failed at first, the server does not
        raise
    created, updated = await cursor.fetchone() or (0, 0)
    return created, updated


async def remember(
    connection: AsyncConnection[Any],
    table: PayloadTable,
    account_id: int,
    keys: Sequence[Sequence[str]],
    hashes: Sequence[bytes],
) -> None:
    """Has `changed` pass over these records next time; the same transaction has tried to write them."""
    columns = [list(column) for column in zip(*keys, strict=True)]
    await connection.execute(table.remember_statement.encode(), (*columns, list(hashes), account_id))


async def amend(
    connection: AsyncConnection[Any],
    table: PayloadTable,
    account_id: int,
    keys: Sequence[Sequence[str]],
    answers: Sequence[Buffer],
    merge: str,
) -> None:
    """Puts `answers` into the payloads of these rows, and what follows from them into their columns and children."""
    keys, answers = zip(*sorted(zip(keys, answers, strict=True), key=itemgetter(0)), strict=True)
    connection.adapters.register_dumper(RawJsonArray, RawJsonArrayDumper)
    statement = table.amend_statement.replace("{merge}", merge)
    columns = [list(column) for column in zip(*keys, strict=True)]
    await connection.execute(statement.encode(), (RawJsonArray(answers), *columns, account_id))

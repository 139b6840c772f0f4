"""Lists built by Postgres: a keyset page as one JSON text, no row object in Python."""

from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import dict_row

from ebay_connector.records import cursors
from ebay_connector.records.columns import json_value, row_id
from ebay_connector.records.filters import Search, Sort, Where
from ebay_connector.streams.stream import Stream

RARE = 5_000
"""Up to so many hits a search reads all of them and sorts; beyond, it walks the list's order until a page is full."""

COUNTED = 10_000
"""Up to so many rows a count is exact."""


async def page(
    connection: AsyncConnection[Any], stream: Stream, where: Where, search: Search | None, sort: Sort, limit: int
) -> tuple[str, list[Any] | None]:
    """The page's items as JSON text, and the last row's sort value, account id and key when more may follow."""
    table, values = await source(connection, stream, search)
    keys = ", ".join(f"t.{key}" for key in stream.record.key_names())
    rows = f"SELECT t.* FROM {table} t WHERE {where.sql} ORDER BY {cursors.order(stream, sort)} LIMIT %s"
    statement = (
        f"WITH page AS MATERIALIZED ({rows}) SELECT "
        f"(SELECT coalesce(json_agg(i), '[]')::text FROM (SELECT {_columns(stream)} FROM page t) i), "
        f"(SELECT json_build_array(t.{sort.column.name}::text, t.account_id, {keys}) FROM page t OFFSET %s)"
    )
    cursor = await connection.execute(statement, (*values, *where.values, limit, limit - 1))
    row = await cursor.fetchone()
    return (row[0], row[1]) if row else ("[]", None)


def _columns(stream: Stream) -> str:
    fields = stream.record.fields.values()
    columns = [f"{json_value(field, 't')} AS {field.name}" for field in fields]
    name = "(SELECT name FROM accounts WHERE id = t.account_id) AS account_name"
    return ", ".join([f"{row_id(stream, 't')} AS id", "t.account_id", name, *columns])


async def source(connection: AsyncConnection[Any], stream: Stream, search: Search | None) -> tuple[str, list[Any]]:
    """What to select from: the table, or its rows that match the search, with the values of that SQL.

    The planner cannot tell whether to walk the order or the search index; the number of hits can.
    """
    table = stream.record.table_name
    if search is None:
        return table, []
    matching, values = _matching(stream, search)
    cursor = await connection.execute(f"SELECT count(*) FROM (SELECT {matching} LIMIT %s) hits", (*values, RARE + 1))
    row = await cursor.fetchone()
    rare = row is not None and row[0] <= RARE
    return f"(SELECT t.* {matching}{' OFFSET 0' if rare else ''})", values


def _matching(stream: Stream, search: Search) -> tuple[str, list[Any]]:
    """The rows that a search finds. The index knows words but not their order, so phrases are looked up in the rows."""
    conditions, values = ["t.search @@ %s::tsquery"], [search.query]
    texts = _word_conditions(stream)
    for phrase in search.phrases:
        conditions.append(f"({' OR '.join(['t.search @@ %s::tsquery', *texts])})")
        values += [phrase.as_id, *[phrase.as_words] * len(texts)]
    return f"FROM {stream.record.table_name} t WHERE {' AND '.join(conditions)}", values


def _word_conditions(stream: Stream) -> list[str]:
    """For each column whose words are searched: whether it fits a pattern."""
    own = [f"t.{field.name} ~* %s" for field in stream.record.fields.values() if field.search == "words"]
    return own + [
        # OFFSET 0: else the planner may read the whole table of children once instead of a few by their key.
        f"EXISTS (SELECT FROM {child.record.table_name} c WHERE {_same(stream)} AND c.{field.name} ~* %s OFFSET 0)"
        for child in stream.record.children.values()
        for field in child.record.fields.values()
        if field.search == "words"
    ]


async def count(
    connection: AsyncConnection[Any], stream: Stream, where: Where, search: Search | None
) -> tuple[int, bool]:
    """Rows that fit, and whether that is exact or the planner's estimate."""
    table, values = await source(connection, stream, search)
    body = f"FROM {table} t WHERE {where.sql}"
    cursor = await connection.execute(
        f"SELECT count(*) FROM (SELECT {body} LIMIT %s) n",
        (*values, *where.values, COUNTED + 1),
    )
    row = await cursor.fetchone()
    if row and row[0] <= COUNTED:
        return row[0], True
    if search is None and not where.conditions:
        return await _all_rows(connection, stream), True
    return await _estimate(connection, f"SELECT {body}", (*values, *where.values)), False


async def _all_rows(connection: AsyncConnection[Any], stream: Stream) -> int:
    cursor = await connection.execute("SELECT sum(rows)::bigint FROM sync_cursors WHERE stream = %s", (stream.name,))
    row = await cursor.fetchone()
    return int(row[0] or 0) if row else 0


async def _estimate(connection: AsyncConnection[Any], statement: str, values: tuple[Any, ...]) -> int:
    cursor = await connection.execute(f"EXPLAIN (FORMAT JSON) {statement}", values)
    row = await cursor.fetchone()
    return int(row[0][0]["Plan"]["Plan Rows"]) if row else 0


async def one(
    connection: AsyncConnection[Any], stream: Stream, account_id: int | None, keys: tuple[str, ...]
) -> list[dict[str, Any]]:
    """The row with this key of the account, or of any account; at most two."""
    columns = ", ".join(f"'{field.name}', {json_value(field, 't')}" for field in stream.record.fields.values())
    same = " AND ".join(f"t.{key} = %s" for key in stream.record.key_names())
    async with connection.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(
            f"SELECT {row_id(stream, 't')} AS id, t.account_id, a.name AS account_name, "
            f"json_build_object({columns}) AS columns, {_children(stream)} AS children, t.payload, "
            "t.first_seen_at, t.changed_at, t.gone_at "
            f"FROM {stream.record.table_name} t JOIN accounts a ON a.id = t.account_id "
            f"WHERE (%s::int IS NULL OR t.account_id = %s) AND {same} LIMIT 2",
            (account_id, account_id, *keys),
        )
        return await cursor.fetchall()


def _children(stream: Stream) -> str:
    """SQL for an object of arrays, one for each kind of child."""
    parts = []
    for name, child in stream.record.children.items():
        fields = ", ".join(f"{json_value(field, 'c')} AS {field.name}" for field in child.record.fields.values())
        parts.append(
            f"'{name}', (SELECT coalesce(json_agg(row_to_json(r)), '[]') FROM (SELECT {fields} "
            f"FROM {child.record.table_name} c WHERE {_same(stream)} ORDER BY c.position) r)"
        )
    return f"json_build_object({', '.join(parts)})"


def _same(stream: Stream) -> str:
    """That a child `c` belongs to `t`."""
    return " AND ".join(f"c.{key} = t.{key}" for key in ("account_id", *stream.record.key_names()))

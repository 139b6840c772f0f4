"""What belongs together with a record: how many records of each stream, and the filter that shows them in the grid."""

from collections.abc import Mapping
from typing import Any

from psycopg import AsyncConnection

from ebay_connector.records.columns import row_id
from ebay_connector.records.filters import parse_where
from ebay_connector.streams.links import Column, Relation, relations_of
from ebay_connector.streams.stream import Stream

COUNTED = 1_000
"""Up to so many a count is exact; beyond, it is enough to know that there are more."""


async def related(connection: AsyncConnection[Any], stream: Stream, record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The relations in which something was found, by one statement."""
    told = [(relation, text) for relation in relations_of(stream) if (text := _filter(relation, record))]
    if not told:
        return []
    values: list[Any] = []
    counts = [_count(relation.stream, record["account_id"], text, values) for relation, text in told]
    cursor = await connection.execute(f"SELECT {', '.join(counts)}", values)
    found = await cursor.fetchone() or ()
    return [
        {
            "stream": relation.stream.name,
            "filter": text,
            "refers": relation.refers,
            "count": min(number, COUNTED),
            "exact": number <= COUNTED,
            "id": only if number == 1 else None,
        }
        for (relation, text), (number, only) in zip(told, found, strict=True)
        if number
    ]


def _filter(relation: Relation, record: Mapping[str, Any]) -> str | None:
    """What a list of the other stream is filtered by."""
    values = _values(relation.column, record)
    operator = "in" if len(values) > 1 else "eq"
    return f"{relation.path}:{operator}:{','.join(values)}" if values else None


def _values(column: Column, record: Mapping[str, Any]) -> list[str]:
    rows = record["children"][column.child] if column.child else [record["columns"]]
    return list(dict.fromkeys(row[column.name] for row in rows if row[column.name]))


def _count(stream: Stream, account_id: int, text: str, values: list[Any]) -> str:
    where = parse_where(stream, [account_id], [text])
    values += [*where.values, COUNTED + 1]
    rows = f"SELECT {row_id(stream, 't')} AS id FROM {stream.record.table_name} t WHERE {where.sql} LIMIT %s"
    return f"(SELECT json_build_array(count(*), min(id)) FROM ({rows}) n)"

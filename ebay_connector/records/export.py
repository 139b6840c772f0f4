"""A selection as a file: CSV and NDJSON stream from a server-side cursor; XLSX in a file of its own."""

import csv
import io
import json
import re
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any, Literal

from psycopg import sql

from ebay_connector.db.pool import Database
from ebay_connector.records import cursors, xlsx
from ebay_connector.records.columns import known_column
from ebay_connector.records.filters import Search, Sort, Where
from ebay_connector.records.queries import source
from ebay_connector.streams.fields import Field
from ebay_connector.streams.stream import Stream

Format = Literal["csv", "xlsx", "ndjson"]
MEDIA: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ndjson": "application/x-ndjson",
}
STEP = 1000
FORMULA = re.compile(r"(?![+-][0-9]+(?:\.[0-9]+)?\Z)[=+\-@\t\r]")
"""How a text begins that spreadsheet programs would run; a plain number with its sign does no harm."""


def chunks(
    database: Database,
    stream: Stream,
    where: Where,
    search: Search | None,
    sort: Sort,
    format_: Format,
    wanted: str | None,
) -> AsyncIterator[str] | AsyncIterator[bytes]:
    """The file in pieces; a 400 when a wanted column does not exist. Workbooks are for people: they show titles."""
    names = _chosen(stream, wanted.split(",")) if wanted else list(stream.record.fields)
    steps = _rows(database, stream, where, search, sort, names)
    if format_ == "xlsx":
        fields = [stream.record.fields[name] for name in names]
        titles, kinds = ["Account", *map(_heading, fields)], ["text", *(field.kind for field in fields)]
        return xlsx.write(stream.title, titles, kinds, steps)
    return WRITERS[format_](["account", *names], steps)


def _heading(field: Field) -> str:
    """Cells carry no time zone, so titles say it."""
    return f"{field.title} (UTC)" if field.kind == "timestamp" else field.title


def _chosen(stream: Stream, wanted: list[str]) -> list[str]:
    """The wanted columns, an amount of money always with its currency behind it, unless that is wanted anyway."""
    names: list[str] = []
    for name in wanted:
        field = known_column(stream, name)
        currency = field.currency_column
        missing = [currency] if currency and currency not in (*wanted, *names) else []
        names += [field.name, *missing]
    return names


async def _rows(
    database: Database, stream: Stream, where: Where, search: Search | None, sort: Sort, names: list[str]
) -> AsyncIterator[list[tuple[Any, ...]]]:
    columns = ", ".join(_column(stream, name) for name in names)
    async with database.transaction() as connection:
        table, values = await source(connection, stream, search)
        statement = (
            f"SELECT a.name, {columns} FROM {table} t JOIN accounts a ON a.id = t.account_id "
            f"WHERE {where.sql} ORDER BY {cursors.order(stream, sort)}"
        )
        async with connection.cursor(name="export") as cursor:
            await cursor.execute(sql.SQL(statement), (*values, *where.values))
            while rows := await cursor.fetchmany(STEP):
                yield rows


def _column(stream: Stream, name: str) -> str:
    """Times that Python and Excel cannot tell, such as those of the year 10000, stay empty."""
    if stream.record.fields[name].kind != "timestamp":
        return f"t.{name}"
    return f"CASE WHEN t.{name} BETWEEN '0001-01-01' AND '9999-12-31 23:59:59.999999' THEN t.{name} END"


async def _csv(header: list[str], steps: AsyncIterator[list[tuple[Any, ...]]]) -> AsyncIterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(header)
    async for rows in steps:
        writer.writerows(map(_csv_cell, row) for row in rows)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _csv_cell(value: Any) -> Any:
    """Texts that would be run as formulas behind an apostrophe, all else as it is.

    Only columns of texts come as `str`. Those that are nothing but a number, such as "-5", stay as they are.
    """
    if isinstance(value, str):
        return f"'{value}" if FORMULA.match(value) else value
    return _plain(value)


async def _ndjson(header: list[str], steps: AsyncIterator[list[tuple[Any, ...]]]) -> AsyncIterator[str]:
    async for rows in steps:
        objects = (dict(zip(header, map(_plain, row), strict=True)) for row in rows)
        yield "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in objects)


def _plain(value: Any) -> Any:
    """Money and other decimals as they are, times in ISO 8601."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value if value is None or isinstance(value, str | int | bool) else str(value)


Writer = Callable[[list[str], AsyncIterator[list[tuple[Any, ...]]]], AsyncIterator[str]]
WRITERS: dict[Format, Writer] = {"csv": _csv, "ndjson": _ndjson}

"""Finished rows in files, so that a peer that copies them has nothing to do but write."""

from pathlib import Path
from typing import Literal

import psycopg

from ebay_connector.streams import BY_NAME

Form = Literal["binary", "text"]
"""Postgres writes and reads text unless told otherwise; binary is faster."""
ORDERS = BY_NAME["orders"].record.tables()
SPLIT = """
SELECT percentile_disc(ARRAY[{shares}]::float8[]) WITHIN GROUP (ORDER BY created_at) FROM orders
"""


def export_orders(url: str, folder: Path, connections: int, form: Form = "binary") -> list[list[tuple[str, str]]]:
    """Writes all rows, newest first as the product reads them, in a part for each connection.

    Returns the parts as pairs of table and file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with psycopg.connect(url) as connection:
        bounds = _bounds(connection, connections)
        return [
            [(table, _write(connection, folder, table, number, bounds, form)) for table in ORDERS]
            for number in range(connections)
        ]


def export(url: str, folder: Path, tables: tuple[str, ...]) -> list[list[tuple[str, str]]]:
    """All rows of these tables, in one part."""
    folder.mkdir(parents=True, exist_ok=True)
    with psycopg.connect(url) as connection:
        return [[(table, _save(connection, folder / table, f"SELECT * FROM {table}")) for table in tables]]


def _bounds(connection: "psycopg.Connection[tuple[object, ...]]", parts: int) -> list[str]:
    """Times that cut the orders into parts of the same size."""
    shares = ", ".join(str((part + 1) / parts) for part in range(parts - 1))
    row = connection.execute(SPLIT.format(shares=shares).encode()).fetchone()
    inner = [moment.isoformat() for moment in row[0] or []] if row and isinstance(row[0], list) else []
    return ["-infinity", *inner, "infinity"]


def _write(
    connection: "psycopg.Connection[tuple[object, ...]]",
    folder: Path,
    table: str,
    number: int,
    bounds: list[str],
    form: Form,
) -> str:
    query = (
        f"SELECT t.* FROM {table} t JOIN orders o USING (account_id, order_id) "
        f"WHERE o.created_at > '{bounds[number]}' AND o.created_at <= '{bounds[number + 1]}' "
        "ORDER BY o.created_at DESC"
    )
    return _save(connection, folder / f"{table}-{number}-of-{len(bounds) - 1}.{form}", query, form)


def _save(connection: "psycopg.Connection[tuple[object, ...]]", file: Path, query: str, form: Form = "binary") -> str:
    with (
        file.open("wb") as output,
        connection.cursor().copy(f"COPY ({query}) TO STDOUT (FORMAT {form})".encode()) as copy,
    ):
        for data in copy:
            output.write(data)
    return str(file)

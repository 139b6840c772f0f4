"""Whether the database holds what the local eBay has: speed with wrong results is worth nothing."""

import hashlib
from collections.abc import Iterable, Iterator
from http.client import HTTPConnection, HTTPResponse

import msgspec
import psycopg

from benchmarks.processes import BenchmarkError
from ebay_emulator.testing import EmulatorProcess

STORED = """
SELECT order_id, payload->>'lastModifiedDate', payload#>>'{pricingSummary,total,value}', line_item_count
FROM orders WHERE account_id = %s
"""


class Amount(msgspec.Struct):
    value: str


class Summary(msgspec.Struct):
    total: Amount


class Order(msgspec.Struct, rename="camel"):
    order_id: str
    last_modified_date: str
    pricing_summary: Summary
    line_items: list[msgspec.Raw]


Row = tuple[str, str, str, int]


def check(url: str, account_id: int, emulator: EmulatorProcess, seller: str) -> int:
    """Compares every order by id, last change, total and line items; returns how many there are."""
    expected, stored = _digest(_truth(emulator, seller)), _digest(_stored(url, account_id))
    if expected != stored:
        raise BenchmarkError(
            f"The database does not hold what eBay has: {stored[0]} orders with {stored[1]} line items "
            f"instead of {expected[0]} with {expected[1]}, or others."
        )
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM order_line_items WHERE account_id = %s", (account_id,)
        ).fetchone()
    if row is None or row[0] != expected[1]:
        raise BenchmarkError(f"{row} line items are stored instead of {expected[1]}.")
    return expected[0]


def _digest(rows: Iterable[Row]) -> tuple[int, int, int]:
    """Orders, line items, and a sum of hashes that no order of reading changes."""
    orders = items = total = 0
    for row in rows:
        orders, items = orders + 1, items + row[3]
        total += int.from_bytes(hashlib.blake2b(repr(row).encode(), digest_size=8).digest())
    return orders, items, total % 2**64


def _truth(emulator: EmulatorProcess, seller: str) -> Iterator[Row]:
    decode = msgspec.json.Decoder(Order).decode
    connection = HTTPConnection("127.0.0.1", emulator.port, timeout=600)
    try:
        connection.request("GET", f"/_emulator/truth/orders?seller={seller}&view=list")
        for line in _lines(connection.getresponse()):
            order = decode(line)
            yield order.order_id, order.last_modified_date, order.pricing_summary.total.value, len(order.line_items)
    finally:
        connection.close()


def _lines(response: HTTPResponse) -> Iterator[bytes]:
    while line := response.readline():
        yield line


def _stored(url: str, account_id: int) -> Iterator[Row]:
    with psycopg.connect(url) as connection, connection.cursor(name="stored") as cursor:
        cursor.itersize = 5_000
        cursor.execute(STORED, (account_id,))
        yield from cursor

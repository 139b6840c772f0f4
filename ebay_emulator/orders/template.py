"""An order written once, with holes for what differs: how a seed of a million costs no memory.

The builder writes times as marks (`Marks`) instead of dates; a template cuts the JSON at the marks and fills
them from the order's row when it is read.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter
from typing import Any

import msgspec

from ebay_emulator.clock import DAY_MS, iso, iso_bytes
from ebay_emulator.orders.changes import Record
from ebay_emulator.orders.ids import order_id_text

Json = dict[str, Any]

NO_TEMPLATE = 0xFFFF

_MARK = re.compile(rb"<<([A-Z])(-?\d+)>>")


class Dates:
    """Times of one order as text; the builder knows them as milliseconds after its creation."""

    def __init__(self, created: int) -> None:
        self._created = created

    def exact(self, offset: int) -> str:
        return iso(self._created + offset)

    def day(self, offset: int) -> str:
        """The delivery days eBay gives: 07:00 UTC of the day."""
        day = (self._created + offset) // DAY_MS
        return iso(day * DAY_MS + 7 * 3_600_000)


class Marks(Dates):
    """Holes instead of times."""

    def __init__(self) -> None:
        super().__init__(0)

    def exact(self, offset: int) -> str:
        return f"<<E{offset}>>"

    def day(self, offset: int) -> str:
        return f"<<D{offset}>>"


def mark(kind: str, index: int = 0) -> str:
    """A hole for: O order id, L line item id, R sales record, B buyer, T tracking number, N refund or cancellation."""
    return f"<<{kind}{index}>>"


class Template:
    """One order with holes, and what other calls tell of it."""

    def __init__(self, record: Record, lag: int, status: int, buyers: list[bytes], first_line_item: int) -> None:
        self.lag, self.status = lag, status
        self._order = _Form(msgspec.json.encode(record.order), buyers, first_line_item)
        extras = [record.shipments, record.cancel_requests]
        self._extras = _Form(msgspec.json.encode(extras), buyers, first_line_item)

    def render(self, row: int, number: int, created: int, modified: int) -> bytes:
        return self._order.fill((row, number, created, modified))

    def extras(self, row: int, number: int, created: int, modified: int) -> tuple[list[Json], list[Json]]:
        """Shipments and cancellation requests."""
        shipments, cancel_requests = msgspec.json.decode(self._extras.fill((row, number, created, modified)))
        return shipments, cancel_requests


Values = tuple[int, int, int, int]
"""Row, order number, created, modified."""


class _Form:
    """Text with holes. A hole that occurs often is worked out once."""

    def __init__(self, payload: bytes, buyers: list[bytes], first_line_item: int) -> None:
        pieces = _MARK.split(payload)
        self._format = b"%b".join(text.replace(b"%", b"%%") for text in pieces[0::3])
        self._buyers, self._first_line_item = buyers, first_line_item
        marks = list(zip(pieces[1::3], pieces[2::3], strict=True))
        kinds = list(dict.fromkeys(marks))
        self._fills = [self._filler(kind.decode(), int(argument)) for kind, argument in kinds]
        self._arrange = itemgetter(*(kinds.index(mark) for mark in marks)) if marks else tuple

    def fill(self, values: Values) -> bytes:
        return self._format % self._arrange([fill(values) for fill in self._fills])

    def _filler(self, kind: str, argument: int) -> Callable[[Values], bytes]:
        line_items, buyers = self._first_line_item + argument, self._buyers
        seller = self._first_line_item // 1_000_000_000 % 8
        numbers = 5_200_000_000 + seller * 25_000_000 + argument
        fillers: dict[str, Callable[[Values], bytes]] = {
            "E": lambda values: iso_bytes(values[2] + argument),
            "D": lambda values: _day(values[2] + argument),
            "M": lambda values: iso_bytes(values[3]),
            "O": lambda values: order_id_text(values[1]),
            "L": lambda values: b"%d" % (line_items + line_item(values[0], 0)),
            "T": lambda values: b"9400%012d%06d" % (values[1], argument),
            "B": lambda values: buyers[values[0] * 7919 % len(buyers)],
            "R": lambda values: b"%d" % (values[0] + 1),
            "N": lambda values: b"%d" % (numbers + values[0] * 4),
        }
        return fillers[kind]


def line_item(row: int, index: int) -> int:
    """Position of a line item among all of its seller's."""
    return row * 20 + index


def _day(ms: int) -> bytes:
    return _seven_o_clock(ms // DAY_MS)


@lru_cache(maxsize=4096)
def _seven_o_clock(day: int) -> bytes:
    return iso_bytes(day * DAY_MS + 7 * 3_600_000)

"""An order written once, with holes for what differs: how a seed of a million costs no memory.

The builder writes times as marks (`Marks`) instead of dates; a template cuts the JSON at the marks and fills
them from the order's row when it is read.
"""

import re
from collections.abc import Callable
from functools import cached_property, lru_cache
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


Write = Callable[[int, int, int, int], bytes]
"""Writes what differs into the holes; takes the row, the order's number, when it was created and modified."""


class Template:
    """One order with holes, and what other calls tell of it."""

    def __init__(self, record: Record, lag: int, status: int, buyers: list[bytes], first_line_item: int) -> None:
        self.lag, self.status = lag, status
        self._order = msgspec.json.encode(record.order)
        self._extras = msgspec.json.encode([record.shipments, record.cancel_requests])
        self._known = buyers, first_line_item

    @cached_property
    def render(self) -> Write:
        """The order."""
        return _writer(self._order, *self._known)

    def extras(self, row: int, number: int, created: int, modified: int) -> tuple[list[Json], list[Json]]:
        """Shipments and cancellation requests."""
        shipments, cancel_requests = msgspec.json.decode(self._write_extras(row, number, created, modified))
        return shipments, cancel_requests

    @cached_property
    def _write_extras(self) -> Write:
        return _writer(self._extras, *self._known)


def _writer(text: bytes, buyers: list[bytes], first_line_item: int) -> Write:
    """One Python expression for a whole text: calls of functions for its holes would cost more than what fills them."""
    pieces = _MARK.split(text)
    form = b"%b".join(piece.replace(b"%", b"%%") for piece in pieces[0::3])
    names: dict[tuple[bytes, bytes], str] = {}
    holes = []
    for mark_ in zip(pieces[1::3], pieces[2::3], strict=True):
        if mark_ in names:
            holes.append(names[mark_])
        else:
            names[mark_] = f"v{len(names)}"
            holes.append(f"({names[mark_]} := {_expression(*mark_, first_line_item)})")
    source = f"lambda row, number, created, modified: form % ({''.join(f'{hole}, ' for hole in holes)})"
    known = {"form": form, "buyers": buyers, "iso": iso_bytes, "morning": _seven_o_clock, "order_id": order_id_text}
    return eval(source, known)  # type: ignore[no-any-return]  # noqa: S307 - numbers are all that is put into it


def _expression(kind: bytes, argument: bytes, first_line_item: int) -> str:
    """Python that makes what a hole is for."""
    index = int(argument)
    numbers = 5_200_000_000 + first_line_item // 1_000_000_000 % 8 * 25_000_000 + index
    return {
        "E": f"iso(created + {index})",
        "D": f"morning((created + {index}) // {DAY_MS})",
        "M": "iso(modified)",
        "O": "order_id(number)",
        "L": f"b'%d' % ({first_line_item + line_item(0, index)} + {line_item(1, 0)} * row)",
        "T": f"b'9400%012d%06d' % (number, {index})",
        "B": "buyers[row * 7919 % len(buyers)]",
        "R": "b'%d' % (row + 1)",
        "N": f"b'%d' % ({numbers} + row * 4)",
    }[kind.decode()]


def line_item(row: int, index: int) -> int:
    """Position of a line item among all of its seller's."""
    return row * 20 + index


@lru_cache(maxsize=4096)
def _seven_o_clock(day: int) -> bytes:
    return iso_bytes(day * DAY_MS + 7 * 3_600_000)

"""What orders took of each listing, counted as orders come in."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from ebay_emulator.areas.catalog.product import Sales
from ebay_emulator.orders.book import OrderBook
from ebay_emulator.orders.template import NO_TEMPLATE


class _Line(msgspec.Struct):
    legacyItemId: str  # noqa: N815 - eBay's name
    legacyVariationId: str | None = None  # noqa: N815 - eBay's name
    quantity: int = 1


class _Order(msgspec.Struct):
    lineItems: list[_Line] = []  # noqa: N815 - eBay's name


Key = tuple[str, str | None]
"""Item id and variation id."""


class Tally:
    """Each order counts once, as it was when it was first seen; what a buyer was given back stays sold."""

    def __init__(self, sales: dict[Key, Sales]) -> None:
        self._sales = sales
        self._next_row = 0

    def count(self, book: OrderBook, now: int) -> set[str]:
        """Item ids that new orders are of. A seed's orders are counted by their templates, however many they are."""
        rows = range(self._next_row, len(book.created))
        self._next_row = rows.stop
        touched: set[str] = set()
        templates: defaultdict[int, array[int]] = defaultdict(lambda: array("q"))
        for row in rows:
            name, created = book.template[row], book.created[row]
            if name == NO_TEMPLATE:
                touched |= self._add(_lines(book.payload(row)) if book.exists(row) else (), (created,), now)
            else:
                templates[name].append(created)
        for name, times in templates.items():
            last = max(times)
            touched |= self._add(_lines(book.templates[name].render(0, 1, last, last)), times, now)
        return touched

    def _add(self, lines: Iterable[_Line], times: Sequence[int], now: int) -> set[str]:
        touched = set()
        for line in lines:
            sales = self._sales.get((line.legacyItemId, line.legacyVariationId))
            if sales is not None:
                sales.add(line.quantity, times, now)
                touched.add(line.legacyItemId)
        return touched


def _lines(payload: bytes) -> list[_Line]:
    try:
        return msgspec.json.decode(payload, type=_Order).lineItems
    except msgspec.DecodeError:
        return []  # stored raw by a test

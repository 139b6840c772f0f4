"""What an area has still to do, in order of time: plans follow from orders, and are made anew when these change."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ebay_emulator.orders.book import OrderBook

Plan = Callable[[int], list["Deed"]]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that happens once, at a time. `key` tells it from the others of its order in every new plan."""

    at: int
    key: int
    act: Any


@dataclass(slots=True)
class Agenda:
    """A plan belongs to an order's row, or to any negative number that is no order's."""

    _rows: int = 0
    _looked: int = -1
    _heap: list[tuple[int, int, int, int, Deed]] = field(default_factory=list)
    _versions: dict[int, int] = field(default_factory=dict)
    _done: dict[int, int] = field(default_factory=dict)

    def look(self, book: OrderBook, now: int, plan: Plan) -> None:
        """Plan the orders that are new or changed since the last look."""
        first = self._rows
        changed = book.modified_between(self._looked + 1, now)
        rows = {row for row in changed.rows[changed.start : changed.end] if row < first} if first else set()
        self._rows, self._looked = len(book.created), now
        for row in (*sorted(rows), *range(first, self._rows)):
            if book.is_visible(row) and book.exists(row):
                self.put(row, plan(row))

    def put(self, row: int, deeds: list[Deed]) -> None:
        """What was planned for the row and not done yet is forgotten."""
        version = self._versions.get(row, 0) + 1
        if not deeds and version == 1:
            return
        self._versions[row] = version
        done = self._done.get(row, 0)
        for deed in deeds:
            if not done >> deed.key & 1:
                heapq.heappush(self._heap, (deed.at, row, deed.key, version, deed))

    def due(self, now: int) -> Iterator[Deed]:
        """Deeds whose time has come, oldest first, each once."""
        while self._heap and self._heap[0][0] <= now:
            _, row, key, version, deed = heapq.heappop(self._heap)
            if version == self._versions[row]:
                self._done[row] = self._done.get(row, 0) | 1 << key
                yield deed

"""What a seller has of one kind, apart from orders: records by id, and in order of time."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """One record. `at` is the time in milliseconds that eBay's filters and order go by."""

    id: str
    at: int
    payload: bytes
    """The record's JSON as eBay gives it by its id; no JSON when a test has put something raw here."""

    def record(self) -> Json:
        """A copy to be changed. ValueError when the payload is no JSON object."""
        try:
            return msgspec.json.decode(self.payload, type=Json)
        except msgspec.DecodeError as error:
            raise ValueError(f"{self.id} was stored raw: {error}") from error


@dataclass(slots=True)
class Shelf:
    """Records of one kind of one seller. `notes` is an area's own memory, such as how far it has come."""

    notes: Json = field(default_factory=dict)
    changes: int = 0
    """How often a record was put here or taken away: what was worked out from them holds while this stands still."""
    _items: dict[str, Item] = field(default_factory=dict)
    _order: list[tuple[int, str]] = field(default_factory=list)
    _removed: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        """Newest first."""
        return (self._items[name] for _, name in reversed(self._order))

    def __contains__(self, name: str) -> bool:
        return name in self._items

    def put(self, name: str, at: int, payload: Json | bytes) -> None:
        """Adds or replaces a record."""
        known = self._items.get(name)
        body = payload if isinstance(payload, bytes) else msgspec.json.encode(payload)
        if known is None or known.at != at:
            self._forget(known)
            insort(self._order, (at, name))
        self._items[name] = Item(name, at, body)
        self._removed.discard(name)
        self.changes += 1

    def get(self, name: str) -> Item | None:
        return self._items.get(name)

    def remove(self, name: str) -> None:
        """Takes a record away for good: `was_removed` tells an area not to make it again."""
        self._forget(self._items.pop(name, None))
        self._removed.add(name)
        self.changes += 1

    def was_removed(self, name: str) -> bool:
        return name in self._removed

    def between(self, start: int, end: int) -> list[Item]:
        """Records of the closed span of time, newest first."""
        low, high = bisect_left(self._order, (start, "")), bisect_right(self._order, (end, "\U0010ffff"))
        return [self._items[name] for _, name in reversed(self._order[low:high])]

    def _forget(self, known: Item | None) -> None:
        if known is not None:
            del self._order[bisect_left(self._order, (known.at, known.id))]

"""A shelf whose records are written when they are read, so that hundreds of thousands take no memory."""

from array import array
from collections.abc import Iterator
from typing import Protocol

from ebay_emulator.shelf import Item, Json, Shelf


class Source(Protocol):
    """Records that follow from numbers alone."""

    @property
    def keys(self) -> "array[int]":
        """All there are, in the order in which eBay gives them."""
        ...

    def name(self, key: int) -> str: ...

    def find(self, name: str) -> int | None:
        """The key of a record that is there now, unless a hand removed it."""
        ...

    def write(self, key: int) -> Item: ...

    def drop(self, keys: set[int]) -> None: ...


class WrittenShelf(Shelf):
    """What a hand changed stands as it was left; what it added comes last; what it removed stays away."""

    def __init__(self, source: Source) -> None:
        Shelf.__init__(self)
        self.source = source
        self.dropped: set[int] = set()
        """Keys of what a hand removed."""
        self._added: dict[str, None] = {}

    def __len__(self) -> int:
        return len(self.source.keys) + len(self._added)

    def __iter__(self) -> Iterator[Item]:
        """In eBay's order."""
        for at in range(0, len(self), 1000):
            yield from self.page(at, at + 1000)

    def __contains__(self, name: str) -> bool:
        return name in self._added or self._key(name) is not None

    def page(self, start: int, stop: int) -> list[Item]:
        known = len(self.source.keys)
        added = list(self._added)[max(start - known, 0) : max(stop - known, 0)] if stop > known else []
        return [*map(self._read, self.source.keys[start:stop]), *(self._items[name] for name in added)]

    def names(self, start: int, stop: int) -> list[str]:
        known = len(self.source.keys)
        added = list(self._added)[max(start - known, 0) : max(stop - known, 0)] if stop > known else []
        return [*map(self.source.name, self.source.keys[start:stop]), *added]

    def get(self, name: str) -> Item | None:
        if name in self._added:
            return self._items[name]
        key = self._key(name)
        return None if key is None else self._read(key)

    def put(self, name: str, at: int, payload: Json | bytes) -> None:
        if self._key(name) is None:
            self._added[name] = None
        Shelf.put(self, name, at, payload)

    def remove(self, name: str) -> None:
        key = self._key(name)
        self._added.pop(name, None)
        if key is not None:
            self.source.drop({key})
            self.dropped.add(key)
        Shelf.remove(self, name)

    def by_hand(self) -> Iterator[Item]:
        """What a hand changed or added."""
        return (item for item in self._items.values() if item.id in self)

    def between(self, start: int, end: int) -> list[Item]:
        return sorted((item for item in self if start <= item.at <= end), key=lambda item: -item.at)

    def _read(self, key: int) -> Item:
        name = self.source.name(key)
        return self._items.get(name) or self.source.write(key)

    def _key(self, name: str) -> int | None:
        key = self.source.find(name)
        return None if key is None or key in self.dropped else key

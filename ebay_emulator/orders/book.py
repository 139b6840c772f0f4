"""All orders of one seller: columns for finding them, bytes for answering.

A million orders cost some forty bytes each here: what a seed made is written out only when it is read
(`Template`), and what was changed since, or never came from a seed, is kept as JSON in `_payloads`.
"""

from array import array
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ebay_emulator.orders.ids import next_number, order_id_text, order_number
from ebay_emulator.orders.template import NO_TEMPLATE, Template

Extras = tuple[list[dict[str, Any]], list[dict[str, Any]]]

NOT_STARTED, IN_PROGRESS, FULFILLED = 0, 1, 2
STATUS_CODES = {"NOT_STARTED": NOT_STARTED, "IN_PROGRESS": IN_PROGRESS, "FULFILLED": FULFILLED}


@dataclass(frozen=True, slots=True)
class Entry:
    """What finding an order needs to know of it."""

    order_id: str
    created: int
    modified: int
    status: int
    visible: bool = True


@dataclass(slots=True)
class Selection:
    """Rows that a query found, newest first."""

    rows: Sequence[int]
    start: int
    end: int

    @property
    def total(self) -> int:
        return self.end - self.start

    def page(self, offset: int, limit: int) -> list[int]:
        last = self.end - offset
        first = max(self.start, last - limit)
        return list(reversed(self.rows[first:last])) if last > first else []


class OrderBook:
    """Row numbers never change; `by_*` hold the rows in order. Hidden orders stand in `_by_number` only."""

    def __init__(self) -> None:
        self.created, self.modified, self.number = array("q"), array("q"), array("q")
        self.status, self.template = array("B"), array("H")
        self.templates: list[Template] = []
        self._extras: dict[int, Extras] = {}
        self._payloads: dict[int, bytes] = {}
        self._odd_ids: dict[str, int] = {}
        self._by_created, self._by_modified, self._by_number = array("i"), array("i"), array("i")
        self._hidden: set[int] = set()

    def __len__(self) -> int:
        """How many orders eBay would show."""
        return len(self._by_created)

    @property
    def hidden(self) -> int:
        return len(self._hidden)

    def add(self, entry: Entry, payload: bytes, extras: Extras = ([], [])) -> int:
        row = self._append(entry)
        self._keep(row, payload, extras)
        self._name(row, entry.order_id)
        self._show(row, entry.visible)
        return row

    def add_bulk(self, columns: "Columns", templates: list[Template]) -> None:
        """Add what a seed made. The indexes are sorted anew, once."""
        first, base = len(self.created), len(self.templates)
        self.templates.extend(templates)
        self.created.extend(columns.created)
        self.modified.extend(columns.modified)
        self.number.extend(columns.number)
        self.status.extend(columns.status)
        self.template.extend(array("H", (base + index for index in columns.template)))
        rows = range(first, len(self.created))
        self._by_created = _merged(self._by_created, rows, self.created)
        self._by_modified = _merged(self._by_modified, rows, self.modified)
        self._by_number = self._numbered(rows)

    def replace(self, row: int, entry: Entry, payload: bytes, extras: Extras = ([], [])) -> None:
        self._hide(row)
        self.created[row], self.modified[row], self.status[row] = entry.created, entry.modified, entry.status
        self._keep(row, payload, extras)
        self._show(row, entry.visible)

    def remove(self, row: int) -> None:
        self._hide(row)
        self._hidden.discard(row)
        self._payloads.pop(row, None)
        self._extras.pop(row, None)
        self._odd_ids = {name: other for name, other in self._odd_ids.items() if other != row}
        self.template[row] = NO_TEMPLATE
        _drop(self._by_number, row, self.number)

    def find(self, order_id: str) -> int | None:
        """The row of an order, hidden or not."""
        if order_id in self._odd_ids:
            return self._odd_ids[order_id]
        number = order_number(order_id)
        if number is None:
            return None
        at = bisect_left(self._by_number, number, key=self.number.__getitem__)
        if at < len(self._by_number) and self.number[self._by_number[at]] == number:
            return self._by_number[at]
        return None

    def exists(self, row: int) -> bool:
        return row in self._payloads or self.template[row] != NO_TEMPLATE

    def name(self, row: int) -> str:
        """What `find` finds this order by."""
        odd = next((name for name, other in self._odd_ids.items() if other == row), None)
        return odd or order_id_text(self.number[row]).decode()

    def is_visible(self, row: int) -> bool:
        return row not in self._hidden

    def payload(self, row: int) -> bytes:
        """The order's JSON as a list answer has it: without its cancellation requests."""
        stored = self._payloads.get(row)
        if stored is not None:
            return stored
        template = self.templates[self.template[row]]
        return template.render(row, self.number[row], self.created[row], self.modified[row])

    def template_of(self, row: int) -> int | None:
        """Which template an order is still written by: all of them read alike. None once it was changed."""
        index = self.template[row]
        return None if index == NO_TEMPLATE or row in self._payloads else index

    def extras(self, row: int) -> Extras:
        """Shipments and cancellation requests."""
        if row in self._payloads:
            return self._extras.get(row, ([], []))
        template = self.templates[self.template[row]]
        return template.extras(row, self.number[row], self.created[row], self.modified[row])

    def created_between(self, start: int, end: int) -> Selection:
        return _between(self._by_created, self.created, start, end)

    def modified_between(self, start: int, end: int) -> Selection:
        return _between(self._by_modified, self.modified, start, end)

    def created_before(self, moment: int) -> bool:
        """Whether any shown order is older."""
        return bool(self._by_created) and self.created[self._by_created[0]] < moment

    def with_status(self, selection: Selection, statuses: frozenset[int]) -> Selection:
        found = [row for row in selection.rows[selection.start : selection.end] if self.status[row] in statuses]
        return Selection(found, 0, len(found))

    def visible_rows(self) -> Sequence[int]:
        """Rows in order of creation."""
        return self._by_created

    def hidden_rows(self) -> Iterator[int]:
        return iter(sorted(self._hidden))

    def _numbered(self, added: range) -> "array[int]":
        """All rows by their ids, after the added ones that share theirs with another got a new one."""
        rows = _merged(self._by_number, added, self.number)
        while twins := [b for a, b in pairwise(rows) if self.number[a] == self.number[b]]:
            for row in twins:
                self.number[row] = next_number(self.number[row])
            rows = array("i", sorted(rows, key=self.number.__getitem__))
        return rows

    def _keep(self, row: int, payload: bytes, extras: Extras) -> None:
        self._payloads[row] = payload
        self._extras[row] = extras

    def _append(self, entry: Entry) -> int:
        self.created.append(entry.created)
        self.modified.append(entry.modified)
        self.status.append(entry.status)
        self.number.append(order_number(entry.order_id) or 0)
        self.template.append(NO_TEMPLATE)
        return len(self.created) - 1

    def _name(self, row: int, order_id: str) -> None:
        if order_number(order_id) is None:
            self._odd_ids[order_id] = row
        else:
            insort(self._by_number, row, key=self.number.__getitem__)

    def _show(self, row: int, visible: bool) -> None:
        if not visible:
            self._hidden.add(row)
            return
        self._hidden.discard(row)
        insort(self._by_created, row, key=self.created.__getitem__)
        insort(self._by_modified, row, key=self.modified.__getitem__)

    def _hide(self, row: int) -> None:
        if row not in self._hidden:
            _drop(self._by_created, row, self.created)
            _drop(self._by_modified, row, self.modified)


@dataclass(slots=True)
class Columns:
    """Orders that a seed made, in parallel arrays; `template` is counted from the seed's own first."""

    created: "array[int]"
    modified: "array[int]"
    number: "array[int]"
    status: "array[int]"
    template: "array[int]"


def _between(rows: "array[int]", keys: "array[int]", start: int, end: int) -> Selection:
    low = bisect_left(rows, start, key=keys.__getitem__)
    return Selection(rows, low, max(low, bisect_right(rows, end, key=keys.__getitem__)))


def _drop(rows: "array[int]", row: int, keys: "array[int]") -> None:
    at = bisect_left(rows, keys[row], key=keys.__getitem__)
    while at < len(rows) and keys[rows[at]] == keys[row]:
        if rows[at] == row:
            del rows[at]
            return
        at += 1


def _merged(rows: "array[int]", added: range, keys: "array[int]") -> "array[int]":
    return array("i", sorted([*rows, *added], key=keys.__getitem__))

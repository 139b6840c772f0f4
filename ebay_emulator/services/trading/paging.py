"""Pages and windows of time, as Trading calls have them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from ebay_emulator.services.trading.answers import invalid_input, invalid_page, invalid_window
from ebay_emulator.services.trading.asked import Part
from ebay_emulator.xmlform import Json

T = TypeVar("T")
DEFAULT_ENTRIES = 25
MAX_ENTRIES = 200


@dataclass(frozen=True, slots=True)
class Pages:
    """What a request's Pagination wants."""

    number: int
    size: int

    def of(self, found: Sequence[T]) -> list[T]:
        """One page; error 340 behind the last."""
        if self.number > max(self.count(len(found)), 1):
            raise invalid_page()
        start = (self.number - 1) * self.size
        return list(found[start : start + self.size])

    def count(self, total: int) -> int:
        return -(-total // self.size)

    def result(self, total: int) -> Json:
        return {"TotalNumberOfPages": str(self.count(total)), "TotalNumberOfEntries": str(total)}


def pages_of(part: Part | None, largest: int = MAX_ENTRIES, *, required: bool = False) -> Pages:
    """The Pagination inside of a part, or of the whole request."""
    pagination = None if part is None else part.part("Pagination")
    if pagination is None:
        if required:
            raise invalid_input("Pagination.EntriesPerPage")
        return Pages(1, DEFAULT_ENTRIES)
    size = pagination.whole("EntriesPerPage", DEFAULT_ENTRIES, 1, largest)
    return Pages(pagination.whole("PageNumber", 1, 1, 999_999_999), size)


@dataclass(frozen=True, slots=True)
class Window:
    """Closed at both ends; milliseconds."""

    start: int
    end: int

    def holds(self, moment: int) -> bool:
        return self.start <= moment <= self.end


def window_of(request: Part, name: str, now: int, longest: int) -> Window | None:
    """The span from `<name>From` to `<name>To`, the latter now when left out; None when neither is given."""
    start, end = request.moment(f"{name}From"), request.moment(f"{name}To")
    if start is None and end is None:
        return None
    if start is None:
        raise invalid_input(f"{name}From")
    end = now if end is None else end
    if start > end or end - start > longest:
        raise invalid_window()
    return Window(start, end)

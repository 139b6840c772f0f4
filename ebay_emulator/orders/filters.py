"""The `filter` of getOrders: its grammar, its limits, and eBay's error for each."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from ebay_emulator.clock import DAY_MS, parse_iso
from ebay_emulator.errors import fulfillment
from ebay_emulator.orders.book import FULFILLED, IN_PROGRESS, NOT_STARTED, OrderBook, Selection

DEFAULT_DAYS = 90
YEARS = 2
_DATES = ("creationdate", "lastmodifieddate")
_STATUS = "orderfulfillmentstatus"
_CRITERION = re.compile(r"(?P<name>[^:,]*):(?P<value>\[[^\]]*\]|\{[^}]*\}|[^,]*)(?:,|$)")
_RANGE = re.compile(r"\[(?P<start>.*?)\.\.(?P<end>.*?)\]")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z")
# Only these pairs are supported, in either order.
_STATUSES = {
    frozenset({"NOT_STARTED", "IN_PROGRESS"}): frozenset({NOT_STARTED, IN_PROGRESS}),
    frozenset({"FULFILLED", "IN_PROGRESS"}): frozenset({FULFILLED, IN_PROGRESS}),
}


@dataclass(frozen=True, slots=True)
class Window:
    """Closed at both ends; milliseconds."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """eBay is known to sort by creation without a filter only; under a modification filter we sort by modification."""

    window: Window
    statuses: frozenset[int] | None = None

    def select(self, book: OrderBook, oldest: int) -> Selection:
        """Matching orders. Those made before `oldest` are out of eBay's reach, however lately they changed."""
        by_creation = self.window.field == "creationdate"
        between = book.created_between if by_creation else book.modified_between
        found = between(self.window.start, self.window.end)
        if not by_creation and book.created_before(oldest):
            rows = [row for row in found.rows[found.start : found.end] if book.created[row] >= oldest]
            found = Selection(rows, 0, len(rows))
        return found if self.statuses is None else book.with_status(found, self.statuses)


def parse_filter(text: str | None, now: int) -> OrderFilter:
    criteria = dict(_criteria(text or ""))
    statuses = _parse_statuses(criteria[_STATUS]) if _STATUS in criteria else None
    windows = {name: _parse_window(name, criteria[name], now) for name in _DATES if name in criteria}
    if windows:
        # Both dates given: eBay uses the creation date only.
        return OrderFilter(next(iter(windows.values())), statuses)
    return OrderFilter(Window("creationdate", now - DEFAULT_DAYS * DAY_MS, now), statuses)


def oldest_reachable(now: int) -> int:
    """The beginning of the day two years ago: nothing made earlier is served."""
    today = datetime.fromtimestamp(now / 1000, UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    year = today.year - YEARS
    day = min(today.day, monthrange(year, today.month)[1])
    return int(today.replace(year=year, day=day).timestamp() * 1000)


def _criteria(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        found = _CRITERION.match(text, at)
        if found is None:
            raise fulfillment(30700, f"Invalid filter name: {text[at:]}", fieldname=text[at:])
        name = found["name"].strip().lower()
        if name not in (*_DATES, _STATUS):
            raise fulfillment(30700, f"Invalid filter name: {found['name']}", fieldname=found["name"])
        yield name, found["value"].strip()
        at = found.end()


def _parse_statuses(value: str) -> frozenset[int]:
    asked = frozenset(value[1:-1].split("|")) if value.startswith("{") and value.endswith("}") else frozenset()
    if asked not in _STATUSES:
        raise _bad_value(_STATUS, value)
    return _STATUSES[asked]


def _parse_window(name: str, value: str, now: int) -> Window:
    found = _RANGE.fullmatch(value)
    if found is None:
        raise _bad_value(name, value)
    if not found["start"]:
        raise fulfillment(30820, "Start date is missing")
    start = _parse_moment(found["start"])
    end = _parse_moment(found["end"]) if found["end"] else now
    if start > now or end > now:
        raise fulfillment(30850, "Start and end dates can't be in the future")
    if found["end"] and start >= end:
        raise fulfillment(30840, "Start date should be before end date")
    if start < oldest_reachable(now):
        message = f"Time range between start date and end date must be within '{YEARS}' years."
        raise fulfillment(30830, message, allowedTime=str(YEARS))
    return Window(name, start, end)


def _parse_moment(text: str) -> int:
    try:
        if _MOMENT.fullmatch(text):
            return parse_iso(text)
    except ValueError:
        pass
    raise fulfillment(30810, "Invalid date format")


def _bad_value(name: str, value: str) -> Exception:
    message = f"Invalid filter value {value} for filter {name}"
    return fulfillment(30800, message, fieldvalue=value, fieldname=name)

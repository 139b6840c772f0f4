"""Which windows of a stream must be read: pure, from the cursor, the clock and the stream's window."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from ebay_connector.streams.stream import Modified

EDGE = timedelta(minutes=5)
"""How far inside eBay's history limit a window starts, so that it is still allowed when its last page is read."""

CAUGHT_UP = timedelta(minutes=1)
"""A run ends when what it planned reaches this close to eBay's now; else it plans once more."""


@dataclass(frozen=True, slots=True)
class Window:
    """A closed window `[starts_at, ends_at]` of the date filter `field`."""

    kind: Literal["backfill", "changes"]
    field: str
    starts_at: datetime
    ends_at: datetime


def plan(window: Modified, planned_until: datetime | None, now: datetime) -> list[Window]:
    """Windows that bring a stream from `planned_until` (None: never read) to `now`, newest first."""
    if planned_until is None:
        return list(_sliced("backfill", window.created, oldest(window, now), now, window.slice))
    start = max(planned_until - window.overlap, oldest(window, now))
    return list(_sliced("changes", window.changes, start, now, window.slice))


def oldest(window: Modified, now: datetime) -> datetime:
    """The earliest moment that eBay lets us ask for."""
    return now - window.backfill + EDGE


def halves(window: Window) -> tuple[Window, Window] | None:
    """The window as two, newest first; None when it is too short to be cut."""
    middle = window.starts_at + (window.ends_at - window.starts_at) / 2
    middle = middle.replace(microsecond=middle.microsecond // 1000 * 1000)
    if middle - window.starts_at < timedelta(minutes=1):
        return None
    return (
        Window(window.kind, window.field, middle, window.ends_at),
        Window(window.kind, window.field, window.starts_at, middle),
    )


def _sliced(
    kind: Literal["backfill", "changes"], field: str, start: datetime, end: datetime, length: timedelta
) -> Iterator[Window]:
    while end > start:
        yield Window(kind, field, max(start, end - length), end)
        end -= length

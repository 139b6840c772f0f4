"""Which windows of a stream must be read: pure, from the cursor, the clock and the stream's window."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from ebay_connector.streams.stream import Stream
from ebay_connector.streams.window import Dated, Events, Following, Modified, Moment, Whole

EDGE = timedelta(minutes=5)
"""How far inside eBay's history limit a window starts, so that it is still allowed when its last page is read."""

CAUGHT_UP = timedelta(minutes=1)
"""A run ends when what it planned reaches this close to eBay's now; else it plans once more."""


DEEP = timedelta(days=1)
"""How often a stream without a filter for changes is read again as far back as records change, or as a whole."""

RECENT = timedelta(days=3)
"""How far back it is read each time in between: most changes come early."""

DEEP_AFTER = timedelta(days=1)
"""Windows that end longer ago hold what is not new, and may wait for tomorrow's calls."""

Kind = Literal["backfill", "changes", "whole"]


@dataclass(frozen=True, slots=True)
class Window:
    """A closed window `[starts_at, ends_at]` of the date filter `field`; of a whole pass, `field` is the variant."""

    kind: Kind
    field: str
    starts_at: datetime
    ends_at: datetime

    def is_deep(self, now: datetime) -> bool:
        """Whether it lies in the past; a whole pass is how its stream is kept current."""
        return self.kind != "whole" and now - self.ends_at > DEEP_AFTER


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a stream is planned, and when it was last read as far back as records change."""

    planned_until: datetime
    deep_at: datetime

    def is_deep_due(self, now: datetime, every: timedelta = DEEP) -> bool:
        return now - self.deep_at >= every


def plan(stream: Stream, cursor: Cursor | None, now: datetime, open_since: datetime | None = None) -> list[Window]:
    """Windows that bring a stream from its cursor (None: never read) to `now`, newest first.

    `open_since` is the date of the oldest record that may still change, for streams whose lists tell no changes.
    """
    match stream.window:
        case Modified() as window:
            return _changed_since(window, cursor, now)
        case Dated() as window:
            return _dated(window, cursor, now, open_since or now)
        case Whole(events=Events() as events) if cursor:
            changed = _sliced("changes", events.changes, _events_since(events, cursor, now), now, events.slice)
            is_due = cursor.is_deep_due(now, deep_interval(stream))
            return [*_passes(stream, now), *changed] if is_due else list(changed)
        case Following(current=None):
            return []
        case Whole() | Moment() | Following():
            return _passes(stream, now)


def _passes(stream: Stream, now: datetime) -> list[Window]:
    return [Window("whole", variant, now, now) for variant in stream.source_of("whole").variants]


def _events_since(events: Events, cursor: Cursor, now: datetime) -> datetime:
    return max(cursor.planned_until - events.overlap, now - events.reach)


def deep_interval(stream: Stream) -> timedelta:
    """How often all of a stream is read, or as far back as its records change."""
    match stream.window:
        case Following(whole=timedelta() as every) | Whole(events=Events(every=every)):
            return every
    return DEEP


def _changed_since(window: Modified, cursor: Cursor | None, now: datetime) -> list[Window]:
    if cursor is None:
        return list(_sliced("backfill", window.created, oldest(window, now), now, window.slice))
    start = max(cursor.planned_until - window.overlap, oldest(window, now))
    return list(_sliced("changes", window.changes, start, now, window.slice))


def _dated(window: Dated, cursor: Cursor | None, now: datetime, open_since: datetime) -> list[Window]:
    if cursor is None:
        return list(_sliced("backfill", window.field, oldest(window, now), now, window.slice))
    deep = cursor.is_deep_due(now)
    again = min(now - window.again, open_since) if deep else now - min(RECENT, window.again)
    start = max(min(cursor.planned_until, again), oldest(window, now))
    return list(_sliced("changes", window.field, start, now, window.slice))


def oldest(window: Modified | Dated, now: datetime) -> datetime:
    """The earliest moment that eBay lets us ask for."""
    if isinstance(window, Modified):
        return now - window.backfill + EDGE
    years, month = divmod(now.month - 1 - window.months, 12)
    day = min(now.day, monthrange(now.year + years, month + 1)[1])
    return now.replace(year=now.year + years, month=month + 1, day=day) + EDGE


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


def _sliced(kind: Kind, field: str, start: datetime, end: datetime, length: timedelta) -> Iterator[Window]:
    while end > start:
        yield Window(kind, field, max(start, end - length), end)
        end -= length

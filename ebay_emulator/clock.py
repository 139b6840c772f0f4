"""The emulator's own clock: real time plus an offset, so that tests can move it forward."""

import time
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache

DAY_MS = 86_400_000
_TIMES = [b"T%02d:%02d:%02d" % (second // 3600, second // 60 % 60, second % 60) for second in range(86_400)]
_MILLIS = [b".%03dZ" % milli for milli in range(1000)]


class Clock:
    """Milliseconds since 1970. It runs with real time and never goes back."""

    def __init__(self, now_ms: int | None = None) -> None:
        self._offset = 0 if now_ms is None else now_ms - _real_ms()
        self._latest = 0

    def now_ms(self) -> int:
        self._latest = max(self._latest, _real_ms() + self._offset)
        return self._latest

    def advance_to(self, ms: int) -> int:
        """Move forward to `ms` at least; a time that has passed changes nothing."""
        behind = ms - self.now_ms()
        if behind > 0:
            self._offset += behind
        return self.now_ms()

    def stamp(self) -> int:
        """A moment that no answer has shown yet: for changes, so that none falls into a window already read."""
        self._latest = self.now_ms() + 1  # real time catches up: many changes do not put the clock ahead
        return self._latest


def iso(ms: int) -> str:
    """eBay's timestamp format, such as 2015-08-04T19:09:02.768Z."""
    return iso_bytes(ms).decode()


def iso_bytes(ms: int) -> bytes:
    """The same, made of ready pieces: orders are full of times."""
    day, rest = divmod(ms, DAY_MS)
    return _date(day) + _TIMES[rest // 1000] + _MILLIS[rest % 1000]


def parse_iso(text: str) -> int:
    """Milliseconds of an ISO 8601 time; ValueError when it is none."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return round(moment.timestamp() * 1000)


@lru_cache(maxsize=8)
def http_date(second: int) -> str:
    """The Date header of a second."""
    return format_datetime(datetime.fromtimestamp(second, UTC), usegmt=True)


@lru_cache(maxsize=4096)
def _date(day: int) -> bytes:
    return datetime.fromtimestamp(day * 86_400, UTC).strftime("%Y-%m-%d").encode()


def _real_ms() -> int:
    return time.time_ns() // 1_000_000

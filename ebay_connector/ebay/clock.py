"""eBay's time, learned from its answers, so that a wrong clock here never shifts a window there."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


class EbayClock:
    """Narrows down how far eBay's clock is from ours.

    A Date header names a whole second, during which the answer was written, some time between our
    sending and receiving: that bounds the offset from both sides. The bounds of all answers are
    intersected; when they contradict each other a clock was moved, and the newest alone counts.
    """

    def __init__(self, own: Callable[[], float] = time.time) -> None:
        self._own = own
        self._bounds: tuple[float, float] | None = None

    @property
    def known(self) -> bool:
        """Whether any answer has told eBay's time yet."""
        return self._bounds is not None

    @property
    def offset(self) -> float:
        """Seconds to add to our clock: 0 while it fits, else the least that eBay's answers allow."""
        low, high = self._bounds or (0.0, 0.0)
        return 0.0 if low <= 0 <= high else low

    def now(self) -> datetime:
        """eBay's time in UTC, less than a second ahead of it at most."""
        return datetime.fromtimestamp(self._own() + self.offset, UTC)

    def learn(self, date: str, sent: float, received: float) -> None:
        """Takes a Date header and our own times around the request, in seconds; ignores an unreadable one."""
        try:
            second = parsedate_to_datetime(date).timestamp()
        except (ValueError, TypeError, OverflowError):
            return
        newest = (second - received, second + 1 - sent)
        low, high = self._bounds or newest
        both = (max(low, newest[0]), min(high, newest[1]))
        self._bounds = both if both[0] <= both[1] else newest

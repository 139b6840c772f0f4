"""When a failed request is sent again, and how long to wait first."""

from collections.abc import Callable
from dataclasses import dataclass
from random import SystemRandom

from ebay_connector.ebay.errors import EbayError, ServerFaultError, TransientError

Jitter = Callable[[float, float], float]


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Retries of one request; times in seconds.

    `attempts` are the retries after the first try, `fault_attempts` those after HTTP 500 (eBay's
    growth check allows two). Waits double from `base` up to `cap`; each is between half of that and
    all. A Retry-After of up to `patience` is waited for; a longer one ends the request at
    once, as asking earlier is useless.
    """

    attempts: int = 5
    base: float = 0.5
    cap: float = 60.0
    fault_attempts: int = 2
    patience: float = 300.0
    jitter: Jitter = SystemRandom().uniform

    def delay(self, attempt: int, error: EbayError) -> float:
        """Seconds before retry number `attempt`, counted from 1."""
        highest = min(self.cap, self.base * 2.0 ** min(attempt - 1, 32))
        if error.retry_after is None:
            return self.jitter(highest / 2, highest)
        # Many pages may have been told the same instant: they come back spread over `base`.
        return error.retry_after + self.jitter(0, self.base)


class Retries:
    """The retries of one request: counts them and says when it is enough."""

    def __init__(self, policy: RetryPolicy, may_repeat: bool = True) -> None:
        self._policy = policy
        self._may_repeat = may_repeat
        self._done = 0
        self._faults = 0

    def after(self, error: EbayError) -> float | None:
        """Seconds to wait before the next try, or None when the error is to be raised."""
        if not self._allowed(error):
            return None
        self._done += 1
        self._faults += isinstance(error, ServerFaultError)
        return self._policy.delay(self._done, error)

    def _allowed(self, error: EbayError) -> bool:
        if not isinstance(error, TransientError) or self._done >= self._policy.attempts:
            return False
        if error.retry_after is not None and error.retry_after > self._policy.patience:
            return False
        if isinstance(error, ServerFaultError) and self._faults >= self._policy.fault_attempts:
            return False
        return self._may_repeat or not error.may_have_acted

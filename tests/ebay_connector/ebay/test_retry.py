"""When a request is repeated, and how long that waits."""

import pytest

from ebay_connector.ebay.errors import (
    EbayError,
    RateLimitedError,
    RequestRefusedError,
    ServerFaultError,
    TransientError,
    UnreachableError,
)
from ebay_connector.ebay.retry import Retries, RetryPolicy

LONGEST = RetryPolicy(attempts=5, base=0.5, jitter=lambda _low, high: high)


def waits(policy: RetryPolicy, *errors: EbayError, may_repeat: bool = True) -> list[float | None]:
    retries = Retries(policy, may_repeat)
    return [retries.after(error) for error in errors]


def test_waits_double_up_to_the_cap() -> None:
    error = TransientError("Again.")
    assert [LONGEST.delay(attempt, error) for attempt in (1, 2, 3, 7, 8, 9, 5000)] == [0.5, 1, 2, 32, 60, 60, 60]


def test_jitter_spreads_but_never_makes_a_wait_vain() -> None:
    delays = [RetryPolicy(base=1.0).delay(3, TransientError("Again.")) for _ in range(200)]
    assert all(2 <= delay <= 4 for delay in delays)
    assert min(delays) < 2.5 < 3.5 < max(delays)


def test_retry_after_is_waited_for_and_spread() -> None:
    delays = [RetryPolicy(base=0.5).delay(1, RateLimitedError("Later.", retry_after=7.0)) for _ in range(50)]
    assert all(7 <= delay <= 7.5 for delay in delays)
    assert len(set(delays)) > 1


def test_transient_errors_are_repeated_as_often_as_allowed() -> None:
    assert waits(LONGEST, *[RateLimitedError("Later.")] * 6) == [0.5, 1, 2, 4, 8, None]


def test_ebays_own_faults_are_repeated_twice_at_most() -> None:
    assert waits(LONGEST, *[ServerFaultError("Fault.")] * 3) == [0.5, 1, None]


def test_faults_and_other_errors_are_counted_apart() -> None:
    limited, fault = RateLimitedError("Later."), ServerFaultError("Fault.")
    assert waits(LONGEST, limited, fault, limited, fault, fault) == [0.5, 1, 2, 4, None]


def test_no_policy_of_fewer_attempts_is_exceeded_by_faults() -> None:
    assert waits(RetryPolicy(attempts=1), ServerFaultError("Fault."), ServerFaultError("Fault."))[1] is None


def test_zero_attempts_never_repeat() -> None:
    assert waits(RetryPolicy(attempts=0), TransientError("Again.")) == [None]


def test_a_wait_beyond_patience_ends_the_request_at_once() -> None:
    policy = RetryPolicy(patience=300)
    assert waits(policy, RateLimitedError("Tomorrow.", retry_after=301)) == [None]
    assert waits(policy, RateLimitedError("Soon.", retry_after=300)) != [None]


def test_a_refusal_is_never_repeated() -> None:
    assert waits(LONGEST, RequestRefusedError("No.", retry_after=1)) == [None]


@pytest.mark.parametrize(
    ("error", "repeated"),
    [
        (TransientError("The connection broke."), False),
        (ServerFaultError("Fault."), False),
        (RateLimitedError("Later."), True),
        (UnreachableError("No connection."), True),
    ],
)
def test_a_write_is_repeated_only_when_ebay_surely_did_nothing(error: EbayError, repeated: bool) -> None:
    assert (waits(LONGEST, error, may_repeat=False) != [None]) is repeated

"""Everything that can go wrong with eBay, as one tree; each error says what to do next.

EbayError
├── TransientError              ask again: time-out, lost connection, torn answer, 502 to 504
│   ├── UnreachableError        no connection: eBay never got the request
│   ├── ServerFaultError        eBay's own fault, 500: ask again twice at most
│   └── RateLimitedError        429: ask again later
├── CallsUsedUpError            no call is left until the quota's reset
├── ReconnectNeededError        the seller must connect the account again
├── AccessTokenRejectedError    401, with a fresh access token too
├── ScopeMissingError           the seller has not granted this permission
├── WrongHostError              404 without a body: this host does not serve that path
├── NotFoundError               404 with a body: no such record
├── RequestRefusedError         any other 4xx
├── UnexpectedAnswerError       an answer that is none of eBay's
└── ConfigurationError          a setting is missing or wrong
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar


class Action(StrEnum):
    """What whoever catches the error should do."""

    RETRY = "retry"
    RECONNECT = "reconnect"
    GRANT_SCOPE = "grant_scope"
    SKIP_RECORD = "skip_record"
    STOP = "stop"
    REREAD = "reread"


@dataclass(frozen=True, slots=True)
class ErrorDetail:
    """One entry of the `errors` list in eBay's answer; text is empty where eBay gave none."""

    error_id: int
    message: str
    long_message: str = ""
    domain: str = ""
    category: str = ""
    parameters: tuple[tuple[str, str], ...] = ()


class EbayError(Exception):
    """Base of the tree. `str(error)` is a sentence for the user; `retry_after` is in seconds."""

    action: ClassVar[Action] = Action.STOP

    def __init__(
        self,
        sentence: str,
        *,
        status: int | None = None,
        errors: tuple[ErrorDetail, ...] = (),
        request_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status
        self.errors = errors
        self.request_id = request_id
        self.retry_after = retry_after

    @property
    def error_ids(self) -> frozenset[int]:
        """eBay's numbers of what was wrong, such as 30800."""
        return frozenset(detail.error_id for detail in self.errors)


class TransientError(EbayError):
    """The same request may succeed a little later."""

    action = Action.RETRY
    # Whether eBay may have done what was asked before it failed; then a write is not repeated.
    may_have_acted: ClassVar[bool] = True


class UnreachableError(TransientError):
    """No connection could be made, so eBay never got the request."""

    may_have_acted = False


class ServerFaultError(TransientError):
    """HTTP 500, such as 30500 or 25001. eBay asks for two retries at most."""


class RateLimitedError(TransientError):
    """HTTP 429 or error 2001: too many calls; eBay did nothing."""

    may_have_acted = False


class CallsUsedUpError(EbayError):
    """No call is left until `until`, or none for what can `wait` while what changes day to day goes on."""

    def __init__(self, sentence: str, *, until: datetime, retry_after: float, wait: bool = False) -> None:
        super().__init__(sentence, retry_after=retry_after)
        self.until = until
        self.wait = wait


class ReconnectNeededError(EbayError):
    """eBay no longer accepts the refresh token."""

    action = Action.RECONNECT


class AccessTokenRejectedError(EbayError):
    """HTTP 401. Raised by the client only when a fresh token was refused too."""


class ScopeMissingError(EbayError):
    """Error 1100 or `invalid_scope`: the consent does not cover the request."""

    action = Action.GRANT_SCOPE


class WrongHostError(EbayError):
    """HTTP 404 with an empty body."""


class NotFoundError(EbayError):
    """HTTP 404 with eBay's error list."""

    action = Action.SKIP_RECORD


class RequestRefusedError(EbayError):
    """A 4xx that no retry can mend; the sentence holds eBay's number and message."""


class UnexpectedAnswerError(EbayError):
    """A complete answer that is not of the form eBay documents."""


class ConfigurationError(EbayError):
    """A setting is missing or refused by eBay."""

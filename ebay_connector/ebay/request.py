"""One request to eBay, its answer, and what a log may know of both."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar
from urllib.parse import quote, urlencode

import msgspec

from ebay_connector.ebay.errors import TransientError, UnexpectedAnswerError
from ebay_connector.ebay.signature import SigningKey
from ebay_connector.log import scrub

Method = Literal["GET", "POST", "PUT", "DELETE"]
HostName = Literal["api", "apiz"]
Scheme = Literal["Bearer", "IAF", "Trading"]
Pairs = tuple[tuple[str, str], ...]
T = TypeVar("T")

REQUEST_ID_HEADERS = ("x-ebay-request-id", "x-ebay-c-request-id", "rlogid")


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be sent, without the access token.

    `path` is percent-encoded already, `query` is not. `repeatable` says whether sending it twice does
    no harm; unset, everything but POST may be repeated after a time-out, a lost connection or a 5xx.
    `scheme` is how the token is shown: Post-Order takes it as "IAF", Trading in a header of its own. Where the
    address does not tell what is asked for, `call` is its name, and logs show `told` in place of the query.
    """

    method: Method
    host: HostName
    path: str
    query: Pairs = ()
    headers: Pairs = field(default=(), repr=False)
    body: bytes | None = field(default=None, repr=False)
    repeatable: bool | None = None
    scheme: Scheme = "Bearer"
    signed_with: SigningKey | None = None
    call: str = ""
    told: Pairs = ()

    @property
    def target(self) -> str:
        """Path and encoded query, as they stand behind the host."""
        return f"{self.path}?{urlencode(self.query, quote_via=quote, safe='')}" if self.query else self.path

    @property
    def name(self) -> str:
        """Method and path, or the call's name, as sentences name the request."""
        return self.call or f"{self.method} {scrub(self.path)}"

    def authorization(self, token: str) -> Pairs:
        """The header that shows the access token."""
        if self.scheme == "Trading":
            return (("X-EBAY-API-IAF-TOKEN", token),)
        return (("Authorization", f"{self.scheme} {token}"),)

    @property
    def may_repeat(self) -> bool:
        return self.method != "POST" if self.repeatable is None else self.repeatable


@dataclass(frozen=True, slots=True)
class Response:
    """eBay's answer, whole. Header names are in lower case; `body` is decompressed."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    elapsed_ms: int = 0

    @property
    def request_id(self) -> str | None:
        """eBay's id of this call, for its support."""
        return find_request_id(self.headers)

    def json(self, form: type[T]) -> T:
        """The body as `form` (any type of msgspec). A 204 has none: look at `status` first.

        TransientError when the JSON is torn, UnexpectedAnswerError when it is whole but of another form.
        """
        try:
            return msgspec.json.decode(self.body, type=form)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            self._refuse_torn()
            raise UnexpectedAnswerError(
                f"eBay's answer has another form than documented ({error}). Please report it with the log.",
                status=self.status,
                request_id=self.request_id,
            ) from error

    def _refuse_torn(self) -> None:
        try:
            msgspec.json.decode(self.body, type=msgspec.Raw)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise TransientError(
                f"eBay's answer is not complete JSON ({len(self.body)} bytes: {error}).",
                status=self.status,
                request_id=self.request_id,
            ) from error


@dataclass(frozen=True, slots=True)
class Exchange:
    """One attempt as an observer sees it, without secrets.

    `attempt` counts from 1; `ms` runs until the last byte of the answer. `status` is None when no
    answer came, `error` the sentence when the attempt failed, `retry_in` the seconds until the next
    one, None when there is none. `stopped`: nobody waits for the answer any more. Sizes are in bytes.
    """

    method: Method
    host: HostName
    path: str
    query: str
    attempt: int
    ms: int
    status: int | None = None
    error: str | None = None
    retry_in: float | None = None
    stopped: bool = False
    request_id: str | None = None
    sent: bytes = field(default=b"", repr=False)
    received: bytes = field(default=b"", repr=False)

    @property
    def sent_bytes(self) -> int:
        return len(self.sent)

    @property
    def received_bytes(self) -> int:
        return len(self.received)

    @property
    def request_body(self) -> str:
        """What was sent, as text without secrets; made when asked for, as pages are large."""
        return _readable(self.sent)

    @property
    def response_body(self) -> str:
        """What came back, as text without secrets; made when asked for, as pages are large."""
        return _readable(self.received)


Observer = Callable[[Exchange], None]


def find_request_id(headers: Mapping[str, str]) -> str | None:
    """eBay's id of a call from the answer's headers, whose names are in lower case."""
    return next((headers[name] for name in REQUEST_ID_HEADERS if name in headers), None)


def readable_query(query: Pairs) -> str:
    """The query as people read it: not encoded, without secrets."""
    return scrub("&".join(f"{name}={value}" for name, value in query))


def _readable(body: bytes) -> str:
    # Postgres, where such texts end up, takes no NUL.
    return scrub(body.decode(errors="replace")).replace("\0", "\N{REPLACEMENT CHARACTER}")

"""The client: signs requests, repeats them where that helps, renews the token once, raises the rest."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar, overload

from ebay_connector.ebay import oauth, rest, trading
from ebay_connector.ebay.clock import EbayClock
from ebay_connector.ebay.errors import EbayError, RateLimitedError
from ebay_connector.ebay.hosts import Environment, Hosts
from ebay_connector.ebay.limits import CallBudget
from ebay_connector.ebay.request import Exchange, Observer, Pairs, Request, Response, readable_query
from ebay_connector.ebay.retry import Retries, RetryPolicy
from ebay_connector.ebay.wire import Wire
from ebay_connector.log import get_logger

MARKETPLACE_HEADER = "X-EBAY-C-MARKETPLACE-ID"
log = get_logger(__name__)
T = TypeVar("T")


class Credentials(Protocol):
    """Where access tokens come from; both may raise an EbayError, such as ReconnectNeededError."""

    async def access_token(self) -> str:
        """A token believed to be valid; asked for before each attempt."""
        ...

    async def renew(self, rejected: str) -> str:
        """Another token than the one that eBay has just refused."""
        ...


class EbayClient:
    """One environment of eBay. Use it with `async with`, or `start` and `close`; share it between tasks.

    `timeout` is in seconds and for one attempt. `marketplace_id` goes with each request that names none.
    """

    def __init__(
        self,
        environment: Environment,
        hosts: Hosts,
        *,
        timeout: float = 60.0,
        retry: RetryPolicy | None = None,
        marketplace_id: str = "EBAY_US",
        clock: EbayClock | None = None,
    ) -> None:
        self.environment = environment
        self.marketplace_id = marketplace_id
        self.clock = clock or EbayClock()
        self._retry = retry or RetryPolicy()
        self._wire = Wire(hosts, timeout)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    async def start(self) -> None:
        """Makes the client ready; connections are made when needed."""
        await self._wire.open()

    async def close(self) -> None:
        """Closes all connections."""
        await self._wire.close()

    @overload
    async def send(
        self,
        request: Request,
        credentials: Credentials | None = None,
        observe: Observer | None = None,
        validate: None = None,
        budget: CallBudget | None = None,
    ) -> Response: ...

    @overload
    async def send(
        self,
        request: Request,
        credentials: Credentials | None = None,
        observe: Observer | None = None,
        *,
        validate: Callable[[Response], T],
        budget: CallBudget | None = None,
    ) -> T: ...

    async def send(
        self,
        request: Request,
        credentials: Credentials | None = None,
        observe: Observer | None = None,
        validate: Callable[[Response], Any] | None = None,
        budget: CallBudget | None = None,
    ) -> Any:
        """The 2xx answer, or what `validate` makes of it; an EbayError otherwise.

        `validate` may raise a TransientError to have the request repeated, as `Response.json` does for
        torn JSON. `observe` is called once for each attempt, after `validate`, also for a cancelled one;
        without it the attempts go to the log. Cancelling the task closes the connection at once. Each attempt is
        spent from `budget`, when there is one.
        """
        report = log_exchange if observe is None else observe
        retries = Retries(self._retry, request.may_repeat)
        bearer = _Bearer(credentials)
        for number in count(1):
            token = await bearer.token()
            if budget:
                await budget.spend(request)
            attempt = _Attempt(request, number)
            try:
                value = await self._try(attempt, token, validate)
            except asyncio.CancelledError:
                report(attempt.exchange(stopped=True))
                raise
            except EbayError as error:
                renew = bearer.may_renew(request, error)
                delay = 0.0 if renew else retries.after(error)
                meant = await _meaning(budget, request, error, final=delay is None)
                delay = delay if meant is error else None
                report(attempt.exchange(meant, delay))
                if delay is None:
                    if meant is error:
                        raise
                    raise meant from error
                await (bearer.renew() if renew else asyncio.sleep(delay))
            else:
                report(attempt.exchange())
                return value

    async def token(self, request: Request, observe: Observer | None = None) -> oauth.Token:
        """The token that one of `oauth`'s grants asks for."""
        return await self.send(request, observe=observe, validate=oauth.parse_token)

    async def ebay_now(self) -> datetime:
        """eBay's time in UTC; asks for any page when no answer has told it yet."""
        if not self.clock.known:
            # Whatever the answer is, its Date header counts; without any, our own clock must do.
            with suppress(EbayError):
                await self.send(Request("GET", "api", "/"), observe=_unseen)
        return self.clock.now()

    async def _try(self, attempt: "_Attempt", token: str | None, validate: Callable[[Response], Any] | None) -> Any:
        request, sent = attempt.request, time.time()
        response = attempt.response = await self._wire.fetch(request, self._headers(request, token))
        self.clock.learn(response.headers.get("date", ""), sent, time.time())
        error = self._classify(request, response)
        if error:
            raise error
        return validate(response) if validate else response

    def _headers(self, request: Request, token: str | None) -> Pairs:
        named = {name.lower() for name, _ in request.headers}
        headers = request.headers
        if token:
            headers += request.authorization(token)
        if request.signed_with:
            headers += self._wire.signature(request, round(self.clock.now().timestamp()))
        if MARKETPLACE_HEADER.lower() not in named and not oauth.is_oauth(request):
            headers += ((MARKETPLACE_HEADER, self.marketplace_id),)
        return headers

    def _classify(self, request: Request, response: Response) -> EbayError | None:
        if oauth.is_oauth(request):
            return oauth.classify(self.environment, request, response)
        if trading.is_trading(request):
            return trading.classify(request, response)
        return rest.classify(request, response)


class _Bearer:
    """The access token of one request, renewed at most once."""

    def __init__(self, credentials: Credentials | None) -> None:
        self._credentials = credentials
        self._token: str | None = None
        self._renewed = False

    async def token(self) -> str | None:
        if self._credentials and not self._renewed:
            self._token = await self._credentials.access_token()
        return self._token

    def may_renew(self, request: Request, error: EbayError) -> bool:
        return bool(self._token) and not self._renewed and rest.asks_for_new_token(request, error)

    async def renew(self) -> None:
        if self._credentials and self._token:
            self._token = await self._credentials.renew(self._token)
            self._renewed = True


@dataclass(slots=True)
class _Attempt:
    """One try of a request, while it runs."""

    request: Request
    number: int
    response: Response | None = None
    started: float = field(default_factory=time.monotonic)

    def exchange(
        self, error: EbayError | None = None, retry_in: float | None = None, *, stopped: bool = False
    ) -> Exchange:
        request, response = self.request, self.response
        known = response or error
        return Exchange(
            method=request.method,
            host=request.host,
            path=request.path,
            query=readable_query(request.told or request.query),
            attempt=self.number,
            ms=round((time.monotonic() - self.started) * 1000),
            status=known.status if known else None,
            error=error.sentence if error else None,
            retry_in=retry_in,
            stopped=stopped,
            request_id=known.request_id if known else None,
            sent=request.body or b"",
            received=response.body if response else b"",
        )


async def _meaning(budget: CallBudget | None, request: Request, error: EbayError, *, final: bool) -> EbayError:
    """The error, or what the budget makes of eBay's refusal."""
    if budget and isinstance(error, RateLimitedError):
        return await budget.refused(request, error, final=final)
    return error


def _unseen(_: Exchange) -> None:
    """Observes a request whose outcome is of no interest to anybody."""


def log_exchange(exchange: Exchange) -> None:
    """The observer of requests that nobody else observes."""
    write = log.info if exchange.error is None else log.warning
    write(
        "eBay request",
        method=exchange.method,
        path=exchange.path,
        query=exchange.query,
        status=exchange.status,
        ms=exchange.ms,
        attempt=exchange.attempt,
        request_id=exchange.request_id,
        error=exchange.error,
        retry_in=exchange.retry_in,
        stopped=exchange.stopped,
    )

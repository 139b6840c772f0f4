"""eBay's call quotas: which of them a request falls under, and how they stand. Source: eBay's getRateLimits.

A quota belongs to the application, so all accounts share it. It is known by the resource's name in getRateLimits.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import msgspec

from ebay_connector.ebay import trading
from ebay_connector.ebay.errors import EbayError, RateLimitedError
from ebay_connector.ebay.request import Request, Response

GET_RATE_LIMITS = Request("GET", "api", "/developer/analytics/v1_beta/rate_limit/")
TRADING_POOL = "TradingAPI"
LONG_WINDOW = 3600
"""Seconds. Shorter windows hold back bursts, and waiting a little helps."""
NAMED_OTHERWISE = (
    ("/sell/fulfillment/v1/payment_dispute/", "sell.fulfillment.dispute.get"),
    ("/sell/fulfillment/v1/payment_dispute", "sell.fulfillment.dispute"),
    ("/post-order/v2/cancellation", "postorder.cancellation"),
    ("/post-order/v2/casemanagement", "postorder.case"),
    ("/post-order/v2/inquiry", "postorder.inquiry"),
    ("/post-order/v2/return", "postorder.return"),
)
"""Paths whose quota is not that of their whole API; the first that fits counts."""
CONTEXTS = ("buy", "commerce", "developer", "sell")


class CallBudget(Protocol):
    """What a request may still cost. Whoever sends asks before each attempt, and tells of refusals."""

    async def spend(self, request: Request) -> None:
        """Counts one call that is about to be sent; CallsUsedUpError when none is left for it."""
        ...

    async def refused(self, request: Request, error: RateLimitedError, *, final: bool) -> EbayError:
        """What eBay's refusal means: CallsUsedUpError, or the error itself when asking a little later helps.

        `final` says that the request is not going to be repeated.
        """
        ...


@dataclass(frozen=True, slots=True)
class Quota:
    """How a resource stands. `reset` is when `remaining` is `limit` again, every `window` seconds."""

    api: str
    resource: str
    limit: int
    remaining: int
    reset: datetime
    window: int


def resources_of(request: Request) -> tuple[str, ...]:
    """The resources that a request is counted under: none for what has no quota, two for a call of the Trading API."""
    if trading.is_trading(request):
        return (TRADING_POOL, request.call)
    for path, resource in NAMED_OTHERWISE:
        if request.path.startswith(path):
            return (resource,)
    context, _, rest = request.path.removeprefix("/").partition("/")
    api, separator, _ = rest.partition("/")
    return (f"{context}.{api}",) if context in CONTEXTS and separator else ()


def parse_quotas(response: Response) -> list[Quota]:
    """The quotas of an answer, each by its longest window; those of bursts and incomplete ones are left out."""
    if response.status == 204:
        return []
    told = response.json(_Answer)
    return [quota for api in told.rate_limits for resource in api.resources for quota in _quota(api, resource)]


class _Rate(msgspec.Struct, rename="camel"):
    limit: int | None = None
    remaining: int | None = None
    reset: datetime | None = None
    time_window: int | None = None


class _Resource(msgspec.Struct):
    name: str = ""
    rates: list[_Rate] | None = None


class _Api(msgspec.Struct, rename="camel"):
    api_name: str = ""
    resources: list[_Resource] = []


class _Answer(msgspec.Struct, rename="camel"):
    rate_limits: list[_Api] = []


def _quota(api: _Api, resource: _Resource) -> list[Quota]:
    rate = max(resource.rates or (), key=lambda each: each.time_window or 0, default=None)
    if rate is None or not resource.name or not rate.limit or rate.remaining is None or rate.reset is None:
        return []
    if rate.reset.tzinfo is None or (rate.time_window or 0) < LONG_WINDOW:
        return []
    return [Quota(api.api_name, resource.name, rate.limit, rate.remaining, rate.reset, rate.time_window or 0)]

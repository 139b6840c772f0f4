"""How often an application may call: eBay's daily quotas, counted, and new at midnight in California."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ebay_emulator.clock import Clock

DAY = 86_400
TRADING = "TradingAPI"
_TRADING_CALLS = (
    "AddMemberMessageRTQ", "GetBestOffers", "GetFeedback", "GetItem", "GetMemberMessages", "GetMyMessages",
    "GetMyeBayBuying", "GetMyeBaySelling", "GetOrders", "GetSellerEvents", "GetSellerList", "GetUser",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quota:
    """Calls to one resource. The resource of a REST call is that of the longest `path` its own begins with."""

    context: str
    api: str
    resource: str
    limit: int
    path: str | None = None
    window: int = DAY
    per_user: bool = False


def _rest(context: str, api: str, resource: str, limit: int, path: str) -> Quota:
    return Quota(context, api, resource, limit, path)


QUOTAS = (
    _rest("sell", "Account", "sell.account", 25_000, "/sell/account/"),
    _rest("sell", "Analytics", "sell.analytics", 400, "/sell/analytics/"),
    _rest("sell", "Feed", "sell.feed", 100_000, "/sell/feed/"),
    _rest("sell", "Finances", "sell.finances", 15_000, "/sell/finances/"),
    _rest("sell", "Fulfillment", "sell.fulfillment", 100_000, "/sell/fulfillment/"),
    _rest("sell", "Fulfillment", "sell.fulfillment.dispute", 250_000, "/sell/fulfillment/v1/payment_dispute"),
    _rest("sell", "Fulfillment", "sell.fulfillment.dispute.get", 250_000, "/sell/fulfillment/v1/payment_dispute/"),
    _rest("sell", "Inventory", "sell.inventory", 2_000_000, "/sell/inventory/"),
    _rest("sell", "Logistics", "sell.logistics", 2_500_000, "/sell/logistics/"),
    _rest("sell", "Negotiation", "sell.negotiation", 1_000_000, "/sell/negotiation/"),
    _rest("sell", "Stores", "sell.stores", 5_000, "/sell/stores/"),
    _rest("commerce", "Feedback", "commerce.feedback", 5_000, "/commerce/feedback/"),
    _rest("commerce", "Identity", "commerce.identity", 5_000, "/commerce/identity/"),
    _rest("commerce", "Message", "commerce.message", 5_000, "/commerce/message/"),
    _rest("commerce", "Notification", "commerce.notification", 10_000, "/commerce/notification/"),
    _rest("developer", "Analytics", "developer.analytics", 5_000, "/developer/analytics/"),
    _rest("developer", "KeyManagement", "developer.key_management", 5_000, "/developer/key_management/"),
    _rest("postorder", "PostOrder", "postorder.cancellation", 5_000, "/post-order/v2/cancellation"),
    _rest("postorder", "PostOrder", "postorder.case", 5_000, "/post-order/v2/casemanagement"),
    _rest("postorder", "PostOrder", "postorder.inquiry", 5_000, "/post-order/v2/inquiry"),
    _rest("postorder", "PostOrder", "postorder.return", 5_000, "/post-order/v2/return"),
    Quota("tradingapi", TRADING, TRADING, 5_000),
    Quota("tradingapi", TRADING, "GetMyeBaySelling", 300, window=15, per_user=True),
    Quota("sell", "Inventory", "sell.inventory", 2_000_000, per_user=True),
)
"""Resources eBay tells no name or number of have a plausible one."""


@dataclass(slots=True)
class _Meter:
    reset: int
    count: int = 0


@dataclass(frozen=True, slots=True)
class Usage:
    """How a quota stands; `reset` in milliseconds."""

    quota: Quota
    limit: int
    count: int
    remaining: int
    reset: int


class Limits:
    """One application's calls. What is no REST resource is a call of the Trading API, whose calls share one quota."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._chosen: dict[str, int] = {}
        self._meters: dict[tuple[Quota, str | None], _Meter] = {}
        self._calls = {name: _trading(name) for name in _TRADING_CALLS}

    def spend(self, resource: str, user_id: str | None = None) -> bool:
        """Count a call. False, and nothing counted, when a quota that it falls under is used up."""
        now = self._clock.now_ms()
        under = [(quota, user_id if quota.per_user else None) for quota in self._under(resource, user_id)]
        if any(self._usage(quota, user, now).remaining == 0 for quota, user in under):
            return False
        for quota, user in under:
            self._meter(quota, user, now).count += 1
        return True

    def choose(self, resource: str, limit: int | None) -> None:
        """Another limit for a resource, or with None eBay's again. ValueError when there is no such resource."""
        if "." in resource and resource not in _RESOURCES:
            raise ValueError(f"There is no resource {resource!r}. There are: {', '.join(_RESOURCES)}.")
        self._under(resource, None)
        if limit is None:
            self._chosen.pop(resource, None)
        else:
            self._chosen[resource] = limit

    def usage(self, user_id: str | None = None) -> list[Usage]:
        """All quotas of the application, or those of one user."""
        now = self._clock.now_ms()
        known = [*QUOTAS, *self._calls.values()]
        return [self._usage(each, user_id, now) for each in known if each.per_user == (user_id is not None)]

    def _under(self, resource: str, user_id: str | None) -> list[Quota]:
        own = [each for each in QUOTAS if each.resource == resource and (user_id is not None or not each.per_user)]
        if resource in _REST or resource == TRADING:
            return own
        return [_POOL, self._calls.setdefault(resource, _trading(resource)), *own]

    def _usage(self, quota: Quota, user: str | None, now: int) -> Usage:
        meter = self._meter(quota, user, now)
        limit = quota.limit if quota.per_user else self._chosen.get(quota.resource, quota.limit)
        remaining = max(limit - meter.count, 0)
        if quota in self._calls.values():
            remaining = min(remaining, self._usage(_POOL, None, now).remaining)
        return Usage(quota, limit, meter.count, remaining, meter.reset)

    def _meter(self, quota: Quota, user: str | None, now: int) -> _Meter:
        meter = self._meters.get((quota, user))
        if meter is None or meter.reset <= now:
            meter = self._meters[quota, user] = _Meter(_next_reset(quota.window, now))
        return meter


def _trading(call: str) -> Quota:
    return Quota("tradingapi", TRADING, call, 5_000)


_POOL = next(quota for quota in QUOTAS if quota.resource == TRADING)
_REST = frozenset(quota.resource for quota in QUOTAS if quota.path)
_RESOURCES = tuple(dict.fromkeys(quota.resource for quota in QUOTAS))
_BY_PATH = sorted((quota for quota in QUOTAS if quota.path), key=lambda quota: -len(quota.path or ""))


def resource_of(path: str) -> str | None:
    """The resource that a REST call spends; None for what is not limited."""
    return next((quota.resource for quota in _BY_PATH if path.startswith(quota.path or "")), None)


def _next_reset(window: int, now: int) -> int:
    if window != DAY:
        return (now // (window * 1000) + 1) * window * 1000
    today = datetime.fromtimestamp(now / 1000, UTC).date()
    return next(at for days in range(2) if (at := _midnight(today + timedelta(days))) > now)


def _midnight(day: date) -> int:
    """When a day begins in California, in milliseconds; systems without time zones are served too."""
    summer = _sunday(day.year, 3, 2) < day <= _sunday(day.year, 11, 1)
    moment = datetime.combine(day, time(7 if summer else 8), UTC)
    return int(moment.timestamp() * 1000)


def _sunday(year: int, month: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta((6 - first.weekday()) % 7 + 7 * (number - 1))

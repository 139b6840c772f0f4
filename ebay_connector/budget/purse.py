"""What one run may spend: calls leased in small batches, spent without a look at the database, the rest given back."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ebay_connector.budget import words
from ebay_connector.budget.priorities import Priority
from ebay_connector.budget.queries import Standing
from ebay_connector.budget.service import BEFORE_DENYING, Budgets
from ebay_connector.ebay.errors import CallsUsedUpError, EbayError, RateLimitedError
from ebay_connector.ebay.hosts import Environment
from ebay_connector.ebay.limits import resources_of
from ebay_connector.ebay.request import Request

UNKNOWN_REST = timedelta(hours=1)
"""How long calls rest that eBay refuses without telling any quota of theirs."""
UNKNOWN_LEASE = 20


@dataclass(slots=True)
class _Lease:
    """Calls of one resource that this purse holds; without `standing` eBay has told of no limit."""

    left: int
    standing: Standing | None


class Purse:
    """A `CallBudget` of one priority. `denied` is why it gave no call, once it did not."""

    def __init__(self, budgets: Budgets, environment: Environment, priority: Priority) -> None:
        self._budgets = budgets
        self._environment = environment
        self._priority = priority
        self._leases: dict[str, _Lease] = {}
        self._lock = asyncio.Lock()
        self.denied: CallsUsedUpError | None = None

    async def spend(self, request: Request) -> None:
        taken: list[str] = []
        try:
            for resource in resources_of(request):
                await self._take(resource)
                taken.append(resource)
        except BaseException:
            for resource in taken:
                self._leases[resource].left += 1
            raise

    async def refused(self, request: Request, error: RateLimitedError, *, final: bool) -> EbayError:
        resources = resources_of(request)
        if not resources:
            return error
        came = time.monotonic()
        async with self._lock:
            await self._ask_since(came, resources)
            return await self._meaning(resources, error, final=final)

    async def _ask_since(self, came: float, resources: tuple[str, ...]) -> None:
        """Of many pages that are refused at once, few ask eBay: the others find a block, or figures that are new."""
        if not any(s.blocked_until for s in await self._budgets.standings(self._environment, resources)):
            await self._budgets.read(self._environment, age=time.monotonic() - came)

    async def _meaning(self, resources: tuple[str, ...], error: RateLimitedError, *, final: bool) -> EbayError:
        budgets, now = self._budgets, await self._budgets.now(self._environment)
        standings = await budgets.standings(self._environment, resources)
        if blocked := [s for s in standings if s.blocked_until]:
            return self._denied(blocked[0], now)
        known = [s for s in standings if s.daily_limit]
        empty = [s for s in known if _is_empty(s)]
        if empty:
            until = max(s.resets_at or now for s in empty)
            return await self._block([s.resource for s in empty], words.used_up(empty[0], until), until)
        if not final or (len(known) == len(resources) and not error.retry_after):
            return error
        until = now + (timedelta(seconds=error.retry_after) if error.retry_after else UNKNOWN_REST)
        return await self._block(resources[-1:], words.refused(resources[-1], until), until)

    async def _block(self, resources: Sequence[str], reason: str, until: datetime) -> CallsUsedUpError:
        await self._budgets.block(self._environment, resources, until, reason)
        return self._deny(reason, until, await self._budgets.now(self._environment))

    async def give_back(self) -> None:
        """Ends the purse; what is left of its leases may be spent by others."""
        leases, self._leases = self._leases, {}
        left = [(lease.standing, lease.left) for _, lease in sorted(leases.items()) if lease.standing and lease.left]
        if left:
            await self._budgets.give_back(self._environment, left)

    async def _take(self, resource: str) -> None:
        lease = self._leases.get(resource)
        if lease is None or lease.left < 1:
            async with self._lock:
                lease = self._leases.get(resource)
                if lease is None or lease.left < 1:
                    lease = self._leases[resource] = await self._lease(resource)
        lease.left -= 1

    async def _lease(self, resource: str) -> _Lease:
        await self._budgets.keep_current(self._environment)
        standing = await self._ask(resource)
        if standing and not standing.calls and await self._budgets.read(self._environment, BEFORE_DENYING):
            standing = await self._ask(resource)
        if standing is None:
            return _Lease(UNKNOWN_LEASE, None)
        if not standing.calls:
            raise self._denied(standing, await self._budgets.now(self._environment))
        return _Lease(standing.calls, standing if standing.daily_limit else None)

    async def _ask(self, resource: str) -> Standing | None:
        return await self._budgets.lease(self._environment, resource, self._priority.value)

    def _denied(self, standing: Standing, now: datetime) -> CallsUsedUpError:
        until = standing.blocked_until or standing.resets_at or now
        if standing.blocked_reason:
            return self._deny(standing.blocked_reason, until, now)
        if standing.daily_limit and standing.used >= standing.daily_limit:
            return self._deny(words.used_up(standing, until), until, now)
        wait = self._priority is Priority.DEEP
        return self._deny(words.kept(standing, self._priority, until), until, now, wait=wait)

    def _deny(self, reason: str, until: datetime, now: datetime, *, wait: bool = False) -> CallsUsedUpError:
        """`wait`: there are calls left, for what is new."""
        seconds = (until - now).total_seconds()
        self.denied = CallsUsedUpError(reason, until=until, retry_after=seconds, wait=wait)
        return self.denied


@dataclass(frozen=True, slots=True)
class RunCalls:
    """What one run may spend on what is new, and on what lies deep in the past."""

    current: Purse
    deep: Purse

    @classmethod
    def of(cls, budgets: Budgets, environment: Environment, *, asked: bool) -> "RunCalls":
        """`asked`: somebody has started the run, and waits for it."""
        current = Purse(budgets, environment, Priority.ASKED if asked else Priority.SCHEDULED)
        return cls(current, Purse(budgets, environment, Priority.DEEP))

    async def give_back(self) -> None:
        await self.current.give_back()
        await self.deep.give_back()


def _is_empty(standing: Standing) -> bool:
    """Nothing is left; less than a hundredth counts as nothing, as eBay's figures lag behind."""
    left = (standing.daily_limit or 0) - standing.used
    return left * 100 <= (standing.daily_limit or 0)

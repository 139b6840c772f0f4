"""The budgets of all applications: what eBay tells of them, and what runs may take."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ebay_connector.accounts.clients import EbayClients
from ebay_connector.budget import queries
from ebay_connector.budget.queries import App, Standing
from ebay_connector.db.pool import Database
from ebay_connector.ebay.errors import ConfigurationError, EbayError
from ebay_connector.ebay.hosts import Environment
from ebay_connector.ebay.limits import GET_RATE_LIMITS, Quota, parse_quotas
from ebay_connector.log import get_logger

log = get_logger(__name__)
OFTEN = 900.0
"""Seconds after which eBay is asked anew in any case."""
BEFORE_DENYING = 120.0
"""Seconds after which it is, before a run is told that no call is left: we may have counted wrongly."""
PATIENCE = 15.0


@dataclass(frozen=True, slots=True)
class Report:
    """The quotas of one application. `read_at` is when eBay told them; `problem` is why it did not since."""

    environment: Environment
    read_at: datetime | None
    problem: str | None
    standings: list[Standing]


class Budgets:
    """One for the process. Workers share the budgets in Postgres, and one of them at a time asks eBay."""

    def __init__(self, database: Database, clients: EbayClients) -> None:
        self._database = database
        self._clients = clients
        self._alone: defaultdict[Environment, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._next_look: dict[Environment, float] = {}

    async def keep_current(self, environment: Environment) -> None:
        """Asks eBay how the quotas stand if nobody has for a while."""
        if time.monotonic() >= self._next_look.get(environment, 0.0):
            await self.read(environment, OFTEN)
            while await self._is_first_under_way(environment):
                await asyncio.sleep(PATIENCE / 100)
                await self.read(environment, OFTEN)
            self._next_look[environment] = time.monotonic() + OFTEN / 10

    async def read(self, environment: Environment, age: float) -> bool:
        """Asks eBay how the quotas stand, unless somebody has within `age` seconds; whether they are new now."""
        app, began = self._app(environment), time.monotonic()
        async with self._alone[environment]:
            waited = time.monotonic() - began
            async with self._database.transaction() as connection:
                if not await queries.claim_reading(connection, app, age + waited, PATIENCE):
                    return False
                before = await queries.used(connection, app)
            quotas, problem = await self._ask(environment)
            async with self._database.transaction() as connection:
                await queries.keep_reading(connection, app, quotas, before)
                await queries.end_reading(connection, app, problem)
        return problem is None

    async def _is_first_under_way(self, environment: Environment) -> bool:
        """Nothing is known until another worker, which asks for the first time ever, has its answer."""
        async with self._database.reading() as connection:
            return await queries.is_first_under_way(connection, self._app(environment))

    async def _ask(self, environment: Environment) -> tuple[list[Quota], str | None]:
        try:
            client, application = await self._clients.get(environment), await self._clients.application(environment)
            async with asyncio.timeout(PATIENCE):
                return await client.send(GET_RATE_LIMITS, application, validate=parse_quotas), None
        except TimeoutError:
            problem = f"eBay did not tell the call limits within {PATIENCE:g} s."
        except EbayError as error:
            problem = str(error)
        log.warning("eBay's call limits could not be read; calls are counted on.", reason=problem)
        return [], problem

    async def lease(self, environment: Environment, resource: str, share: float) -> Standing | None:
        """Takes some calls out of a budget; None when eBay has not told of it."""
        now = await self.now(environment)
        async with self._database.transaction() as connection:
            return await queries.lease(connection, self._app(environment), resource, share, now)

    async def give_back(self, environment: Environment, left: Sequence[tuple[Standing, int]]) -> None:
        """Puts back what was leased and not spent."""
        async with self._database.transaction() as connection:
            for standing, calls in left:
                await queries.give_back(connection, self._app(environment), standing, calls)

    async def standings(self, environment: Environment, resources: Sequence[str]) -> list[Standing]:
        now = await self.now(environment)
        async with self._database.reading() as connection:
            return await queries.standings(connection, self._app(environment), resources, now)

    async def report(self) -> list[Report]:
        """How all quotas of the environments' applications stand, without asking eBay."""
        configured = [state.name for state in self._clients.environments() if state.configured]
        ours = [self._app(environment) for environment in configured]
        reports = []
        async with self._database.reading() as connection:
            for reading in await queries.readings(connection, ours):
                app = App(reading.environment, reading.client_id)
                standings = await queries.everything(connection, app, await self.now(app.environment))
                reports.append(Report(app.environment, reading.read_at, reading.problem, standings))
        return reports

    def _app(self, environment: Environment) -> App:
        return App(environment, self._clients.keyset(environment).client_id)

    async def block(self, environment: Environment, resources: Sequence[str], until: datetime, reason: str) -> None:
        """Keeps everybody from these calls until then."""
        async with self._database.transaction() as connection:
            await queries.block(connection, self._app(environment), resources, until, reason)
        log.warning("Calls to eBay rest.", resources=list(resources), until=until, reason=reason)

    async def now(self, environment: Environment) -> datetime:
        """eBay's time, by which quotas are new; ours where eBay is not set up."""
        try:
            return (await self._clients.get(environment)).clock.now()
        except ConfigurationError:
            return datetime.now(UTC)

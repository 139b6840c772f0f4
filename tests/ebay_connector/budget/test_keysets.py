"""Quotas belong to an application of eBay's: another keyset of the same environment starts from its own."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import pytest

from ebay_connector.accounts.clients import EbayClients
from ebay_connector.budget.service import Budgets
from ebay_connector.db.pool import Database
from tests.conftest import MakeSettings

RESOURCE = "sell.fulfillment"
OfKeyset = Callable[[str], Budgets]


@pytest.fixture
async def of_keyset(database: Database, make_settings: MakeSettings) -> AsyncIterator[OfKeyset]:
    """The budgets as a process with this App ID sees them."""
    async with AsyncExitStack() as stack:

        def make(client_id: str) -> Budgets:
            keyset = {"client_id": client_id, "client_secret": "secret", "runame": "runame"}
            clients = EbayClients(make_settings(**{f"ebay_sandbox_{name}": value for name, value in keyset.items()}))
            stack.push_async_callback(clients.close)
            return Budgets(database, clients)

        yield make


async def blocked(budgets: Budgets) -> list[str | None]:
    return [each.blocked_reason for each in await budgets.standings("sandbox", [RESOURCE])]


async def test_a_changed_keyset_starts_from_its_own_quotas(of_keyset: OfKeyset) -> None:
    old, new = of_keyset("Shop-App-SBX-1"), of_keyset("Shop-App-SBX-2")
    await old.block("sandbox", [RESOURCE], datetime.now(UTC) + timedelta(hours=1), "Used up.")
    assert await blocked(new) == []
    await new.block("sandbox", [RESOURCE], datetime.now(UTC) + timedelta(hours=1), "Used up as well.")
    assert await blocked(of_keyset("Shop-App-SBX-1")) == ["Used up."]


async def test_only_the_keyset_that_is_set_up_is_told_of(of_keyset: OfKeyset, database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(
            "INSERT INTO call_readings (environment, client_id, asked_at, problem) "
            "VALUES ('sandbox', 'Shop-App-SBX-1', now(), 'old'), ('sandbox', 'Shop-App-SBX-2', now(), 'new')"
        )
    assert [report.problem for report in await of_keyset("Shop-App-SBX-2").report()] == ["new"]

"""What a run may spend, request by request: the Trading API's pool, its 518, and leases."""

import asyncio

import pytest

from ebay_connector.budget.purse import RunCalls
from ebay_connector.ebay import trading
from ebay_connector.ebay.errors import CallsUsedUpError
from ebay_connector.ebay.request import Request
from tests.support.connector import Connector
from tests.support.worker import eventually

SELLER = "alpine_parts"


@pytest.fixture
async def shop(connector: Connector) -> Connector:
    """The seller's account, the first, at noon of a day whose quotas are new at the next morning's eight."""
    connector.emulator.control("reset", {"demo": True, "now": "2026-11-20T12:00:00.000Z"})
    await connector.connect(SELLER)
    return connector


def limit(shop: Connector, resource: str, calls: int) -> None:
    shop.emulator.control("limits", {"resource": resource, "limit": calls})


async def call(shop: Connector, calls: RunCalls | None, name: str) -> None:
    """Without `calls`, as another program of the same application."""
    client = await shop.runner.clients.get("emulator")
    credentials, budget = shop.runner.accounts.credentials(1), calls.current if calls else None
    await client.send(trading.request(name, (), "EBAY_US"), credentials, budget=budget)


def purse(shop: Connector) -> RunCalls:
    return RunCalls.of(shop.runner.budgets, "emulator", asked=True)


def sent(shop: Connector) -> int:
    found = shop.emulator.control("requests", method="GET")["requests"]
    return sum("/ws/api.dll" in each["path"] for each in found)


async def test_all_trading_calls_rest_when_their_pool_is_used_up(shop: Connector) -> None:
    limit(shop, "TradingAPI", 3)
    calls = purse(shop)
    for name in ("GetUser", "GeteBayOfficialTime", "GetUser"):
        await call(shop, calls, name)
    with pytest.raises(CallsUsedUpError, match="All 3 calls that eBay allows for the Trading API"):
        await call(shop, calls, "GeteBayOfficialTime")
    assert sent(shop) == 3


async def test_one_trading_call_rests_and_the_others_go_on(shop: Connector) -> None:
    limit(shop, "GetUser", 1)
    calls = purse(shop)
    await call(shop, calls, "GetUser")
    with pytest.raises(CallsUsedUpError, match="GetUser"):
        await call(shop, calls, "GetUser")
    await call(shop, calls, "GeteBayOfficialTime")


async def test_518_means_the_day_when_ebays_figures_say_so(shop: Connector) -> None:
    calls = purse(shop)
    await call(shop, calls, "GetUser")
    limit(shop, "TradingAPI", 1)
    with pytest.raises(CallsUsedUpError, match="the Trading API are used up") as caught:
        await call(shop, calls, "GetUser")
    assert f"{caught.value.until:%Y-%m-%d %H:%M}" == "2026-11-21 08:00"
    with pytest.raises(CallsUsedUpError):
        await call(shop, purse(shop), "GeteBayOfficialTime")
    assert sent(shop) == 2


async def test_a_burst_of_calls_blocks_nothing(shop: Connector) -> None:
    fault = {"match": {"path_prefix": "/ws/api.dll/GetUser"}, "kind": "429", "times": 2}
    shop.emulator.control("faults", [fault])
    await call(shop, purse(shop), "GetUser")
    assert sent(shop) == 3
    assert await shop.fetch("SELECT count(*) FROM call_budgets WHERE blocked_until IS NOT NULL") == [(0,)]


async def test_ebay_is_not_asked_for_its_figures_by_each_call_of_a_burst(shop: Connector) -> None:
    calls, burst = purse(shop), 12
    await call(shop, calls, "GetUser")
    refused = {"match": {"path_prefix": "/ws/api.dll/GetUser"}, "kind": "429", "times": burst}
    slow = {"match": {"path_prefix": "/developer/analytics/"}, "kind": "slow", "seconds": 0.3}
    shop.emulator.control("faults", [refused, slow])
    shop.emulator.control("requests", method="DELETE")
    await asyncio.gather(*(call(shop, calls, "GetUser") for _ in range(burst)))
    asked = shop.emulator.control("requests", method="GET")["requests"]
    assert sum("/developer/analytics/" in each["path"] for each in asked) < burst / 2


async def used(shop: Connector, resource: str) -> int:
    found: int = (await shop.fetch("SELECT used FROM call_budgets WHERE resource = %s", resource))[0][0]
    return found


async def test_calls_are_leased_in_batches_and_given_back(shop: Connector) -> None:
    calls = purse(shop)
    await asyncio.gather(*(call(shop, calls, "GetUser") for _ in range(12)))
    assert await used(shop, "TradingAPI") == 20, "two leases of a five-hundredth of 5,000"
    await calls.give_back()
    assert await used(shop, "TradingAPI") == 12


async def test_what_others_spend_is_noticed_when_ebay_is_asked(shop: Connector) -> None:
    limit(shop, "TradingAPI", 100)
    await call(shop, purse(shop), "GetUser")
    for _ in range(99):
        await call(shop, None, "GetUser")
    assert await used(shop, "TradingAPI") == 1
    with pytest.raises(CallsUsedUpError):
        await call(shop, purse(shop), "GetUser")
    assert await used(shop, "TradingAPI") == 100


async def spend_all(shop: Connector, request: Request) -> int:
    """How many calls one run is given before there are none left."""
    calls, spent = purse(shop), 0
    try:
        while True:
            await calls.current.spend(request)
            spent += 1
    except CallsUsedUpError:
        return spent


async def test_no_call_is_given_twice(shop: Connector) -> None:
    limit(shop, "sell.finances", 200)
    request = Request("GET", "apiz", "/sell/finances/v1/transaction")
    assert sum(await asyncio.gather(*(spend_all(shop, request) for _ in range(8)))) == 200


async def begin_reading(shop: Connector, seconds_ago: int) -> None:
    """As another worker does that is the first ever to ask."""
    async with shop.database.transaction() as connection:
        await connection.execute(
            "INSERT INTO call_readings (environment, client_id, asked_at) "
            "VALUES ('emulator', %s, now() - %s * interval '1 second')",
            (shop.runner.clients.keyset("emulator").client_id, seconds_ago),
        )


async def test_the_first_reading_is_waited_for(shop: Connector) -> None:
    await begin_reading(shop, 0)
    waiting = asyncio.create_task(call(shop, purse(shop), "GetUser"))
    claims: set[tuple[str]] = set()

    async def has_claimed_twice() -> bool:
        """Who tries to be the one who asks locks the row, and leaves the number of its transaction there."""
        claims.update(await shop.fetch("SELECT xmax::text FROM call_readings WHERE xmax <> 0"))
        return len(claims) > 1

    await eventually(has_claimed_twice)
    assert sent(shop) == 0
    async with shop.database.transaction() as connection:
        await connection.execute("UPDATE call_readings SET read_at = now()")
    await waiting
    assert sent(shop) == 1


async def test_a_worker_that_died_asking_is_not_waited_for(shop: Connector) -> None:
    await begin_reading(shop, 16)
    await call(shop, purse(shop), "GetUser")
    assert await used(shop, "TradingAPI") > 0

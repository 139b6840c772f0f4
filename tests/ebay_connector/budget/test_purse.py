"""What a run may spend, request by request: the Trading API's pool, its 518, and leases."""

import asyncio
import re

import pytest

from ebay_connector.budget.purse import RunCalls
from ebay_connector.ebay.errors import CallsUsedUpError, RateLimitedError
from ebay_connector.ebay.request import Request, Response
from tests.support.connector import Connector
from tests.support.worker import eventually

SELLER = "alpine_parts"
FORM = '<?xml version="1.0"?><{name}Request xmlns="urn:ebay:apis:eBLBaseComponents"/>'


@pytest.fixture
async def shop(connector: Connector) -> Connector:
    connector.emulator.control("reset", {"demo": True, "now": "2026-11-20T12:00:00.000Z"})
    return connector


def limit(shop: Connector, resource: str, calls: int) -> None:
    shop.emulator.control("limits", {"resource": resource, "limit": calls})


def trading(shop: Connector, name: str) -> Request:
    token = shop.emulator.control("tokens", {"seller": SELLER})["access_token"]
    headers = (
        ("X-EBAY-API-CALL-NAME", name),
        ("X-EBAY-API-SITEID", "0"),
        ("X-EBAY-API-COMPATIBILITY-LEVEL", "1477"),
        ("X-EBAY-API-IAF-TOKEN", token),
        ("Content-Type", "text/xml"),
    )
    return Request("POST", "api", "/ws/api.dll", headers=headers, body=FORM.format(name=name).encode())


def understood(response: Response) -> Response:
    """Failures of the Trading API are HTTP 200."""
    if re.search(rb"<ErrorCode>518<", response.body):
        raise RateLimitedError("eBay's call limit is reached (518).")
    assert b"<Ack>Success<" in response.body, response.body
    return response


async def call(shop: Connector, calls: RunCalls, name: str) -> None:
    client = await shop.runner.clients.get("emulator")
    await client.send(trading(shop, name), validate=understood, budget=calls.current)


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


async def test_518_of_a_burst_blocks_nothing(shop: Connector) -> None:
    calls = purse(shop)
    client = await shop.runner.clients.get("emulator")
    tries = 0

    def busy_at_first(response: Response) -> Response:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise RateLimitedError("eBay's call limit is reached (518).")
        return understood(response)

    await client.send(trading(shop, "GetUser"), validate=busy_at_first, budget=calls.current)
    assert await shop.fetch("SELECT count(*) FROM call_budgets WHERE blocked_until IS NOT NULL") == [(0,)]


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
    client = await shop.runner.clients.get("emulator")
    for _ in range(99):
        await client.send(trading(shop, "GetUser"), validate=understood)
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
            "INSERT INTO call_readings (environment, asked_at) VALUES ('emulator', now() - %s * interval '1 second')",
            (seconds_ago,),
        )


async def test_the_first_reading_is_waited_for(shop: Connector) -> None:
    await begin_reading(shop, 0)
    waiting = asyncio.create_task(call(shop, purse(shop), "GetUser"))
    asking = "query LIKE 'SELECT FROM call_readings%%'"
    looks = f"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND {asking}"

    async def has_looked() -> bool:
        return bool((await shop.fetch(looks))[0][0])

    await eventually(has_looked)
    assert sent(shop) == 0
    async with shop.database.transaction() as connection:
        await connection.execute("UPDATE call_readings SET read_at = now()")
    await waiting
    assert sent(shop) == 1


async def test_a_worker_that_died_asking_is_not_waited_for(shop: Connector) -> None:
    await begin_reading(shop, 16)
    await call(shop, purse(shop), "GetUser")
    assert await used(shop, "TradingAPI") > 0

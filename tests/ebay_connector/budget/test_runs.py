"""Runs within eBay's daily calls: who stops when, what goes on, and how it goes on after the reset."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from ebay_connector.sync import runs
from ebay_connector.sync.housekeeping import make_schedules
from tests.support.connector import Connector, assert_equals_truth, open_connector
from tests.support.worker import ended, eventually

SELLER, SMALL = "alpine_parts", "quiet_corner"
NOON = "2026-11-20T12:00:00.000Z"
RESET = "2026-11-21 08:00 UTC"


@pytest.fixture
async def shop(connector: Connector) -> Connector:
    """The connector, its clock set so that the next reset is known."""
    connector.emulator.control("reset", {"demo": True, "now": NOON})
    return connector


def limit(shop: Connector, resource: str, calls: int | None) -> None:
    shop.emulator.control("limits", {"resource": resource, "limit": calls})


def asked(shop: Connector, prefix: str, status: int | None = None) -> int:
    found = shop.emulator.control("requests", method="GET")["requests"]
    return sum(prefix in each["path"] and status in (None, each["status"]) for each in found)


async def scheduled(shop: Connector, account: int, stream: str) -> dict[str, Any]:
    """A scheduled run, done in this process."""
    async with shop.database.transaction() as connection:
        made = await runs.request(connection, shop.jobs, account, stream, kind="scheduled")
    await shop.runner.run(made.run_id)
    return await shop.run(made.run_id)


async def after_the_reset(shop: Connector) -> None:
    """The day passes, at eBay and here."""
    shop.emulator.control("clock", {"set": "2026-11-21T08:00:01.000Z"})
    await time_passes(shop, minutes=20 * 60)


async def time_passes(shop: Connector, minutes: int) -> None:
    """Since eBay was asked how the quotas stand."""
    async with shop.database.transaction() as connection:
        await connection.execute("UPDATE call_readings SET asked_at = asked_at - %s * interval '1 minute'", (minutes,))


def refuse(shop: Connector, prefix: str, *, unknown: bool = False, **more: Any) -> None:
    """429 for all calls of a path; `unknown`: eBay does not tell the quotas either."""
    faults = [{"match": {"path_prefix": prefix}, "kind": "429", **more}]
    if unknown:
        faults.append({"match": {"path_prefix": "/developer/analytics/"}, "kind": "status", "status": 400})
    shop.emulator.control("faults", faults)


async def next_at(shop: Connector, stream: str) -> timedelta:
    statement = "SELECT next_at - now() FROM sync_schedules WHERE stream = %s"
    found: timedelta = (await shop.fetch(statement, stream))[0][0]
    return found


async def test_a_run_stops_when_the_calls_are_used_up_and_others_go_on(shop: Connector) -> None:
    account = await shop.connect(SELLER)
    await make_schedules(shop.database, 15)
    limit(shop, "commerce.message", 1)
    run = await shop.sync(account, "conversations")
    assert run["status"] == "stopped"
    assert "All 1 calls that eBay allows for commerce.message are used up" in run["reason"]
    assert RESET in run["reason"]
    assert (await shop.sync(account, "orders"))["status"] == "succeeded"
    assert timedelta(hours=19) < await next_at(shop, "conversations") < timedelta(hours=21)
    assert await next_at(shop, "orders") < timedelta(minutes=15)


async def test_what_follows_rests_too_whatever_comes_to_it(shop: Connector) -> None:
    account = await shop.connect(SELLER)
    await make_schedules(shop.database, 15)
    await shop.sync(account, "orders")
    limit(shop, "sell.fulfillment", 1)
    assert (await shop.sync(account, "fulfillments"))["status"] == "stopped"
    assert await next_at(shop, "fulfillments") > timedelta(hours=19)
    assert (await shop.sync(account, "orders"))["status"] == "stopped"
    assert await next_at(shop, "fulfillments") > timedelta(hours=19)


async def test_a_run_that_ends_waits_for_nobody_who_begins_the_next(shop: Connector) -> None:
    """Else both would wait for each other: a schedule's row is locked first where runs begin."""
    account = await shop.connect(SELLER)
    await make_schedules(shop.database, 15)
    limit(shop, "commerce.message", 1)
    run_id = await shop.request(account, "conversations")
    async with shop.database.transaction() as connection:
        await connection.execute("SELECT FROM sync_schedules WHERE stream = 'conversations' FOR UPDATE")
        doing = asyncio.create_task(shop.runner.run(run_id))
        assert (await ended(shop, run_id, seconds=20))["status"] == "stopped"
        assert (await runs.request(connection, shop.jobs, account, "conversations", kind="scheduled")).created
    await doing
    assert await next_at(shop, "conversations") > timedelta(hours=19)


async def test_the_next_run_after_the_reset_finishes(shop: Connector) -> None:
    account = await shop.connect(SELLER)
    limit(shop, "commerce.message", 1)
    assert (await shop.sync(account, "conversations"))["status"] == "stopped"
    await after_the_reset(shop)
    limit(shop, "commerce.message", None)
    run = await shop.sync(account, "conversations")
    assert run["status"] == "succeeded", run["reason"]
    await assert_equals_truth(shop, account, SELLER, "conversations")


async def test_what_ebay_refuses_is_not_asked_for_again(shop: Connector) -> None:
    account = await shop.connect(SELLER)
    assert (await shop.sync(account, "privileges"))["status"] == "succeeded"
    limit(shop, "sell.account", 1)
    assert (await shop.sync(account, "privileges"))["status"] == "stopped"
    assert asked(shop, "/sell/account/", 429) == 1
    run = await shop.sync(account, "privileges")
    assert (run["status"], asked(shop, "/sell/account/", 429)) == ("stopped", 1)
    assert RESET in run["reason"]


async def test_a_raised_limit_is_noticed_before_the_reset(shop: Connector) -> None:
    account = await shop.connect(SELLER)
    limit(shop, "sell.account", 1)
    await shop.sync(account, "privileges")
    assert (await shop.sync(account, "privileges"))["status"] == "stopped"
    limit(shop, "sell.account", 500)
    await time_passes(shop, minutes=3)
    assert (await shop.sync(account, "privileges"))["status"] == "succeeded"


async def test_a_schedule_leaves_some_calls_to_people(shop: Connector) -> None:
    account = await shop.connect(SELLER)
    limit(shop, "sell.account", 10)
    statuses = [(await scheduled(shop, account, "privileges"))["status"] for _ in range(10)]
    assert statuses == ["succeeded"] * 9 + ["stopped"]
    assert (await shop.sync(account, "privileges"))["status"] == "succeeded"
    assert (await shop.sync(account, "privileges"))["status"] == "stopped"
    assert asked(shop, "/sell/account/", 429) == 0


async def test_what_a_run_leased_and_did_not_spend_is_given_back(shop: Connector) -> None:
    account = await shop.connect(SELLER)
    assert (await shop.sync(account, "orders"))["status"] == "succeeded"
    used = await shop.fetch("SELECT used FROM call_budgets WHERE resource = 'sell.fulfillment'")
    assert used == [(asked(shop, "/sell/fulfillment/"),)]


async def test_workers_share_a_budget(shop: Connector) -> None:
    accounts = [await shop.connect(seller) for seller in (SELLER, SMALL)]
    shop.emulator.control("seed", {"seller": SMALL, "orders": 50, "days": 700})
    limit(shop, "sell.fulfillment", 30)
    async with open_connector(shop.database, shop.settings, shop.emulator) as other:
        both = await asyncio.gather(scheduled(shop, accounts[0], "orders"), scheduled(other, accounts[1], "orders"))
    assert {run["status"] for run in both} == {"stopped"}
    assert asked(shop, "/sell/fulfillment/", 429) == 0
    assert 21 <= asked(shop, "/sell/fulfillment/", 200) <= 23, "seven tenths, and what is new of each"


async def test_refusals_without_a_quota_rest_for_an_hour(shop: Connector) -> None:
    account = await shop.connect(SELLER)
    refuse(shop, "/sell/account/", unknown=True)
    run = await shop.sync(account, "privileges")
    assert run["status"] == "stopped"
    assert "tried again by themselves at 2026-11-20 13:0" in run["reason"]
    shop.emulator.control("faults", method="DELETE")
    assert (await shop.sync(account, "privileges"))["status"] == "stopped"
    shop.emulator.control("clock", {"advance_seconds": 3700})
    await time_passes(shop, minutes=62)
    assert (await shop.sync(account, "privileges"))["status"] == "succeeded"


async def test_ebays_wish_to_wait_long_is_kept(shop: Connector) -> None:
    account = await shop.connect(SELLER)
    refuse(shop, "/sell/account/", retry_after=7200)
    run = await shop.sync(account, "privileges")
    assert run["status"] == "stopped"
    assert "2026-11-20 14:0" in run["reason"]
    shop.emulator.control("faults", method="DELETE")
    await time_passes(shop, minutes=62)
    assert (await shop.sync(account, "privileges"))["status"] == "stopped"


async def test_a_burst_that_lasts_fails_the_run_and_blocks_nothing(shop: Connector) -> None:
    account = await shop.connect(SELLER)
    refuse(shop, "/sell/account/")
    run = await shop.sync(account, "privileges")
    assert run["status"] == "failed"
    assert "call limit" in run["reason"]
    shop.emulator.control("faults", method="DELETE")
    assert (await shop.sync(account, "privileges"))["status"] == "succeeded"


async def test_the_past_stops_first_and_what_is_new_goes_on(shop: Connector) -> None:
    account = await shop.connect(SELLER)
    limit(shop, "sell.fulfillment", 30)
    run = await scheduled(shop, account, "orders")
    assert run["status"] == "stopped"
    assert "21 of the 30 calls" in run["reason"]
    assert "what changes from day to day, which goes on" in run["reason"]
    shop.emulator.control("orders", {"seller": SELLER, "changes": [{"op": "create"}]})
    shop.emulator.control("clock", {"advance_seconds": 2})

    async def has_come() -> bool:
        new = await scheduled(shop, account, "orders")
        assert new["status"] == "stopped"
        return bool(new["counts"]["created"])

    await eventually(has_come)
    assert asked(shop, "/sell/fulfillment/", 429) == 0
    limit(shop, "sell.fulfillment", None)
    await after_the_reset(shop)
    async with open_connector(shop.database, shop.settings, shop.emulator) as tomorrow:  # and its clock
        last = await scheduled(tomorrow, account, "orders")
    assert last["status"] == "succeeded", last["reason"]
    await assert_equals_truth(shop, account, SELLER, "orders")

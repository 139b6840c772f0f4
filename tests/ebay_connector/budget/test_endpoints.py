"""How the quotas stand, for people and for Prometheus."""

from typing import Any

import httpx
import pytest

from tests.support.connector import Connector

SELLER = "alpine_parts"


@pytest.fixture
async def shop(connector: Connector) -> Connector:
    connector.emulator.control("limits", {"resource": "sell.account", "limit": 2})
    account = await connector.connect(SELLER)
    for _ in range(3):
        last = await connector.sync(account, "privileges")
    assert last["status"] == "stopped"
    return connector


async def resources(viewer: httpx.AsyncClient) -> dict[str, Any]:
    (environment,) = (await viewer.get("/ebay/budget")).json()["environments"]
    assert environment["environment"] == "emulator"
    assert environment["read_at"]
    assert environment["problem"] is None
    return {each["resource"]: each for each in environment["resources"]}


async def test_a_viewer_sees_what_is_used_and_what_is_left(shop: Connector, viewer: httpx.AsyncClient) -> None:
    told = await resources(viewer)
    account = told["sell.account"]
    assert (account["limit"], account["used"]) == (2, 2)
    assert "Fulfillment policies" in account["streams"]
    assert told["sell.logistics"]["streams"] == []
    assert told["sell.finances"]["used"] == 0


async def test_before_anything_was_synced_nothing_is_known(connector: Connector, viewer: httpx.AsyncClient) -> None:
    answer = (await viewer.get("/ebay/budget")).json()
    assert answer == {"shares": {"scheduled": 0.9, "deep": 0.7}, "environments": []}


async def test_what_rests_says_until_when_and_why(shop: Connector, viewer: httpx.AsyncClient) -> None:
    shop.emulator.control("limits", {"resource": "sell.fulfillment", "limit": 1})
    run = await shop.sync(1, "orders")
    assert run["status"] == "stopped"
    orders = (await resources(viewer))["sell.fulfillment"]
    assert orders["blocked_until"] == orders["resets_at"]
    assert orders["blocked_reason"] == run["reason"]


async def test_why_the_quotas_are_not_known(connector: Connector, viewer: httpx.AsyncClient) -> None:
    fault = {"match": {"path_prefix": "/developer/analytics/"}, "kind": "status", "status": 400, "error_id": 2004}
    connector.emulator.control("faults", [fault])
    account = await connector.connect(SELLER)
    assert (await connector.sync(account, "privileges"))["status"] == "succeeded"
    (environment,) = (await viewer.get("/ebay/budget")).json()["environments"]
    assert "2004" in environment["problem"]
    assert (environment["read_at"], environment["resources"]) == (None, [])


async def test_nobody_sees_it_without_signing_in(visitor: httpx.AsyncClient) -> None:
    assert (await visitor.get("/ebay/budget")).status_code == 401


async def test_prometheus_gets_the_figures(shop: Connector, admin: httpx.AsyncClient) -> None:
    text = (await admin.get("/metrics")).text
    assert 'ebay_calls{environment="emulator",kind="used",resource="sell.account"} 2.0' in text
    assert 'ebay_calls{environment="emulator",kind="limit",resource="sell.account"} 2.0' in text
    assert 'ebay_calls_blocked{environment="emulator",resource="sell.account"} 0.0' in text

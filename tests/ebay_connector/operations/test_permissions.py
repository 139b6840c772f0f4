"""A stream whose permission is missing says so and how to mend it, while the others run."""

from typing import Any

import httpx

from ebay_connector.ebay.oauth import scope_url
from ebay_connector.streams import STREAMS
from tests.support.connector import Connector

SELLER, OTHER_SELLER = "alpine_parts", "quiet_corner"
ORDERS_ONLY = [scope_url("commerce.identity.readonly"), scope_url("sell.fulfillment")]
REFUSED = {"kind": "missing_scope", "match": {"path_prefix": "/sell/account/v1/privilege"}}


async def blocked(client: httpx.AsyncClient) -> dict[str, Any]:
    """What stands in the way of each stream."""
    return {state["stream"]: state["blocked"] for state in (await client.get("/ebay/sync/state")).json()}


async def test_a_stream_without_its_permission_says_which_in_words(
    connector: Connector, viewer: httpx.AsyncClient
) -> None:
    await connector.connect(SELLER, ORDERS_ONLY)
    found = await blocked(viewer)
    assert {name for name, why in found.items() if why is None} == {
        stream.name for stream in STREAMS if stream.scope in ("", "sell.fulfillment")
    }
    payouts = found["payouts"]
    assert (payouts["code"], payouts["scope"]) == ("scope_missing", "sell.finances")
    assert payouts["permission"] == "Payments, payouts and fees"
    assert payouts["detail"].startswith(f"{SELLER} has not granted “Payments, payouts and fees” (sell.finances)")


async def test_it_is_not_started_by_hand_either(connector: Connector, operator: httpx.AsyncClient) -> None:
    account = await connector.connect(SELLER, ORDERS_ONLY)
    answer = await operator.post("/ebay/sync/payouts", json={})
    assert (answer.status_code, answer.json()["code"]) == (409, "scope_missing")
    assert "Grant it" in answer.json()["detail"]
    other = await connector.connect(OTHER_SELLER)
    answer = await operator.post("/ebay/sync/payouts", json={})
    assert answer.status_code == 202
    assert [run["account_id"] for run in answer.json()["runs"]] == [other]
    assert [(each["account_id"], each["code"]) for each in answer.json()["skipped"]] == [(account, "scope_missing")]


async def test_its_schedule_has_no_next_time(connector: Connector, operator: httpx.AsyncClient) -> None:
    account = await connector.connect(SELLER, ORDERS_ONLY)
    change = {"enabled": True, "every_minutes": 30}
    answer = await operator.put(f"/ebay/sync/schedules/{account}/payouts", json=change)
    assert answer.json() == {**change, "next_at": None}
    assert (await operator.put(f"/ebay/sync/schedules/{account}/orders", json=change)).json()["next_at"]


async def test_what_ebay_refuses_while_it_is_read_waits_alone_until_the_seller_agrees_again(
    connector: Connector, operator: httpx.AsyncClient
) -> None:
    account = await connector.connect(SELLER)
    connector.emulator.control("faults", [REFUSED])
    assert (await connector.sync(account, "privileges"))["status"] == "failed"
    found = await blocked(operator)
    assert found["privileges"]["code"] == "scope_missing"
    assert "the keyset has no access" in found["privileges"]["detail"]
    assert {name for name, why in found.items() if why} == {"privileges"}, "they share its permission"
    assert (await operator.post("/ebay/sync/privileges", json={})).status_code == 409
    connector.emulator.control("faults", method="DELETE")
    await connector.connect(SELLER)
    assert (await blocked(operator))["privileges"] is None
    assert (await connector.sync(account, "privileges"))["status"] == "succeeded"


async def test_a_stream_that_needs_nothing_of_its_own_may_be_refused_too(
    connector: Connector, operator: httpx.AsyncClient
) -> None:
    account = await connector.connect(SELLER)
    connector.emulator.control("faults", [{**REFUSED, "match": {"path_prefix": "/post-order"}}])
    assert (await connector.sync(account, "returns"))["status"] == "failed"
    returns = (await blocked(operator))["returns"]
    assert (returns["code"], returns["scope"], returns["permission"]) == ("scope_missing", "", "Returns")


async def test_every_stream_has_its_permission_in_words(viewer: httpx.AsyncClient) -> None:
    streams = (await viewer.get("/ebay/streams")).json()
    assert [stream["name"] for stream in streams if "." in stream["permission"]] == []
    assert all(bool(stream["permission"]) == bool(stream["scope"]) for stream in streams)

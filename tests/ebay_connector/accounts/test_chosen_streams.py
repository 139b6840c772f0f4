"""What a seller is asked to grant, and what runs by itself then: all streams, or those chosen."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ebay_connector.accounts.scopes import wanted_scopes
from ebay_connector.errors import ProblemError
from ebay_connector.streams import STREAMS
from tests.ebay_connector.accounts.conftest import PAGE, PREFIX, Shop, problem


async def test_a_connected_seller_is_scheduled_at_once_and_a_reconnected_one_as_before(shop: Shop) -> None:
    async def schedule() -> dict[str, object]:
        state = (await shop.browser.get("/ebay/sync/state")).json()[0]
        found: dict[str, object] = state["schedule"]
        return found

    id_ = await shop.connect()
    first = await schedule()
    assert (first["enabled"], first["every_minutes"]) == (True, 15)
    assert first["next_at"]
    await shop.browser.put(f"/ebay/sync/schedules/{id_}/orders", json={"enabled": True, "every_minutes": 60})
    changed = await schedule()
    await shop.connect(account_id=id_)
    assert await schedule() == changed


async def test_what_has_failed_is_due_once_the_seller_has_consented_again(shop: Shop) -> None:
    async def due() -> list[str]:
        question = "SELECT stream FROM sync_schedules WHERE next_at <= now() ORDER BY stream"
        return [row[0] for row in await shop.execute(question)]

    id_ = await shop.connect()
    await shop.execute(
        "INSERT INTO sync_runs (account_id, kind, stream, status) SELECT %s, 'manual', r.* FROM (VALUES "
        "('orders', 'succeeded'), ('orders', 'failed'), ('payouts', 'failed'), ('payouts', 'stopped')) AS r",
        id_,
    )
    assert await due() == []
    await shop.connect(account_id=id_)
    assert await due() == ["orders"]


async def test_a_consent_for_chosen_streams_grants_only_their_scopes(shop: Shop) -> None:
    id_ = await shop.connect(streams=[])
    assert (await shop.listed())[0]["scopes"] == [f"{PREFIX}/commerce.identity.readonly"]
    await shop.connect(account_id=id_, streams=["orders"])
    assert f"{PREFIX}/sell.fulfillment" in (await shop.listed())[0]["scopes"]


async def test_a_reconnect_asks_for_what_was_granted_before_and_no_more(shop: Shop) -> None:
    id_ = await shop.connect(streams=["orders"])
    asked = parse_qs(urlsplit(await shop.start(account_id=id_)).query)["scope"]
    assert asked == [f"{PREFIX}/commerce.identity.readonly {PREFIX}/sell.fulfillment"]


async def test_what_is_not_chosen_does_not_run_by_itself_before_it_is_granted(shop: Shop) -> None:
    async def schedules() -> dict[str, bool]:
        states = (await shop.browser.get("/ebay/sync/state")).json()
        return {state["stream"]: state["schedule"]["enabled"] for state in states}

    id_ = await shop.connect(streams=["orders", "returns"])
    assert await schedules() == {stream.name: stream.name in ("orders", "returns") for stream in STREAMS}
    await shop.connect(account_id=id_, streams=["payouts"])
    chosen = ("orders", "returns", "payouts")
    assert await schedules() == {stream.name: stream.name in chosen for stream in STREAMS}


async def test_whoever_chooses_what_follows_another_stream_chooses_that_too(shop: Shop) -> None:
    async def on() -> set[str]:
        states = (await shop.browser.get("/ebay/sync/state")).json()
        return {state["stream"] for state in states if state["schedule"]["enabled"]}

    id_ = await shop.connect(streams=["messages"])
    assert await on() == {"conversations", "messages"}
    await shop.connect(account_id=id_, streams=["offers"])
    assert await on() == {"conversations", "messages", "inventory", "offers"}
    runs = (await shop.browser.get("/ebay/sync/runs")).json()["items"]
    assert {run["stream"] for run in runs} == {"inventory", "offers"}
    await shop.connect(streams=["fulfillments"])
    assert await on() == {"orders", "fulfillments"}


async def test_what_is_no_longer_chosen_runs_no_more_by_itself_and_keeps_its_data(shop: Shop) -> None:
    async def states() -> dict[str, Any]:
        return {state["stream"]: state for state in (await shop.browser.get("/ebay/sync/state")).json()}

    id_ = await shop.connect()
    await shop.execute(
        "INSERT INTO sync_cursors (account_id, stream, planned_until, rows) VALUES (%s, 'returns', now(), 7)", id_
    )
    assert await shop.connect(streams=["orders", "payouts"]) == id_
    after = await states()
    assert {name for name, state in after.items() if state["schedule"]["enabled"]} == {"orders", "payouts"}
    assert after["returns"]["schedule"]["next_at"] is None
    assert after["returns"]["rows"] == 7
    runs = (await shop.browser.get("/ebay/sync/runs")).json()["items"]
    assert {run["stream"] for run in runs} == {"orders", "payouts"}


async def test_connected_anew_without_a_choice_the_schedules_stay_as_they_are(shop: Shop) -> None:
    id_ = await shop.connect(streams=["orders"])
    await shop.connect()
    await shop.connect(account_id=id_)
    states = (await shop.browser.get("/ebay/sync/state")).json()
    assert [state["stream"] for state in states if state["schedule"]["enabled"]] == ["orders"]


async def test_a_grant_starts_what_it_is_for_and_leads_to_its_run(shop: Shop) -> None:
    id_ = await shop.connect(streams=["orders"])
    url = await shop.start(account_id=id_, streams=["transactions", "payouts"])
    answer = await shop.browser.get(await shop.decide(url))
    assert answer.headers["location"] == f"/sync?connected={id_}"
    runs = (await shop.browser.get("/ebay/sync/runs")).json()["items"]
    assert {(run["stream"], run["kind"], run["requested_by"]) for run in runs} == {
        ("transactions", "manual", "operator@shop.test"),
        ("payouts", "manual", "operator@shop.test"),
    }


async def test_connecting_starts_no_run_by_itself(shop: Shop) -> None:
    await shop.connect(streams=["orders"])
    id_ = await shop.connect()
    await shop.connect(account_id=id_)
    assert (await shop.browser.get("/ebay/sync/runs")).json()["items"] == []


async def test_a_declined_grant_leaves_the_account_what_it_had(shop: Shop) -> None:
    id_ = await shop.connect(streams=["orders"])
    before = await shop.listed()
    back = await shop.decide(await shop.start(account_id=id_, streams=["payouts"]), decision="decline")
    answer = await shop.browser.get(back, headers=PAGE)
    assert "keeps the permissions it had" in answer.text
    assert 'href="/sync"' in answer.text
    assert await shop.listed() == before


async def test_only_known_streams_can_be_asked_for(shop: Shop) -> None:
    answer = await shop.browser.post("/ebay/oauth/start", json={"environment": "emulator", "streams": ["nonsense"]})
    assert problem(answer) == (404, "unknown_stream")


def test_a_consent_asks_for_what_the_streams_need_and_for_what_was_granted_before() -> None:
    streams = {"orders": ["sell.fulfillment"], "transactions": ["sell.finances"], "offers": ["sell.inventory"]}
    identity, orders, finances, inventory = (
        f"{PREFIX}/{name}"
        for name in ("commerce.identity.readonly", "sell.fulfillment", "sell.finances", "sell.inventory")
    )
    assert wanted_scopes(streams, None) == sorted([identity, orders, finances, inventory])
    assert wanted_scopes(streams, ["orders"]) == sorted([identity, orders])
    assert wanted_scopes(streams, []) == [identity]
    assert wanted_scopes(streams, ["orders"], [finances, f"{PREFIX}/gone"]) == sorted([identity, orders, finances])
    assert wanted_scopes(streams, None, [finances]) == sorted([identity, finances])
    with pytest.raises(ProblemError, match="There is no stream “x”"):
        wanted_scopes(streams, ["x"])

"""Connecting sellers through eBay's real steps, and everything that may go wrong on the way."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI

from ebay_connector.streams import STREAMS
from tests.conftest import MakeSettings
from tests.ebay_connector.accounts.conftest import PAGE, PREFIX, SELLERS, Shop, problem
from tests.support.web import browser, signed_in

JSON = {"Accept": "application/json"}


async def test_a_seller_is_connected_through_ebays_consent_page(shop: Shop) -> None:
    url = await shop.start()
    asked = parse_qs(urlsplit(url).query)
    assert asked["redirect_uri"] == ["EmulatorDemo-RuName-1"]
    wanted = {"commerce.identity.readonly", *(stream.scope for stream in STREAMS if stream.scope)}
    assert asked["scope"] == [" ".join(sorted(f"{PREFIX}/{name}" for name in wanted))]
    answer = await shop.browser.get(await shop.decide(url))
    assert answer.status_code == 303
    [account] = await shop.listed()
    assert answer.headers["location"] == f"/accounts?connected={account['id']}"
    assert account["username"] == account["name"] == SELLERS[0]
    assert account["environment"] == "emulator"
    assert account["status"] == "connected"
    assert account["status_reason"] is None
    assert account["marketplace_id"] == "EBAY_US"
    assert account["scopes"] == asked["scope"][0].split()
    assert account["connected_by"] == "operator@shop.test"
    assert account["refresh_expires_at"] > account["connected_at"]


async def test_several_sellers_are_accounts_of_their_own(shop: Shop) -> None:
    ids = [await shop.connect(seller) for seller in SELLERS]
    assert {row["id"]: row["username"] for row in await shop.listed()} == dict(zip(ids, SELLERS, strict=True))
    assert parse_qs(urlsplit(await shop.start()).query)["prompt"] == ["login"]


async def test_a_second_consent_of_the_same_seller_is_the_same_account(shop: Shop) -> None:
    first = await shop.connect()
    await shop.browser.patch(f"/ebay/accounts/{first}", json={"name": "Our harbour shop"})
    assert await shop.connect() == first
    [account] = await shop.listed()
    assert account["name"] == "Our harbour shop"


async def test_a_reconnect_keeps_the_account_and_mends_its_status(shop: Shop) -> None:
    id_ = await shop.connect()
    await shop.execute("UPDATE accounts SET status = 'reconnect_needed', status_reason = 'Why.'")
    assert await shop.connect(account_id=id_) == id_
    [account] = await shop.listed()
    assert (account["status"], account["status_reason"]) == ("connected", None)


async def test_a_reconnect_as_another_seller_is_refused_and_changes_nothing(shop: Shop) -> None:
    id_ = await shop.connect(SELLERS[0])
    before = await shop.execute("SELECT * FROM account_tokens")
    answer = await shop.browser.get(await shop.decide(await shop.start(account_id=id_), SELLERS[1]))
    assert problem(answer) == (400, "other_seller")
    assert SELLERS[0] in answer.json()["detail"]
    assert SELLERS[1] in answer.json()["detail"]
    assert await shop.execute("SELECT * FROM account_tokens") == before
    assert len(await shop.listed()) == 1


async def test_a_declined_consent_connects_nothing_and_says_so(shop: Shop) -> None:
    back = await shop.decide(await shop.start(), decision="decline")
    assert problem(await shop.browser.get(back)) == (400, "consent_declined")
    assert await shop.listed() == []
    assert problem(await shop.browser.get(back)) == (400, "state_used")


async def test_a_browser_gets_the_sentence_on_a_page(shop: Shop) -> None:
    back = await shop.decide(await shop.start(), decision="decline")
    answer = await shop.browser.get(back, headers=PAGE)
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/html")
    assert "The consent was declined at eBay, so nothing was connected." in answer.text
    assert 'href="/accounts"' in answer.text
    assert "What to do next" in answer.text


async def test_the_page_for_another_seller_says_where_to_sign_out(shop: Shop) -> None:
    id_ = await shop.connect(SELLERS[0])
    back = await shop.decide(await shop.start(account_id=id_), SELLERS[1])
    answer = await shop.browser.get(back, headers=PAGE)
    assert answer.status_code == 400
    assert "That was another seller" in answer.text
    assert "Sign out there" in answer.text


async def test_the_page_takes_nothing_from_elsewhere_and_needs_no_script(shop: Shop) -> None:
    page = (await shop.browser.get("/ebay/oauth/callback", headers=PAGE)).text
    assert "http" not in page
    assert "<script" not in page
    assert "url(" not in page


async def test_the_page_shows_what_ebay_said_as_text(shop: Shop) -> None:
    answer = await shop.browser.get("/ebay/oauth/callback", params={"error": "<script>"}, headers=PAGE)
    assert answer.status_code == 400
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


async def test_an_answer_works_once(shop: Shop) -> None:
    back = await shop.decide(await shop.start())
    assert (await shop.browser.get(back)).status_code == 303
    asked = shop.token_requests()
    assert problem(await shop.browser.get(back)) == (400, "state_used")
    assert shop.token_requests() == asked


async def test_a_forged_state_is_refused_before_ebay_is_asked(shop: Shop) -> None:
    for state in ("forged", "", "x" * 5000, "%ED%A0%80", "a%00b"):
        answer = await shop.browser.get(f"/ebay/oauth/callback?code=v%5E1.1%23i&state={state}")
        assert problem(answer) == (400, "unknown_state"), state
    assert shop.token_requests() == 0


async def test_an_answer_without_state_is_refused(shop: Shop) -> None:
    for query in ("", "code=abc"):
        assert problem(await shop.browser.get(f"/ebay/oauth/callback?{query}")) == (400, "unknown_state")


async def test_an_answer_without_code_is_refused(shop: Shop) -> None:
    state = parse_qs(urlsplit(await shop.start()).query)["state"][0]
    answer = await shop.browser.get("/ebay/oauth/callback", params={"state": state})
    assert problem(answer) == (400, "code_missing")


async def test_a_consent_must_be_finished_within_ten_minutes(shop: Shop) -> None:
    back = await shop.decide(await shop.start())
    await shop.execute("UPDATE oauth_states SET expires_at = expires_at - interval '10 minutes'")
    assert problem(await shop.browser.get(back)) == (400, "state_expired")
    assert await shop.listed() == []


async def test_another_user_cannot_finish_a_consent(shop: Shop, app: FastAPI, admin: httpx.AsyncClient) -> None:
    back = await shop.decide(await shop.start())
    assert problem(await admin.get(back)) == (403, "other_user")
    assert (await shop.browser.get(back)).status_code == 303


async def test_a_browser_that_is_not_signed_in_is_told_so_and_may_finish_afterwards(shop: Shop, app: FastAPI) -> None:
    back = await shop.decide(await shop.start())
    async with browser(app) as visitor:
        answer = await visitor.get(back, headers=PAGE)
        assert answer.status_code == 401
        assert "Sign in" in answer.text
        assert problem(await visitor.get(back)) == (401, "not_signed_in")
    assert (await shop.browser.get(back)).status_code == 303


async def test_a_code_that_ebay_does_not_know_is_refused(shop: Shop) -> None:
    state = parse_qs(urlsplit(await shop.start()).query)["state"][0]
    answer = await shop.browser.get("/ebay/oauth/callback", params={"code": "v^1.1#other", "state": state})
    assert problem(answer) == (400, "ebay_refused")
    assert "Connect again" in answer.json()["detail"]


async def test_a_code_that_is_too_old_is_refused(shop: Shop) -> None:
    back = await shop.decide(await shop.start())
    shop.emulator.control("clock", {"advance_seconds": 300})
    assert problem(await shop.browser.get(back)) == (400, "ebay_refused")


@pytest.mark.parametrize("path", ["/identity/v1/oauth2/token", "/commerce/identity/v1/user"])
async def test_an_ebay_that_does_not_answer_is_a_502(shop: Shop, path: str) -> None:
    back = await shop.decide(await shop.start())
    shop.emulator.control("faults", [{"kind": "500", "match": {"path_prefix": path}}])
    answer = await shop.browser.get(back)
    assert problem(answer) == (502, "ebay_unavailable")
    assert await shop.listed() == []


async def test_a_seller_whose_identity_may_not_be_read_is_not_connected(shop: Shop) -> None:
    back = await shop.decide(await shop.start())
    shop.emulator.control("faults", [{"kind": "missing_scope", "match": {"path_prefix": "/commerce/identity"}}])
    answer = await shop.browser.get(back)
    assert problem(answer) == (400, "ebay_refused")
    assert "permission" in answer.json()["detail"]


async def test_what_ebay_adds_to_its_answer_does_no_harm(shop: Shop) -> None:
    back = await shop.decide(await shop.start())
    assert (await shop.browser.get(f"{back}&isAuthSuccessful=true")).status_code == 303


async def test_a_hiccup_of_ebay_is_not_noticed(shop: Shop) -> None:
    shop.emulator.control("faults", [{"kind": "500", "times": 1, "match": {"path_prefix": "/commerce/identity"}}])
    assert await shop.connect()


async def test_a_wrong_start_is_refused(shop: Shop) -> None:
    for wanted in ({}, {"environment": "moon"}, {"environment": "emulator", "streams": "orders"}):
        assert problem(await shop.browser.post("/ebay/oauth/start", json=wanted)) == (422, "invalid_request")


async def test_a_start_for_an_unknown_or_foreign_account_is_refused(shop: Shop) -> None:
    id_ = await shop.connect()
    wanted = {"environment": "emulator", "account_id": id_ + 1}
    assert problem(await shop.browser.post("/ebay/oauth/start", json=wanted)) == (404, "unknown_account")
    await shop.execute("UPDATE accounts SET environment = 'sandbox'")
    wanted["account_id"] = id_
    assert problem(await shop.browser.post("/ebay/oauth/start", json=wanted)) == (409, "other_environment")


async def test_an_environment_without_keys_says_which_settings_are_missing(
    shop: Shop, app: FastAPI, make_settings: MakeSettings
) -> None:
    environments = {row["name"]: row for row in (await shop.browser.get("/ebay/environments")).json()}
    assert environments["emulator"] == {"name": "emulator", "configured": True, "missing": []}
    assert environments["production"]["missing"] == [
        "EBAY_PRODUCTION_CLIENT_ID",
        "EBAY_PRODUCTION_CLIENT_SECRET",
        "EBAY_PRODUCTION_RUNAME",
    ]
    answer = await shop.browser.post("/ebay/oauth/start", json={"environment": "sandbox"})
    assert problem(answer) == (409, "environment_not_configured")
    assert "EBAY_SANDBOX_CLIENT_ID" in answer.json()["detail"]


async def test_a_viewer_cannot_start(app: FastAPI, shop: Shop) -> None:
    async with signed_in(app, "viewer") as viewer:
        answer = await viewer.post("/ebay/oauth/start", json={"environment": "emulator"})
        assert problem(answer) == (403, "forbidden")
        assert "operator" in answer.json()["detail"]

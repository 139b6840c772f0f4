"""Looking at accounts, renaming, disconnecting, erasing; and that nothing of it leaks a secret."""

import re

import httpx
import pytest

from ebay_connector import log
from ebay_connector.ebay.errors import ReconnectNeededError
from tests.ebay_connector.accounts.conftest import SELLERS, TOKEN_PATH, Shop
from tests.support.own_logging import own_logging


async def active_consents(shop: Shop) -> int:
    count: int = shop.emulator.control("state")["tokens"]["consents"]
    return count


async def test_an_account_is_renamed(shop: Shop) -> None:
    id_ = await shop.connect()
    answer = await shop.browser.patch(f"/ebay/accounts/{id_}", json={"name": "  Our shop "})
    assert (answer.status_code, answer.json()["name"]) == (200, "Our shop")
    assert (await shop.listed())[0]["name"] == "Our shop"


async def test_a_wrong_name_is_refused(shop: Shop) -> None:
    id_ = await shop.connect()
    for name in ("", "   ", "x" * 101, "a\0b", "a\nb", 7, None):
        answer = await shop.browser.patch(f"/ebay/accounts/{id_}", json={"name": name})
        assert answer.status_code == 422, name


async def test_an_unknown_account_is_said_so(shop: Shop) -> None:
    for id_ in ("999", "0", "-1"):
        for answer in (
            await shop.browser.patch(f"/ebay/accounts/{id_}", json={"name": "x"}),
            await shop.browser.delete(f"/ebay/accounts/{id_}"),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, "unknown_account"), id_


async def test_an_impossible_id_is_refused(shop: Shop) -> None:
    assert (await shop.browser.delete("/ebay/accounts/abc")).status_code == 422
    assert (await shop.browser.delete(f"/ebay/accounts/{'9' * 30}")).status_code in (404, 422)


async def test_disconnecting_ends_the_access_at_ebay_and_keeps_the_account(shop: Shop) -> None:
    id_ = await shop.connect()
    credentials = shop.accounts.credentials(id_)
    assert await active_consents(shop) == 1
    answer = await shop.browser.delete(f"/ebay/accounts/{id_}")
    assert answer.status_code == 200
    assert answer.json()["status"] == "disconnected"
    assert answer.json()["status_reason"] == "Disconnected by Operator."
    assert answer.json()["refresh_expires_at"] is None
    assert await active_consents(shop) == 0
    assert await shop.execute("SELECT * FROM account_tokens") == []
    with pytest.raises(ReconnectNeededError, match=f"{SELLERS[0]} is disconnected"):
        await credentials.access_token()
    again = await shop.browser.delete(f"/ebay/accounts/{id_}")
    assert again.json() == answer.json()
    assert await shop.connect() == id_
    assert (await shop.listed())[0]["status"] == "connected"


async def test_a_disconnect_that_ebay_did_not_hear_of_says_so(shop: Shop) -> None:
    id_ = await shop.connect()
    shop.emulator.control("faults", [{"kind": "500", "match": {"path_prefix": f"{TOKEN_PATH}/revoke"}}])
    answer = await shop.browser.delete(f"/ebay/accounts/{id_}")
    assert answer.json()["status"] == "disconnected"
    assert "eBay could not be told" in answer.json()["status_reason"]
    assert await shop.execute("SELECT * FROM account_tokens") == []


async def test_only_an_admin_erases_and_a_worker_gets_the_work_once(shop: Shop, admin: httpx.AsyncClient) -> None:
    id_ = await shop.connect()
    path = f"/ebay/accounts/{id_}?erase=true"
    assert (await shop.browser.delete(path)).json()["code"] == "forbidden"
    for _ in range(2):
        answer = await admin.delete(path)
        assert (answer.status_code, answer.content) == (204, b"")
    jobs = await shop.execute("SELECT task_name, args FROM procrastinate_jobs")
    assert jobs == [("sync.erase", {"account_id": id_})]
    assert await shop.listed() == []
    answer = await shop.browser.get(await shop.decide(await shop.start()))
    assert (answer.status_code, answer.json()["code"]) == (409, "being_erased")


async def test_no_secret_gets_into_the_log(shop: Shop, capfd: pytest.CaptureFixture[str]) -> None:
    with own_logging():
        log.configure("DEBUG", "json")
        back = await shop.decide(await shop.start())
        await shop.browser.get(back)
        [(id_,)] = await shop.execute("SELECT id FROM accounts")
        token = await shop.accounts.credentials(id_).access_token()
        await shop.accounts.credentials(id_).renew(token)
        await shop.browser.delete(f"/ebay/accounts/{id_}")
        await shop.browser.get(back)
    written = capfd.readouterr().err
    assert "An eBay account is connected." in written
    assert TOKEN_PATH in written
    state, code = (re.search(rf"{name}=([^&]+)", back) for name in ("state", "code"))
    assert state
    assert code
    for secret in (state[1], code[1], "v^1.1", "v%5E1.1", token, "EmulatorDemo-Cert-1", "ebay_connector_session="):
        assert secret not in written

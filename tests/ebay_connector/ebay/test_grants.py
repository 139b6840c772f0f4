"""OAuth against the local eBay: consent, code, refresh, application token, revocation."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from ebay_connector.ebay import errors, oauth
from ebay_connector.ebay.client import EbayClient
from ebay_connector.ebay.hosts import Hosts
from ebay_connector.ebay.identity import get_user
from ebay_connector.ebay.oauth import Keyset
from ebay_connector.ebay.request import Request
from tests.ebay_connector.ebay.conftest import SELLER, Seller, Watch

SCOPES = ("sell.fulfillment", "commerce.identity.readonly")


async def consent(hosts: Hosts, keyset: Keyset, decision: str = "agree") -> dict[str, list[str]]:
    """What the consent page sends back after the seller's decision."""
    url = oauth.authorization_url(hosts, keyset, SCOPES, "the state", sign_in_again=True)
    form = {"username": SELLER, "decision": decision}
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as page:
            assert page.status == 200
        async with session.post(url, data=form, allow_redirects=False) as answer:
            assert answer.status == 302
            return parse_qs(urlsplit(answer.headers["Location"]).query)


@pytest.fixture
async def code(hosts: Hosts, keyset: Keyset) -> str:
    return (await consent(hosts, keyset))["code"][0]


async def test_a_consent_brings_tokens_and_the_user(
    client: EbayClient, hosts: Hosts, keyset: Keyset, emulator: Any
) -> None:
    back = await consent(hosts, keyset)
    assert back["state"] == ["the state"]
    token = await client.token(oauth.code_grant(keyset, back["code"][0]))
    assert (token.expires_in, token.token_type) == (7200, "User Access Token")
    assert token.refresh_token
    assert token.refresh_token_expires_in == 47_304_000
    user = await get_user(client, Seller(client, keyset, token.access_token, token.refresh_token))
    (told,) = emulator.control("state")["sellers"]
    assert (user.user_id, user.username, user.marketplace_id) == (told["user_id"], SELLER, told["marketplace"])
    assert user.account_type in ("BUSINESS", "INDIVIDUAL")


async def test_a_code_works_once(client: EbayClient, keyset: Keyset, code: str) -> None:
    await client.token(oauth.code_grant(keyset, code))
    with pytest.raises(errors.RequestRefusedError, match=r"used already or is older than 5 minutes.*Connect again\."):
        await client.token(oauth.code_grant(keyset, code))


async def test_a_code_does_not_live_long(client: EbayClient, keyset: Keyset, code: str, emulator: Any) -> None:
    emulator.control("clock", {"advance_seconds": 300})
    with pytest.raises(errors.RequestRefusedError, match="older than 5 minutes"):
        await client.token(oauth.code_grant(keyset, code))


async def test_an_exchange_of_a_code_shows_no_secret(
    client: EbayClient, keyset: Keyset, code: str, watch: Watch
) -> None:
    token = await client.token(oauth.code_grant(keyset, code), watch)
    (seen,) = watch
    shown = f"{seen!r} {seen.request_body} {seen.response_body} {seen.query}"
    assert "grant_type=authorization_code" in shown
    for secret in (code, token.access_token, str(token.refresh_token), keyset.client_secret, "v%5E1.1", "v^1.1"):
        assert secret not in shown


async def test_a_refresh_brings_an_access_token_only(client: EbayClient, keyset: Keyset, seller: Seller) -> None:
    token = await client.token(oauth.refresh_grant(keyset, seller.refresh_token))
    assert token.refresh_token is None
    assert token.access_token != seller.token


@pytest.mark.parametrize("kind", ["429", "500", "status", "torn_json", "cut", "reset"])
async def test_a_refresh_overcomes_a_passing_fault(
    client: EbayClient, keyset: Keyset, seller: Seller, emulator: Any, kind: str
) -> None:
    emulator.control("faults", [{"kind": kind, "times": 1, "match": {"path_prefix": oauth.TOKEN_PATH}}])
    assert (await client.token(oauth.refresh_grant(keyset, seller.refresh_token))).access_token
    assert emulator.control("faults")[0]["hits"] == 1


async def test_a_dead_refresh_token_asks_to_reconnect(client: EbayClient, keyset: Keyset, emulator: Any) -> None:
    tokens = emulator.control("tokens", {"seller": SELLER, "refresh_expired": True})
    with pytest.raises(errors.ReconnectNeededError):
        await client.token(oauth.refresh_grant(keyset, tokens["refresh_token"]))


async def test_a_revoked_token_asks_to_reconnect(client: EbayClient, keyset: Keyset, seller: Seller) -> None:
    assert (await client.send(oauth.revoke(keyset, seller.refresh_token))).status == 200
    with pytest.raises(errors.ReconnectNeededError):
        await client.token(oauth.refresh_grant(keyset, seller.refresh_token))


async def test_an_application_token_belongs_to_no_seller(client: EbayClient, keyset: Keyset) -> None:
    token = await client.token(oauth.client_credentials(keyset))
    assert (token.token_type, token.refresh_token) == ("Application Access Token", None)


async def test_a_scope_that_an_application_cannot_have_is_named(client: EbayClient, keyset: Keyset) -> None:
    with pytest.raises(errors.ScopeMissingError, match="invalid_scope"):
        await client.token(oauth.client_credentials(keyset, ["sell.fulfillment"]))


@pytest.mark.parametrize("make", [oauth.client_credentials, lambda keys: oauth.refresh_grant(keys, "r")])
async def test_a_wrong_secret_names_what_to_check(client: EbayClient, keyset: Keyset, make: Any) -> None:
    request: Request = make(Keyset(keyset.client_id, "another", keyset.runame))
    with pytest.raises(errors.ConfigurationError, match="EMULATOR_URL") as caught:
        await client.token(request)
    assert caught.value.status == 401


async def test_an_access_token_that_ran_out_is_renewed_by_time(
    client: EbayClient, seller: Seller, emulator: Any, watch: Watch
) -> None:
    emulator.control("clock", {"advance_seconds": 7200})
    await client.send(Request("GET", "api", "/sell/fulfillment/v1/order"), seller, watch)
    assert watch.statuses == [401, 200]

"""The client against the local eBay: what it does about tokens and permissions that eBay does not take."""

from typing import Any

import pytest

from ebay_connector.ebay import errors
from ebay_connector.ebay.client import EbayClient
from ebay_connector.ebay.hosts import Hosts
from ebay_connector.ebay.request import Request
from ebay_connector.ebay.retry import RetryPolicy
from tests.ebay_connector.ebay.conftest import PAGE, SELLER, Seller, Watch, asked, fault, orders


async def test_an_expired_token_is_renewed_once(
    client: EbayClient, seller: Seller, emulator: Any, watch: Watch
) -> None:
    old = seller.token
    fault(emulator, "expire_token")
    page = await client.send(PAGE, seller, watch, validate=orders)
    assert len(page.orders) == 50
    assert watch.statuses == [401, 200]
    assert watch[0].retry_in == 0
    assert seller.rejected == [old]
    assert seller.token != old


async def test_a_token_that_expires_while_waiting_costs_no_retry(
    hosts: Hosts, seller: Seller, emulator: Any, watch: Watch
) -> None:
    emulator.control(
        "faults",
        [{"kind": "429", "times": 1, "match": {}}, {"kind": "expire_token", "times": 1, "after": 1, "match": {}}],
    )
    async with EbayClient("emulator", hosts, retry=RetryPolicy(attempts=1, base=0.01)) as client:
        await client.send(PAGE, seller, watch)
    assert watch.statuses == [429, 401, 200]


async def test_a_new_token_that_is_refused_too_ends_the_request(
    client: EbayClient, seller: Seller, emulator: Any
) -> None:
    fault(emulator, "expire_token", times=None)
    with pytest.raises(errors.AccessTokenRejectedError, match="1001"):
        await client.send(PAGE, seller)
    assert len(seller.rejected) == 1
    assert len(asked(emulator)) == 2


async def test_a_withdrawn_consent_asks_to_reconnect(client: EbayClient, seller: Seller, emulator: Any) -> None:
    fault(emulator, "revoke_token")
    with pytest.raises(errors.ReconnectNeededError, match="Reconnect the account"):
        await client.send(PAGE, seller)
    assert len(asked(emulator)) == 1


async def test_inventorys_403_is_taken_for_an_expired_token_once(
    client: EbayClient, seller: Seller, emulator: Any
) -> None:
    fault(emulator, "status", times=None, prefix="/sell/inventory/", status=403)
    with pytest.raises(errors.RequestRefusedError, match="HTTP 403"):
        await client.send(Request("GET", "api", "/sell/inventory/v1/inventory_item"), seller)
    assert len(seller.rejected) == 1
    assert len(asked(emulator)) == 2


async def test_without_credentials_the_refusal_is_raised(client: EbayClient, emulator: Any) -> None:
    with pytest.raises(errors.EbayError) as caught:
        await client.send(PAGE)
    assert caught.value.status in (400, 401)
    assert len(asked(emulator)) == 1


async def test_a_missing_scope_asks_to_grant_it(client: EbayClient, seller: Seller, emulator: Any) -> None:
    wish = {"seller": SELLER, "scopes": ["commerce.identity.readonly"]}
    seller.token = emulator.control("tokens", wish)["access_token"]
    with pytest.raises(errors.ScopeMissingError, match="1100") as caught:
        await client.send(PAGE, seller)
    assert caught.value.action is errors.Action.GRANT_SCOPE
    assert (len(asked(emulator)), seller.rejected) == (1, [])

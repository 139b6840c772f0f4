"""Sellers of the UK have their finances read too: calls are signed with a key that eBay made once."""

import asyncio

from tests.support.connector import Connector, assert_equals_truth

SELLER = "fenland_books"


async def test_finances_of_a_uk_seller_are_read_signed(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    for stream in ("transactions", "payouts"):
        run = await connector.sync(account, stream)
        assert run["status"] == "succeeded", run["reason"]
        await assert_equals_truth(connector, account, SELLER, stream)
    assert await connector.fetch("SELECT environment, count(*) FROM signing_keys GROUP BY 1") == [("emulator", 1)]


async def test_the_private_key_is_kept_encrypted(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    key = await connector.runner.accounts.signing_key(await connector.runner.accounts.get(account))
    assert key is not None
    stored = (await connector.fetch("SELECT private_key_encrypted FROM signing_keys"))[0][0]
    assert key.private_key.encode() not in bytes(stored)
    assert key.private_key not in repr(key)


async def test_workers_that_ask_at_once_share_one_key(connector: Connector) -> None:
    account = await connector.runner.accounts.get(await connector.connect(SELLER))
    keys = await asyncio.gather(*(connector.runner.accounts.signing_key(account) for _ in range(4)))
    assert len({key.jwe for key in keys if key}) == 1


async def test_sellers_elsewhere_need_no_key(connector: Connector) -> None:
    account = await connector.runner.accounts.get(await connector.connect("harbor_goods"))
    assert await connector.runner.accounts.signing_key(account) is None


async def test_a_run_goes_on_with_a_new_key_when_ebay_refuses_its_own_once_an_hour(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    assert (await connector.sync(account, "payouts"))["status"] == "succeeded"
    spoil = "UPDATE signing_keys SET jwe = 'x' || jwe WHERE expires_at > now() RETURNING 1"
    await connector.fetch(spoil)
    run = await connector.sync(account, "payouts")
    assert run["status"] == "succeeded", run["reason"]
    assert "JWE" in (await connector.events(run["id"], "signing_key"))[0]["message"]
    await connector.fetch(spoil)
    refused = await connector.sync(account, "payouts")
    assert (refused["status"], "JWE" in refused["reason"]) == ("failed", True)
    later = "UPDATE signing_keys SET expires_at = expires_at - interval '2 hours' WHERE expires_at <= now() RETURNING 1"
    await connector.fetch(later)
    assert (await connector.sync(account, "payouts"))["status"] == "succeeded"

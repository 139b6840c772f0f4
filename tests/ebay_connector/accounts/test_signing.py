"""Sellers of the UK have their finances read too: calls are signed with a key that eBay made once."""

import asyncio
import base64
from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from ebay_connector.accounts.crypto import Rotated, rotate_tokens
from ebay_connector.doctor import examine
from ebay_connector.settings import Settings
from tests.support.connector import Connector, assert_equals_truth, open_connector

SELLER = "fenland_books"
OTHER_KEY = base64.urlsafe_b64encode(bytes([7] * 32)).decode()


def with_keys(settings: Settings, keys: str) -> Settings:
    return settings.model_copy(update={"token_keys": SecretStr(keys)})


async def doctor_line(settings: Settings) -> str:
    lines = [str(finding) async for finding in examine(settings)]
    return next(line for line in lines if "Signing keys" in line)


@pytest.fixture
async def reconnected(connector: Connector) -> AsyncIterator[Connector]:
    """The connector after TOKEN_KEYS was lost: another key, and the account that has a signing key reconnected."""
    await connector.sync(await connector.connect(SELLER), "payouts")
    other = with_keys(connector.settings, OTHER_KEY)
    async with open_connector(connector.database, other, connector.emulator) as again:
        await again.connect(SELLER)
        yield again


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


async def test_after_token_keys_were_lost_ebay_makes_a_new_key_once(reconnected: Connector) -> None:
    assert "· Signing keys: that of eBay emulator cannot be read" in await doctor_line(reconnected.settings)
    with capture_logs() as logs:
        for stream in ("payouts", "transactions"):
            run = await reconnected.sync(1, stream)
            assert run["status"] == "succeeded", run["reason"]
    assert [line["event"] for line in logs if line["log_level"] == "warning"] == [
        "No key in TOKEN_KEYS opens the signing key; eBay has made a new one."
    ]
    assert await doctor_line(reconnected.settings) == "✓ Signing keys: 1, readable with TOKEN_KEYS."


async def test_a_key_that_was_put_back_opens_the_signing_key_again(connector: Connector) -> None:
    account = await connector.runner.accounts.get(await connector.connect(SELLER))
    first = await connector.runner.accounts.signing_key(account)
    other = with_keys(connector.settings, OTHER_KEY)
    async with open_connector(connector.database, other, connector.emulator) as mistyped:
        assert await mistyped.runner.accounts.signing_key(account) != first
    assert await connector.runner.accounts.signing_key(account) == first


async def test_a_change_of_keys_drops_a_signing_key_that_none_of_them_opens(reconnected: Connector) -> None:
    assert await rotate_tokens(reconnected.database, reconnected.settings) == Rotated(accounts=1, dropped=1)
    assert await reconnected.fetch("SELECT FROM signing_keys") == []
    assert (await reconnected.sync(1, "payouts"))["status"] == "succeeded"

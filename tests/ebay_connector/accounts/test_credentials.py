"""Access tokens: renewed ahead of their end, once, whoever asks; and what happens when eBay no longer agrees."""

import asyncio
from typing import Any

import pytest
from pydantic import SecretStr

from ebay_connector.accounts.clients import EbayClients
from ebay_connector.accounts.crypto import DecryptionError
from ebay_connector.accounts.service import Accounts
from ebay_connector.db.pool import Database
from ebay_connector.ebay.errors import ReconnectNeededError, TransientError
from ebay_connector.ebay.identity import get_user
from ebay_connector.settings import Settings
from tests.ebay_connector.accounts.conftest import SELLERS, TOKEN_PATH, Shop


async def age(shop: Shop, seconds_left: int) -> None:
    """Lets the stored access token have so many seconds to live."""
    await shop.execute("UPDATE account_tokens SET access_expires_at = now() + %s * interval '1 s'", seconds_left)


async def status(shop: Shop) -> tuple[str, str | None]:
    [row] = await shop.listed()
    return row["status"], row["status_reason"]


def fault(kind: str, **more: Any) -> list[dict[str, Any]]:
    return [{"kind": kind, "match": {"path_prefix": TOKEN_PATH}, **more}]


async def test_a_young_token_is_used_as_it_is(shop: Shop) -> None:
    id_ = await shop.connect()
    asked = shop.token_requests()
    credentials = shop.accounts.credentials(id_)
    assert len({await credentials.access_token() for _ in range(5)}) == 1
    client = await EbayClients(shop.database.settings).get("emulator")
    assert (await get_user(client, credentials)).username == SELLERS[0]
    await client.close()
    assert shop.token_requests() == asked


async def test_a_token_is_renewed_five_minutes_ahead_and_the_refresh_token_stays(shop: Shop) -> None:
    id_ = await shop.connect()
    [(old, refresh)] = await shop.execute("SELECT access_token_encrypted, refresh_token_encrypted FROM account_tokens")
    await age(shop, 299)
    await shop.accounts.credentials(id_).access_token()
    [(new, kept, left)] = await shop.execute(
        "SELECT access_token_encrypted, refresh_token_encrypted, "
        "extract(epoch FROM access_expires_at - now())::int FROM account_tokens"
    )
    assert (new != old, kept == refresh) == (True, True)
    assert 7100 < left <= 7200


async def test_two_processes_renew_with_one_request(shop: Shop, database: Database, settings: Settings) -> None:
    id_ = await shop.connect()
    await age(shop, 0)
    shop.emulator.control("faults", fault("slow", seconds=0.3))
    asked = shop.token_requests()
    clients = [EbayClients(settings), EbayClients(settings)]
    both = [Accounts(database, settings, each).credentials(id_) for each in clients]
    tokens = await asyncio.gather(*(credentials.access_token() for credentials in both))
    assert len(set(tokens)) == 1
    assert shop.token_requests() == asked + 1
    for each in clients:
        await each.close()


async def test_many_refused_pages_renew_with_one_request(shop: Shop) -> None:
    id_ = await shop.connect()
    one, other = shop.accounts.credentials(id_), shop.accounts.credentials(id_)
    rejected = await one.access_token()
    await other.access_token()
    asked = shop.token_requests()
    tokens = await asyncio.gather(*(each.renew(rejected) for each in (one, other) for _ in range(10)))
    assert len(set(tokens)) == 1
    assert rejected not in tokens
    assert shop.token_requests() == asked + 1


async def test_a_withdrawn_consent_asks_for_a_reconnect_and_is_shown(shop: Shop) -> None:
    id_ = await shop.connect()
    shop.emulator.control("faults", [{"kind": "revoke_token", "times": 1, "match": {"path_prefix": "/commerce"}}])
    credentials = shop.accounts.credentials(id_)
    client = await EbayClients(shop.database.settings).get("emulator")
    with pytest.raises(ReconnectNeededError, match="Reconnect the account"):
        await get_user(client, credentials)
    await client.close()
    state, reason = await status(shop)
    assert state == "reconnect_needed"
    assert reason is not None
    assert "withdrew the consent" in reason
    asked = shop.token_requests()
    with pytest.raises(ReconnectNeededError):
        await shop.accounts.credentials(id_).access_token()
    assert shop.token_requests() == asked
    assert await shop.connect(account_id=id_) == id_
    assert await shop.accounts.credentials(id_).access_token()
    assert (await status(shop))[0] == "connected"


@pytest.mark.parametrize("kind", ["500", "429", "torn_json", "reset"])
async def test_trouble_at_ebay_marks_nothing_and_passes(shop: Shop, kind: str) -> None:
    id_ = await shop.connect()
    await age(shop, 0)
    shop.emulator.control("faults", fault(kind, times=20))
    with pytest.raises(TransientError):
        await shop.accounts.credentials(id_).access_token()
    assert await status(shop) == ("connected", None)
    shop.emulator.control("faults", [])
    assert await shop.accounts.credentials(id_).access_token()


async def test_while_ebay_is_in_trouble_a_token_that_still_holds_is_used(shop: Shop) -> None:
    id_ = await shop.connect()
    token = await shop.accounts.credentials(id_).access_token()
    await age(shop, 120)
    shop.emulator.control("faults", fault("500", times=20))
    assert await shop.accounts.credentials(id_).access_token() == token


async def test_a_stopped_renewal_leaves_no_lock_behind(shop: Shop) -> None:
    id_ = await shop.connect()
    await age(shop, 0)
    shop.emulator.control("faults", fault("timeout", times=1, seconds=30))
    asked = shop.token_requests()
    renewal = asyncio.create_task(shop.accounts.credentials(id_).access_token())
    await shop.token_requests_above(asked)
    renewal.cancel()
    await asyncio.wait([renewal])
    async with asyncio.timeout(5):
        assert await shop.accounts.credentials(id_).access_token()


async def test_tokens_of_a_lost_key_are_never_sent(shop: Shop, database: Database, settings: Settings) -> None:
    id_ = await shop.connect()
    other_key = settings.model_copy(update={"token_keys": SecretStr("A" * 43 + "=")})
    clients = EbayClients(other_key)
    asked = shop.token_requests()
    for seconds_left in (7200, 0):
        await age(shop, seconds_left)
        with pytest.raises(DecryptionError, match="TOKEN_KEYS"):
            await Accounts(database, other_key, clients).credentials(id_).access_token()
    await clients.close()
    assert shop.token_requests() == asked
    assert await status(shop) == ("connected", None)


async def test_an_account_that_is_gone_has_no_access(shop: Shop) -> None:
    with pytest.raises(ReconnectNeededError, match="Account 999 was removed"):
        await shop.accounts.credentials(999).access_token()

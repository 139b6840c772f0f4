"""Tokens at rest, and the change of keys."""

import base64

import pytest
from pydantic import SecretStr

from ebay_connector.accounts.clients import EbayClients
from ebay_connector.accounts.crypto import DecryptionError, Rotated, TokenCipher, rotate_tokens
from ebay_connector.accounts.service import Accounts
from ebay_connector.ebay.errors import ConfigurationError
from ebay_connector.settings import Settings
from tests.conftest import MakeSettings
from tests.ebay_connector.accounts.conftest import SELLERS, Shop

OLD, NEW = (base64.urlsafe_b64encode(bytes([number] * 32)).decode() for number in (1, 2))


def with_keys(settings: Settings, keys: str) -> Settings:
    return settings.model_copy(update={"token_keys": SecretStr(keys)})


def test_the_first_key_encrypts_and_all_decrypt(make_settings: MakeSettings) -> None:
    old = TokenCipher(make_settings(token_keys=OLD)).encrypt("v^1.1#secret")
    both = TokenCipher(make_settings(token_keys=f"{NEW}, {OLD}"))
    assert b"secret" not in old
    assert both.decrypt(old) == "v^1.1#secret"
    assert TokenCipher(make_settings(token_keys=NEW)).decrypt(both.encrypt("x")) == "x"


@pytest.mark.parametrize("stored", [b"", b"v^1.1#plain", b"gAAAAAB" + b"x" * 80])
def test_what_no_key_fits_is_never_taken_for_a_token(make_settings: MakeSettings, stored: bytes) -> None:
    cipher = TokenCipher(make_settings(token_keys=NEW))
    for work in (cipher.decrypt, cipher.rotate):
        with pytest.raises(DecryptionError, match="back into TOKEN_KEYS"):
            work(stored)


def test_without_keys_nothing_is_stored_in_plain_text(make_settings: MakeSettings) -> None:
    with pytest.raises(ConfigurationError, match="TOKEN_KEYS is not set"):
        TokenCipher(make_settings(token_keys=None))


async def test_keys_are_replaced_without_a_pause(shop: Shop, settings: Settings) -> None:
    assert settings.token_keys is not None
    first_key = settings.token_keys.get_secret_value()
    ids = [await shop.connect(seller) for seller in SELLERS]
    tokens = [await shop.accounts.credentials(id_).access_token() for id_ in ids]
    assert await rotate_tokens(shop.database, with_keys(settings, f"{NEW},{first_key}")) == Rotated(2, 0)
    alone = with_keys(settings, NEW)
    accounts = Accounts(shop.database, alone, EbayClients(alone))
    assert [await accounts.credentials(id_).access_token() for id_ in ids] == tokens
    with pytest.raises(DecryptionError):
        await rotate_tokens(shop.database, with_keys(settings, OLD))
    assert [await accounts.credentials(id_).access_token() for id_ in ids] == tokens


async def test_the_database_holds_no_token_in_plain_text(shop: Shop) -> None:
    id_ = await shop.connect()
    token = await shop.accounts.credentials(id_).access_token()
    [(access, refresh)] = await shop.execute(
        "SELECT access_token_encrypted, refresh_token_encrypted FROM account_tokens"
    )
    assert token.encode() not in access
    assert b"v^1.1" not in access + refresh

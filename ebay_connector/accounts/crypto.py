"""eBay's tokens at rest: encrypted with keys of their own, which can be replaced without a pause."""

from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from psycopg import AsyncConnection

from ebay_connector.db.pool import Database
from ebay_connector.ebay.errors import ConfigurationError
from ebay_connector.settings import Settings

NEXT = """
SELECT account_id, access_token_encrypted, refresh_token_encrypted FROM account_tokens
WHERE account_id > %s ORDER BY account_id LIMIT 1 FOR UPDATE
"""
REPLACE = """
UPDATE account_tokens SET access_token_encrypted = %s, refresh_token_encrypted = %s WHERE account_id = %s
"""
REPLACE_SIGNING_KEY = "UPDATE signing_keys SET private_key_encrypted = %s WHERE signing_key_id = %s"


class DecryptionError(ConfigurationError):
    """No key fits; the stored bytes are never taken for a token."""


class TokenCipher:
    """Encrypts with the first of the keys, decrypts with any of them."""

    def __init__(self, settings: Settings) -> None:
        if settings.token_keys is None:
            raise ConfigurationError("TOKEN_KEYS is not set, so eBay tokens can be neither stored nor read. Set it.")
        keys = settings.token_keys.get_secret_value().split(",")
        self._fernet = MultiFernet([Fernet(key.strip()) for key in keys])

    def encrypt(self, token: str) -> bytes:
        return self._fernet.encrypt(token.encode())

    def decrypt(self, encrypted: bytes) -> str:
        try:
            return self._fernet.decrypt(encrypted).decode()
        except InvalidToken:
            raise _no_key_fits() from None

    def opens(self, encrypted: bytes) -> bool:
        try:
            self.decrypt(encrypted)
        except DecryptionError:
            return False
        return True

    def rotate(self, encrypted: bytes) -> bytes:
        """The same token, encrypted with the first key."""
        try:
            return self._fernet.rotate(encrypted)
        except InvalidToken:
            raise _no_key_fits() from None


@dataclass(frozen=True, slots=True)
class Rotated:
    """How many accounts' tokens were encrypted anew, and how many signing keys dropped, as no key opens them."""

    accounts: int
    dropped: int


async def rotate_tokens(database: Database, settings: Settings) -> Rotated:
    """Re-encrypts every account's tokens, an account at a time, and the signing keys with the first of TOKEN_KEYS.

    After it the other keys may be taken out of TOKEN_KEYS.
    """
    cipher = TokenCipher(settings)
    last, count = 0, 0
    while True:
        async with database.transaction() as connection:
            account_id = await _rotate_next(connection, cipher, last)
        if account_id is None:
            return Rotated(count, await _rotate_signing_keys(database, cipher))
        last, count = account_id, count + 1


async def _rotate_next(connection: AsyncConnection[Any], cipher: TokenCipher, after: int) -> int | None:
    cursor = await connection.execute(NEXT, (after,))
    row = await cursor.fetchone()
    if row is None:
        return None
    account_id, access, refresh = row
    await connection.execute(REPLACE, (cipher.rotate(access), cipher.rotate(refresh), account_id))
    return int(account_id)


async def _rotate_signing_keys(database: Database, cipher: TokenCipher) -> int:
    """Returns how many were dropped: eBay makes a new one when one is needed."""
    dropped = 0
    async with database.transaction() as connection:
        cursor = await connection.execute("SELECT signing_key_id, private_key_encrypted FROM signing_keys FOR UPDATE")
        for name, encrypted in await cursor.fetchall():
            try:
                await connection.execute(REPLACE_SIGNING_KEY, (cipher.rotate(encrypted), name))
            except DecryptionError:
                await connection.execute("DELETE FROM signing_keys WHERE signing_key_id = %s", (name,))
                dropped += 1
    return dropped


def _no_key_fits() -> DecryptionError:
    return DecryptionError(
        "The stored eBay tokens cannot be decrypted with any of TOKEN_KEYS. Put the key they were encrypted with "
        "back into TOKEN_KEYS (several are separated by commas), or reconnect the account."
    )

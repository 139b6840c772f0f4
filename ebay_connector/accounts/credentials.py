"""One account's access to eBay: the stored token, renewed ahead of its end, by one worker at a time."""

import asyncio
import time
from dataclasses import dataclass

from ebay_connector.accounts import queries
from ebay_connector.accounts.clients import EbayClients
from ebay_connector.accounts.crypto import TokenCipher
from ebay_connector.accounts.queries import Stored
from ebay_connector.db.pool import Database
from ebay_connector.ebay import oauth
from ebay_connector.ebay.errors import ReconnectNeededError, TransientError
from ebay_connector.log import get_logger

log = get_logger(__name__)
AHEAD_SECONDS = 300.0
LAST_SECONDS = 30.0
BELIEVED_SECONDS = 5.0
"""How long a token is used without a look at the database; so soon a disconnected account stops being read."""
RENEWAL_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Tools:
    """What every account's credentials share."""

    database: Database
    cipher: TokenCipher
    clients: EbayClients


class AccountCredentials:
    """eBay's `Credentials` of one account. `lock` is shared by all of this account in the process."""

    def __init__(self, account_id: int, tools: Tools, lock: asyncio.Lock) -> None:
        self._account_id = account_id
        self._tools = tools
        self._lock = lock
        self._token = ""
        self._believed_until = 0.0

    async def access_token(self) -> str:
        """A valid token; ReconnectNeededError when the seller must agree again."""
        if time.monotonic() < self._believed_until:
            return self._token
        async with self._lock:
            if time.monotonic() < self._believed_until:
                return self._token
            return await self._look_or_renew(None)

    async def renew(self, rejected: str) -> str:
        """Another token than `rejected`: the one that somebody else got meanwhile, or a new one."""
        async with self._lock:
            if self._token != rejected and time.monotonic() < self._believed_until:
                return self._token
            return await self._look_or_renew(rejected)

    async def _look_or_renew(self, rejected: str | None) -> str:
        async with self._tools.database.transaction() as connection:
            stored = self._connected(await queries.stored(connection, self._account_id))
        token = self._usable(stored, rejected) or await self._renew(rejected)
        if not token:
            log.warning("eBay no longer accepts an account's sign-in.", account=self._account_id)
            return await self._look_or_renew(rejected)
        return token

    async def _renew(self, rejected: str | None) -> str:
        """A new token, or an empty string when the account was found to need its seller again.

        The row stays locked while eBay is asked, so that a second worker waits for this one's token.
        """
        async with self._tools.database.transaction() as connection:
            stored = self._connected(await queries.stored(connection, self._account_id, lock=True))
            if token := self._usable(stored, rejected):
                return token
            try:
                new = await self._ask(stored)
            except ReconnectNeededError as error:
                await queries.set_status(connection, self._account_id, "reconnect_needed", str(error))
                return ""
            except TransientError:
                if rejected is None and stored.seconds_left > LAST_SECONDS:
                    return self._believe(self._decrypted(stored), stored.seconds_left)
                raise
            encrypted = self._tools.cipher.encrypt(new.access_token)
            await queries.save_access(connection, self._account_id, encrypted, new.expires_in)
        return self._believe(new.access_token, new.expires_in)

    def _usable(self, stored: Stored, rejected: str | None) -> str:
        """The stored token when it serves, else an empty string."""
        token = self._decrypted(stored)
        serves = stored.seconds_left > AHEAD_SECONDS if rejected is None else token != rejected
        return self._believe(token, stored.seconds_left) if serves else ""

    def _connected(self, found: Stored | None) -> Stored:
        if found is None:
            raise ReconnectNeededError(f"Account {self._account_id} was removed. Connect the seller again.")
        if found.status == "reconnect_needed":
            raise ReconnectNeededError(found.status_reason or f"Reconnect {found.name}.")
        if found.access_token is None:
            raise ReconnectNeededError(f"{found.name} is disconnected. Connect it again to sync.")
        return found

    def _decrypted(self, found: Stored) -> str:
        return self._tools.cipher.decrypt(found.access_token or b"")

    async def _ask(self, found: Stored) -> oauth.Token:
        refresh_token = self._tools.cipher.decrypt(found.refresh_token or b"")
        keyset = self._tools.clients.keyset(found.environment)
        client = await self._tools.clients.get(found.environment)
        try:
            async with asyncio.timeout(RENEWAL_SECONDS):
                return await client.token(oauth.refresh_grant(keyset, refresh_token))
        except TimeoutError:
            message = f"eBay did not renew the access of {found.name} within {RENEWAL_SECONDS:g} s."
            raise TransientError(message) from None

    def _believe(self, token: str, seconds_left: float) -> str:
        self._token = token
        self._believed_until = time.monotonic() + min(BELIEVED_SECONDS, seconds_left)
        return token

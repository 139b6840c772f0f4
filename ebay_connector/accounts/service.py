"""The accounts of this installation: look, rename, disconnect, erase, and their access to eBay."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

from psycopg import AsyncConnection

from ebay_connector.accounts import queries, signing
from ebay_connector.accounts.clients import EbayClients
from ebay_connector.accounts.credentials import AccountCredentials, Tools
from ebay_connector.accounts.crypto import DecryptionError, TokenCipher
from ebay_connector.accounts.queries import EncryptedTokens
from ebay_connector.accounts.schemas import AccountInfo
from ebay_connector.db.pool import Database
from ebay_connector.ebay import oauth
from ebay_connector.ebay.client import Credentials
from ebay_connector.ebay.errors import EbayError
from ebay_connector.ebay.hosts import Environment
from ebay_connector.ebay.identity import EbayUser
from ebay_connector.ebay.signature import SIGNING_MARKETPLACES, SigningKey
from ebay_connector.errors import ProblemError
from ebay_connector.jobs import Jobs
from ebay_connector.log import get_logger
from ebay_connector.settings import Settings

log = get_logger(__name__)
ERASE_TASK = "sync.erase"
REVOKE_SECONDS = 15.0
USUAL_REFRESH_LIFE = 47_304_000


@dataclass(frozen=True, slots=True)
class Choice:
    """The streams that were chosen to be read: in addition to those of before, or they and no others."""

    streams: list[str]
    adds: bool


Prepare = Callable[[AsyncConnection[Any], int, Choice | None, int], Awaitable[None]]
"""What higher floors do in the transaction that connects an account: what was chosen, if anything, and by whom."""


class Accounts:
    """Every connected seller. One for the process."""

    def __init__(
        self, database: Database, settings: Settings, clients: EbayClients, prepare: Prepare | None = None
    ) -> None:
        self._database = database
        self._prepare = prepare
        self._tools = Tools(database, TokenCipher(settings), clients)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def all(self) -> list[AccountInfo]:
        async with self._database.reading() as connection:
            return await queries.accounts(connection)

    async def get(self, account_id: int) -> AccountInfo:
        """The account, or a 404."""
        async with self._database.reading() as connection:
            account = await queries.account(connection, account_id)
        if account is None:
            raise ProblemError(404, "unknown_account", f"There is no account {account_id}.")
        return account

    def credentials(self, account_id: int) -> Credentials:
        """The account's access to eBay; what is wrong with it is raised when a token is asked for."""
        lock = self._locks.setdefault(account_id, asyncio.Lock())
        return AccountCredentials(account_id, self._tools, lock)

    async def signing_key(self, account: AccountInfo) -> SigningKey | None:
        """What signs the account's calls; None where eBay asks for no signature."""
        if account.marketplace_id not in SIGNING_MARKETPLACES:
            return None
        return await signing.signing_key(self._database, self._tools.clients, self._tools.cipher, account.environment)

    async def gives_up(self, key: SigningKey | None, error: EbayError) -> bool:
        """Gives the key up if it is what eBay has refused; whether there is to be a new one."""
        if key is None or not error.error_ids & signing.REFUSALS:
            return False
        return await signing.give_up(self._database, key)

    async def connect(
        self,
        environment: Environment,
        user: EbayUser,
        scopes: list[str],
        token: oauth.Token,
        connected_by: int,
        choice: Choice | None = None,
    ) -> int:
        """Keeps a seller's consent: a new account, or the one of the same eBay user with all its data."""
        if token.refresh_token is None:
            raise ProblemError(502, "ebay_unavailable", "eBay gave no refresh token. Connect the account again.")
        encrypted = EncryptedTokens(
            access=self._tools.cipher.encrypt(token.access_token),
            access_life=token.expires_in,
            refresh=self._tools.cipher.encrypt(token.refresh_token),
            refresh_life=token.refresh_token_expires_in or USUAL_REFRESH_LIFE,
        )
        async with self._database.transaction() as connection:
            account_id = await queries.connect(connection, environment, user, scopes, encrypted, connected_by)
            if account_id is not None and self._prepare:
                await self._prepare(connection, account_id, choice, connected_by)
        if account_id is None:
            message = f"The data of {user.username} is being erased at the moment. Connect it again in a few minutes."
            raise ProblemError(409, "being_erased", message)
        log.info("An eBay account is connected.", account=account_id, environment=environment, user=connected_by)
        return account_id

    async def rename(self, account_id: int, name: str) -> AccountInfo:
        async with self._database.transaction() as connection:
            await queries.rename(connection, account_id, name)
        return await self.get(account_id)

    async def disconnect(self, account_id: int, by: str) -> AccountInfo:
        """Deletes the tokens and tells eBay to end the access; the data stays."""
        account = await self.get(account_id)
        if account.status == "disconnected":
            return account
        reason = f"Disconnected by {by}."
        async with self._database.transaction() as connection:
            encrypted = await queries.take_refresh_token(connection, account_id)
            await queries.set_status(connection, account_id, "disconnected", reason)
        trouble = await self._revoke(account.environment, encrypted) if encrypted else None
        if trouble:
            reason = f"{reason} eBay could not be told ({trouble}) Withdraw the consent in eBay's account settings."
            async with self._database.transaction() as connection:
                await queries.set_status(connection, account_id, "disconnected", reason)
        log.info("An eBay account is disconnected.", account=account_id, revoked=trouble is None)
        return await self.get(account_id)

    async def erase(self, account_id: int, by: str, jobs: Jobs) -> None:
        """Disconnects the account and has a worker remove every row of it."""
        await self.disconnect(account_id, by)
        async with self._database.transaction() as connection:
            if await queries.start_erasing(connection, account_id):
                await jobs.enqueue(connection, ERASE_TASK, account_id=account_id)

    async def _revoke(self, environment: Environment, encrypted: bytes) -> str | None:
        """Why eBay could not be told, or None."""
        clients = self._tools.clients
        try:
            request = oauth.revoke(clients.keyset(environment), self._tools.cipher.decrypt(encrypted))
            async with asyncio.timeout(REVOKE_SECONDS):
                await (await clients.get(environment)).send(request)
        except DecryptionError:
            return "its token cannot be decrypted with TOKEN_KEYS."
        except TimeoutError:
            return f"no answer within {REVOKE_SECONDS:g} s."
        except EbayError as error:
            return str(error)
        return None

"""A seller's consent: sent to eBay with a state, and taken back once, soon, from the user who began it."""

import asyncio
from dataclasses import dataclass
from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import class_row

from ebay_connector.accounts.clients import EbayClients
from ebay_connector.accounts.schemas import AccountInfo, OAuthStart
from ebay_connector.accounts.scopes import StreamScopes, wanted_scopes
from ebay_connector.accounts.service import Accounts, Choice
from ebay_connector.auth.sessions import Identity
from ebay_connector.auth.tokens import digest, new_cookie
from ebay_connector.db.pool import Database
from ebay_connector.ebay import identity, oauth
from ebay_connector.ebay.errors import ConfigurationError, EbayError, RequestRefusedError, ScopeMissingError
from ebay_connector.ebay.hosts import Environment
from ebay_connector.errors import ProblemError

LIFE_MINUTES = 10
EXCHANGE_SECONDS = 30.0
BEGIN = f"""
INSERT INTO oauth_states (state_hash, user_id, environment, scopes, streams, account_id, expires_at)
VALUES (%s, %s, %s, %s, %s, %s, now() + interval '{LIFE_MINUTES} minutes')
"""
TAKE = """
UPDATE oauth_states SET used_at = now()
WHERE state_hash = %s AND user_id = %s AND used_at IS NULL AND expires_at > now()
RETURNING environment, scopes, streams, account_id
"""
EXPLAIN = "SELECT user_id = %s, used_at IS NOT NULL FROM oauth_states WHERE state_hash = %s"


@dataclass(frozen=True, slots=True)
class Answer:
    """What eBay sent the browser back with."""

    code: str | None
    state: str | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Begun:
    """A consent as it was begun; `streams` are those that were chosen, None when nobody chose."""

    environment: Environment
    scopes: list[str]
    streams: list[str] | None
    account_id: int | None

    @property
    def grants_more(self) -> bool:
        """Whether it was begun to grant a known account's streams what they lack."""
        return self.account_id is not None and bool(self.streams)

    @property
    def choice(self) -> Choice | None:
        return None if self.streams is None else Choice(self.streams, adds=self.account_id is not None)


@dataclass(frozen=True, slots=True)
class Finished:
    """A consent that was given: the account it connected, and whether it granted that more than it had."""

    account_id: int
    granted_more: bool


@dataclass(frozen=True, slots=True)
class _Given:
    """Credentials of a token that was given a moment ago."""

    token: str

    async def access_token(self) -> str:
        return self.token

    async def renew(self, rejected: str) -> str:
        return rejected


class Consents:
    """Begins and finishes consents."""

    def __init__(self, database: Database, clients: EbayClients, accounts: Accounts) -> None:
        self._database = database
        self._clients = clients
        self._accounts = accounts

    async def begin(self, wanted: OAuthStart, user: Identity, stream_scopes: StreamScopes) -> str:
        """The address of eBay's consent page."""
        try:
            keyset, hosts = self._clients.keyset(wanted.environment), self._clients.hosts(wanted.environment)
        except ConfigurationError as error:
            raise ProblemError(409, "environment_not_configured", str(error)) from None
        account = await self._to_reconnect(wanted)
        scopes = wanted_scopes(stream_scopes, wanted.streams, account.scopes if account else None)
        state = new_cookie()
        async with self._database.transaction() as connection:
            await connection.execute("DELETE FROM oauth_states WHERE expires_at < now() - interval '1 day'")
            chosen = (scopes, wanted.streams, wanted.account_id)
            await connection.execute(BEGIN, (digest(state), user.id, wanted.environment, *chosen))
        others = any(known.environment == wanted.environment for known in await self._accounts.all())
        return oauth.authorization_url(hosts, keyset, scopes, state, sign_in_again=others)

    async def finish(self, answer: Answer, user: Identity) -> Finished:
        """Connects the account that the seller agreed to."""
        if answer.state is None and answer.error is None:
            raise ProblemError(400, "unknown_state", "eBay's answer names no state. Connect the account again.")
        begun = await self._take(answer.state, user) if answer.state is not None else None
        if answer.error is not None:
            raise _not_agreed(answer.error, begun)
        if begun is None or not answer.code:
            raise ProblemError(400, "code_missing", "eBay's answer holds no code. Connect the account again.")
        token, seller = await self._exchange(begun.environment, answer.code)
        await self._refuse_other_seller(begun, seller)
        account_id = await self._accounts.connect(begun.environment, seller, begun.scopes, token, user.id, begun.choice)
        return Finished(account_id, begun.grants_more)

    async def _to_reconnect(self, wanted: OAuthStart) -> AccountInfo | None:
        if wanted.account_id is None:
            return None
        account = await self._accounts.get(wanted.account_id)
        if account.environment != wanted.environment:
            message = f"{account.name} is an account of {account.environment}, not of {wanted.environment}."
            raise ProblemError(409, "other_environment", message)
        return account

    async def _take(self, state: str, user: Identity) -> Begun:
        async with self._database.transaction() as connection:
            async with connection.cursor(row_factory=class_row(Begun)) as cursor:
                await cursor.execute(TAKE, (digest(state), user.id))
                begun = await cursor.fetchone()
            if begun is None:
                raise await _why_not(connection, state, user)
        return begun

    async def _exchange(self, environment: Environment, code: str) -> tuple[oauth.Token, identity.EbayUser]:
        try:
            client = await self._clients.get(environment)
            async with asyncio.timeout(EXCHANGE_SECONDS):
                token = await client.token(oauth.code_grant(self._clients.keyset(environment), code))
                return token, await identity.get_user(client, _Given(token.access_token))
        except TimeoutError:
            message = f"eBay did not answer within {EXCHANGE_SECONDS:g} s. Connect the account again."
            raise ProblemError(502, "ebay_unavailable", message) from None
        except (RequestRefusedError, ScopeMissingError) as error:
            raise ProblemError(400, "ebay_refused", str(error)) from error
        except EbayError as error:
            raise ProblemError(502, "ebay_unavailable", str(error)) from error

    async def _refuse_other_seller(self, begun: Begun, seller: identity.EbayUser) -> None:
        if begun.account_id is None:
            return
        account = await self._accounts.get(begun.account_id)
        if account.ebay_user_id != seller.user_id:
            message = (
                f"You agreed at eBay as {seller.username}, but {account.name} belongs to {account.username}. Sign out "
                f"at eBay and reconnect as {account.username}, or connect {seller.username} as another account."
            )
            raise ProblemError(400, "other_seller", message)


async def _why_not(connection: AsyncConnection[Any], state: str, user: Identity) -> ProblemError:
    cursor = await connection.execute(EXPLAIN, (user.id, digest(state)))
    row = await cursor.fetchone()
    if row is None:
        return ProblemError(400, "unknown_state", "This consent was not begun here. Connect the account again.")
    own, used = row
    if not own:
        message = "This consent was begun by another user. Connect the account again as yourself."
        return ProblemError(403, "other_user", message)
    if used:
        message = "This consent was used already. If the account is not in the list, connect it again."
        return ProblemError(400, "state_used", message)
    message = f"This consent was begun more than {LIFE_MINUTES} minutes ago. Connect the account again."
    return ProblemError(400, "state_expired", message)


def _not_agreed(error: str, begun: Begun | None) -> ProblemError:
    if error == "access_denied" and begun is not None and begun.account_id is not None:
        message = "The consent was declined at eBay, so the account keeps the permissions it had."
        return ProblemError(400, "grant_declined", message)
    if error == "access_denied":
        return ProblemError(400, "consent_declined", "The consent was declined at eBay, so nothing was connected.")
    message = f"eBay could not ask for the consent ({error[:100]}). Nothing was connected; connect the account again."
    return ProblemError(400, "consent_failed", message)

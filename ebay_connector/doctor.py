"""Checks everything a sync needs, and says what to mend."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import psycopg
from psycopg import AsyncConnection

from ebay_connector.accounts import queries
from ebay_connector.accounts.clients import KEYSET_FIELDS, EbayClients, EnvironmentState
from ebay_connector.accounts.crypto import DecryptionError, TokenCipher
from ebay_connector.accounts.local_ebay import with_local_ebay
from ebay_connector.accounts.schemas import AccountInfo
from ebay_connector.accounts.service import Accounts
from ebay_connector.budget.service import Budgets, Report
from ebay_connector.db.errors import DatabaseError, place, refusal
from ebay_connector.db.migrate import OLDEST_POSTGRES
from ebay_connector.db.mode import learn_mode
from ebay_connector.db.pool import Database, connection_options
from ebay_connector.db.status import database_status
from ebay_connector.ebay import oauth
from ebay_connector.ebay.errors import EbayError
from ebay_connector.errors import StartError
from ebay_connector.jobs import workers_at_work
from ebay_connector.settings import Settings
from ebay_connector.startup import found_database, opened
from ebay_connector.stopping import Stop

MARKS = {True: "✓", False: "✗", None: "·"}
PATIENCE = 10.0
QUICK = {"ebay_retry_attempts": 1, "ebay_request_timeout": 15.0, "migration_attempts": 0}
LOCAL_EBAY = "the local eBay, which `ebay-connector serve --demo` (`make run`) starts"
TOKENS = "SELECT account_id, access_token_encrypted, refresh_token_encrypted FROM account_tokens ORDER BY 1"
SIGNING_KEYS = "SELECT environment, client_id, private_key_encrypted FROM signing_keys WHERE expires_at > now()"


@dataclass(frozen=True, slots=True)
class Finding:
    """`ok` is None for what is neither right nor wrong, such as an environment that nobody uses."""

    ok: bool | None
    what: str

    def __str__(self) -> str:
        return f"{MARKS[self.ok]} {self.what}"


async def doctor(settings: Settings, stop: Stop | None = None) -> None:
    """Prints a line for each check; raises StartError when something is broken."""
    broken = 0
    async for finding in examine(settings.model_copy(update=QUICK), stop):
        print(finding, flush=True)
        broken += finding.ok is False
    if broken:
        raise StartError(f"{broken} of these {'need' if broken > 1 else 'needs'} mending: see the lines marked ✗.")


async def examine(settings: Settings, stop: Stop | None = None) -> AsyncIterator[Finding]:
    yield Finding(True, "Settings: complete, with a key for sign-in and a key for eBay's tokens.")
    async with AsyncExitStack() as stack:
        try:
            where = await stack.enter_async_context(found_database(settings, stop=stop))
            database = await stack.enter_async_context(opened(where, settings))
        except DatabaseError as error:
            yield Finding(False, f"Database: {error}")
            return
        if where.direct_url != where.url:
            yield await direct_connection(where.direct_url, settings)
        usable = True
        async for finding in examine_database(database):
            usable = usable and finding.ok is not False
            yield finding
        if usable:
            async for finding in examine_accounts(database, settings):
                yield finding


async def direct_connection(url: str, settings: Settings) -> Finding:
    """Whether DATABASE_DIRECT_URL can be used; that it leads to the same database, opening that has seen to."""
    try:
        await (await AsyncConnection.connect(url, **connection_options(settings))).close()
    except psycopg.Error as error:
        return Finding(False, f"Direct connection: {refusal(error, url, 'DATABASE_DIRECT_URL')}")
    return Finding(True, f"Direct connection: {place(url)} answers.")


async def examine_database(database: Database) -> AsyncIterator[Finding]:
    status = await database_status(database, PATIENCE)
    if status.server_version is not None:
        version = f"PostgreSQL {status.server_version // 10_000}.{status.server_version % 10_000}"
        new_enough = status.server_version >= OLDEST_POSTGRES * 10_000
        needed = "" if new_enough else f" Version {OLDEST_POSTGRES} or newer is needed."
        mode = (await learn_mode(database)).replace("_", " ")
        yield Finding(new_enough, f"Database: {version}, {mode}, answers in {status.latency_ms} ms.{needed}")
    yield Finding(status.reason is None, f"Tables: {status.reason or f'at revision {status.revision}, as needed.'}")


async def examine_accounts(database: Database, settings: Settings) -> AsyncIterator[Finding]:
    yield await workers(database, settings)
    settings = await with_local_ebay(settings)
    async with AsyncExitStack() as stack:
        clients = EbayClients(settings)
        stack.push_async_callback(clients.close)
        async with database.reading() as connection:
            found = await queries.accounts(connection)
        yield await tokens(database, settings)
        async for finding in signing_keys(database, settings):
            yield finding
        used = {account.environment for account in found if account.status != "disconnected"}
        for state in clients.environments():
            yield await environment(clients, state, settings, used=state.name in used)
        for report in await Budgets(database, clients).report():
            yield calls(report)
        accounts = Accounts(database, settings, clients)
        for account in found:
            resting = account.environment == "emulator" and settings.emulator_url is None
            yield await access(accounts, account, resting=resting)


async def workers(database: Database, settings: Settings) -> Finding:
    async with database.reading() as connection:
        count = await workers_at_work(connection, settings)
    if not count:
        return Finding(None, "Worker: none runs; `ebay-connector serve` starts one, `ebay-connector worker` another.")
    return Finding(True, f"Worker: {count} at work.")


async def tokens(database: Database, settings: Settings) -> Finding:
    """Whether TOKEN_KEYS opens what is stored."""
    cipher = TokenCipher(settings)
    async with database.reading() as connection:
        rows = await (await connection.execute(TOKENS)).fetchall()
    for account_id, *encrypted in rows:
        try:
            for token in encrypted:
                cipher.decrypt(token)
        except DecryptionError as error:
            return Finding(False, f"Stored tokens: those of account {account_id} cannot be read. {error}")
    return Finding(True, f"Stored tokens: {len(rows)}, all readable with TOKEN_KEYS.")


async def signing_keys(database: Database, settings: Settings) -> AsyncIterator[Finding]:
    """Whether each application that has keys has one that TOKEN_KEYS opens; if not, a sync mends that."""
    cipher = TokenCipher(settings)
    async with database.reading() as connection:
        rows = await (await connection.execute(SIGNING_KEYS)).fetchall()
    readable = {(name, client_id) for name, client_id, key in rows if cipher.opens(key)}
    lost = sorted({name for name, client_id, _ in rows if (name, client_id) not in readable})
    if lost:
        missing = f"that of eBay {' and '.join(lost)} cannot be read with TOKEN_KEYS"
        yield Finding(None, f"Signing keys: {missing}; eBay makes a new one when a sync needs it.")
    elif rows:
        yield Finding(True, f"Signing keys: {len(readable)}, readable with TOKEN_KEYS.")


async def environment(clients: EbayClients, state: EnvironmentState, settings: Settings, *, used: bool) -> Finding:
    """Whether eBay answers and takes our keys."""
    title = f"eBay {state.name}"
    if state.name == "emulator" and not state.configured:
        where = f"does not answer on port {settings.emulator_port}; if it runs on another, set EMULATOR_PORT"
        return Finding(None, f"{title}: not checked, as {LOCAL_EBAY}, {where}.")
    if 0 < len(state.missing) < len(KEYSET_FIELDS) and state.name != "emulator":
        return Finding(False, f"{title}: set up in part; {' and '.join(state.missing)} must be set too.")
    if not state.configured:
        needed = f"not set up; {' and '.join(state.missing)} would be needed."
        return Finding(False if used else None, f"{title}: {needed}")
    try:
        client = await clients.get(state.name)
        await client.token(oauth.client_credentials(clients.keyset(state.name)))
    except EbayError as error:
        return Finding(False, f"{title}: {error}")
    return Finding(True, f"{title}: {clients.hosts(state.name).api} answers and takes our keys.")


def calls(report: Report) -> Finding:
    """How eBay's daily quotas stood when it was asked last."""
    title = f"Calls to eBay {report.environment}"
    for standing in report.standings:
        if standing.blocked_until:
            return Finding(None, f"{title}: {standing.blocked_reason}")
    shares = [(each.used / each.daily_limit, each) for each in report.standings if each.daily_limit]
    if not shares:
        return Finding(None, f"{title}: the quotas are not known. {report.problem or ''}".rstrip())
    share, fullest = max(shares, key=lambda pair: pair[0])
    return Finding(True, f"{title}: enough left; {fullest.resource} is used most, by {share:.0%} of its quota.")


async def access(accounts: Accounts, account: AccountInfo, *, resting: bool) -> Finding:
    """Whether eBay lets us act for the seller; `resting`: its eBay is the local one, and that does not run."""
    title = f"Account {account.name} ({account.environment})"
    if account.status == "disconnected":
        return Finding(None, f"{title}: disconnected; its data is kept.")
    if resting and account.status == "connected":
        return Finding(None, f"{title}: connected; not tried, as the local eBay does not answer.")
    try:
        await accounts.credentials(account.id).access_token()
    except EbayError as error:
        return Finding(False, f"{title}: {error}")
    until = f" until {account.refresh_expires_at:%Y-%m-%d}" if account.refresh_expires_at else ""
    return Finding(True, f"{title}: connected{until}.")

"""What the accounts part reads and writes. Rows are locked in one order: tokens, then their account."""

from dataclasses import dataclass
from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import class_row, dict_row

from ebay_connector.accounts.schemas import AccountInfo
from ebay_connector.accounts.status import AccountStatus
from ebay_connector.ebay.hosts import Environment
from ebay_connector.ebay.identity import EbayUser

USUAL_MARKETPLACE = "EBAY_US"
ACCOUNT = """
SELECT a.id, a.environment, a.ebay_user_id, a.username, a.name, a.marketplace_id, a.account_type, a.status,
    a.status_reason, a.scopes, a.connected_at, u.email AS connected_by, t.refresh_expires_at
FROM accounts a LEFT JOIN users u ON u.id = a.connected_by LEFT JOIN account_tokens t ON t.account_id = a.id
"""
STORED = """
SELECT a.name, a.environment, a.status, a.status_reason, t.access_token_encrypted AS access_token,
    t.refresh_token_encrypted AS refresh_token,
    coalesce(extract(epoch FROM t.access_expires_at - clock_timestamp()), 0)::float8 AS seconds_left
FROM accounts a LEFT JOIN account_tokens t ON t.account_id = a.id WHERE a.id = %s
"""
LOCK_OF_SELLER = """
SELECT FROM account_tokens t JOIN accounts a ON a.id = t.account_id
WHERE a.environment = %s AND a.ebay_user_id = %s FOR UPDATE OF t
"""
CONNECT = """
INSERT INTO accounts AS a
    (environment, ebay_user_id, username, name, marketplace_id, account_type, scopes, connected_by)
VALUES (%(environment)s, %(user_id)s, %(username)s, %(username)s, coalesce(%(marketplace)s, %(usual)s),
    %(account_type)s, %(scopes)s, %(connected_by)s)
ON CONFLICT (environment, ebay_user_id) DO UPDATE SET
    username = excluded.username, marketplace_id = coalesce(%(marketplace)s, a.marketplace_id),
    account_type = coalesce(excluded.account_type, a.account_type), status = 'connected', status_reason = NULL,
    scopes = excluded.scopes, connected_by = excluded.connected_by, connected_at = now(), updated_at = now()
WHERE a.erasing_since IS NULL
RETURNING id
"""
SAVE_TOKENS = """
INSERT INTO account_tokens
    (account_id, access_token_encrypted, access_expires_at, refresh_token_encrypted, refresh_expires_at)
VALUES (%(account_id)s, %(access)s, now() + %(access_life)s * interval '1 second',
    %(refresh)s, now() + %(refresh_life)s * interval '1 second')
ON CONFLICT (account_id) DO UPDATE SET
    access_token_encrypted = excluded.access_token_encrypted, access_expires_at = excluded.access_expires_at,
    refresh_token_encrypted = excluded.refresh_token_encrypted, refresh_expires_at = excluded.refresh_expires_at,
    updated_at = now()
"""
SAVE_ACCESS = """
UPDATE account_tokens SET access_token_encrypted = %s, access_expires_at = now() + %s * interval '1 second',
    updated_at = now()
WHERE account_id = %s
"""
SET_STATUS = "UPDATE accounts SET status = %s, status_reason = %s, updated_at = now() WHERE id = %s"


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database knows of an account's access; tokens are encrypted, None when there are none."""

    name: str
    environment: Environment
    status: AccountStatus
    status_reason: str | None
    access_token: bytes | None
    refresh_token: bytes | None
    seconds_left: float


@dataclass(frozen=True, slots=True)
class EncryptedTokens:
    """Both tokens as they are stored; lifetimes in seconds."""

    access: bytes
    access_life: int
    refresh: bytes
    refresh_life: int


async def accounts(connection: AsyncConnection[Any]) -> list[AccountInfo]:
    """Every account but those whose data is being erased."""
    async with connection.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(ACCOUNT + " WHERE a.erasing_since IS NULL ORDER BY a.name, a.id")
        return [AccountInfo(**row) for row in await cursor.fetchall()]


async def account(connection: AsyncConnection[Any], account_id: int) -> AccountInfo | None:
    async with connection.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(ACCOUNT + " WHERE a.id = %s", (account_id,))
        row = await cursor.fetchone()
        return AccountInfo(**row) if row else None


async def stored(connection: AsyncConnection[Any], account_id: int, *, lock: bool = False) -> Stored | None:
    """The account's access; with `lock` nobody else renews or deletes it before this transaction ends."""
    if lock:
        await connection.execute("SELECT FROM account_tokens WHERE account_id = %s FOR UPDATE", (account_id,))
    async with connection.cursor(row_factory=class_row(Stored)) as cursor:
        await cursor.execute(STORED, (account_id,))
        return await cursor.fetchone()


async def save_access(connection: AsyncConnection[Any], account_id: int, token: bytes, life: int) -> None:
    """Keeps a renewed access token; the refresh token stays as it is."""
    await connection.execute(SAVE_ACCESS, (token, life, account_id))


async def connect(
    connection: AsyncConnection[Any],
    environment: Environment,
    user: EbayUser,
    scopes: list[str],
    tokens: EncryptedTokens,
    connected_by: int,
) -> int | None:
    """Adds the seller's account, or renews the one there is; None while that one is being erased."""
    await connection.execute(LOCK_OF_SELLER, (environment, user.user_id))
    values = {
        "environment": environment,
        "user_id": user.user_id,
        "username": user.username,
        "marketplace": user.marketplace_id,
        "usual": USUAL_MARKETPLACE,
        "account_type": user.account_type,
        "scopes": scopes,
        "connected_by": connected_by,
    }
    row = await (await connection.execute(CONNECT, values)).fetchone()
    if row is None:
        return None
    await connection.execute(
        SAVE_TOKENS,
        {
            "account_id": row[0],
            "access": tokens.access,
            "access_life": tokens.access_life,
            "refresh": tokens.refresh,
            "refresh_life": tokens.refresh_life,
        },
    )
    return int(row[0])


async def set_status(
    connection: AsyncConnection[Any], account_id: int, status: AccountStatus, reason: str | None
) -> None:
    await connection.execute(SET_STATUS, (status, reason, account_id))


async def rename(connection: AsyncConnection[Any], account_id: int, name: str) -> None:
    await connection.execute("UPDATE accounts SET name = %s, updated_at = now() WHERE id = %s", (name, account_id))


async def take_refresh_token(connection: AsyncConnection[Any], account_id: int) -> bytes | None:
    """Deletes the account's tokens and returns the encrypted refresh token, if there was one."""
    cursor = await connection.execute(
        "DELETE FROM account_tokens WHERE account_id = %s RETURNING refresh_token_encrypted", (account_id,)
    )
    row = await cursor.fetchone()
    return bytes(row[0]) if row else None


async def start_erasing(connection: AsyncConnection[Any], account_id: int) -> bool:
    """Marks the account; False when it was marked before."""
    cursor = await connection.execute(
        "UPDATE accounts SET erasing_since = now() WHERE id = %s AND erasing_since IS NULL", (account_id,)
    )
    return cursor.rowcount == 1

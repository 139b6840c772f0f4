"""Slow-down: whoever fails to sign in again and again waits longer and longer, whichever process is asked."""

from dataclasses import dataclass
from typing import Any

from psycopg import AsyncConnection

from ebay_connector.auth.tokens import digest
from ebay_connector.errors import ProblemError

FAILURES_OF_EMAIL = 5
FAILURES_OF_ADDRESS = 20
WINDOW_SECONDS = 15 * 60
FIRST_WAIT_SECONDS = 30
LONGEST_WAIT_SECONDS = 15 * 60

# An attempt counts as failed until it succeeds, or many at once would all pass before the first has failed.
COUNT = """
INSERT INTO login_attempts AS a (key, failures, window_ends_at)
VALUES (%(key)s, 1, now() + %(window)s * interval '1 second')
ON CONFLICT (key) DO UPDATE SET
    failures = CASE WHEN a.window_ends_at < now() THEN 1 ELSE a.failures + 1 END,
    window_ends_at = CASE WHEN a.window_ends_at < now() THEN excluded.window_ends_at ELSE a.window_ends_at END
WHERE a.blocked_until IS NULL OR a.blocked_until <= now()
RETURNING failures
"""
BLOCK = """
UPDATE login_attempts SET blocked_until = now() + %(wait)s * interval '1 second',
    window_ends_at = now() + (%(wait)s + %(window)s) * interval '1 second'
WHERE key = %(key)s
"""
LEFT = "SELECT ceil(extract(epoch FROM blocked_until - now()))::int FROM login_attempts WHERE key = %s"
TAKE_BACK = "UPDATE login_attempts SET failures = greatest(failures - 1, 0), blocked_until = NULL WHERE key = %s"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to sign in: for which email, from which address."""

    email: str
    address: str

    @property
    def email_key(self) -> bytes:
        return digest(f"email:{self.email}")

    @property
    def address_key(self) -> bytes:
        return digest(f"address:{self.address}")


async def begin(connection: AsyncConnection[Any], attempt: Attempt) -> None:
    """Counts the attempt; raises 429 with Retry-After while the email or the address has to wait."""
    await _count(connection, attempt.email_key, FAILURES_OF_EMAIL)
    await _count(connection, attempt.address_key, FAILURES_OF_ADDRESS)


async def succeed(connection: AsyncConnection[Any], attempt: Attempt) -> None:
    """Clears the email; the address gets back only this attempt, or one good account would unlock guessing."""
    await connection.execute("DELETE FROM login_attempts WHERE key = %s", (attempt.email_key,))
    await connection.execute(TAKE_BACK, (attempt.address_key,))
    await connection.execute("DELETE FROM login_attempts WHERE window_ends_at < now() - interval '1 day'")


async def _count(connection: AsyncConnection[Any], key: bytes, allowed: int) -> None:
    cursor = await connection.execute(COUNT, {"key": key, "window": WINDOW_SECONDS})
    row = await cursor.fetchone()
    if row is None:
        raise _too_many(await _seconds_left(connection, key))
    if row[0] >= allowed:
        wait = min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** min(row[0] - allowed, 16))
        await connection.execute(BLOCK, {"key": key, "wait": wait, "window": WINDOW_SECONDS})


async def _seconds_left(connection: AsyncConnection[Any], key: bytes) -> int:
    cursor = await connection.execute(LEFT, (key,))
    row = await cursor.fetchone()
    return max(1, row[0] or 1) if row else 1


def _too_many(seconds: int) -> ProblemError:
    detail = f"Too many failed sign-ins. Wait {seconds} seconds, then try again."
    return ProblemError(429, "too_many_attempts", detail, {"Retry-After": str(seconds)})

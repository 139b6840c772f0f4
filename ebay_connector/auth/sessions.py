"""Sessions: begun by a sign-in, checked on every request, ended at once."""

import time
from dataclasses import dataclass
from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import class_row

from ebay_connector.auth import tokens
from ebay_connector.auth.roles import Role
from ebay_connector.db.pool import Database
from ebay_connector.settings import Settings

BELIEVED_SECONDS = 2.0
REMEMBERED = 10_000
LONGEST_USER_AGENT = 300

FIND = """
SELECT u.id, u.email, u.name, u.role, s.id AS session_id, s.last_used_at < now() - interval '5 minutes' AS idle
FROM sessions s JOIN users u ON u.id = s.user_id
WHERE {by} = %s AND s.ended_at IS NULL AND s.expires_at > now() AND u.active
"""
TOUCH = "UPDATE sessions SET last_used_at = now(), expires_at = now() + %s * interval '1 day' WHERE id = %s"
BEGIN = """
INSERT INTO sessions (user_id, token_hash, expires_at, user_agent)
VALUES (%s, %s, now() + %s * interval '1 day', %s) RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is signed in, and by which session."""

    id: int
    email: str
    name: str
    role: Role
    session_id: int
    idle: bool = False


class Sessions:
    """The sessions as one process sees them. A session that was found is believed for two seconds.

    Whatever ends sessions or changes users in this process calls `forget`; other processes follow in time.
    """

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        self._known: dict[bytes | int, tuple[float, Identity]] = {}
        self._generation = 0

    def forget(self) -> None:
        """Asks the database again; also what is being looked up right now is not believed."""
        self._generation += 1
        self._known.clear()

    async def by_cookie(self, cookie: str) -> Identity | None:
        return await self._find("s.token_hash", tokens.digest(cookie))

    async def by_bearer(self, token: str) -> Identity | None:
        session_id = tokens.session_of(self._settings, token)
        return None if session_id is None else await self._find("s.id", session_id)

    async def end(self, identity: Identity) -> None:
        """Signs out: cookie and Bearer tokens of this session are worthless from now on."""
        async with self._database.transaction() as connection:
            await connection.execute("UPDATE sessions SET ended_at = now() WHERE id = %s", (identity.session_id,))
        self.forget()

    async def _find(self, by: str, value: bytes | int) -> Identity | None:
        believed, identity = self._known.get(value, (0.0, None))
        if identity is not None and time.monotonic() < believed:
            return identity
        generation = self._generation
        identity = await self._look_up(by, value)
        if identity is not None and generation == self._generation:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[value] = (time.monotonic() + BELIEVED_SECONDS, identity)
        return identity

    async def _look_up(self, by: str, value: bytes | int) -> Identity | None:
        async with self._database.transaction() as connection:
            async with connection.cursor(row_factory=class_row(Identity)) as cursor:
                await cursor.execute(FIND.format(by=by), (value,))
                identity = await cursor.fetchone()
            if identity is not None and identity.idle:
                await connection.execute(TOUCH, (self._settings.session_days, identity.session_id))
        return identity


async def begin(
    connection: AsyncConnection[Any], settings: Settings, user_id: int, cookie: str, user_agent: str
) -> int:
    """A new session's id; the cookie's hash is all that is kept of it."""
    await connection.execute("DELETE FROM sessions WHERE expires_at < now() - interval '30 days'")
    agent = user_agent.replace("\0", "")[:LONGEST_USER_AGENT]
    values = (user_id, tokens.digest(cookie), settings.session_days, agent)
    cursor = await connection.execute(BEGIN, values)
    row = await cursor.fetchone()
    assert row is not None  # noqa: S101 - RETURNING of an INSERT that did not fail
    return int(row[0])

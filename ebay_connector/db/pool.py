"""One pool of connections per process, for psycopg and SQLAlchemy alike.

SQLAlchemy takes 30 MB and is loaded by the first session: workers have none.
"""

import asyncio
import os
import select
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import psycopg
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from ebay_connector.db.errors import DatabaseUnavailableError, refusal
from ebay_connector.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

KEEPALIVES = {
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
Mode = Literal["direct", "transaction_pooler"]

RECONNECT_SECONDS = 10
"""The pool's own attempts end after this long; the next user begins anew, soon after an outage's end."""
FRESH_SECONDS = 1.0
"""A connection used within this time is looked at before its next use, not asked: that takes as long as most work."""


ON_REQUEST = sys.maxsize
"""So often a statement may be executed before it is prepared unasked."""
PREPARED_AT_MOST = 16
"""Of one connection: the plan of a page's insert takes the server 0.4 MB, others a tenth of that."""


def connection_options(settings: Settings) -> dict[str, Any]:
    """Options of every connection, pooled or not; a transaction pooler forbids prepared statements."""
    # libpq sends this at connect, the one way to set UTC that also holds behind a transaction pooler.
    os.environ["PGTZ"] = "UTC"
    return {
        "connect_timeout": settings.database_connect_timeout,
        "prepare_threshold": None,
        "application_name": "ebay-connector",
        **KEEPALIVES,
    }


class _Connection(AsyncConnection[Any]):
    """One that knows when it came back to the pool."""

    used_at = 0.0

    def is_fresh(self) -> bool:
        """Whether it was used just now, and the server has said nothing since, as it does when it ends one."""
        if time.monotonic() - self.used_at > FRESH_SECONDS:
            return False
        waiting = select.poll()
        waiting.register(self.fileno(), select.POLLIN)
        return not waiting.poll(0)


class _Pool(AsyncConnectionPool[_Connection]):
    """One whose users end when they are told to while they wait for a connection.

    Python 3.11's `asyncio.wait_for`, which the pool uses, drops a cancellation that comes together with the result.
    """

    async def getconn(self, timeout: float | None = None) -> _Connection:  # noqa: ASYNC109 - the pool's own
        told = _times_told_to_end()
        connection = await super().getconn(timeout)
        if _times_told_to_end() > told:
            await self.putconn(connection)
            raise asyncio.CancelledError
        return connection


def _times_told_to_end() -> int:
    task = asyncio.current_task()
    return task.cancelling() if task else 0


class Database:
    """The process's way to Postgres. Open it once, share it, close it at the end."""

    def __init__(self, url: str, direct_url: str, settings: Settings) -> None:
        self.url = url
        self.direct_url = direct_url
        self.settings = settings
        self.mode: Mode | None = None  # as `db.mode.learn_mode` has found
        self.pool = _Pool(
            url,
            connection_class=_Connection,
            kwargs=connection_options(settings),
            min_size=1,
            max_size=settings.database_pool_size,
            timeout=settings.database_pool_timeout,
            max_lifetime=settings.database_max_lifetime,
            reconnect_timeout=RECONNECT_SECONDS,
            configure=self._made,
            check=self._check,
            reset=self._returned,
            close_returns=True,
            open=False,
        )

    async def open(self) -> None:
        """Opens the pool; raises DatabaseUnavailableError with the reason when Postgres does not answer."""
        try:
            probe = await AsyncConnection.connect(self.url, **connection_options(self.settings))
            await probe.close()
        except psycopg.Error as error:
            raise DatabaseUnavailableError(refusal(error, self.url, "DATABASE_URL")) from error
        await self.pool.open(wait=True, timeout=self.settings.database_pool_timeout)

    async def close(self) -> None:
        await self.pool.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection[Any]]:
        """A psycopg connection in one transaction: committed at the end, rolled back on an error."""
        async with self.pool.connection() as connection:
            try:
                yield connection
            except psycopg.InternalError as error:
                if not connection.broken:
                    raise
                # What psycopg makes of a pooler that ends a connection by two answers to one BEGIN.
                raise psycopg.OperationalError(str(error)) from error

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection[Any]]:
        """A psycopg connection for reading: each statement is a transaction of its own, which saves two round trips."""
        async with self.transaction() as connection:
            await connection.set_autocommit(True)
            yield connection

    @asynccontextmanager
    async def session(self) -> "AsyncIterator[AsyncSession]":
        """A SQLAlchemy session in one transaction: committed at the end, rolled back on an error."""
        async with self._sessions.begin() as session:
            yield session

    @cached_property
    def _sessions(self) -> "async_sessionmaker[AsyncSession]":
        from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
        from sqlalchemy.pool import NullPool

        engine = create_async_engine(
            "postgresql+psycopg://",
            poolclass=NullPool,
            async_creator=self.pool.getconn,
            use_native_hstore=False,
        )
        return async_sessionmaker(engine, expire_on_commit=False)

    async def _made(self, connection: _Connection) -> None:
        """Only Postgres itself keeps prepared statements: a pooler makes up the number of the server's process."""
        cursor = await connection.execute("SELECT pg_backend_pid()")
        if await cursor.fetchone() == (connection.info.backend_pid,):
            connection.prepare_threshold, connection.prepared_max = ON_REQUEST, PREPARED_AT_MOST
        await connection.commit()

    async def _check(self, connection: _Connection) -> None:
        """Before each use. A dead connection makes all others suspect: they are replaced at once."""
        if connection.is_fresh():
            return
        try:
            await AsyncConnectionPool.check_connection(connection)
        except psycopg.OperationalError:
            await self.pool.drain()
            raise

    async def _returned(self, connection: _Connection) -> None:
        connection.used_at = time.monotonic()
        await connection.set_autocommit(False)

"""One pool of connections per process, for psycopg and SQLAlchemy alike."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import NullPool

from ebay_connector.settings import Settings

KEEPALIVES = {"keepalives": 1, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}


def connection_options(settings: Settings) -> dict[str, Any]:
    """Options of every connection, pooled or not; no prepared statements, as a transaction pooler forbids them."""
    return {
        "connect_timeout": settings.database_connect_timeout,
        "prepare_threshold": None,
        "application_name": "ebay-connector",
        **KEEPALIVES,
    }


class Database:
    """The process's way to Postgres. Open it once, share it, close it at the end."""

    def __init__(self, url: str, direct_url: str, settings: Settings) -> None:
        self.url = url
        self.direct_url = direct_url
        self.settings = settings
        self.pool: AsyncConnectionPool[AsyncConnection[Any]] = AsyncConnectionPool(
            url,
            kwargs=connection_options(settings),
            min_size=1,
            max_size=settings.database_pool_size,
            timeout=settings.database_pool_timeout,
            max_lifetime=settings.database_max_lifetime,
            check=AsyncConnectionPool.check_connection,
            close_returns=True,
            open=False,
        )
        self.engine = create_async_engine(
            "postgresql+psycopg://", poolclass=NullPool, async_creator=self.pool.getconn
        )
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    async def open(self) -> None:
        """Opens the pool; raises `psycopg_pool.PoolTimeout` when Postgres does not answer in time."""
        await self.pool.open(wait=True, timeout=self.settings.database_pool_timeout)

    async def close(self) -> None:
        await self.engine.dispose()
        await self.pool.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection[Any]]:
        """A psycopg connection in one transaction: committed at the end, rolled back on an error."""
        async with self.pool.connection() as connection:
            yield connection

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """A SQLAlchemy session in one transaction: committed at the end, rolled back on an error."""
        async with self._sessions.begin() as session:
            yield session

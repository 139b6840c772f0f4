"""Whether two addresses lead to one database."""

import asyncio

import psycopg
from psycopg import AsyncConnection

from ebay_connector.db.connect import Addresses
from ebay_connector.db.errors import UnusableDatabaseError, place
from ebay_connector.db.pool import connection_options
from ebay_connector.settings import Settings

IDENTITY = """
SELECT system_identifier, oid FROM pg_control_system() CROSS JOIN pg_database WHERE datname = current_database()
"""
"""A server's replicas have its identifier too, and every role may ask for it."""
Identity = tuple[int, int]


async def refuse_two_databases(where: Addresses, settings: Settings) -> None:
    """Migrated would be the one, and the other waited for. What cannot be asked now is not judged."""
    if where.url == where.direct_url:
        return
    one, other = await asyncio.gather(_identity(where.url, settings), _identity(where.direct_url, settings))
    if one and other and one != other:
        raise UnusableDatabaseError(
            f"DATABASE_URL leads to {place(where.url)} and DATABASE_DIRECT_URL to {place(where.direct_url)}, "
            "which are two different databases: let both name the same one."
        )


async def _identity(url: str, settings: Settings) -> Identity | None:
    try:
        async with (
            asyncio.timeout(settings.database_connect_timeout),
            await AsyncConnection.connect(url, **connection_options(settings)) as connection,
        ):
            return await (await connection.execute(IDENTITY)).fetchone()
    except (psycopg.Error, OSError, TimeoutError):
        return None

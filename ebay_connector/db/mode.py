"""Tells a direct connection from a transaction pooler, by asking which server process does the work."""

from typing import Any

from psycopg import AsyncConnection

from ebay_connector.db.pool import Database, Mode, connection_options
from ebay_connector.log import get_logger
from ebay_connector.settings import Settings

ROUNDS = 4

log = get_logger(__name__)


async def learn_mode(database: Database) -> Mode:
    """The mode of the pool's connections, found once."""
    if database.mode is None:
        database.mode = await detect_mode(database.url, database.settings)
    return database.mode


async def detect_mode(url: str, settings: Settings) -> Mode:
    """`transaction_pooler` when sessions are not kept from one transaction to the next.

    Two clients take turns: when both meet one server process, or one client meets two, sessions are shared.
    A pooler in session mode passes for direct, as it keeps sessions.
    """
    options = {**connection_options(settings), "autocommit": True}
    async with (
        await AsyncConnection.connect(url, **options) as first,
        await AsyncConnection.connect(url, **options) as second,
    ):
        mode: Mode = "transaction_pooler" if await _share(first, second) else "direct"
    log.info("Found out how the database is connected.", mode=mode)
    return mode


async def _share(first: AsyncConnection[Any], second: AsyncConnection[Any]) -> bool:
    for _ in range(ROUNDS):
        one, two = [await _server_pid(first) for _ in range(2)], [await _server_pid(second) for _ in range(2)]
        if len(set(one)) > 1 or len(set(two)) > 1 or set(one) & set(two):
            return True
    return False


async def _server_pid(connection: AsyncConnection[Any]) -> int:
    cursor = await connection.execute("SELECT pg_backend_pid()")
    row = await cursor.fetchone()
    return int(row[0]) if row else 0

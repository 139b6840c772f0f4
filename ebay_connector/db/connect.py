"""From settings to an open database: the hosted one, or the embedded one started when needed."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from ebay_connector.db.embedded import EmbeddedPostgres
from ebay_connector.db.pool import Database
from ebay_connector.settings import Settings


@dataclass(frozen=True)
class Addresses:
    """Where the database is: for the pool, and for migrations and LISTEN."""

    url: str
    direct_url: str


@contextmanager
def addresses(settings: Settings) -> Iterator[Addresses]:
    """The hosted database's addresses, or those of the embedded one, which runs until the block ends."""
    if settings.database_url is None:
        with EmbeddedPostgres(settings.data_dir) as server:
            yield Addresses(server.url, server.url)
    else:
        url = settings.database_url.get_secret_value()
        direct = settings.database_direct_url
        yield Addresses(url, direct.get_secret_value() if direct else url)


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[Database]:
    """An open `Database`; the embedded server is started when needed and left at the end."""
    server = addresses(settings)
    where = await asyncio.to_thread(server.__enter__)
    database = Database(where.url, where.direct_url, settings)
    try:
        await database.open()
        yield database
    finally:
        await database.close()
        await asyncio.to_thread(server.__exit__, None, None, None)

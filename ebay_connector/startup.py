"""What server, worker and commands do before their work: find the database, migrate it, open it.

What migrates takes 30 MB, and is loaded by whoever migrates.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from ebay_connector.db.connect import Addresses, hosted
from ebay_connector.db.embedded import EmbeddedPostgres
from ebay_connector.db.errors import (
    DatabaseUnavailableError,
    EmbeddedPostgresError,
    UnusableDatabaseError,
    is_transient,
)
from ebay_connector.db.identity import refuse_two_databases
from ebay_connector.db.pool import Database
from ebay_connector.db.status import database_status
from ebay_connector.errors import StartError
from ebay_connector.log import get_logger
from ebay_connector.settings import Settings
from ebay_connector.stopping import Stop

log = get_logger(__name__)
Report = Callable[[str], None]
Result = TypeVar("Result")
LOOK_SECONDS = 1.0
PATIENCE = 10.0
ORPHAN_PATIENCE = 10.0
PROMOTION_LOOKS = 60
"""So often a replica is looked at: a failover takes no longer."""


def silent(_: str) -> None:
    """Reports to nobody."""


@asynccontextmanager
async def found_database(
    settings: Settings, report: Report = silent, stop: Stop | None = None
) -> AsyncIterator[Addresses]:
    """The database's addresses; the embedded server runs, and is kept running, while the block lasts.

    `stop` learns how that server is stopped at once.
    """
    if found := hosted(settings):
        yield found
        return
    report("starting the embedded database")
    server = EmbeddedPostgres(settings.data_dir)
    if stop is not None:
        stop.force.append(server.stop_at_once)
    try:
        await in_thread(server.start)
        async with kept_running(server):
            yield Addresses(server.url, server.url)
    finally:
        patience = ORPHAN_PATIENCE if stop is not None and stop.orphaned else 0
        await in_thread(lambda: server.stop(patience))


@asynccontextmanager
async def kept_running(server: EmbeddedPostgres) -> AsyncIterator[None]:
    async def keep() -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if server.is_running():
                continue
            log.warning("The embedded database ended by itself; it is started again.")
            try:
                await in_thread(server.start)
            except EmbeddedPostgresError as error:
                log.error("The embedded database does not start.", reason=str(error))  # noqa: TRY400 - the sentence says all

    keeper = asyncio.create_task(keep(), name="keep the embedded database")
    try:
        yield
    finally:
        keeper.cancel()
        await asyncio.wait([keeper])


async def in_thread(work: Callable[[], Result], cancel: Callable[[], None] | None = None) -> Result:
    """Blocking work, brought to its end even when we are told to stop meanwhile; `cancel` may hasten it."""
    task = asyncio.create_task(asyncio.to_thread(work))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        if cancel:
            await asyncio.to_thread(cancel)
        with contextlib.suppress(Exception):
            await task
        raise


async def migrate(where: Addresses, settings: Settings, report: Report = silent) -> str:
    """Migrates the database and returns its revision; cancelled, it rolls back the revision in work."""
    from ebay_connector.db.migrate import Migration
    from ebay_connector.metadata import metadata

    await refuse_two_databases(where, settings)
    migration = Migration(where.direct_url, settings, metadata, report=lambda step: report(f"migrating: {step}"))
    return await in_thread(migration.run, migration.cancel)


@asynccontextmanager
async def opened(where: Addresses, settings: Settings, report: Report = silent) -> AsyncIterator[Database]:
    """The open pool, after as many attempts as a migration would make."""
    report("connecting to the database")
    database = Database(where.url, where.direct_url, settings)
    try:
        await _open_patiently(database, settings)
        await refuse_two_databases(where, settings)
        yield database
    finally:
        await database.close()


async def _open_patiently(database: Database, settings: Settings) -> None:
    for attempt in range(settings.migration_attempts + 1):
        try:
            return await database.open()
        except DatabaseUnavailableError as error:
            if attempt == settings.migration_attempts or not is_transient(error.__cause__ or error):
                raise
            pause = settings.migration_backoff * 2**attempt
            log.warning("The database does not answer; it is tried again.", reason=str(error), in_seconds=pause)
            await asyncio.sleep(pause)


async def migrated(database: Database, report: Report = silent) -> None:
    """Waits until another process has migrated the database; raises what would not mend by itself."""
    said, looks = None, 0
    while (status := await database_status(database, PATIENCE)).reason is not None:
        looks = looks + 1 if status.outlook == "may be promoted" else 0
        if status.outlook == "lasts" or looks >= PROMOTION_LOOKS:
            raise UnusableDatabaseError(status.reason)
        report(f"waiting: {status.reason}")
        if status.reason != said:
            said = status.reason
            log.warning("Waiting for the database.", reason=said)
        await asyncio.sleep(LOOK_SECONDS)


@asynccontextmanager
async def ready_database(settings: Settings, stop: Stop) -> AsyncIterator[Database]:
    """For a command: an open database at this version's revision. The embedded one is migrated if need be."""
    async with found_database(settings, stop=stop) as where:
        if settings.database_url is None:
            await migrate(where, settings)
        async with opened(where, settings) as database:
            status = await database_status(database, PATIENCE)
            if status.reason is not None:
                raise StartError(status.reason)
            yield database

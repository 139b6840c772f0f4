"""The job entry: takes runs from the queue until told to stop, then gives back what it has not finished."""

from contextlib import AsyncExitStack

from ebay_connector.log import get_logger
from ebay_connector.settings import Settings
from ebay_connector.startup import found_database, migrated, opened
from ebay_connector.stopping import Stop, stop_on_signals

log = get_logger(__name__)


async def run(settings: Settings) -> None:
    """Works until SIGTERM or SIGINT."""
    async with stop_on_signals() as stop, AsyncExitStack() as stack:
        await stop.or_end_of(work(settings, stack, stop))
        log.info("The worker is stopping.")


async def work(settings: Settings, stack: AsyncExitStack, stop: Stop) -> None:
    where = await stack.enter_async_context(found_database(settings, force=stop.force))
    database = await stack.enter_async_context(opened(where, settings))
    await migrated(database)
    log.info("The worker is ready.")
    await stop.wait()

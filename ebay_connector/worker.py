"""The job entry: takes runs from the queue until told to stop, then gives back what it has not finished."""

import asyncio
import gc
from contextlib import AsyncExitStack

from ebay_connector.accounts import queries
from ebay_connector.accounts.clients import EbayClients
from ebay_connector.accounts.local_ebay import with_local_ebay
from ebay_connector.accounts.service import Accounts
from ebay_connector.budget.service import Budgets
from ebay_connector.db.mode import learn_mode
from ebay_connector.db.pool import Database
from ebay_connector.jobs import Jobs
from ebay_connector.log import get_logger
from ebay_connector.settings import Settings
from ebay_connector.startup import found_database, migrated, opened
from ebay_connector.stopping import Stop, stop_on_signals
from ebay_connector.sync.erase import request_erasing
from ebay_connector.sync.housekeeping import keep_house
from ebay_connector.sync.rederive import request_rederiving
from ebay_connector.sync.tasks import Runner

log = get_logger(__name__)
OBJECTS_PER_COLLECTION = 20_000
"""Pages in flight are thousands of objects without a cycle; after each 700, as Python does, would be too often."""


async def run(settings: Settings) -> None:
    """Works until SIGTERM or SIGINT."""
    async with stop_on_signals() as stop, AsyncExitStack() as stack:
        await stop.or_end_of(work(settings, stack, stop))
        log.info("The worker is stopping.")


async def work(settings: Settings, stack: AsyncExitStack, stop: Stop) -> None:
    where = await stack.enter_async_context(found_database(settings, stop=stop))
    database = await stack.enter_async_context(opened(where, settings))
    await migrated(database)
    settings = await with_local_ebay(settings)
    jobs, clients = Jobs(database), EbayClients(settings)
    await jobs.open()
    stack.push_async_callback(clients.close)
    Runner(
        database, settings, jobs, Accounts(database, settings, clients), clients, Budgets(database, clients)
    ).register()
    await request_rederiving(database, jobs)
    await request_erasing(database, jobs)
    await _tell_what_is_missing(database, clients)
    mode = await learn_mode(database)
    gc.collect()
    gc.freeze()  # what is loaded by now stays: no collection need walk through it again
    gc.set_threshold(OBJECTS_PER_COLLECTION)
    log.info("The worker is ready.", runs_at_a_time=settings.worker_concurrency)
    async with asyncio.TaskGroup() as group:
        group.create_task(keep_house(database, jobs, settings))
        group.create_task(jobs.work(listen=mode == "direct"))


async def _tell_what_is_missing(database: Database, clients: EbayClients) -> None:
    """A worker whose settings differ from the others' would only be noticed by the runs that it fails."""
    async with database.reading() as connection:
        accounts = await queries.accounts(connection)
    used = {account.environment for account in accounts if account.status == "connected"}
    for state in clients.environments():
        if state.name in used and not state.configured:
            log.warning(
                "Runs of this environment will fail in this worker. Set what is missing and start it again.",
                environment=state.name,
                missing=" and ".join(state.missing),
            )

"""The web entry: a table of contents of the API, with the UI beside it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import Depends, FastAPI
from psycopg import AsyncConnection

from ebay_connector import __version__
from ebay_connector.accounts import endpoints as accounts
from ebay_connector.accounts.clients import EbayClients
from ebay_connector.accounts.service import Accounts, Choice, Prepare
from ebay_connector.auth import endpoints as auth
from ebay_connector.auth.sessions import Sessions
from ebay_connector.budget import endpoints as budget
from ebay_connector.budget.service import Budgets
from ebay_connector.db.pool import Database
from ebay_connector.events import Signals
from ebay_connector.jobs import Jobs
from ebay_connector.operations import endpoints as operations
from ebay_connector.operations import health, live, waiting
from ebay_connector.records import endpoints as records
from ebay_connector.records import views
from ebay_connector.settings import Settings
from ebay_connector.streams import STREAMS, scopes_of
from ebay_connector.sync import permits
from ebay_connector.sync.journal import CHANNEL
from ebay_connector.web.interface import Interface
from ebay_connector.web.middleware import ApiPrefix, Requests, SecurityHeaders
from ebay_connector.web.parameters import KnownParameters
from ebay_connector.web.problems import add_problem_handlers

ROUTERS = (  # asked in this order whether a path is theirs
    views.router,  # before the records, whose ids may be any word
    records.router,
    health.router,
    auth.router,
    accounts.router,
    budget.router,
    operations.router,
    waiting.router,
    live.router,
)


def create_app(database: Database, settings: Settings) -> FastAPI:
    """The whole web side on an open database; every path of the API also stands under `/api`."""
    app = FastAPI(
        title="eBay Connector",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(KnownParameters(but=[accounts.finish_oauth]))],
    )
    app.state.database = database
    app.state.settings = settings
    app.state.sessions = Sessions(database, settings)
    app.state.jobs = Jobs(database)
    app.state.signals = Signals(database, CHANNEL)
    app.state.clients = EbayClients(settings)
    app.state.budgets = Budgets(database, app.state.clients)
    app.state.accounts = Accounts(database, settings, app.state.clients, prepared(app.state.jobs, settings))
    app.state.stream_scopes = {stream.name: scopes_of(stream) for stream in STREAMS}
    for router in ROUTERS:
        app.include_router(router)
    app.router.default = Interface()
    add_problem_handlers(app)
    app.add_middleware(Requests)
    app.add_middleware(SecurityHeaders, https=(settings.public_url or "").startswith("https:"))
    app.add_middleware(ApiPrefix)
    return app


def prepared(jobs: Jobs, settings: Settings) -> Prepare:
    """Has the streams of an account run by themselves from the moment the account is connected."""

    async def prepare(connection: AsyncConnection[Any], account_id: int, choice: Choice | None, user_id: int) -> None:
        every = settings.sync_every_minutes
        await permits.set_going(connection, jobs, every, account_id, choice, user_id)

    return prepare


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """What lives as long as the app and needs a running loop."""
    await app.state.jobs.open()
    app.state.signals.start()
    try:
        yield
    finally:
        await app.state.signals.close()
        await app.state.clients.close()

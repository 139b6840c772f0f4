"""The running app and people of each role."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from ebay_connector.app import create_app
from ebay_connector.db.pool import Database
from ebay_connector.settings import Settings
from tests.support.web import browser, signed_in


@pytest.fixture
async def app(database: Database, settings: Settings) -> AsyncIterator[FastAPI]:
    app = create_app(database, settings)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def visitor(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in which nobody has signed in."""
    async with browser(app) as client:
        yield client


@pytest.fixture
async def admin(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(app, "admin") as client:
        yield client


@pytest.fixture
async def operator(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(app, "operator") as client:
        yield client


@pytest.fixture
async def viewer(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(app, "viewer") as client:
        yield client

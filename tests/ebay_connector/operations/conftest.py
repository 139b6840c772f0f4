"""The running app over the database that a test's connector writes."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI

from ebay_connector.app import create_app
from tests.support.connector import Connector


@pytest.fixture
async def app(connector: Connector) -> AsyncIterator[FastAPI]:
    app = create_app(connector.database, connector.settings)
    async with app.router.lifespan_context(app):
        yield app

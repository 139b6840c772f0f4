"""How tests reach their database: directly, and through PgBouncer in transaction mode."""

import pytest

from ebay_connector.db.connect import Addresses
from tests.support.postgres import Postgres


@pytest.fixture(params=["direct", "pooler"])
def addresses(request: pytest.FixtureRequest, postgres: Postgres, database_name: str) -> Addresses:
    """The test database, in each of the ways that hosts offer it."""
    url = postgres.url_of(database_name)
    if request.param == "pooler":
        url = request.getfixturevalue("pgbouncer").url_of(url)
    return Addresses(url, url)

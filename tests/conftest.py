"""What all tests share: a database of their own each, settings, and the local eBay.

`pytest --pooler` (or POOLER=1) puts PgBouncer in transaction mode between the tests and Postgres.
TEST_DATABASE_URL names a server to use instead of the embedded one; its user must be able to create some.
"""

import base64
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from ebay_connector.db.connect import Addresses
from ebay_connector.db.pool import Database
from ebay_connector.settings import Settings
from tests.support.pgbouncer import PgBouncer, find_pgbouncer
from tests.support.postgres import Postgres, running_postgres

MakeSettings = Callable[..., Settings]

TEST_SETTINGS: dict[str, Any] = {
    "secret_key": "a key for tests, long enough to be accepted",
    "token_keys": base64.urlsafe_b64encode(bytes(range(32))).decode(),
    "database_pool_timeout": 10,
    "migration_backoff": 0.05,
    "worker_poll": 0.05,
    "ebay_retry_base": 0.01,
}

_server = pytest.StashKey[Postgres]()
_stack = pytest.StashKey[ExitStack]()

for name in Settings.model_fields:
    os.environ.pop(name.upper(), None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--pooler", action="store_true", default=os.environ.get("POOLER") == "1", help="run through PgBouncer"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_stack] = ExitStack()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended by whom it may be, we clear up


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash.get(_stack, ExitStack()).close()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Under xdist one server is started for all workers."""
    server = _started(node.config)
    node.workerinput["postgres"] = (server.url, server.template)


def _started(config: pytest.Config) -> Postgres:
    if _server not in config.stash:
        run = running_postgres(os.environ.get("TEST_DATABASE_URL"))
        config.stash[_server] = config.stash[_stack].enter_context(run)
    return config.stash[_server]


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Postgres:
    """The server, directly: for making databases and looking at them from outside."""
    workerinput = getattr(request.config, "workerinput", None)
    if workerinput is not None:
        return Postgres(*workerinput["postgres"])
    return _started(request.config)


@pytest.fixture(scope="session")
def pgbouncer(postgres: Postgres) -> Iterator[PgBouncer]:
    """A pooler in transaction mode before the server; skips where PgBouncer is not installed."""
    if find_pgbouncer() is None:
        pytest.skip("PgBouncer is not installed (Debian: apt-get install pgbouncer)")
    with PgBouncer(postgres.url) as pooler:
        yield pooler


@pytest.fixture
def database_name(postgres: Postgres) -> Iterator[str]:
    """A migrated database of this test's own, dropped after it."""
    name = postgres.create()
    yield name
    postgres.drop(name)


@pytest.fixture
def addresses(request: pytest.FixtureRequest, postgres: Postgres, database_name: str) -> Addresses:
    """The test database's addresses as the product gets them; with --pooler both lead through it."""
    url = postgres.url_of(database_name)
    if request.config.getoption("--pooler"):
        url = request.getfixturevalue("pgbouncer").url_of(url)
    return Addresses(url, url)


@pytest.fixture
def make_settings(tmp_path: Path) -> MakeSettings:
    """Settings that neither the environment nor a `.env` of the developer's changes."""

    def make(**values: Any) -> Settings:
        return Settings(_env_file=None, **{"data_dir": tmp_path / "data", **TEST_SETTINGS, **values})

    return make


@pytest.fixture
def settings(make_settings: MakeSettings, addresses: Addresses) -> Settings:
    """Settings of this test's database."""
    return make_settings(database_url=addresses.url, database_direct_url=addresses.direct_url)


@pytest.fixture
async def database(settings: Settings, addresses: Addresses) -> AsyncIterator[Database]:
    """An open `Database` on a migrated Postgres database of this test's own."""
    database = Database(addresses.url, addresses.direct_url, settings)
    await database.open()
    yield database
    await database.close()


@pytest.fixture(scope="session")
def emulator_process() -> Iterator[Any]:
    """The local eBay of this test process."""
    from ebay_emulator.testing import EmulatorProcess

    with EmulatorProcess() as process:
        yield process


@pytest.fixture
def emulator(emulator_process: Any) -> Any:
    """The local eBay, as new: no sellers, tokens or faults of other tests."""
    emulator_process.control("reset", {"demo": False})
    return emulator_process


@pytest.fixture
async def connector(database: Database, settings: Settings, emulator: Any) -> AsyncIterator[Any]:
    """The connector on this test's database and the local eBay with its demo sellers."""
    from tests.support.connector import open_connector

    emulator.control("reset", {"demo": True})
    async with open_connector(database, settings, emulator) as connector:
        yield connector

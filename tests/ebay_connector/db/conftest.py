"""An empty database, and a chain of slow revisions for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import MetaData

from ebay_connector.db.migrate import Migration
from tests.conftest import MakeSettings
from tests.support.postgres import Postgres
from tests.support.slow_chain import STEPS, MakeMigration, write_chain


@pytest.fixture
def empty(postgres: Postgres) -> Iterator[str]:
    """The name of a database without any table."""
    name = postgres.create(migrated=False)
    yield name
    postgres.drop(name)


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    return write_chain(tmp_path / "versions", steps=STEPS)


@pytest.fixture
def migration(postgres: Postgres, empty: str, chain: Path, make_settings: MakeSettings) -> MakeMigration:
    def make(url: str = postgres.url_of(empty), **settings: object) -> Migration:
        return Migration(url, make_settings(**settings), MetaData(), versions=chain)

    return make

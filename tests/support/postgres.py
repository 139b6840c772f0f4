"""The Postgres of a test run: an embedded one, or the server that TEST_DATABASE_URL names."""

import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from ebay_connector.db.embedded import EmbeddedPostgres
from ebay_connector.db.migrate import Migration
from ebay_connector.metadata import metadata
from ebay_connector.settings import Settings

FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "300"}


@dataclass
class Postgres:
    """A server in which tests make databases, most of them copies of a migrated template."""

    url: str
    template: str
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def url_of(self, name: str) -> str:
        return urlsplit(self.url)._replace(path=f"/{name}").geturl()

    def execute(self, statement: str) -> None:
        """Runs one statement outside of any transaction, as the server's owner."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement.encode())

    def create(self, *, migrated: bool = True) -> str:
        """Makes a database and returns its name."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        source = f'"{self.template}" STRATEGY file_copy' if migrated else "template0"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE {source}')
        return name

    def drop(self, name: str) -> None:
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    @contextmanager
    def guest(self, database: str) -> Iterator[str]:
        """The address of the database for a role that has been granted nothing."""
        role = f"guest_{database}"
        self.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'guest'")
        parts = urlsplit(self.url_of(database))
        try:
            yield parts._replace(netloc=f"{role}:guest@{parts.netloc.rpartition('@')[2]}").geturl()
        finally:
            self.in_database(database, f"DROP OWNED BY {role}")
            self.execute(f"DROP ROLE {role}")

    def in_database(self, name: str, *statements: str) -> None:
        """Runs statements in one of the databases, as its owner."""
        with psycopg.connect(self.url_of(name), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


@contextmanager
def running_postgres(url: str | None) -> Iterator[Postgres]:
    """The server of one test run, with the template made; both are gone afterwards."""
    with ExitStack() as stack:
        if url is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ebay-connector-tests-"))
            url = stack.enter_context(EmbeddedPostgres(Path(folder), FAST)).url
        server = Postgres(url, f"test_template_{os.getpid()}")
        stack.callback(server.drop, server.template)
        server.execute(f'CREATE DATABASE "{server.template}" TEMPLATE template0')
        Migration(server.url_of(server.template), Settings(_env_file=None), metadata).run()
        yield server

"""The Postgres of a test run: an embedded one, or the server that TEST_DATABASE_URL names."""

import itertools
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
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


class PostgresRun:
    """Starts the server of one test run, makes the template, and removes both at the end."""

    def __init__(self, url: str | None) -> None:
        self._given = url
        self._folder = Path(tempfile.mkdtemp(prefix="ebay-connector-tests-"))
        self._embedded: EmbeddedPostgres | None = None
        self.template = f"test_template_{os.getpid()}"
        self.url = ""

    def __enter__(self) -> Self:
        if self._given is None:
            self._embedded = EmbeddedPostgres(self._folder, FAST)
            self.url = self._embedded.start()
        else:
            self.url = self._given
        server = Postgres(self.url, self.template)
        server.execute(f'CREATE DATABASE "{self.template}" TEMPLATE template0')
        Migration(server.url_of(self.template), Settings(_env_file=None), metadata).run()
        return self

    def __exit__(self, *_: object) -> None:
        if self._embedded is not None:
            self._embedded.stop()
        else:
            Postgres(self.url, self.template).drop(self.template)
        shutil.rmtree(self._folder)

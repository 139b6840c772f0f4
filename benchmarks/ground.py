"""What all benchmarks stand on: one Postgres, one local eBay, connected sellers."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import psycopg
from rich.console import Console

from benchmarks.postgres import PREFIX, LocalServer
from benchmarks.processes import cpu_seconds
from benchmarks.sellers import CALLER, CONNECTED, LIST, LOADS, ORM, SHOP, connect
from benchmarks.sizes import Sizes
from ebay_connector.db.embedded import EmbeddedPostgres
from ebay_connector.db.migrate import Migration
from ebay_connector.metadata import metadata
from ebay_connector.settings import Settings, load_settings
from ebay_emulator.testing import EmulatorProcess

TEMPLATE = f"{PREFIX}connected"
CALLERS_ORDERS, CALLERS_SKUS = 1_000, 250
"""What the seller has whose calls are counted: a shop of a moderate size."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Processor time and write-ahead log of Postgres."""

    cpu: float
    wal_bytes: int

    def since(self, before: "Spent") -> "Spent":
        return Spent(self.cpu - before.cpu, self.wal_bytes - before.wal_bytes)


class Ground:
    """Use it with `with`; the folder is emptied before and after.

    Postgres is embedded, as the product starts it, or the server at an address.
    """

    def __init__(self, folder: Path, console: Console, server: str | None = None) -> None:
        self.folder = folder
        self.facts: dict[str, Any] = {}
        self.emulator = EmulatorProcess()
        self._console = console
        self._postgres = LocalServer(server) if server else EmbeddedPostgres(folder / "data")

    def __enter__(self) -> Self:
        self._clear()
        self.folder.mkdir(parents=True)
        try:
            self._postgres.start()
            self.emulator.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.emulator.stop()
        self._postgres.stop()
        self._clear()

    def _clear(self) -> None:
        """Removes the folder; a server that a killed benchmark has left there is stopped first."""
        if self._postgres.is_running():
            self._postgres.start()
            self._postgres.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def say(self, text: str) -> None:
        self._console.print(f"[dim]{text}[/dim]", highlight=False)

    async def prepare(self, sizes: Sizes) -> None:
        """Makes the database that all others are copies of: migrated, with the sellers connected."""
        self.say("Making the database and the sellers …")
        self.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
        url = self.url_of(TEMPLATE)
        Migration(url, self.settings(url), metadata).run()
        for seller, orders in ((LOADS, sizes.orders), (LIST, 0), (ORM, sizes.orm_orders)):
            self.seed(seller, orders)
        self.seed(SHOP, sizes.shop_orders, listings=sizes.skus, items=sizes.skus)
        self.seed(CALLER, CALLERS_ORDERS, listings=CALLERS_SKUS, items=CALLERS_SKUS)
        await connect(url, self.settings(url), self.emulator, CONNECTED)

    def seed(self, seller: str, orders: int, **wishes: int) -> None:
        """Gives the seller orders; a little less than two years back, so that all stay within eBay's reach."""
        self.emulator.control("seed", {"seller": seller, "orders": orders, "days": 720, "wishes": wishes})

    @contextmanager
    def slow(self, path: str, seconds: float) -> Iterator[None]:
        """The local eBay takes its time for requests to `path` and below."""
        match = {"path_prefix": path}
        self.emulator.control("faults", [{"kind": "slow", "seconds": seconds, "match": match}])
        try:
            yield
        finally:
            self.emulator.control("faults", method="DELETE")

    @contextmanager
    def database(self, name: str) -> Iterator[str]:
        """The address of a fresh copy, dropped at the end. All begin at a checkpoint, with none to come soon."""
        name = PREFIX + name
        self.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY file_copy")
        self.execute("CHECKPOINT")
        try:
            yield self.url_of(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def settings(self, url: str) -> Settings:
        """The product's defaults."""
        (self.folder / "keys").mkdir(exist_ok=True)
        keys = load_settings(_env_file=None, data_dir=self.folder / "keys")
        return keys.model_copy(update={"emulator_url": self.emulator.url})

    def environment(self, url: str) -> dict[str, str]:
        """The settings of a process of the product: where everything is, and nothing else."""
        settings = self.settings(url)
        keys = {"SECRET_KEY": settings.secret_key, "TOKEN_KEYS": settings.token_keys}
        secrets = {name: key.get_secret_value() for name, key in keys.items() if key}
        return {"DATABASE_URL": url, "EMULATOR_URL": self.emulator.url, "LOG_FORMAT": "json", **secrets}

    def url_of(self, name: str) -> str:
        return urlsplit(self._postgres.url)._replace(path=f"/{name}").geturl()

    def execute(self, statement: str) -> None:
        with psycopg.connect(self._postgres.url, autocommit=True) as connection:
            connection.execute(statement.encode())

    def spent(self) -> "Spent":
        """What Postgres has used and written since it started."""
        with psycopg.connect(self._postgres.url) as connection:
            row = connection.execute("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')").fetchone()
        return Spent(cpu_seconds(self._postgres.pid or 0), int(row[0]) if row else 0)

    def postgres_version(self) -> str:
        with psycopg.connect(self._postgres.url) as connection:
            row = connection.execute("SHOW server_version").fetchone()
        return str(row[0]) if row else "unknown"

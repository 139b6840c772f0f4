"""What a start waits for, and what ends it at once: whatever nobody but a person can mend."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from ebay_connector import startup
from ebay_connector.db.connect import Addresses
from ebay_connector.db.embedded import EmbeddedPostgres
from ebay_connector.db.errors import UnusableDatabaseError
from ebay_connector.db.migrate import Migration
from ebay_connector.db.pool import Database
from ebay_connector.metadata import metadata
from ebay_connector.settings import Settings
from ebay_connector.startup import migrate, migrated, opened
from tests.conftest import MakeSettings
from tests.support.pgbouncer import PgBouncer
from tests.support.postgres import Postgres

QUICK = {"fsync": "off"}
pytestmark = pytest.mark.usefixtures("impatient")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup, "LOOK_SECONDS", 0.1)


@pytest.fixture
def guest(postgres: Postgres, database_name: str) -> Iterator[str]:
    with postgres.guest(database_name) as url:
        yield url


@pytest.fixture
def settings(make_settings: MakeSettings) -> Settings:
    return make_settings(migration_attempts=0)


@asynccontextmanager
async def found(url: str, settings: Settings, direct_url: str | None = None) -> AsyncIterator[Database]:
    async with opened(Addresses(url, direct_url or url), settings) as database:
        yield database


@pytest.mark.parametrize(
    ("before", "failures"),
    [
        ("SELECT 1", 1),
        ("GRANT SELECT ON alembic_version TO {guest}", 1),
        ("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {guest}", 1),
        ("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {guest}", 1),
        ("REVOKE USAGE ON SCHEMA public FROM PUBLIC", 2),
    ],
    ids=["nothing", "the revision", "reading", "no sequences", "no schema"],
)
async def test_a_missing_right_ends_the_start_with_the_grant_that_mends_it(
    postgres: Postgres, database_name: str, guest: str, settings: Settings, before: str, failures: int
) -> None:
    user = str(urlsplit(guest).username)
    postgres.in_database(database_name, before.format(guest=user))
    async with found(guest, settings) as database:
        for _ in range(failures):
            with pytest.raises(UnusableDatabaseError, match=f"^The user {user} may .*/{database_name}") as failure:
                await migrated(database)
            postgres.in_database(database_name, *grants(failure))
        await migrated(database)


def grants(failure: pytest.ExceptionInfo[UnusableDatabaseError]) -> list[str]:
    return str(failure.value).partition("Its owner grants what is needed: ")[2].rstrip(".").split("; ")


async def test_what_others_keep_beside_our_tables_is_not_asked_for(
    postgres: Postgres, database_name: str, guest: str, settings: Settings
) -> None:
    user = str(urlsplit(guest).username)
    postgres.in_database(
        database_name,
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {user}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {user}",
        "CREATE ROLE neighbour",
        "CREATE TABLE of_a_neighbour (n integer)",
        "ALTER TABLE of_a_neighbour OWNER TO neighbour",
    )
    try:
        async with found(guest, settings) as database:
            await migrated(database)
    finally:
        postgres.in_database(database_name, "DROP OWNED BY neighbour", "DROP ROLE neighbour")


async def test_a_database_that_takes_no_writes_ends_the_start(
    postgres: Postgres, database_name: str, settings: Settings
) -> None:
    postgres.execute(f'ALTER DATABASE "{database_name}" SET default_transaction_read_only = on')
    async with found(postgres.url_of(database_name), settings) as database:
        with pytest.raises(UnusableDatabaseError, match="takes no writes: default_transaction_read_only is on"):
            await migrated(database)


@pytest.fixture
def replica(tmp_path: Path) -> Iterator[str]:
    """The address of a migrated database whose server takes no writes until it is promoted."""
    with EmbeddedPostgres(tmp_path, QUICK) as server:
        Migration(server.url, Settings(_env_file=None), metadata).run()
    (tmp_path / "postgres/standby.signal").touch()
    with EmbeddedPostgres(tmp_path, QUICK) as server:
        yield server.url


async def test_a_replica_is_waited_for_until_it_is_promoted(replica: str, settings: Settings) -> None:
    steps: asyncio.Queue[str] = asyncio.Queue()
    async with found(replica, settings) as database, asyncio.TaskGroup() as group:
        group.create_task(migrated(database, steps.put_nowait))
        assert "it is a replica, or not promoted yet" in await steps.get()
        with psycopg.connect(replica, autocommit=True) as server:
            server.execute("SELECT pg_promote()")


async def test_a_replica_that_stays_one_ends_the_start(
    replica: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(startup, "PROMOTION_LOOKS", 2)
    async with found(replica, settings) as database:
        with pytest.raises(UnusableDatabaseError, match="Point DATABASE_URL at the primary server"):
            await migrated(database)


async def test_two_databases_end_the_start_before_either_is_touched(
    postgres: Postgres, settings: Settings, database_name: str
) -> None:
    empty = postgres.create(migrated=False)
    where = Addresses(postgres.url_of(database_name), postgres.url_of(empty))
    with pytest.raises(
        UnusableDatabaseError, match=f"/{database_name} and DATABASE_DIRECT_URL to .*/{empty}, which are"
    ):
        await migrate(where, settings)
    with pytest.raises(UnusableDatabaseError, match="let both name the same one"):
        async with found(where.url, settings, where.direct_url):
            pass
    with psycopg.connect(where.direct_url) as connection:
        assert connection.execute("SELECT to_regclass('alembic_version')").fetchone() == (None,)
    postgres.drop(empty)


async def test_one_database_by_two_addresses_is_one(
    postgres: Postgres, guest: str, settings: Settings, pgbouncer: PgBouncer, database_name: str
) -> None:
    direct = postgres.url_of(database_name)
    async with found(pgbouncer.url_of(direct), settings, direct) as database:
        await migrated(database)
    async with found(guest, settings, direct):
        pass


async def test_a_direct_address_that_does_not_answer_keeps_nobody_from_starting(
    postgres: Postgres, settings: Settings, database_name: str
) -> None:
    async with found(postgres.url_of(database_name), settings, "postgresql://127.0.0.1:1/shop") as database:
        await migrated(database)

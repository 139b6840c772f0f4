"""The pool: transactions, sessions, and what happens when Postgres goes away."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import psycopg
import pytest
from sqlalchemy import text

from ebay_connector.db.errors import DatabaseUnavailableError
from ebay_connector.db.pool import Database
from ebay_connector.settings import Settings
from tests.conftest import MakeSettings
from tests.support.pgbouncer import PgBouncer
from tests.support.postgres import Postgres


@asynccontextmanager
async def opened(url: str, settings: Settings) -> AsyncIterator[Database]:
    database = Database(url, url, settings)
    await database.open()
    try:
        yield database
    finally:
        await database.close()


def end_sessions(postgres: Postgres, name: str) -> None:
    postgres.execute(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'")


async def count(database: Database) -> int:
    async with database.transaction() as connection:
        cursor = await connection.execute("SELECT count(*) FROM numbers")
        row = await cursor.fetchone()
        return int(row[0]) if row else -1


@pytest.fixture
async def numbers(database: Database) -> Database:
    async with database.transaction() as connection:
        await connection.execute("CREATE TABLE numbers (n integer)")
    return database


async def test_a_transaction_is_committed_at_its_end_and_rolled_back_on_an_error(numbers: Database) -> None:
    async with numbers.transaction() as connection:
        await connection.execute("INSERT INTO numbers VALUES (1)")
    with suppress(ZeroDivisionError):
        async with numbers.transaction() as connection:
            await connection.execute("INSERT INTO numbers VALUES (2)")
            raise ZeroDivisionError
    assert await count(numbers) == 1


async def test_a_session_is_committed_at_its_end_and_rolled_back_on_an_error(numbers: Database) -> None:
    async with numbers.session() as session:
        await session.execute(text("INSERT INTO numbers VALUES (1)"))
    with suppress(ZeroDivisionError):
        async with numbers.session() as session:
            await session.execute(text("INSERT INTO numbers VALUES (2)"))
            raise ZeroDivisionError
    assert await count(numbers) == 1


async def test_statements_that_read_stand_alone_and_the_next_transaction_is_whole(numbers: Database) -> None:
    async with numbers.reading() as connection:
        with suppress(psycopg.errors.UndefinedTable):
            await connection.execute("SELECT * FROM nothing_of_this_name")
        cursor = await connection.execute("SELECT count(*) FROM numbers")
        assert await cursor.fetchone() == (0,)
    with suppress(ZeroDivisionError):
        async with numbers.transaction() as connection:
            await connection.execute("INSERT INTO numbers VALUES (1)")
            raise ZeroDivisionError
    assert await count(numbers) == 0


async def prepared(database: Database) -> int:
    """How many statements are prepared by two that run often, of which one asks for it."""
    async with database.transaction() as connection:
        for _ in range(10):
            await connection.execute("SELECT %s::int", (1,))
            await connection.execute("SELECT %s::text", ("a",), prepare=True)
        cursor = await connection.execute("SELECT count(*) FROM pg_prepared_statements")
        row = await cursor.fetchone()
        return int(row[0]) if row else -1


async def test_only_what_asks_for_it_is_prepared(
    make_settings: MakeSettings, postgres: Postgres, database_name: str
) -> None:
    url = postgres.url_of(database_name)
    async with opened(url, make_settings()) as database:
        assert await prepared(database) == 1


async def test_behind_a_pooler_nothing_is_prepared(
    make_settings: MakeSettings, postgres: Postgres, pgbouncer: PgBouncer, database_name: str
) -> None:
    url = pgbouncer.url_of(postgres.url_of(database_name))
    async with opened(url, make_settings()) as database:
        assert await prepared(database) == 0


async def test_cancelled_work_gives_its_connection_back(numbers: Database) -> None:
    async def in_session() -> None:
        async with numbers.session() as session:
            await session.execute(text("SELECT pg_sleep(60)"))

    async def in_transaction() -> None:
        async with numbers.transaction() as connection:
            await connection.execute("SELECT pg_sleep(60)")

    for work in (in_session, in_transaction) * 5:
        task = asyncio.create_task(work())
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert [await count(numbers) for _ in range(10)] == [0] * 10


async def in_transaction(database: Database) -> None:
    async with database.transaction():
        pass


async def in_session(database: Database) -> None:
    async with database.session() as session:
        await session.connection()


async def of_the_pool(database: Database) -> None:
    """As Procrastinate takes its connections."""
    async with database.pool.connection():
        pass


@pytest.mark.parametrize("turns", range(6))
@pytest.mark.parametrize("connect", [in_transaction, in_session, of_the_pool])
async def test_a_cancellation_is_heeded_whenever_it_comes(
    make_settings: MakeSettings,
    postgres: Postgres,
    database_name: str,
    connect: Callable[[Database], Awaitable[None]],
    turns: int,
) -> None:
    url = postgres.url_of(database_name)

    async def work() -> None:
        await connect(database)
        await asyncio.sleep(60)

    async with opened(url, make_settings(database_pool_size=2)) as database:
        async with database.transaction(), database.transaction():
            task = asyncio.create_task(work())
            while not database.pool.get_stats().get("requests_waiting"):  # noqa: ASYNC110 - the pool tells nobody
                await asyncio.sleep(0)
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task}, timeout=10)
        assert task.cancelled()
        async with database.transaction(), database.transaction():
            assert database.pool.get_stats()["pool_size"] == 2


async def test_after_a_task_group_has_failed_transactions_go_on(numbers: Database) -> None:
    async def fail() -> None:
        await asyncio.sleep(0)
        raise ZeroDivisionError

    with suppress(ExceptionGroup):
        async with asyncio.TaskGroup() as group:
            group.create_task(fail())
    assert await count(numbers) == 0


async def test_connections_ended_by_the_server_are_replaced_unnoticed(
    numbers: Database, postgres: Postgres, database_name: str
) -> None:
    await asyncio.gather(*(count(numbers) for _ in range(20)))
    end_sessions(postgres, database_name)
    assert await asyncio.wait_for(count(numbers), 5) == 0


async def test_a_lost_connection_is_told_as_one_whatever_the_driver_takes_it_for(
    make_settings: MakeSettings, postgres: Postgres, database_name: str
) -> None:
    async def fail(*, loses_connection: bool) -> None:
        async with direct.transaction() as connection:
            if loses_connection:
                end_sessions(postgres, database_name)
                with suppress(psycopg.Error):
                    await connection.execute("SELECT 1")
            raise psycopg.InternalError("two answers")

    async with opened(postgres.url_of(database_name), make_settings()) as direct:
        with pytest.raises(psycopg.OperationalError, match="two answers"):
            await fail(loses_connection=True)
        with pytest.raises(psycopg.InternalError):
            await fail(loses_connection=False)


async def test_times_are_utc_whatever_the_server_prefers(
    database: Database, postgres: Postgres, database_name: str
) -> None:
    postgres.execute(f"ALTER DATABASE \"{database_name}\" SET timezone = 'Asia/Tokyo'")
    end_sessions(postgres, database_name)
    async with database.transaction() as connection:
        cursor = await connection.execute("SELECT current_setting('TimeZone')")
        assert await cursor.fetchone() == ("UTC",)


async def test_nothing_is_prepared(numbers: Database) -> None:
    for _ in range(10):
        await count(numbers)
    async with numbers.transaction() as connection:
        cursor = await connection.execute("SELECT count(*) FROM pg_prepared_statements")
        assert await cursor.fetchone() == (0,)


async def test_waiting_for_a_connection_ends(settings: Settings) -> None:
    url = settings.database_url.get_secret_value() if settings.database_url else ""
    database = Database(url, url, settings.model_copy(update={"database_pool_timeout": 0.5, "database_pool_size": 2}))
    await database.open()
    async with database.transaction(), database.transaction():
        with pytest.raises(psycopg.OperationalError):
            async with database.transaction():
                pass
    await database.close()


async def test_an_unreachable_database_is_named_without_its_password(make_settings: MakeSettings) -> None:
    url = "postgresql://shop:hunter2@127.0.0.1:1/shop"
    database = Database(url, url, make_settings())
    with pytest.raises(DatabaseUnavailableError) as failure:
        await database.open()
    assert "127.0.0.1:1/shop" in str(failure.value)
    assert "refused" in str(failure.value)
    assert "hunter2" not in str(failure.value)

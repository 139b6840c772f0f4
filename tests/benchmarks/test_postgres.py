"""Benchmarks on a server that runs already: its process is found, and nothing of theirs stays in it."""

import psutil
import psycopg
import pytest

from benchmarks.postgres import PREFIX, LocalServer
from tests.support.postgres import Postgres

LEFT = f"SELECT datname FROM pg_database WHERE starts_with(datname, '{PREFIX}')"


@pytest.fixture
def server(postgres: Postgres) -> LocalServer:
    return LocalServer(postgres.url)


def test_its_process_is_found_and_its_other_databases_stay(server: LocalServer, postgres: Postgres) -> None:
    kept = postgres.create(migrated=False)
    postgres.execute(f"CREATE DATABASE {PREFIX}left_by_a_killed_one")
    try:
        server.start()
        assert psutil.Process(server.pid).name().startswith("postgres")
        with psycopg.connect(server.url) as connection:
            assert connection.info.backend_pid in {child.pid for child in psutil.Process(server.pid).children()}
            assert connection.execute(LEFT.encode()).fetchall() == []
        postgres.execute(f"CREATE DATABASE {PREFIX}ours")
        server.stop()
        with psycopg.connect(server.url) as connection:
            assert connection.execute(LEFT.encode()).fetchall() == []
    finally:
        postgres.drop(kept)

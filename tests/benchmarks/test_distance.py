"""What goes a long way arrives late, whole and in its order."""

import time

import psycopg
import pytest

from benchmarks.distance import Distance
from tests.support.postgres import Postgres

SECONDS = 0.05
LONG = "wide as the sea " * 100_000


def test_a_far_postgres_answers_late_and_in_full(postgres: Postgres, database_name: str) -> None:
    with Distance(postgres.url_of(database_name), SECONDS) as far, psycopg.connect(far.url) as connection:
        asked = time.monotonic()
        row = connection.execute("SELECT %s || ' and back'", (LONG,)).fetchone()
        assert time.monotonic() - asked >= SECONDS
    assert row == (f"{LONG} and back",)


def test_connections_end_with_it(postgres: Postgres, database_name: str) -> None:
    with Distance(postgres.url_of(database_name), SECONDS) as far:
        connection = psycopg.connect(far.url)
    with connection, pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")

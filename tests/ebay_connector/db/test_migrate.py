"""Migrations under fire: whatever happens while they run, a revision is there whole or not at all."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import MetaData

from ebay_connector.db.chain import head_revision
from ebay_connector.db.cluster import free_port
from ebay_connector.db.errors import MigrationError
from ebay_connector.db.migrate import Migration
from ebay_connector.db.processes import wait_until
from ebay_connector.metadata import metadata
from tests.conftest import MakeSettings
from tests.support.pgbouncer import PgBouncer
from tests.support.postgres import Postgres
from tests.support.slow_chain import HEAD, STEPS, MakeMigration, write_chain


def sessions(postgres: Postgres, name: str, do: str = "") -> int:
    """How many sessions migrate the database; `do` is done to each."""
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        rows = connection.execute(
            f"SELECT pid {do} FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()".encode()
        )
        return len(rows.fetchall())


def kill_sessions(postgres: Postgres, name: str) -> int:
    return sessions(postgres, name, ", pg_terminate_backend(pid)")


def assert_whole(postgres: Postgres, name: str) -> None:
    """Each revision up to the database's own is complete, and nothing of the next one is there."""
    with psycopg.connect(postgres.url_of(name)) as connection:
        known = connection.execute("SELECT to_regclass('alembic_version') IS NOT NULL").fetchone()
        rows = connection.execute("SELECT version_num FROM alembic_version").fetchall() if known == (True,) else []
        applied = int(rows[0][0][7]) if rows else 0
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'step%' ORDER BY 1")
        assert [row[0] for row in tables] == [f"step_{number}" for number in range(1, applied + 1)]
        indexes = connection.execute("SELECT count(*) FROM pg_indexes WHERE tablename LIKE 'step%'").fetchone()
        assert indexes == (applied,)


@contextmanager
def all_the_while(act: Callable[[], object], pause: float, growth: float = 1) -> Iterator[None]:
    """Does something over and over in the background; with growth ever more seldom, so that slow machines win, too."""
    over = threading.Event()

    def repeat() -> None:
        wait = pause
        while not over.wait(wait):
            act()
            wait *= growth

    thread = threading.Thread(target=repeat)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_our_own_chain_runs_on_an_empty_database_and_again_without_doing_anything(
    postgres: Postgres, empty: str, make_settings: MakeSettings
) -> None:
    for _ in range(2):
        steps: list[str] = []
        migration = Migration(postgres.url_of(empty), make_settings(), metadata, report=steps.append)
        assert migration.run() == head_revision()
    assert steps == ["connecting to the database"]


def test_connections_killed_all_the_while_cost_attempts_but_no_revision(
    migration: MakeMigration, postgres: Postgres, empty: str
) -> None:
    with all_the_while(lambda: kill_sessions(postgres, empty), pause=0.1, growth=1.2):
        assert migration(migration_attempts=50, migration_backoff=0.001).run() == HEAD
    assert_whole(postgres, empty)


def test_it_gives_up_with_a_sentence_when_every_attempt_is_killed(
    migration: MakeMigration, postgres: Postgres, empty: str
) -> None:
    with all_the_while(lambda: kill_sessions(postgres, empty), pause=0.02):
        started = time.monotonic()
        with pytest.raises(MigrationError, match="could not be migrated in 3 attempts"):
            migration(migration_attempts=2, migration_backoff=0.1).run()
    assert time.monotonic() - started > 0.3
    assert_whole(postgres, empty)
    assert migration().run() == HEAD


def test_no_pause_between_two_attempts_is_longer_than_a_minute(
    empty: str, chain: Path, make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[str] = []
    settings = make_settings(migration_attempts=8, migration_backoff=10)
    work = Migration(
        f"postgresql://127.0.0.1:{free_port()}/{empty}", settings, MetaData(), versions=chain, report=pauses.append
    )
    monkeypatch.setattr(work._cancelled, "wait", lambda _: False)
    with pytest.raises(MigrationError, match="in 9 attempts"):
        work.run()
    waits = [text.split()[1] for text in pauses if text.startswith("waiting")]
    assert waits == ["10", "20", "40", "60", "60", "60", "60", "60"]


def test_a_pooler_that_goes_and_comes_back_is_waited_for(
    migration: MakeMigration, pgbouncer_of_its_own: PgBouncer, postgres: Postgres, empty: str
) -> None:
    pooler = pgbouncer_of_its_own
    work = migration(pooler.url_of(postgres.url_of(empty)), migration_attempts=6, migration_backoff=0.1)
    with ThreadPoolExecutor() as threads:
        done = threads.submit(work.run)
        for _ in range(2):
            assert wait_until(lambda: sessions(postgres, empty) > 0, 10)
            pooler.stop()
            pooler.start()
        assert done.result(30) == HEAD
    assert_whole(postgres, empty)


@pytest.fixture
def pgbouncer_of_its_own(pgbouncer: PgBouncer, postgres: Postgres) -> Iterator[PgBouncer]:
    with PgBouncer(postgres.url) as pooler:
        yield pooler


def test_of_two_starts_at_once_one_migrates_and_one_waits(
    migration: MakeMigration, postgres: Postgres, empty: str, pgbouncer: PgBouncer
) -> None:
    direct, pooled = postgres.url_of(empty), pgbouncer.url_of(postgres.url_of(empty))
    with ThreadPoolExecutor() as threads:
        runs = [threads.submit(migration(url).run) for url in (direct, pooled, pooled, direct)]
        assert [run.result(30) for run in runs] == [HEAD] * 4
    assert_whole(postgres, empty)


def test_killed_half_way_it_goes_on_at_the_next_start(
    migration: MakeMigration, postgres: Postgres, empty: str, chain: Path
) -> None:
    command = [sys.executable, "-m", "tests.support.slow_chain", postgres.url_of(empty), str(chain), "0"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    assert wait_until(lambda: revision(postgres, empty) is not None, 20)
    process.kill()
    process.wait()
    assert wait_until(lambda: sessions(postgres, empty) == 0, 10)
    assert revision(postgres, empty) != HEAD
    assert_whole(postgres, empty)
    assert migration().run() == HEAD
    assert_whole(postgres, empty)


def revision(postgres: Postgres, name: str) -> str | None:
    with psycopg.connect(postgres.url_of(name)) as connection:
        if connection.execute("SELECT to_regclass('alembic_version')").fetchone() == (None,):
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None


def test_cancelled_it_ends_at_once_and_leaves_whole_revisions(
    migration: MakeMigration, postgres: Postgres, empty: str, tmp_path: Path
) -> None:
    write_chain(tmp_path / "versions", steps=STEPS, seconds=60)
    work = migration()
    with ThreadPoolExecutor() as threads:
        done = threads.submit(work.run)
        assert wait_until(lambda: sessions(postgres, empty) > 0, 10)
        work.cancel()
        with pytest.raises(MigrationError, match="goes on at the next start"):
            done.result(10)
    assert_whole(postgres, empty)


def test_a_table_in_use_is_not_waited_for_longer_than_the_lock_timeout(
    migration: MakeMigration, postgres: Postgres, empty: str, chain: Path, make_settings: MakeSettings
) -> None:
    (chain / "20260104_0000_step_4.py").write_text(
        '"""Alter."""\nfrom alembic import op\nrevision, down_revision = "20260104_0000", "20260103_0000"\n'
        'def upgrade():\n    op.execute("ALTER TABLE step_1 ADD COLUMN m integer")\n'
    )
    first_three = write_chain(chain.parent / "three", steps=3, seconds=0)
    Migration(postgres.url_of(empty), make_settings(), MetaData(), versions=first_three).run()
    with psycopg.connect(postgres.url_of(empty)) as other:
        other.execute("SELECT * FROM step_1")
        with pytest.raises(MigrationError, match=r"lock timeout.*no other session holds"):
            migration(migration_lock_timeout=0.1, migration_attempts=1).run()
    assert migration(migration_lock_timeout=0.1).run() == HEAD


def test_a_newer_database_is_refused_and_not_touched(migration: MakeMigration, postgres: Postgres, empty: str) -> None:
    migration().run()
    with psycopg.connect(postgres.url_of(empty)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '20990101_0000'")
    with pytest.raises(MigrationError, match="newer than this program: it is at revision 20990101_0000"):
        migration().run()


def test_a_failing_revision_is_told_and_not_tried_again(
    migration: MakeMigration, postgres: Postgres, empty: str, chain: Path
) -> None:
    (chain / "20260103_0000_step_3.py").write_text(
        '"""Fail."""\nfrom alembic import op\nrevision, down_revision = "20260103_0000", "20260102_0000"\n'
        'def upgrade():\n    op.execute("CREATE TABLE step_3 (n integer)")\n    op.execute("SELECT 1 / 0")\n'
    )
    with pytest.raises(MigrationError, match="division by zero"):
        migration().run()
    assert revision(postgres, empty) == "20260102_0000"
    assert_whole(postgres, empty)

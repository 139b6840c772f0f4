"""`ebay-connector serve` as a host runs it: it answers at once, starts everything, and leaves nothing behind."""

import signal
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import psycopg
import pytest

from ebay_connector.db.chain import head_revision
from ebay_connector.db.cluster import free_port
from ebay_connector.db.connect import Addresses
from ebay_connector.db.migrate import LOCK
from ebay_connector.db.processes import wait_until
from tests.conftest import TEST_SETTINGS
from tests.support.command import Command, quick_folder, run_command
from tests.support.pgbouncer import PgBouncer
from tests.support.postgres import Postgres

SECONDS = 30
Hosted = Callable[..., dict[str, str]]


@pytest.fixture
def folder() -> Iterator[Path]:
    with quick_folder() as folder:
        yield folder


@pytest.fixture
def hosted(addresses: Addresses) -> Hosted:
    """The environment of a start on the test's hosted database."""

    def environment(url: str = addresses.url) -> dict[str, str]:
        keys = {name.upper(): str(TEST_SETTINGS[name]) for name in ("secret_key", "token_keys")}
        return {"DATABASE_URL": url, "MIGRATION_BACKOFF": "0.2", **keys}

    return environment


@pytest.fixture
def empty(postgres: Postgres) -> Iterator[str]:
    """The address of a database without tables."""
    name = postgres.create(migrated=False)
    yield postgres.url_of(name)
    postgres.drop(name)


def database_health(command: Command) -> httpx.Response | None:
    return command.get("/healthz/db")


def is_status(command: Command, status: int) -> bool:
    answer = database_health(command)
    return answer is not None and answer.status_code == status


def test_one_command_starts_all_of_it_and_sigterm_stops_all_of_it(folder: Path) -> None:
    emulator_port = free_port()
    with Command(folder, "serve", "--demo", EMULATOR_PORT=emulator_port) as serve:
        assert wait_until(lambda: serve.health().get("status") == "starting", SECONDS)
        answer = serve.get("/ebay/accounts")
        assert answer is not None
        assert answer.status_code == 503
        assert answer.json()["code"] == "starting"
        assert answer.headers["Retry-After"] == "3"
        serve.until_ready()
        assert is_status(serve, 200)
        assert httpx.get(f"http://127.0.0.1:{emulator_port}/_emulator/state").status_code == 200
        assert {"worker", "emulator", "postgres"} <= {kind for kind in KINDS if running(serve, KINDS[kind])}
        assert f"http://127.0.0.1:{serve.port}" in serve.out
        assert "admin@localhost with the password" in serve.out
        assert wait_until(lambda: '"The worker is ready."' in serve.err, SECONDS)
        assert serve.stop() == 0
        serve.assert_nothing_left()
    assert "Traceback" not in serve.err
    assert stopped_in_order(serve.err)


KINDS = {"worker": "ebay_connector.cli worker", "emulator": "ebay_emulator", "postgres": "/postgres -D"}


def running(command: Command, words: str) -> bool:
    return any(words in " ".join(process.cmdline()) for process in command.others())


def stopped_in_order(log: str) -> bool:
    lines = [log.find(text) for text in ('"Stopping."', '"The worker is stopping."', '"Stopped."')]
    return -1 not in lines and lines == sorted(lines)


def test_health_is_answered_while_the_database_is_migrated(folder: Path, hosted: Hosted, empty: str) -> None:
    with psycopg.connect(empty) as other, Command(folder, "serve", **hosted(empty)) as serve:
        other.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        waiting = "migrating: waiting for another process to migrate the database"
        assert wait_until(lambda: serve.health().get("step") == waiting, SECONDS)
        health = serve.health()
        assert health["status"] == "starting"
        assert health["version"]
        assert health["build"] >= 0
        assert health["commit"]
        other.commit()
        serve.until_ready()
        answer = database_health(serve)
        assert answer is not None
        assert answer.json()["revision"] == head_revision()
        assert serve.stop() == 0


def test_told_to_stop_while_it_starts_it_stops(folder: Path, hosted: Hosted, empty: str) -> None:
    with psycopg.connect(empty) as other, Command(folder, "serve", **hosted(empty)) as serve:
        other.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        assert wait_until(lambda: "waiting for another" in str(serve.health().get("step")), SECONDS)
        assert serve.stop() == 0
        serve.assert_nothing_left()


def test_a_failed_migration_stops_the_start(
    folder: Path, hosted: Hosted, postgres: Postgres, database_name: str
) -> None:
    with psycopg.connect(postgres.url_of(database_name)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '20990101_0000'")
    serve = run_command(folder, "serve", **hosted())
    assert serve.wait() == 1
    assert last_line(serve).startswith("ebay-connector: The database is newer than this program")
    assert "Traceback" not in serve.err
    serve.assert_nothing_left()


def last_line(command: Command) -> str:
    return command.err.strip().splitlines()[-1]


def test_a_database_that_is_not_there_is_told_after_the_retries(folder: Path, hosted: Hosted) -> None:
    url = f"postgresql://shop:hunter2@127.0.0.1:{free_port()}/shop"
    serve = run_command(folder, "serve", **hosted(url))
    assert serve.wait() == 1
    assert "could not be migrated in 4 attempts" in last_line(serve)
    assert serve.err.count("it is tried again") == 3
    assert "hunter2" not in serve.err + serve.out


def test_a_hosted_start_without_keys_is_refused(folder: Path, addresses: Addresses) -> None:
    serve = run_command(folder, "serve", DATABASE_URL=addresses.url)
    assert serve.wait() == 1
    assert last_line(serve).startswith("ebay-connector: SECRET_KEY and TOKEN_KEYS must be set")
    assert not (folder / "data").exists()


@pytest.mark.parametrize("setting", ["PORT", "EMULATOR_PORT"])
def test_a_taken_port_is_told_before_anything_starts(folder: Path, setting: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        serve = run_command(folder, "serve", "--demo", **{setting: port})
    assert serve.wait() == 1
    assert f"cannot listen on 127.0.0.1:{port}" in last_line(serve)
    assert setting in last_line(serve)
    assert not (folder / "data" / "postgres").exists()


def test_a_worker_that_dies_is_replaced(folder: Path, hosted: Hosted) -> None:
    with Command(folder, "serve", **hosted()) as serve:
        serve.until_ready()
        first = serve.other(KINDS["worker"])
        first.kill()
        first.wait(SECONDS)
        assert wait_until(lambda: running(serve, KINDS["worker"]), SECONDS)
        assert serve.stop() == 0
        serve.assert_nothing_left()


def test_killed_it_leaves_nothing_behind_and_goes_on_at_the_next_start(folder: Path) -> None:
    admin = {"ADMIN_EMAIL": "boss@shop.test", "ADMIN_PASSWORD": "correct horse"}
    with Command(folder, "serve", **admin) as serve:
        serve.until_ready()
        assert "boss@shop.test with the password of ADMIN_PASSWORD" in serve.out
        assert wait_until(lambda: '"The worker is ready."' in serve.err, SECONDS)
        serve.stop(signal.SIGKILL)
        serve.assert_nothing_left(SECONDS)
    with Command(folder, "serve", **admin) as serve:
        serve.until_ready()
        credentials = {"email": "boss@shop.test", "password": "correct horse"}
        address = f"http://127.0.0.1:{serve.port}/api/auth/login"
        assert httpx.post(address, json=credentials).status_code == 200
        assert "boss@shop.test" not in serve.out
        assert "Another eBay Connector" not in serve.err
        assert serve.stop(signal.SIGINT) == 0
        assert "correct horse" not in serve.out + serve.err


def test_signals_that_come_together_stop_it_in_order_once(folder: Path) -> None:
    with Command(folder, "serve") as serve:
        serve.until_ready()
        assert wait_until(lambda: '"The worker is ready."' in serve.err, SECONDS)
        serve.others()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
            serve.process.send_signal(number)
        assert serve.wait() == 0
        serve.assert_nothing_left()
    assert stopped_in_order(serve.err)
    assert "Traceback" not in serve.err


def test_a_later_signal_ends_it_at_once(folder: Path, hosted: Hosted, postgres: Postgres, database_name: str) -> None:
    with Command(folder, "serve", **hosted()) as serve, psycopg.connect(postgres.url_of(database_name)) as other:
        serve.until_ready()
        other.execute("LOCK TABLE alembic_version")
        with ThreadPoolExecutor() as threads:
            answer = threads.submit(serve.get, "/healthz/db")
            assert wait_until(lambda: waits_for_lock(postgres, database_name), SECONDS)
            assert ended_by_signals(serve) == 130
            serve.assert_nothing_left(SECONDS)
            other.rollback()
            answer.result(SECONDS)


def test_ended_at_once_it_leaves_no_embedded_database(folder: Path) -> None:
    with Command(folder, "serve") as serve:
        serve.until_ready()
        assert wait_until(lambda: '"The worker is ready."' in serve.err, SECONDS)
        serve.others()
        psutil.Process(serve.other(KINDS["worker"]).pid).suspend()  # its end is what the order waits for
        assert ended_by_signals(serve) == 130
        serve.assert_nothing_left(1)


def ended_by_signals(serve: Command) -> int:
    """The exit code, when it is told again and again; it does not end by the first."""
    serve.others()
    serve.process.send_signal(signal.SIGTERM)
    assert wait_until(lambda: '"Stopping."' in serve.err, SECONDS)
    assert not serve.ended

    def told_again() -> bool:
        if not serve.ended:
            serve.process.send_signal(signal.SIGTERM)
        return serve.ended

    assert wait_until(told_again, 10, 0.2)
    return serve.wait()


def waits_for_lock(postgres: Postgres, name: str) -> bool:
    with psycopg.connect(postgres.url) as connection:
        question = "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
        return connection.execute(question, (name,)).fetchone() is not None


def test_the_embedded_database_is_shared_with_commands_and_comes_back_when_it_is_killed(folder: Path) -> None:
    with Command(folder, "serve") as serve:
        serve.until_ready()
        database = serve.other(KINDS["postgres"])
        assert run_command(folder, "migrate").wait() == 0
        assert serve.other(KINDS["postgres"]).pid == database.pid
        assert is_status(serve, 200)
        database.kill()
        assert wait_until(lambda: "ended by itself" in serve.err, SECONDS)
        assert wait_until(lambda: is_status(serve, 200), SECONDS)
        assert serve.stop() == 0
        serve.assert_nothing_left(SECONDS)


def test_a_lost_database_is_told_and_mends_by_itself(
    folder: Path, hosted: Hosted, addresses: Addresses, pgbouncer: PgBouncer, postgres: Postgres
) -> None:
    with PgBouncer(postgres.url) as pooler, Command(folder, "serve", **hosted(pooler.url_of(addresses.url))) as serve:
        serve.until_ready()
        answer = database_health(serve)
        assert answer is not None
        assert answer.json()["mode"] == "transaction_pooler"
        pooler.stop()
        answer = database_health(serve)
        assert answer is not None
        assert answer.status_code == 503
        assert answer.json()["status"] == "unavailable"
        assert "does not answer" in answer.json()["reason"]
        assert serve.health()["status"] == "ok"
        pooler.start()
        assert wait_until(lambda: is_status(serve, 200), SECONDS)
        assert serve.stop() == 0


def test_the_api_alone_waits_for_a_migration_elsewhere(folder: Path, hosted: Hosted, empty: str) -> None:
    with Command(folder, "api", **hosted(empty)) as api:
        assert wait_until(lambda: "has no tables yet" in str(api.health().get("step")), SECONDS)
        migrate = run_command(folder, "migrate", **hosted(empty))
        assert migrate.wait() == 0
        assert migrate.out == f"The database is at revision {head_revision()}.\n"
        api.until_ready()
        assert not running(api, KINDS["worker"])
        assert api.stop() == 0

"""The embedded Postgres: made, shared, taken over, and never left in a state that cannot be started."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from ebay_connector.db.cluster import Cluster
from ebay_connector.db.embedded import EmbeddedPostgres
from ebay_connector.db.errors import EmbeddedPostgresError
from ebay_connector.db.processes import command_of, wait_until

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another user")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the database was made once; tests copy it."""
    folder = tmp_path_factory.mktemp("made")
    with server_in(folder):
        return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Iterator[Path]:
    """A data folder of the test's own; no server runs in it afterwards."""
    copy = tmp_path / "data"
    subprocess.run(["cp", "-a", str(made), str(copy)], check=True)
    yield copy
    server = server_in(copy)
    if server.is_running():
        server.start()
        server.stop()
    assert not server.is_running()


def server_in(folder: Path) -> EmbeddedPostgres:
    return EmbeddedPostgres(folder, {"fsync": "off", "shared_buffers": "16MB"})


def execute(server: EmbeddedPostgres, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(server.url, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def hold(folder: Path) -> "subprocess.Popen[bytes]":
    """Another process that uses the server; returns when it does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.hold_postgres", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout
    assert process.stdout.readline().strip().isdigit()
    return process


def test_what_was_written_is_there_at_the_next_start(tmp_path: Path) -> None:
    server = server_in(tmp_path)
    with server:
        execute(server, "CREATE TABLE kept AS SELECT 42 AS n")
        first_url = server.url
    assert not server.is_running()
    with server_in(tmp_path) as server:
        assert execute(server, "SELECT n FROM kept") == [(42,)]
        assert server.url == first_url


def test_the_last_user_stops_it_and_no_one_before(folder: Path) -> None:
    with server_in(folder) as server:
        other = hold(folder)
        pid = server.pid
    assert server.is_running()
    assert server.pid == pid
    other.communicate()
    assert not server.is_running()


def test_a_server_left_behind_by_a_killed_process_is_taken_over_and_stopped(folder: Path) -> None:
    process = hold(folder)
    pid = server_in(folder).pid
    process.kill()
    process.communicate()
    with server_in(folder) as server:
        assert server.pid == pid
        assert execute(server, "SELECT 1") == [(1,)]
    assert not server.is_running()


def test_a_killed_server_is_started_again_with_all_that_was_committed(folder: Path) -> None:
    with server_in(folder) as server:
        execute(server, "CREATE TABLE kept AS SELECT 42 AS n")
        assert server.pid
        os.kill(server.pid, signal.SIGKILL)
        assert wait_until(lambda: not server.is_running(), 10)
        server.start()
        assert execute(server, "SELECT n FROM kept") == [(42,)]


def test_stopped_at_once_it_recovers(folder: Path) -> None:
    with server_in(folder) as server:
        execute(server, "CREATE TABLE kept AS SELECT 42 AS n")
        server.stop_at_once()
        assert wait_until(lambda: not server.is_running(), 10)
    with server_in(folder) as server:
        assert execute(server, "SELECT n FROM kept") == [(42,)]


def test_stopped_at_once_while_it_starts_it_is_left_stopped(folder: Path) -> None:
    server = server_in(folder)
    with ThreadPoolExecutor() as threads:
        starting = threads.submit(server.start)
        assert wait_until(lambda: server.pid is not None or starting.done(), 10)
        server.stop_at_once()
        with contextlib.suppress(EmbeddedPostgresError):
            starting.result(30)
    assert not server.is_running()


def test_stopped_at_once_beside_a_user_that_was_just_killed(folder: Path) -> None:
    with server_in(folder) as server:
        other = hold(folder)
        other.kill()
        server.stop_at_once()
        assert not server.is_running()
        other.communicate()


def test_stopped_at_once_it_stays_for_its_other_users(folder: Path) -> None:
    with server_in(folder) as server:
        other = hold(folder)
        server.stop_at_once()
        assert server.is_running()
    other.communicate()
    assert not server.is_running()


def test_a_pid_file_that_names_somebody_elses_process_does_not_stop_the_start(folder: Path) -> None:
    (folder / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{folder}/postgres\n")
    with server_in(folder) as server:
        assert server.pid != os.getpid()
        assert execute(server, "SELECT 1") == [(1,)]


def test_another_port_is_taken_when_its_own_is_in_use(folder: Path) -> None:
    port = Cluster(folder).access.port
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        with server_in(folder) as server:
            assert execute(server, "SELECT 1") == [(1,)]
            assert Cluster(folder).access.port != port


def test_a_start_killed_while_making_the_database_is_made_good(tmp_path: Path) -> None:
    leftover = tmp_path / "postgres.new"
    leftover.mkdir()
    (leftover / "PG_VERSION").write_text("18")
    with server_in(tmp_path) as server:
        assert execute(server, "SELECT 1") == [(1,)]
    assert not leftover.exists()


def test_only_the_password_opens_it_and_only_we_can_read_it(folder: Path) -> None:
    access = folder / "postgres.json"
    assert access.stat().st_mode & 0o777 == 0o600
    with server_in(folder) as server:
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(server.url, password="wrong")
        assert Cluster(folder).access.password not in server.log_file.read_text()
        assert server.pid
        assert Cluster(folder).access.password not in command_of(server.pid)


def test_two_first_starts_at_once_make_one_database(tmp_path: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.support.hold_postgres", str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(2)
    ]
    pids = {process.stdout.readline() for process in processes if process.stdout}
    assert len(pids) == 1
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    assert not server_in(tmp_path).is_running()


@needs_root
def test_root_hands_it_to_another_user_even_below_a_closed_folder(folder: Path) -> None:
    closed = folder.parent / "closed"
    closed.mkdir(mode=0o700)
    moved = closed / "data"
    shutil.move(folder, moved)
    with server_in(moved) as server:
        assert execute(server, "SELECT 1") == [(1,)]
        assert Path(f"/proc/{server.pid}").stat().st_uid != 0
        assert (moved / "postgres").stat().st_uid == Path(f"/proc/{server.pid}").stat().st_uid
        assert moved.stat().st_uid == closed.stat().st_uid == 0


@needs_root
def test_root_is_told_what_to_do_when_the_other_user_cannot_get_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.chmod(0o700)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(EmbeddedPostgresError, match="move the project or DATA_DIR out of the closed folder"):
        server_in(folder).start()


def test_a_folder_of_another_version_is_refused_in_a_sentence(folder: Path) -> None:
    (folder / "postgres" / "PG_VERSION").write_text("17\n")
    with pytest.raises(EmbeddedPostgresError, match="another major version of PostgreSQL"):
        server_in(folder).start()


def test_a_lost_password_is_told(folder: Path) -> None:
    (folder / "postgres.json").unlink()
    with pytest.raises(EmbeddedPostgresError, match="put it back from your backup"):
        server_in(folder).start()


def test_a_data_folder_that_cannot_be_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EmbeddedPostgresError, match="cannot be used"):
        server_in(tmp_path / "file").start()


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk too small for a database."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can mount a tiny disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_told(tiny_disk: Path) -> None:
    with pytest.raises(EmbeddedPostgresError, match="is full: free some space"):
        server_in(tiny_disk).start()

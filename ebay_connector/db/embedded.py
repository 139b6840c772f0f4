"""The embedded Postgres: started when needed, shared by every process that uses it, stopped by the last."""

import contextlib
import errno
import fcntl
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import psycopg

from ebay_connector.db.cluster import NAME, Cluster
from ebay_connector.db.errors import EmbeddedPostgresError, explain
from ebay_connector.db.processes import command_of, is_alive, wait_until
from ebay_connector.log import get_logger

OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
START_TIMEOUT = 300.0
STOP_TIMEOUT = 60.0
AT_ONCE_TIMEOUT = 5.0
TRIES = 5

log = get_logger(__name__)


class EmbeddedPostgres:
    """Postgres in `<data_dir>/postgres`. `start` joins a running server or starts one; `stop` leaves it.

    Each user holds a shared lock on `postgres.users` for as long as it lives, so the kernel counts the users
    even when one is killed: whoever leaves last stops the server, and the next one takes over what is left
    behind.
    """

    def __init__(self, data_dir: Path, options: Mapping[str, str] | None = None) -> None:
        self._options = OPTIONS | dict(options or {})
        self._cluster = Cluster(data_dir)
        self._users: IO[bytes] | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._log_start = 0
        self._launching = threading.Lock()
        self._is_given_up = False

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return self._cluster.access.url

    @property
    def log_file(self) -> Path:
        return self._cluster.log

    @property
    def pid(self) -> int | None:
        """The server's process."""
        return self._cluster.pid()

    def start(self) -> str:
        """Makes sure that the server runs, and returns its address."""
        self._is_given_up = False
        with self._sentences(), self._alone():
            if not self._cluster.folder.exists():
                log.info("Making the embedded database.", folder=str(self._cluster.folder))
                self._cluster.make(durable=self._options.get("fsync") != "off")
            self._run()
            if self._users is None:
                self._users = self._open("postgres.users")
                fcntl.flock(self._users, fcntl.LOCK_SH)
            return self.url

    def stop(self, patience: float = 0) -> None:
        """Leaves the server, and stops it when nobody else uses it.

        `patience` is for a user that was just killed: it lets go only when the last of its threads has ended.
        """
        if self._users is None:
            return
        with self._alone(), self._users as users:
            if wait_until(lambda: is_alone(users), patience):
                self._shut_down()
        self._users = None

    def is_running(self) -> bool:
        """Whether the server's process lives; cheap."""
        return self._runs()

    def stop_at_once(self) -> None:
        """Ends the server, unless others use it; its log makes that good.

        Called in the midst of anything, from another thread than `start` or `stop`; a start under way fails.
        """
        with self._launching:
            self._is_given_up = True
        pid = self._child.pid if self._child else self.pid
        if pid is not None and self._is_only_ours():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGQUIT)
            wait_until(lambda: not self._runs(), AT_ONCE_TIMEOUT)

    def _is_only_ours(self) -> bool:
        """Until its start is over, nobody else can have joined. Users that were just killed let go in a moment."""
        users = self._users
        if users is None:
            return self._child is not None
        return not users.closed and wait_until(lambda: is_alone(users), AT_ONCE_TIMEOUT)

    def _run(self) -> None:
        for _ in range(TRIES):
            if self._is_ready() or (self._is_ours(self._cluster.pid()) and self._wait_until_ready()):
                return
            self._launch()
            if self._wait_until_ready():
                return
            if not self._mend(self._output()):
                break
        raise EmbeddedPostgresError(self._cluster.sentence(self._output()))

    def _launch(self) -> None:
        self._cluster.forget_pid()
        self._cluster.rotate_log()
        command = [str(self._cluster.binaries / "postgres"), "-D", str(self._cluster.folder)]
        options = {**self._options, "port": str(self._cluster.access.port), **shared_memory()}
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        with self._cluster.log.open("ab") as output, self._launching:
            if self._is_given_up:
                raise EmbeddedPostgresError("The embedded PostgreSQL was told to end before it had started.")
            self._log_start = output.tell()
            self._child = self._cluster.user.popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
            )

    def _mend(self, output: str) -> bool:
        """Whether another try may succeed where this one failed."""
        if "could not bind" in output or "Address already in use" in output:
            self._cluster.move_to_free_port()
            return True
        if "pre-existing shared memory block" in output:  # sessions of a killed server, about to end
            time.sleep(1)
            return True
        return False

    def _output(self) -> str:
        with self._cluster.log.open("rb") as output:
            output.seek(self._log_start)
            return output.read().decode(errors="replace")

    def _is_ours(self, pid: int | None) -> bool:
        """Whether the process is our server: after a restart of a container its number may be anybody's."""
        return pid is not None and is_alive(pid) and str(self._cluster.folder) in command_of(pid)

    def _wait_until_ready(self) -> bool:
        def settled() -> bool:
            return self._is_ready() or not self._runs()

        if not wait_until(settled, START_TIMEOUT):
            raise EmbeddedPostgresError(
                f"The embedded PostgreSQL (process {self.pid}) does not answer: see {self.log_file}, "
                "end that process, and start again."
            )
        return self._is_ready()

    def _runs(self) -> bool:
        child_runs = self._child is not None and self._child.poll() is None
        return child_runs or self._is_ours(self.pid)

    def _is_ready(self) -> bool:
        """Whether our server answers; the password proves that it is ours."""
        if self._cluster.pid() is None:
            return False
        try:
            access = self._cluster.access
            with psycopg.connect(access.url_of("postgres"), autocommit=True, connect_timeout=5) as connection:
                row = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (NAME,)).fetchone()
                if row is None:
                    connection.execute(f'CREATE DATABASE "{NAME}"')
                return True
        except psycopg.OperationalError as error:
            if "could not extend" in str(error) or "No space left" in str(error):
                raise EmbeddedPostgresError(self._cluster.sentence(explain(error))) from None
            return False

    def _shut_down(self) -> None:
        pid = self._cluster.pid()
        if pid is None or not self._is_ours(pid):
            return
        for how in (
            signal.SIGINT,
            signal.SIGQUIT,
        ):  # fast, then at once: the log makes it good at the next start
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, how)
            if wait_until(lambda: not self._is_ours(self._cluster.pid()), STOP_TIMEOUT):
                break
        if self._child is not None:
            self._child.wait(timeout=STOP_TIMEOUT)
            self._child = None

    def _open(self, name: str) -> IO[bytes]:
        return (self._cluster.root / name).open("ab")

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time starts or stops the server."""
        self._cluster.root.mkdir(parents=True, exist_ok=True)
        with self._open("postgres.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextlib.contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            output = "No space left on device" if full else "Permission denied"
            if not full and not isinstance(error, PermissionError):
                raise EmbeddedPostgresError(f"The folder {self._cluster.root} cannot be used: {error}.") from error
            raise EmbeddedPostgresError(self._cluster.sentence(output)) from error


def is_alone(users: IO[bytes]) -> bool:
    """Whether nobody else holds the lock that every user of the server holds."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def shared_memory() -> dict[str, Any]:
    """Containers have a tiny /dev/shm, which parallel queries outgrow; System V memory is not so limited."""
    try:
        status = os.statvfs("/dev/shm")  # noqa: S108 - asked for its size, not used
    except OSError:
        return {}
    small = status.f_blocks * status.f_frsize < 512 * 1024 * 1024
    return {"dynamic_shared_memory_type": "sysv"} if small else {}

"""A Postgres server that runs on this machine already, in the place of the embedded one."""

import psutil
import psycopg

from benchmarks.processes import BenchmarkError

PREFIX = "bench_"
"""Databases of such a name are the benchmarks' own."""


class LocalServer:
    """The server at `url`, whose owner it is. It is left running, without the benchmarks' databases."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.pid: int | None = None

    def start(self) -> None:
        """Finds its process, whose time is measured, and clears what killed benchmarks have left."""
        self._drop_all()
        with psycopg.connect(self.url) as connection:  # its backend lives no longer than it
            self.pid = _parent_of(connection.info.backend_pid)

    def stop(self) -> None:
        self._drop_all()

    def is_running(self) -> bool:
        """Not as a rest of a killed benchmark."""
        return False

    def _drop_all(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            found = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", (PREFIX,))
            for (name,) in found.fetchall():
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _parent_of(backend: int) -> int:
    try:
        process = psutil.Process(backend)
        if process.name().startswith("postgres"):
            return process.ppid()
    except psutil.NoSuchProcess:
        pass
    raise BenchmarkError("The server is not on this machine, so that its processor time cannot be measured.")

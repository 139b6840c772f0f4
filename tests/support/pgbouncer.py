"""PgBouncer, in transaction mode unless told otherwise, as hosted databases put it before Postgres."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ebay_connector.db.cluster import free_port
from ebay_connector.db.processes import wait_until

# Round robin gives each transaction another server connection: whatever leans on a session breaks at once.
CONFIG = """
[databases]
* = {server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen_port}
unix_socket_dir =
auth_type = any
pool_mode = {pool_mode}
server_round_robin = 1
default_pool_size = 10
max_client_conn = 1000
"""
PASSED_ON = ("host", "port", "user", "password")


def find_pgbouncer() -> str | None:
    return shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


class PgBouncer:
    """A pooler before one server. It can be stopped and started again on the same port."""

    def __init__(self, server_url: str, pool_mode: str = "transaction") -> None:
        self._server_url = server_url
        self._folder = Path(tempfile.mkdtemp(prefix="ebay-connector-pooler-"))
        self._folder.chmod(0o755)
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        parts = conninfo_to_dict(server_url)
        server = make_conninfo(**{name: str(parts[name]) for name in PASSED_ON if name in parts})
        text = CONFIG.format(server=server, listen_port=self.port, pool_mode=pool_mode)
        (self._folder / "pgbouncer.ini").write_text(text)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self._folder)

    def url_of(self, url: str) -> str:
        """The same database, through the pooler."""
        parts = urlsplit(url)
        user = parts.netloc.rpartition("@")[0]
        return parts._replace(netloc=f"{user}@127.0.0.1:{self.port}").geturl()

    def start(self) -> None:
        command = [find_pgbouncer() or "pgbouncer", str(self._folder / "pgbouncer.ini")]
        if os.geteuid() == 0:
            command[1:1] = ["-u", "nobody"]
        with (self._folder / "pgbouncer.log").open("ab") as output:
            self._process = subprocess.Popen(command, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
        if not wait_until(self._answers, 10):
            raise RuntimeError((self._folder / "pgbouncer.log").read_text())

    def stop(self) -> None:
        """Ends it at once: every connection through it is cut."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url_of(self._server_url), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

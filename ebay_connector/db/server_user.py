"""Who runs the embedded Postgres: it refuses root, so root hands it to another user."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ebay_connector.db.errors import EmbeddedPostgresError

CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True)
class ServerUser:
    """Runs a program as the server's user; `capability` lets it pass folders closed to that user."""

    account: pwd.struct_passwd | None = None
    capability: str | None = None

    def own(self, *paths: Path) -> None:
        """Gives the paths to the server's user."""
        if self.account:
            for path in paths:
                os.chown(path, self.account.pw_uid, self.account.pw_gid)

    def popen(self, command: Sequence[str], **options: Any) -> "subprocess.Popen[bytes]":
        """Starts a program that neither sees our secrets in its environment nor our Ctrl-C."""
        options |= {"env": _environment(), "cwd": "/", "start_new_session": True}
        if self.account and self.capability:
            return subprocess.Popen([*self._setpriv(self.account, self.capability), *command], **options)  # noqa: S603 - our own programs
        if self.account:
            options |= {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        return subprocess.Popen(list(command), **options)  # noqa: S603 - our own programs

    @staticmethod
    def _setpriv(account: pwd.struct_passwd, capability: str) -> list[str]:
        # no_setuid_fixup: else access(2), which Postgres asks about its own binary, ignores capabilities.
        who = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
        how = ["--securebits=+no_setuid_fixup", f"--inh-caps=+{capability}", f"--ambient-caps=+{capability}"]
        return ["setpriv", *who, *how]


def server_user(cluster: Path, binaries: Path) -> ServerUser:
    """The present user; as root the owner of the cluster, else `postgres`, else `nobody`."""
    if os.geteuid() != 0:
        return ServerUser()
    account = _account(cluster)
    closed = next((path for path in (binaries, cluster) if not _can_reach(account, path)), None)
    return ServerUser(account, _capability(closed) if closed else None)


def _account(cluster: Path) -> pwd.struct_passwd:
    if cluster.exists() and (owner := cluster.stat().st_uid) != 0:
        try:
            return pwd.getpwuid(owner)
        except KeyError:
            return pwd.struct_passwd((str(owner), "x", owner, cluster.stat().st_gid, "", "/", "/bin/false"))
    for name in CANDIDATES:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise EmbeddedPostgresError(
        "PostgreSQL does not run as root and there is no user `postgres` or `nobody` to run it as: "
        "start as another user, or set DATABASE_URL."
    )


def _can_reach(account: pwd.struct_passwd, path: Path) -> bool:
    """Whether the user may pass every folder above the path."""
    for folder in path.resolve().parents:
        if not folder.exists():
            continue
        status = folder.stat()
        shift = 6 if status.st_uid == account.pw_uid else 3 if status.st_gid == account.pw_gid else 0
        if not status.st_mode >> shift & 1:
            return False
    return True


def _capability(closed: Path) -> str:
    """The least right that passes closed folders and that this process may hand on."""
    for number, name in ((2, "dac_read_search"), (1, "dac_override")):
        if shutil.which("setpriv") and _permitted() >> number & 1:
            return name
    raise EmbeddedPostgresError(
        f"PostgreSQL does not run as root, and the user it runs as may not pass the folders above {closed}: "
        "move the project or DATA_DIR out of the closed folder, start as another user, or set DATABASE_URL."
    )


def _permitted() -> int:
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("CapPrm")), 16)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", **kept}

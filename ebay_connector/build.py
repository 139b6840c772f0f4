"""Which build this is: git says it in a checkout, a stamp made at build elsewhere."""

import json
import subprocess
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from ebay_connector import __version__

PACKAGE = Path(__file__).parent
STAMP = PACKAGE / "_build.json"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Build:
    """`build` is the number of commits, `commit` the short SHA; 0 and `unknown` where nothing tells."""

    version: str
    build: int
    commit: str


@lru_cache
def get_build() -> Build:
    """This process's build, found once."""
    return from_git(PACKAGE.parent) or from_stamp(STAMP) or Build(__version__, 0, UNKNOWN)


def from_git(checkout: Path) -> Build | None:
    """A checkout knows best: a stamp left there by an earlier build is old."""
    if not (checkout / ".git").exists() or _git(checkout, "rev-parse", "--is-shallow-repository") != "false":
        return None
    count, commit = (
        _git(checkout, "rev-list", "--count", "HEAD"),
        _git(checkout, "rev-parse", "--short", "HEAD"),
    )
    return Build(__version__, int(count), commit) if count and commit else None


def from_stamp(stamp: Path) -> Build | None:
    try:
        found = json.loads(stamp.read_text())
        return Build(__version__, int(found["build"]), str(found["commit"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def stamp() -> Build:
    """Writes what git says beside the code; for building a wheel or an image."""
    build = from_git(PACKAGE.parent) or from_stamp(STAMP) or Build(__version__, 0, UNKNOWN)
    STAMP.write_text(json.dumps(asdict(build)))
    return build


def _git(checkout: Path, *arguments: str) -> str:
    command = ["git", "-c", "safe.directory=*", "-C", str(checkout), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)  # noqa: S603 - fixed
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


if __name__ == "__main__":
    print(json.dumps(asdict(stamp())))

"""Which revisions there are, by the names of their files: whoever only asks that needs no Alembic."""

import re
from functools import cache
from pathlib import Path

from ebay_connector import __version__

VERSIONS = Path(__file__).parent / "migrations" / "versions"
NAME = re.compile(r"(\d{8}_\d{4})_[a-z0-9_]+\.py")


@cache
def known_revisions() -> tuple[str, ...]:
    """The chain, oldest first."""
    return tuple(sorted(found[1] for file in VERSIONS.iterdir() if (found := NAME.fullmatch(file.name))))


def head_revision() -> str:
    """The revision that this version of the code needs."""
    return known_revisions()[-1]


def newer(revision: str, newest: str) -> str:
    """Why a database that a newer version has migrated cannot be used, and what to do."""
    return (
        f"The database is newer than this program: it is at revision {revision}, and version {__version__} "
        f"knows none after {newest}. Start the version that migrated it, or restore a backup."
    )

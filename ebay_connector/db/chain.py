"""Which revisions there are, by the names of their files: whoever only asks that needs no Alembic."""

import re
from functools import cache
from pathlib import Path

VERSIONS = Path(__file__).parent / "migrations" / "versions"
NAME = re.compile(r"(\d{8}_\d{4})_[a-z0-9_]+\.py")


@cache
def known_revisions() -> tuple[str, ...]:
    """The chain, oldest first."""
    return tuple(sorted(found[1] for file in VERSIONS.iterdir() if (found := NAME.fullmatch(file.name))))


def head_revision() -> str:
    """The revision that this version of the code needs."""
    return known_revisions()[-1]

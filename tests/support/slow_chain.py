"""A chain of slow revisions for tests, and a process of its own that applies it."""

import sys
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import MetaData

from ebay_connector.db.errors import MigrationError
from ebay_connector.db.migrate import Migration
from ebay_connector.settings import Settings

STEPS = 4
HEAD = f"2026010{STEPS}_0000"
MakeMigration = Callable[..., Migration]
REVISION = '''"""Step {number}."""

from alembic import op

revision = "2026010{number}_0000"
down_revision = {down!r}


def upgrade() -> None:
    op.execute("CREATE TABLE step_{number} (n integer)")
    op.execute("INSERT INTO step_{number} SELECT generate_series(1, 100)")
    op.execute("SELECT pg_sleep({seconds})")
    op.execute("CREATE INDEX ON step_{number} (n)")
'''


def write_chain(folder: Path, *, steps: int = STEPS, seconds: float = 0.15) -> Path:
    """Revisions that each make a table, take their time, and finish with an index."""
    folder.mkdir(exist_ok=True)
    for number in range(1, steps + 1):
        down = f"2026010{number - 1}_0000" if number > 1 else None
        text = REVISION.format(number=number, down=down, seconds=seconds)
        (folder / f"2026010{number}_0000_step_{number}.py").write_text(text)
    return folder


def main(url: str, folder: str, attempts: str) -> None:
    settings = Settings(_env_file=None, migration_attempts=int(attempts), migration_backoff=0.05)
    try:
        print(Migration(url, settings, MetaData(), versions=Path(folder)).run())
    except MigrationError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""What can go wrong with the database, each as one sentence that says what to do."""

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import PoolTimeout

TRANSIENT_STATES = {
    "40001",  # serialization failure
    "40P01",  # deadlock
    "53300",  # too many connections
    "55P03",  # lock not available
    "57P01",  # admin shutdown
    "57P02",  # crash shutdown
    "57P03",  # cannot connect now
}
REFUSALS = ("password authentication failed", "does not exist", "no pg_hba.conf entry", "SSL", "certificate")


class DatabaseError(Exception):
    """Root of the tree; `str(error)` is a sentence for people."""


class DatabaseUnavailableError(DatabaseError):
    """Postgres cannot be reached now."""


class EmbeddedPostgresError(DatabaseError):
    """The embedded Postgres cannot be made, started or used."""


class MigrationError(DatabaseError):
    """The database cannot be brought to this version's schema."""


def driver_error(error: BaseException) -> BaseException:
    """The psycopg error inside SQLAlchemy's, which keeps it as `orig`, or the error itself."""
    original = getattr(error, "orig", None)
    return original if isinstance(original, BaseException) else error


def is_transient(error: BaseException) -> bool:
    """Whether doing the same again may succeed: the connection was lost, or somebody else held a lock."""
    error = driver_error(error)
    if isinstance(error, psycopg.InterfaceError | PoolTimeout):
        return True
    if not isinstance(error, psycopg.OperationalError):
        return False
    state = error.sqlstate
    if state is None:
        return not any(text in str(error) for text in REFUSALS)
    return state in TRANSIENT_STATES or state.startswith("08")


def place(url: str) -> str:
    """Where a database is, without its password: `host:port/name`."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        return "the given address"
    return f"{parts.get('host', 'localhost')}:{parts.get('port', 5432)}/{parts.get('dbname', '')}"


def explain(error: BaseException) -> str:
    """An error's first line, as Postgres or the system put it."""
    lines = [line.strip() for line in str(driver_error(error)).splitlines() if line.strip()]
    return lines[0].rstrip(".") if lines else type(error).__name__

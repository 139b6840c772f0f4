"""What can go wrong with the database, each as one sentence that says what to do."""

import re

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import PoolTimeout

LOCK_STATES = {
    "40001",  # serialization failure
    "40P01",  # deadlock
    "55P03",  # lock not available
}
TRANSIENT_STATES = LOCK_STATES | {
    "53300",  # too many connections
    "57P01",  # admin shutdown
    "57P02",  # crash shutdown
    "57P03",  # cannot connect now
}
NOT_POSTGRES = "What answers there is not Postgres: check the host and the port in {setting}."
ADVICE = {
    "password authentication failed": "Check the user and the password in {setting}.",
    "no password supplied": "Put the user's password into {setting}.",
    "certificate": "Check sslmode and the certificates in {setting}.",
    "does not exist": "Check the user and the database's name in {setting}.",
    "permission denied for database": "Have its owner GRANT CONNECT ON DATABASE to the user in {setting}.",
    "no pg_hba.conf entry": "Check {setting}, and that the server lets this user and machine in (pg_hba.conf).",
    "invalid response to SSL negotiation": NOT_POSTGRES,
    "expected authentication request": NOT_POSTGRES,
    "does not support SSL": "Check sslmode in {setting}.",
    "sslmode": "Check sslmode in {setting}.",
}
"""What to do about what Postgres or libpq says when a connection fails; another try brings the same."""
ADVICE_BETWEEN_TRIES = {
    "resolve host": "Check the host's name in {setting}, and that this machine can look it up.",
    "": "Check {setting}, and that the server is up and lets this machine in.",
}
WRITES_NEEDED = (
    "It is a replica, or default_transaction_read_only is on: point {setting} at the primary server, "
    "or have that setting turned off."
)
MISSING_RIGHT = re.compile(r"permission denied for (schema|database) (\S+)")


class DatabaseError(Exception):
    """Root of the tree; `str(error)` is a sentence for people."""


class DatabaseUnavailableError(DatabaseError):
    """Postgres cannot be reached now."""


class UnusableDatabaseError(DatabaseError):
    """Postgres answers, but the database cannot be used before somebody has mended it."""


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
        return not any(words in str(error) for words in ADVICE)
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


def advice(error: BaseException, setting: str) -> str:
    """What to check when several tries have failed, or one that would fail again."""
    if getattr(driver_error(error), "sqlstate", None) in LOCK_STATES:
        return "Start again when no other session holds these tables."
    fitting = (text for words, text in (ADVICE | ADVICE_BETWEEN_TRIES).items() if words in str(error))
    return next(fitting).format(setting=setting)


def refusal(error: BaseException, url: str, setting: str) -> str:
    """Why there is no connection, and what to do."""
    return f"The database at {place(url)} cannot be reached: {explain(error)}. {advice(error, setting)}"


def is_refusal(error: BaseException) -> bool:
    """Whether no connection was made, for a reason that stays."""
    error = driver_error(error)
    return isinstance(error, psycopg.OperationalError) and error.sqlstate is None and not is_transient(error)


def remedy(error: BaseException, url: str, setting: str) -> str:
    """What to do about a statement that Postgres refused; empty when that cannot be told."""
    error = driver_error(error)
    user = conninfo_to_dict(url).get("user", "the user")
    if isinstance(error, psycopg.errors.ReadOnlySqlTransaction):
        return WRITES_NEEDED.format(setting=setting)
    if isinstance(error, psycopg.errors.InvalidSchemaName):
        return f'Its owner grants what is needed: GRANT USAGE, CREATE ON SCHEMA public TO "{user}".'
    if found := MISSING_RIGHT.search(str(error)):
        return f'Its owner grants what is needed: GRANT CREATE ON {found[1].upper()} {found[2]} TO "{user}".'
    return ""

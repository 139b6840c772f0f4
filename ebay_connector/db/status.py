"""Whether the database can be used now: reachable, writable, and at this version's revision."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any, Literal

import psycopg
from psycopg import AsyncConnection

from ebay_connector.db.chain import head_revision, known_revisions, newer
from ebay_connector.db.errors import explain, place
from ebay_connector.db.pool import Database
from ebay_connector.db.rights import Lack, lacking_right

QUESTION = """
SELECT current_setting('transaction_read_only') = 'on', pg_is_in_recovery(),
    to_regclass('alembic_version') IS NOT NULL, current_setting('server_version_num')::int
"""
REPLICA = (
    "The database at {place} takes no writes: it is a replica, or not promoted yet. "
    "Point DATABASE_URL at the primary server."
)
READ_ONLY = (
    "The database at {place} takes no writes: default_transaction_read_only is on, which hosts do when its disk is "
    "full. Free some space there, or have that setting turned off."
)
Outlook = Literal["mends by itself", "may be promoted", "lasts"]


@dataclass(frozen=True)
class DatabaseStatus:
    """`reason` is a sentence when the database cannot be used, else None; `outlook` is what becomes of it."""

    reason: str | None
    latency_ms: float | None = None
    revision: str | None = None
    server_version: int | None = None
    outlook: Outlook = "mends by itself"


async def database_status(database: Database, patience: float) -> DatabaseStatus:
    """Asks the database; answers within `patience` seconds whatever happens."""
    try:
        async with asyncio.timeout(patience), database.pool.connection(timeout=patience) as connection:
            return await _ask(connection, place(database.url))
    except TimeoutError:
        why = f"no answer within {patience:g} s"
    except psycopg.ProgrammingError as error:
        why = f"The database at {place(database.url)} refuses to say how it is: {explain(error)}."
        return DatabaseStatus(why, outlook="lasts")
    except (psycopg.Error, OSError) as error:
        why = explain(error)
    return DatabaseStatus(f"The database at {place(database.url)} does not answer: {why}.")


async def _ask(connection: AsyncConnection[Any], where: str) -> DatabaseStatus:
    cursor = await connection.execute(QUESTION)
    read_only, replica, migrated, version = await cursor.fetchone() or (False, False, False, 0)
    started = time.perf_counter()
    await connection.execute("SELECT 1")
    latency = round((time.perf_counter() - started) * 1000, 2)
    lack = await lacking_right(connection, where)
    if lack and lack.blind:
        return DatabaseStatus(lack.sentence, latency, None, version, "lasts")
    revision = await _revision(connection) if migrated else None
    writes = None if not read_only else (REPLICA if replica else READ_ONLY).format(place=where)
    reason, outlook = _judge(revision, writes, replica, lack)
    return DatabaseStatus(reason, latency, revision, version, outlook)


def _judge(revision: str | None, no_writes: str | None, replica: bool, lack: Lack | None) -> tuple[str | None, Outlook]:
    if is_newer(revision):
        return revision_reason(revision), "lasts"
    if no_writes:
        return no_writes, "may be promoted" if replica else "lasts"
    if behind := revision_reason(revision):
        return behind, "mends by itself"
    return (lack.sentence, "lasts") if lack else (None, "mends by itself")


async def _revision(connection: AsyncConnection[Any]) -> str | None:
    cursor = await connection.execute("SELECT version_num FROM alembic_version")
    row = await cursor.fetchone()
    return row[0] if row else None


def is_newer(revision: str | None) -> bool:
    """Whether only a newer program than this one can have made that revision."""
    return revision is not None and revision not in known_revisions()


def revision_reason(revision: str | None) -> str | None:
    """Why a database at this revision cannot be used by this version; None when it can."""
    head = head_revision()
    if revision == head:
        return None
    if revision is not None and is_newer(revision):
        return newer(revision, head)
    at = f"is at revision {revision}" if revision else "has no tables yet"
    return f"The database {at}; this program needs {head}: run `ebay-connector migrate`."

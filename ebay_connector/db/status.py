"""Whether the database can be used now: reachable, writable, and at this version's revision."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import AsyncConnection

from ebay_connector.db.chain import head_revision, known_revisions, newer
from ebay_connector.db.errors import explain, place
from ebay_connector.db.pool import Database

QUESTION = """
SELECT current_setting('transaction_read_only') = 'on', to_regclass('alembic_version') IS NOT NULL,
    current_setting('server_version_num')::int
"""


@dataclass(frozen=True)
class DatabaseStatus:
    """`reason` is a sentence when the database cannot be used, else None."""

    reason: str | None
    latency_ms: float | None = None
    revision: str | None = None
    server_version: int | None = None


async def database_status(database: Database, patience: float) -> DatabaseStatus:
    """Asks the database; answers within `patience` seconds whatever happens."""
    try:
        async with asyncio.timeout(patience), database.pool.connection(timeout=patience) as connection:
            return await _ask(connection)
    except TimeoutError:
        why = f"no answer within {patience:g} s"
    except (psycopg.Error, OSError) as error:
        why = explain(error)
    return DatabaseStatus(f"The database at {place(database.url)} does not answer: {why}.")


async def _ask(connection: AsyncConnection[Any]) -> DatabaseStatus:
    cursor = await connection.execute(QUESTION)
    read_only, migrated, version = await cursor.fetchone() or (False, False, 0)
    started = time.perf_counter()
    await connection.execute("SELECT 1")
    latency = round((time.perf_counter() - started) * 1000, 2)
    revision = await _revision(connection) if migrated else None
    reason = revision_reason(revision)
    if reason is None and read_only:
        reason = "The database takes no writes at the moment; hosts do this when its disk is full."
    return DatabaseStatus(reason, latency, revision, version)


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

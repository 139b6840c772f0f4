"""Waits out a short absence of Postgres, such as a restart or a pooler that closes connections, and counts once."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

import psycopg
from psycopg import AsyncConnection
from psycopg_pool import PoolTimeout

from ebay_connector.sync.context import RunContext
from ebay_connector.sync.journal import Counts, Flushed, Journal, Line, Reached

T = TypeVar("T")
LOST = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout)
HOPELESS = (psycopg.errors.DiskFull, psycopg.errors.ProgramLimitExceeded)
ATTEMPTS = 6
"""About half a minute in all."""


class Written(NamedTuple, Generic[T]):
    """What a transaction gives, and what it adds to the run's counters and log; without counters it has only read."""

    result: T
    counts: Counts | None
    lines: Sequence[Line] = ()
    reached: Sequence[Reached] = ()


async def patiently(journal: Journal, work: Callable[[], Awaitable[T]]) -> T:
    """What `work` returns; it is done again, from its beginning, when the connection to Postgres was lost."""
    for attempt in range(1, ATTEMPTS):
        try:
            return await work()
        except HOPELESS:
            raise
        except LOST as error:
            delay = random.uniform(0.5, 1) * 2**attempt / 2  # noqa: S311 - jitter, not a secret
            journal.note(
                "retry",
                f"Postgres could not do it ({first_line(error)}). Trying again in {delay:.1f} s.",
                level="warning",
            )
            await asyncio.sleep(delay)
    return await work()


async def commit_once(context: RunContext, write: Callable[[AsyncConnection[Any]], Awaitable[Written[T]]]) -> T:
    """Commits what `write` writes, with the journal; again when the connection was lost, unless it was committed.

    When a connection is lost during COMMIT, only Postgres knows: counters would count twice, or log lines be missing.
    """
    in_doubt: tuple[T, Flushed] | None = None

    async def attempt() -> T:
        nonlocal in_doubt
        if in_doubt and await context.journal.was_committed(in_doubt[1]):
            return in_doubt[0]
        in_doubt = None
        async with context.database.transaction() as connection:
            result, counts, lines, reached = await write(connection)
            if counts is None:
                return result
            flushed = await context.journal.flush(connection, counts, lines, reached)
            in_doubt = result, flushed
        context.journal.committed(flushed)
        return result

    return await patiently(context.journal, attempt)


def first_line(error: Exception) -> str:
    """What Postgres says, without hints and without a full stop."""
    return (str(error).splitlines() or [type(error).__name__])[0].strip().rstrip(".")

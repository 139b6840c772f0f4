"""Waits out a short absence of Postgres, such as a restart or a pooler that closes connections."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

import psycopg
from psycopg_pool import PoolTimeout

from ebay_connector.sync.journal import Journal

T = TypeVar("T")
LOST = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout)
HOPELESS = (psycopg.errors.DiskFull, psycopg.errors.ProgramLimitExceeded)
ATTEMPTS = 6
"""About half a minute in all."""


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
                "retry", f"Postgres is away ({first_line(error)}). Trying again in {delay:.1f} s.", level="warning"
            )
            await asyncio.sleep(delay)
    return await work()


def first_line(error: Exception) -> str:
    """What Postgres says, without hints and without a full stop."""
    return (str(error).splitlines() or [type(error).__name__])[0].strip().rstrip(".")

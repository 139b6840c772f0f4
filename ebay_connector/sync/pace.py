"""How far a run reads ahead of the database: slow answers are bridged, quick ones do not pile up in memory."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

AT_FIRST = 5
BYTES_IN_FLIGHT = 64_000_000
"""Pages as large as the one that came last may be in flight up to this size together."""


class Pace:
    """At most so many pages in flight and being written; one page more ahead while a writer waits for pages,
    one less while many pages wait for writers, or while they are large."""

    def __init__(self, most: int, writers: int) -> None:
        self._most, self._enough = most, 6 * writers
        self._limit = min(AT_FIRST, most)
        self._free, self._writers = asyncio.Semaphore(self._limit), asyncio.Semaphore(writers)
        self._turn = asyncio.Lock()
        self._waiting = self._surplus = 0

    @asynccontextmanager
    async def page(self, *, first: bool = False) -> AsyncIterator[None]:
        """From the request for a page until it is written.

        The `first` page of a window overtakes those that wait: behind them, it would be on its way alone.
        """
        async with nullcontext() if first else self._turn:
            await self._free.acquire()
        try:
            yield
        finally:
            if self._surplus:
                self._surplus -= 1
            else:
                self._free.release()

    @asynccontextmanager
    async def writer(self) -> AsyncIterator[None]:
        """A page is written, when it is its turn."""
        self._waiting += 1
        try:
            await self._writers.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._writers.release()

    def adapt(self, size: int) -> None:
        """A page of so many bytes has come."""
        fitting = max(1, BYTES_IN_FLIGHT // max(1, size))
        crowded = self._waiting > self._enough and self._limit > AT_FIRST
        if self._limit > fitting or crowded:
            self._limit -= 1
            self._surplus += 1
        elif self._limit < min(self._most, fitting) and not self._writers.locked():
            self._limit += 1
            self._free.release()

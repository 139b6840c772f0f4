"""How far a run reads ahead of the database: slow answers are bridged, quick ones do not pile up in memory."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

AT_FIRST = 5


class Pace:
    """At most so many pages in flight and being written; one page more ahead while a writer waits for pages,
    one less while many pages wait for writers."""

    def __init__(self, most: int, writers: int) -> None:
        self._most, self._enough = most, 2 * writers
        self._limit = min(AT_FIRST, most)
        self._free, self._writers = asyncio.Semaphore(self._limit), asyncio.Semaphore(writers)
        self._waiting = self._surplus = 0

    @asynccontextmanager
    async def page(self) -> AsyncIterator[None]:
        """From the request for a page until it is written."""
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
        """A page has come and is written, when it is its turn."""
        self._adapt()
        self._waiting += 1
        try:
            await self._writers.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._writers.release()

    def _adapt(self) -> None:
        if not self._writers.locked() and self._limit < self._most:
            self._limit += 1
            self._free.release()
        elif self._waiting > self._enough and self._limit > AT_FIRST:
            self._limit -= 1
            self._surplus += 1

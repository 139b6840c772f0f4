"""Keeps back pages that bring nothing new: those that have come meanwhile are looked at, and settled, together."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from psycopg import AsyncConnection

from ebay_connector.sync import slices
from ebay_connector.sync.context import RunContext
from ebay_connector.sync.journal import Counts, Line
from ebay_connector.sync.pages import Page
from ebay_connector.sync.patience import Written, commit_once
from ebay_connector.sync.progress import Progress
from ebay_connector.sync.slices import Slice
from ebay_connector.sync.writer import Change, look, page_line, set_aside

TOGETHER = 10


@dataclass(slots=True, eq=False)
class Arrival:
    """A page of a slice, what the slice has written so far, and how many records its first page announces.

    Once looked at, `changes` are to be written; None: there are none and the page is settled.
    """

    slice_: Slice
    page: Page
    progress: Progress
    expected: int = 0
    changes: Sequence[Change] | None = field(default=(), init=False)


class Sieve:
    """The pages of one run that wait to be looked at."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._waiting: list[Arrival] = []
        self._turn = asyncio.Lock()

    async def pass_on(self, arrival: Arrival) -> Sequence[Change] | None:
        """What of a page is to be written; None when it is settled. Whoever comes first takes along all that wait."""
        self._waiting.append(arrival)
        try:
            async with self._turn:
                if arrival in self._waiting:
                    batch = self._waiting[:TOGETHER]
                    await commit_once(self._context, partial(self._look, batch))
                    self._let_go(batch)
        finally:
            if arrival in self._waiting:
                self._waiting.remove(arrival)
        return arrival.changes

    def _let_go(self, batch: Sequence[Arrival]) -> None:
        self._waiting = [each for each in self._waiting if each not in batch]
        for arrival in batch:
            if arrival.changes is None:
                arrival.progress.add(arrival.page.offset)

    async def _look(self, batch: Sequence[Arrival], connection: AsyncConnection[Any]) -> Written[None]:
        found = await look(connection, self._context, [arrival.page for arrival in batch])
        for arrival, changes in zip(batch, found, strict=True):
            is_settled = not changes and all(record.key for record in arrival.page.records)
            arrival.changes = None if is_settled else changes
        settled = [arrival for arrival in batch if arrival.changes is None]
        if not settled:
            return None, None, ()
        for slice_, pages, offset in _by_slice(settled):
            await slices.save_progress(connection, self._context, slice_, pages, offset)
        counts, lines = Counts(), list[Line]()
        for arrival in settled:
            lines += await set_aside(connection, self._context, arrival.page.records)
            lines.append(page_line(self._context, arrival.page, _count(counts, arrival)))
        return None, counts, lines


def _by_slice(settled: Sequence[Arrival]) -> Iterator[tuple[Slice, list[Page], int]]:
    """Each slice with its pages, and how far it is with them."""
    for slice_ in {arrival.slice_.id: arrival.slice_ for arrival in settled}.values():
        own = [arrival for arrival in settled if arrival.slice_.id == slice_.id]
        pages = [arrival.page for arrival in own]
        yield slice_, pages, own[0].progress.reached_with(*(page.offset for page in pages))


def _count(counts: Counts, arrival: Arrival) -> Counts:
    """What a settled page counts, which is added to `counts`."""
    found = len(arrival.page.records)
    counts.fetched += found
    counts.unchanged += found
    counts.expected += arrival.expected
    return Counts(fetched=found, unchanged=found)

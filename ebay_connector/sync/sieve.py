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
from ebay_connector.sync.writer import Change, as_new, look, page_line, set_aside

TOGETHER = 10


@dataclass(slots=True)
class Arrival:
    """A page of a slice, what the slice has written so far, and how many records its first page announces.

    Once looked at, `changes` are to be written; None: there are none and the page is settled.
    """

    slice_: Slice
    page: Page
    progress: Progress
    expected: int = 0
    changes: Sequence[Change] | None = field(default=(), init=False)
    is_seen: asyncio.Event = field(default_factory=asyncio.Event, init=False)


class Sieve:
    """The pages of one run that have come and wait to be looked at.

    While a backfill brings nothing but new records its pages pass without a look; a record that is stored already has
    Postgres refuse the page, which is then written with care.
    """

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._arrivals: asyncio.Queue[Arrival] = asyncio.Queue()
        self._all_is_new = False

    def learn(self, written: Counts) -> None:
        """What a page has brought tells what to expect of the next one."""
        self._all_is_new = written.created + written.rejected == written.fetched

    async def pass_on(self, arrival: Arrival) -> Sequence[Change] | None:
        """What of a page is to be written; None when it is settled."""
        if self._all_is_new and arrival.slice_.window.kind == "backfill":
            return as_new(arrival.page)
        self._arrivals.put_nowait(arrival)
        await arrival.is_seen.wait()
        return arrival.changes

    async def keep_looking(self) -> None:
        """Looks at what comes until cancelled; whoever gives up a slice does not break off what others wait for."""
        while True:
            batch = [await self._arrivals.get()]
            while len(batch) < TOGETHER and not self._arrivals.empty():
                batch.append(self._arrivals.get_nowait())
            await commit_once(self._context, partial(self._look, batch))
            for arrival in batch:
                if arrival.changes is None:
                    arrival.progress.add(arrival.page.offset)
                arrival.is_seen.set()

    async def _look(self, batch: Sequence[Arrival], connection: AsyncConnection[Any]) -> Written[None]:
        found = await look(connection, self._context, [arrival.page for arrival in batch])
        for arrival, changes in zip(batch, found, strict=True):
            is_settled = not changes and all(record.key for record in arrival.page.records)
            arrival.changes = None if is_settled else changes
        settled = [arrival for arrival in batch if arrival.changes is None]
        if not settled:
            return Written(None, None)
        progress = [await slices.reached(connection, self._context, *each) for each in _by_slice(settled)]
        counts, lines = Counts(), list[Line]()
        for arrival in settled:
            lines += await set_aside(connection, self._context, arrival.page.records)
            lines.append(page_line(self._context, arrival.page, _count(counts, arrival)))
        return Written(None, counts, lines, progress)


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

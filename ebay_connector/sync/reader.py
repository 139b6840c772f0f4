"""Reads one slice: its pages ahead of the database, a living window until it holds still."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from psycopg import AsyncConnection

from ebay_connector.db.raw_json import digest_of
from ebay_connector.ebay.errors import EbayError, RequestRefusedError
from ebay_connector.streams.source import Source, ebay_time
from ebay_connector.streams.window import Dated, Modified
from ebay_connector.sync import counting, slices
from ebay_connector.sync.context import RunContext
from ebay_connector.sync.fetch import fetch
from ebay_connector.sync.groups import first_error
from ebay_connector.sync.journal import Reached
from ebay_connector.sync.pace import Pace
from ebay_connector.sync.pages import Page, PageReader
from ebay_connector.sync.planner import oldest
from ebay_connector.sync.poison import narrowed
from ebay_connector.sync.progress import Progress
from ebay_connector.sync.sieve import Arrival, Sieve
from ebay_connector.sync.slices import Slice
from ebay_connector.sync.writer import write_page

REREADS = 5


class RepeatedPageError(EbayError):
    """eBay answered two offsets with the same records: paging does not advance."""


class RestlessWindowError(Exception):
    """Records left the window each time it was read; a shorter one is needed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Records left the window {name} each of the {REREADS} times it was read.")


class SliceReader:
    """Reads slices of one run; all share the bound on pages in flight and on writers."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        past = tuple(replace(todo, deep=True) for todo in context.todos)
        self._backfilling = replace(context, todos=past)
        self._readers: dict[Source, PageReader] = {}
        self._pace = Pace(context.settings.sync_pages_in_flight, context.settings.sync_writers)
        self.sieve = Sieve(context)
        self._count: counting.Count | None = counting.records if context.stream.source.page.unit == "records" else None
        self.pages = 0

    async def read(self, slice_: Slice) -> None:
        """Brings every record of the slice into the database, or raises.

        Offsets shift when a record leaves the window, so the window is complete only when all its pages
        tell the same total; else it is read again.
        """
        slice_ = self._within_history(slice_)
        for _ in range(REREADS):
            if await self._pass(slice_):
                await slices.finish(self._context, slice_)
                return
            self._context.journal.note(
                "slice", f"Records left the window {_name(slice_)} while it was read. Reading it again."
            )
            slice_ = slices.restarted(slice_)
        raise RestlessWindowError(_name(slice_))

    def _within_history(self, slice_: Slice) -> Slice:
        """eBay refuses windows that begin before its history; a slice of an earlier run may have aged past it."""
        window = self._context.stream.window
        if not isinstance(window, Modified | Dated):
            return slice_
        earliest = oldest(window, self._context.client.clock.now())
        if slice_.window.starts_at >= earliest:
            return slice_
        shorter = replace(slice_.window, starts_at=min(earliest, slice_.window.ends_at))
        return slices.restarted(replace(slice_, window=shorter))

    async def _pass(self, slice_: Slice) -> bool:
        """One reading; True when the window held still."""
        limit = self._source(slice_).page.limit
        if self._count is None:
            slice_ = slices.restarted(slice_)
        slice_ = _with_a_page_left(slice_, limit)
        async with self._pace.page(first=True):
            first = await self._fetch(slice_, slice_.next_offset)
            if not await self._learn(slice_, first, limit):
                return False
            if slice_.total is not None and first.total != slice_.total:
                return False
            progress = Progress(limit, slice_.next_offset)
            seen: dict[bytes, int] = {}
            await self._write(slice_, first, progress, seen, expected=first.total - slice_.next_offset)
        rest = range(slice_.next_offset + limit, first.total, limit)
        totals = await self._gather(slice_, rest, progress, seen)
        return all(total == first.total for total in totals)

    def _source(self, slice_: Slice) -> Source:
        return self._context.stream.source_of(slice_.window.kind)

    def _page_reader(self, source: Source) -> PageReader:
        if source not in self._readers:
            stream = self._context.stream
            self._readers[source] = PageReader(source, stream.record, stream.noun)
        return self._readers[source]

    async def _learn(self, slice_: Slice, first: Page, limit: int) -> bool:
        """What offsets count, by the link to the second page, or by a trial; False when the list changed meanwhile."""
        if self._count is not None or first.total <= limit or len(first.records) < limit:
            return True
        if self._source(slice_).page.unit != "tried":
            self._count = counting.by_link(first, limit)
            return True
        try:
            trial = await self._ask(slice_, 1, limit)
        except RequestRefusedError:
            self._count = counting.records  # it takes only those that begin a page
            return True
        if trial.total != first.total:
            return False
        self._count = counting.by_trial(first, trial)
        return True

    async def _gather(self, slice_: Slice, offsets: range, progress: Progress, seen: dict[bytes, int]) -> list[int]:
        async def one(offset: int) -> int:
            async with self._pace.page():
                page = await self._fetch(slice_, offset)
                await self._write(slice_, page, progress, seen)
            return page.total

        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(one(offset)) for offset in offsets]
        except BaseExceptionGroup as errors:
            raise first_error(errors) from errors
        return [task.result() for task in tasks]

    async def _fetch(self, slice_: Slice, offset: int) -> Page:
        limit, stream = self._source(slice_).page.limit, self._context.stream
        try:
            page = await self._ask(slice_, offset, limit)
        except RequestRefusedError as error:
            if error.error_ids & stream.none_errors:
                return Page(0, offset, [])
            if not error.error_ids & stream.bad_record_errors:
                raise
            page = await narrowed(partial(self._ask, slice_), offset, limit, error)
        self.pages += 1
        return page

    async def _ask(self, slice_: Slice, offset: int, limit: int) -> Page:
        window, names, source = slice_.window, self._context.names, self._source(slice_)
        pages = self._page_reader(source)
        span = (window.field, window.starts_at, window.ends_at)
        if window.kind == "whole":
            span = None  # type: ignore[assignment]
            variant, _, state = window.field.partition(":")
            names = {**names, "variant": variant, "state": state, "now": ebay_time(window.ends_at)}
        return await fetch(
            self._context,
            source.shorter(limit),
            lambda response: pages.page(response, offset, names),
            names=names,
            offset=(self._count or counting.records)(offset, limit),
            window=span,
            deep=window.is_deep(self._context.client.clock.now()),
        )

    async def _write(
        self, slice_: Slice, page: Page, progress: Progress, seen: dict[bytes, int], expected: int = 0
    ) -> None:
        content = digest_of(b"".join(record.digest for record in page.records))
        if page.records and seen.setdefault(content, page.offset) != page.offset:
            raise RepeatedPageError(
                f"eBay gave the same records at offset {seen[content]} and {page.offset} of {_name(slice_)}. "
                "Nothing was skipped: the window stays open and is read again by the next run."
            )
        self._pace.adapt(page.size)
        changes = await self.sieve.pass_on(Arrival(slice_, page, progress, expected))
        if changes is None:
            return
        async with self._pace.writer():
            next_offset = progress.reached_with(page.offset)

            async def settle(connection: AsyncConnection[Any]) -> Sequence[Reached]:
                return [await slices.reached(connection, self._context, slice_, [page], next_offset)]

            kind = slice_.window.kind
            context = self._backfilling if kind == "backfill" else self._context
            table = context.stream.table_of(kind)
            self.sieve.learn(await write_page(context, page, settle, expected, table, changes=changes))
            progress.add(page.offset)


def _with_a_page_left(slice_: Slice, limit: int) -> Slice:
    """Where no page is left but nobody has seen the window hold still, the last one is read again."""
    if slice_.total is None or slice_.next_offset < slice_.total:
        return slice_
    return replace(slice_, next_offset=max(0, slice_.next_offset - limit))


def _name(slice_: Slice) -> str:
    window = slice_.window
    if window.kind == "whole":
        return f"of everything {window.field}".strip()
    return f"{window.field} {window.starts_at:%Y-%m-%d %H:%M} to {window.ends_at:%Y-%m-%d %H:%M}"

"""Reads one slice: its pages ahead of the database, a living window until it holds still."""

import asyncio
import hashlib
from collections.abc import Awaitable
from dataclasses import dataclass, field, replace

from ebay_connector.ebay.client import MARKETPLACE_HEADER
from ebay_connector.ebay.errors import EbayError
from ebay_connector.ebay.request import Exchange, Response
from ebay_connector.sync import slices
from ebay_connector.sync.context import RunContext
from ebay_connector.sync.exchanges import exchange_line
from ebay_connector.sync.groups import first_error
from ebay_connector.sync.pages import Page, page_decoder
from ebay_connector.sync.patience import patiently
from ebay_connector.sync.planner import oldest
from ebay_connector.sync.slices import Slice
from ebay_connector.sync.writer import write_page

REREADS = 5
PAGES_AT_FIRST = 8


class RepeatedPageError(EbayError):
    """eBay answered two offsets with the same records: paging does not advance."""


class RestlessWindowError(Exception):
    """Records left the window each time it was read; a shorter one is needed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Records left the window {name} each of the {REREADS} times it was read.")


@dataclass(slots=True)
class _Progress:
    """Offsets written so far, and the first offset before which nothing is missing."""

    limit: int
    next_offset: int
    done: set[int] = field(default_factory=set)

    def reached_with(self, offset: int) -> int:
        """The first offset not yet written, once the page at `offset` is."""
        reached = self.next_offset
        while reached in self.done or reached == offset:
            reached += self.limit
        return reached

    def add(self, offset: int) -> None:
        self.done.add(offset)
        while self.next_offset in self.done:
            self.done.discard(self.next_offset)
            self.next_offset += self.limit


class SliceReader:
    """Reads slices of one run; all share the bound on pages in flight and on writers."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._decode = page_decoder(context.stream)
        self._most = context.settings.sync_pages_in_flight
        self._ahead = min(PAGES_AT_FIRST, self._most)
        self._in_flight = asyncio.Semaphore(self._ahead)
        self._writers = asyncio.Semaphore(context.settings.sync_writers)
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
        earliest = oldest(self._context.stream.window, self._context.client.clock.now())
        if slice_.window.starts_at >= earliest:
            return slice_
        window = replace(slice_.window, starts_at=min(earliest, slice_.window.ends_at))
        return slices.restarted(replace(slice_, window=window))

    async def _pass(self, slice_: Slice) -> bool:
        """One reading; True when the window held still."""
        limit = self._context.stream.source.page.limit
        async with self._in_flight:
            first = await self._fetch(slice_, slice_.next_offset)
            if slice_.total is not None and first.total != slice_.total:
                return False
            progress = _Progress(limit, slice_.next_offset)
            seen: dict[bytes, int] = {}
            await self._write(slice_, first, progress, seen, expected=first.total - slice_.next_offset)
        rest = range(slice_.next_offset + limit, first.total, limit)
        totals = await self._gather(slice_, rest, progress, seen)
        return all(total == first.total for total in totals)

    async def _gather(self, slice_: Slice, offsets: range, progress: _Progress, seen: dict[bytes, int]) -> list[int]:
        async def one(offset: int) -> int:
            async with self._in_flight:
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
        context, window = self._context, slice_.window
        request = context.stream.source.request(window.field, window.starts_at, window.ends_at, offset)
        request = replace(request, headers=((MARKETPLACE_HEADER, context.marketplace_id),))

        records: int | None = None

        def decode(response: Response) -> Page:
            nonlocal records
            page = self._decode(response, offset)
            records = len(page.records)
            return page

        def observe(exchange: Exchange) -> None:
            context.journal.count_request()
            context.journal.add(exchange_line(exchange, records=records, bodies=context.log_bodies))

        def send() -> Awaitable[Page]:
            return context.client.send(request, context.credentials, observe=observe, validate=decode)

        page = await patiently(context.journal, send)
        self.pages += 1
        return page

    async def _write(
        self,
        slice_: Slice,
        page: Page,
        progress: _Progress,
        seen: dict[bytes, int],
        expected: int = 0,
    ) -> None:
        content = hashlib.blake2b(b"".join(record.digest for record in page.records), digest_size=16).digest()
        if page.records and seen.setdefault(content, page.offset) != page.offset:
            raise RepeatedPageError(
                f"eBay gave the same records at offset {seen[content]} and {page.offset} of {_name(slice_)}. "
                "Nothing was skipped: the window stays open and is read again by the next run."
            )
        self._read_further_ahead()
        async with self._writers:
            next_offset = progress.reached_with(page.offset)
            await write_page(self._context, slice_, page, next_offset, expected)
            progress.add(page.offset)

    def _read_further_ahead(self) -> None:
        """One page more, as long as writers wait for pages: slow answers are bridged, quick ones do not pile up."""
        if self._ahead < self._most and not self._writers.locked():
            self._ahead += 1
            self._in_flight.release()


def _name(slice_: Slice) -> str:
    window = slice_.window
    return f"{window.field} {window.starts_at:%Y-%m-%d %H:%M} to {window.ends_at:%Y-%m-%d %H:%M}"

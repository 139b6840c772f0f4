"""Reads records one by one, many at a time: asks ahead of the database, writes together what has come."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from psycopg import AsyncConnection

from ebay_connector.ebay.errors import (
    CallsUsedUpError,
    NotFoundError,
    RateLimitedError,
    RequestRefusedError,
    ServerFaultError,
    TransientError,
    UnreachableError,
)
from ebay_connector.streams.stream import Single
from ebay_connector.streams.window import Following
from ebay_connector.sync import todo
from ebay_connector.sync.answers import Answer, Key, columns_of, part_of, write_answers
from ebay_connector.sync.context import RunContext
from ebay_connector.sync.fetch import fetch
from ebay_connector.sync.groups import first_error
from ebay_connector.sync.journal import Counts
from ebay_connector.sync.pace import BYTES_IN_FLIGHT, Pace
from ebay_connector.sync.pages import Page, PageReader, single_answer
from ebay_connector.sync.patience import Written, commit_once, patiently
from ebay_connector.sync.todo import Item

BATCH = 1000
TOGETHER, RECORDS_TOGETHER = 100, 500
"""Answers of one transaction, and records after which no more answers are added."""
LINGER_SECONDS = 0.05
"""So long after an answer the next one is waited for, to be written with it: planning costs as much as many answers."""
LOOK_SECONDS = 0.5
"""While windows are read, the list is looked at so often at most: what comes meanwhile is read and written together."""
LOOKS_UNDER_WAY = 4
"""So many looks may wait for answers at a time: one that takes long holds up no other, and memory has bounds."""
REREADS = 5
STOPPING = (RateLimitedError, UnreachableError)
"""What ends the run, as every other record would meet it too."""


class UnreadRecordsError(Exception):
    """Some records could not be read by their id; they stay on the list for a later run."""


class SingleReader:
    """Reads what is on a run's list."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._stream = context.stream
        self._pace = Pace(2 * context.settings.sync_pages_in_flight, writers=1)
        self._pages = PageReader(self._stream.source, self._stream.record, self._stream.noun)
        self._failed: dict[Key, str] = {}
        self._under_way: set[Key] = set()
        self._looks, self._writing = asyncio.Semaphore(LOOKS_UNDER_WAY), asyncio.Lock()
        self._asked = self._announced = 0

    async def work_off(self) -> None:
        """Reads all that is due; raises when some of it could not be read."""
        await self._announce()
        while await self._work():
            pass
        if self._failed:
            *_, problem = self._failed.values()
            raise UnreadRecordsError(
                f"{len(self._failed)} of the {self._stream.noun} could not be read; a later run tries again. "
                f"Everything else is in the database. The last problem: {problem}"
            )
        if isinstance(self._stream.window, Following) and not self._stream.window.current:
            await self._count(Counts(slices_done=1))  # the list is this stream's only window

    async def _count(self, counts: Counts) -> None:
        async def write(_: AsyncConnection[Any]) -> Written[None]:
            return Written(None, counts)

        await commit_once(self._context, write)

    async def work_beside(self, windows_read: asyncio.Event) -> None:
        """Reads what gets onto the list while windows are read, so that it need not wait for their end.

        What the last pages have brought is asked for while earlier answers are on their way.
        """
        try:
            async with asyncio.TaskGroup() as group:
                while not windows_read.is_set():
                    if not self._looks.locked():
                        group.create_task(self._work())
                    with suppress(TimeoutError):
                        async with asyncio.timeout(LOOK_SECONDS):
                            await windows_read.wait()
                await self._work()
        except BaseExceptionGroup as errors:
            raise first_error(errors) from errors

    async def _announce(self) -> None:
        """Tells the run's counters how many there are to ask about, those included that were read beside windows."""

        async def write(connection: AsyncConnection[Any]) -> Written[int]:
            more = max(0, self._asked - self._announced + await todo.count_due(connection, self._context))
            return Written(more, Counts(to_ask=more))

        self._announced += await commit_once(self._context, write)

    async def _work(self) -> bool:
        """Reads a part of the list; whether there was anything that is not read already."""
        async with self._looks:
            batch = await self._due()
            keys = {item.key for item in batch}
            self._under_way |= keys
            try:
                if batch:
                    await self._read(batch, await patiently(self._context.journal, partial(self._names, batch)))
            finally:
                self._under_way -= keys
        return bool(batch)

    async def _due(self) -> list[Item]:
        """What is due, but for what is read already; some of that may be done by the time the list is told."""
        busy = set(self._under_way)
        found = await patiently(self._context.journal, partial(todo.due, self._context, BATCH))
        return [item for item in found if item.key not in busy | self._under_way]

    async def _read(self, batch: Sequence[Item], names: Sequence[Mapping[str, str]]) -> None:
        answers: asyncio.Queue[Answer | None] = asyncio.Queue(TOGETHER)
        try:
            async with asyncio.TaskGroup() as group:
                for item, words in zip(batch, names, strict=True):
                    group.create_task(self._one(item, words, answers))
                await self._write(len(batch), answers)
        except BaseExceptionGroup as errors:
            raise first_error(errors) from errors

    async def _write(self, count: int, answers: "asyncio.Queue[Answer | None]") -> None:
        """Writes so many answers, together those that come soon after each other."""
        while count:
            taken = [await answers.get()]
            with suppress(TimeoutError):
                while len(taken) < min(count, TOGETHER) and _records(taken) < RECORDS_TOGETHER:
                    async with asyncio.timeout(LINGER_SECONDS):
                        taken.append(await answers.get())
            count -= len(taken)
            answered = [answer for answer in taken if answer]
            async with self._writing:
                await write_answers(self._context, answered)
            self._asked += len(answered)
            for _ in taken:
                answers.task_done()

    async def _one(self, item: Item, names: Mapping[str, str], answers: "asyncio.Queue[Answer | None]") -> None:
        async with self._pace.page():
            try:
                answer = await self._ask(item, names)
                self._failed.pop(item.key, None)
            except STOPPING:
                raise
            except CallsUsedUpError as error:
                if not error.wait:
                    raise
                answer = None
            except (TransientError, ServerFaultError, RequestRefusedError) as error:
                self._failed[item.key] = str(error)
                answer = Answer(item, problem=str(error))
            size = answer.size if answer else 0
            self._pace.adapt(size)
            await answers.put(answer)  # as one in flight still: what waits for the database holds up what is asked
            if size * TOGETHER > BYTES_IN_FLIGHT:
                await answers.join()

    async def _ask(self, item: Item, names: Mapping[str, str]) -> Answer:
        """What follows the record, or what eBay tells of it by its id; without an answer the record is gone."""
        if isinstance(self._stream.window, Following):
            return Answer(item, page=await self._all_pages(item, names))
        if self._stream.single is None:
            raise ValueError(f"Nothing says how {self._stream.noun} are read one by one.")
        return await self._parts(item, self._stream.single, names)

    async def _all_pages(self, item: Item, names: Mapping[str, str]) -> Page:
        """All records that follow one."""
        for _ in range(REREADS):
            if page := await self._pass(item, names):
                return page
        raise TransientError(
            f"The list that belongs to {':'.join(item.key)} got shorter each of the {REREADS} times it was read."
        )

    async def _pass(self, item: Item, names: Mapping[str, str]) -> Page | None:
        """All pages; None when the list got shorter meanwhile: a record that stood on none of them is not gone."""
        first = await self._page(item, names, 0)
        records = list(first.records)
        while self._stream.source.paged and len(records) < first.total:
            page = await self._page(item, names, len(records))
            if page.total < first.total:
                return None
            if not page.records:
                break
            records += page.records
        return Page(len(records), 0, records)

    async def _page(self, item: Item, names: Mapping[str, str], offset: int) -> Page:
        """A page; an empty one when eBay says that there is none."""
        read = partial(self._pages.page, offset=offset, names=names)
        source = self._stream.source
        try:
            return await fetch(self._context, source, read, names=names, offset=offset, deep=item.deep)
        except NotFoundError:
            return Page(0, offset, [])
        except RequestRefusedError as error:
            if not error.error_ids & self._stream.none_errors:
                raise
            return Page(0, offset, [])

    async def _parts(self, item: Item, single: Single, names: Mapping[str, str]) -> Answer:
        parts = []
        try:
            for source in single.sources:
                read = partial(single_answer, source, names=names)
                answer = await fetch(self._context, source, read, names=names, deep=item.deep)
                parts.append(part_of(item, source, answer))
        except NotFoundError as error:
            if not single.confirms:
                raise RequestRefusedError(error.sentence, status=error.status, errors=error.errors) from error
            return Answer(item)
        return Answer(item, parts=tuple(parts))

    async def _names(self, batch: Sequence[Item]) -> list[dict[str, str]]:
        """What stands for the words in braces of each request: the record's key, and what its row says beside it."""
        window = self._stream.window
        keys = self._context.parent.record.key_names()
        own = [{**self._context.names, **dict(zip(keys, item.key, strict=True))} for item in batch]
        wanted = window.named if isinstance(window, Following) else ()
        if not wanted:
            return own
        found = await columns_of(self._context, self._context.parent.record, wanted, [item.key for item in batch])
        untold = dict.fromkeys(wanted, "")
        return [{**names, **found.get(item.key, untold)} for item, names in zip(batch, own, strict=True)]


def _records(answers: Sequence[Answer | None]) -> int:
    return sum(len(answer.page.records) for answer in answers if answer and answer.page)

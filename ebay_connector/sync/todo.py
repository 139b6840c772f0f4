"""Records that are read one by one: what follows another record, what a list tells only in part, what may be gone."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from psycopg import AsyncConnection

from ebay_connector.db import upsert
from ebay_connector.ebay.errors import (
    CallsUsedUpError,
    EbayError,
    NotFoundError,
    RateLimitedError,
    RequestRefusedError,
    ServerFaultError,
    TransientError,
    UnreachableError,
)
from ebay_connector.streams.stream import Single, Stream
from ebay_connector.streams.window import Following
from ebay_connector.sync import gone
from ebay_connector.sync.answers import write_answers
from ebay_connector.sync.context import RunContext
from ebay_connector.sync.fetch import fetch
from ebay_connector.sync.groups import first_error
from ebay_connector.sync.journal import Counts, line
from ebay_connector.sync.pages import Page, PageReader, single_answer
from ebay_connector.sync.patience import Written, commit_once, patiently
from ebay_connector.sync.planner import Cursor
from ebay_connector.sync.writer import write_page

AT_ONCE = 16
BATCH = 200
LONGEST_WAIT = "interval '6 hours'"
STOPPING = (RateLimitedError, UnreachableError)
"""What ends the run, as every other record would meet it too."""


class UnreadRecordsError(Exception):
    """Some records could not be read by their id; they stay on the list for a later run."""


@dataclass(frozen=True, slots=True)
class Item:
    """One record to be read. `since` tells whether it was asked for again meanwhile; a `deep` one is not new."""

    key: tuple[str, ...]
    since: datetime
    attempts: int
    deep: bool


async def plan(connection: AsyncConnection[Any], context: RunContext, cursor: Cursor | None, now: datetime) -> None:
    """Puts on the list what this run is to read whether or not anything told of it."""
    stream = context.stream
    if stream.single:
        when = stream.single.again if cursor else stream.single.when
        await _add(connection, context, stream, when, deep=cursor is None)
    if isinstance(stream.window, Following) and _all_due(stream.window, cursor, now):
        await _add(connection, context, context.parent, stream.window.when, deep=True)


def _all_due(window: Following, cursor: Cursor | None, now: datetime) -> bool:
    return cursor is None or (window.whole is not None and cursor.is_deep_due(now, window.whole))


async def _add(
    connection: AsyncConnection[Any], context: RunContext, rows_of: Stream, when: str, *, deep: bool
) -> None:
    record = rows_of.record
    await connection.execute(
        "INSERT INTO sync_todo AS t (account_id, stream, key, deep) "
        f"SELECT account_id, %s, ARRAY[{', '.join(record.key_names())}], %s "
        f"FROM {record.table_name} WHERE account_id = %s AND gone_at IS NULL AND ({when}) "
        "ON CONFLICT (account_id, stream, key) DO UPDATE SET not_before = now(), deep = t.deep AND excluded.deep",
        (context.stream.name, deep, context.account_id),
    )


async def work_off(context: RunContext) -> None:
    """Reads all that is on the list and due; raises when some of it could not be read."""
    worker = _Worker(context)
    if isinstance(context.stream.window, Following):
        await worker.expect()
    while batch := await patiently(context.journal, worker.next_batch):
        await worker.read(batch)
    if worker.failures:
        raise UnreadRecordsError(
            f"{worker.failures} of the {context.stream.noun} could not be read and are tried again later. "
            f"Everything else is in the database. The last problem: {worker.problem}"
        )


class _Worker:
    """Reads records one by one, several at a time."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._stream = context.stream
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._pages = PageReader(self._stream.source, self._stream.record, self._stream.noun)
        self.failures = 0
        self.problem = ""

    async def expect(self) -> None:
        """Tells the run's counters how much there is to do."""

        async def write(connection: AsyncConnection[Any]) -> Written[None]:
            cursor = await connection.execute(
                "SELECT count(*) FROM sync_todo WHERE account_id = %s AND stream = %s AND not_before <= now()",
                (self._context.account_id, self._stream.name),
            )
            row = await cursor.fetchone()
            return None, Counts(expected=row[0] if row else 0), ()

        await commit_once(self._context, write)

    async def next_batch(self) -> list[Item]:
        """What is new comes first; the rest is left where it is once no calls are left for it."""
        denied = self._context.calls.deep.denied is not None
        async with self._context.database.transaction() as connection:
            cursor = await connection.execute(
                "SELECT key, since, attempts, deep FROM sync_todo WHERE account_id = %s AND stream = %s "
                "AND not_before <= now() AND NOT (deep AND %s) ORDER BY deep, since, key LIMIT %s",
                (self._context.account_id, self._stream.name, denied, BATCH),
            )
            return [Item(tuple(key), *rest) for key, *rest in await cursor.fetchall()]

    async def read(self, batch: Sequence[Item]) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                for item in batch:
                    group.create_task(self._one(item))
        except BaseExceptionGroup as errors:
            raise first_error(errors) from errors

    async def _one(self, item: Item) -> None:
        async with self._gate:
            try:
                if isinstance(self._stream.window, Following):
                    await self._follow(item)
                elif self._stream.single:
                    await self._complete(item, self._stream.single)
            except STOPPING:
                raise
            except CallsUsedUpError as error:
                if not error.wait:
                    raise
            except (TransientError, ServerFaultError, RequestRefusedError) as error:
                await self._postpone(item, error)

    async def _follow(self, item: Item) -> None:
        """All records that follow one; those it no longer has are gone."""
        names = await patiently(self._context.journal, partial(self._parents_names, item))
        try:
            page = await self._all_pages(item, names)
        except NotFoundError:
            page = Page(0, 0, [])
        except RequestRefusedError as error:
            if not error.error_ids & self._stream.none_errors:
                raise
            page = Page(0, 0, [])

        async def settle(connection: AsyncConnection[Any]) -> None:
            await self._mark_missing(connection, item, page)
            await self._done(item, connection)

        await write_page(self._context, page, settle)

    async def _all_pages(self, item: Item, names: dict[str, str]) -> Page:
        source = self._stream.source
        first = await self._page(item, names, 0)
        records = list(first.records)
        while source.paged and len(records) < first.total:
            page = await self._page(item, names, len(records))
            if not page.records:
                break
            records += page.records
        return Page(len(records), 0, records)

    async def _page(self, item: Item, names: dict[str, str], offset: int) -> Page:
        return await fetch(
            self._context,
            self._stream.source,
            lambda response: self._pages.page(response, offset, names),
            names=names,
            offset=offset,
            deep=item.deep,
        )

    async def _complete(self, item: Item, single: Single) -> None:
        """What eBay tells of one record by its id, put into its row; without an answer the record is gone."""
        names, answers = self._names(item, self._stream), []
        try:
            for source in single.sources:
                read = partial(single_answer, source, names=names)
                answers.append((source, await fetch(self._context, source, read, names=names, deep=item.deep)))
        except NotFoundError as error:
            if not single.confirms:
                raise RequestRefusedError(error.sentence, status=error.status, errors=error.errors) from error
            await self._gone(item)
            return
        await write_answers(self._context, item.key, single, answers, partial(self._done, item))

    async def _gone(self, item: Item) -> None:
        match = " AND ".join(f"t.{key} = %s" for key in ("account_id", *self._stream.record.key_names()))

        async def write(connection: AsyncConnection[Any]) -> Written[None]:
            which, values = f"{match} AND t.gone_at IS NULL", (self._context.account_id, *item.key)
            await gone.mark(connection, self._context, which, values)
            await self._done(item, connection)
            told = line("gone", f"{':'.join(item.key)} is gone: eBay no longer has it.", data={"key": item.key})
            return None, Counts(), [told]

        await commit_once(self._context, write)

    async def _mark_missing(self, connection: AsyncConnection[Any], item: Item, page: Page) -> None:
        record, parents = self._stream.record, self._context.parent.record.key_names()
        match = " AND ".join(f"{key} = %s" for key in parents)
        own = ", ".join(record.key_names())
        kept = [list(record_.key) for record_ in page.records if record_.key]
        await connection.execute(
            f"UPDATE {record.table_name} SET gone_at = now(), changed_at = now() "
            f"WHERE account_id = %s AND {match} AND gone_at IS NULL "
            f"AND NOT (ARRAY[{own}] = ANY(SELECT ARRAY(SELECT jsonb_array_elements_text(k)) "
            "FROM jsonb_array_elements(%s::jsonb) k))",
            (self._context.account_id, *item.key, upsert.as_json(kept)),
        )

    async def _done(self, item: Item, connection: AsyncConnection[Any]) -> None:
        await connection.execute(
            "DELETE FROM sync_todo WHERE account_id = %s AND stream = %s AND key = %s AND since = %s",
            (self._context.account_id, self._stream.name, list(item.key), item.since),
        )

    async def _postpone(self, item: Item, error: EbayError) -> None:
        """One record that fails does not hold up the others; it waits longer each time."""
        self.failures += 1
        self.problem = str(error)

        async def write(connection: AsyncConnection[Any]) -> Written[None]:
            await connection.execute(
                "UPDATE sync_todo SET attempts = attempts + 1, reason = %s, not_before = now() + "
                f"least({LONGEST_WAIT}, interval '1 minute' * power(2, least(attempts, 10))) "
                "WHERE account_id = %s AND stream = %s AND key = %s",
                (str(error), self._context.account_id, self._stream.name, list(item.key)),
            )
            told = f"{':'.join(item.key)} is tried again later. {error}"
            return None, Counts(), [line("postponed", told, "warning", {"key": item.key})]

        await commit_once(self._context, write)

    async def _parents_names(self, item: Item) -> dict[str, str]:
        """What the other stream's row says for the request, beside its key."""
        parent, names = self._context.parent, self._names(item, self._context.parent)
        wanted = self._stream.window.named if isinstance(self._stream.window, Following) else ()
        if not wanted:
            return names
        match = " AND ".join(f"{key} = %s" for key in parent.record.key_names())
        async with self._context.database.transaction() as connection:
            cursor = await connection.execute(
                f"SELECT {', '.join(wanted)} FROM {parent.record.table_name} WHERE account_id = %s AND {match}",
                (self._context.account_id, *item.key),
            )
            row = await cursor.fetchone()
        return names | dict(zip(wanted, row or (), strict=False))

    def _names(self, item: Item, stream: Stream) -> dict[str, str]:
        return {**self._context.names, **dict(zip(stream.record.key_names(), item.key, strict=True))}

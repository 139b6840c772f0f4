"""What eBay said of single records: many answers, one transaction; what Postgres refuses is set aside."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from psycopg import AsyncConnection

from ebay_connector.db import upsert
from ebay_connector.db.raw_json import digest_of
from ebay_connector.streams.record import Record
from ebay_connector.streams.source import Source
from ebay_connector.sync import gone, todo
from ebay_connector.sync.context import RunContext
from ebay_connector.sync.journal import Counts, Level, Line, Reached, line
from ebay_connector.sync.pages import Page, RawRecord
from ebay_connector.sync.patience import Written, commit_once
from ebay_connector.sync.refusals import REFUSALS, why
from ebay_connector.sync.todo import Item
from ebay_connector.sync.writer import Rejection, set_aside, write_page

Key = tuple[str, ...]
Put = Callable[[AsyncConnection[Any], RunContext, Source, Sequence["Part"]], Awaitable[list[Rejection]]]


@dataclass(frozen=True, slots=True)
class Part:
    """What one source told of a record; `raw` has the record's key and the part's name as its key."""

    source: Source
    key: Key
    raw: RawRecord


def part_of(item: Item, source: Source, answer: memoryview) -> Part:
    digest = digest_of(answer)
    return Part(source, item.key, RawRecord(answer, digest, (*item.key, source.part or "alone")))


@dataclass(frozen=True, slots=True)
class Answer:
    """The records that follow a record, or parts of itself, or a problem; with none of these it is gone."""

    item: Item
    page: Page | None = None
    parts: tuple[Part, ...] = ()
    problem: str = ""

    @property
    def size(self) -> int:
        """Bytes of what eBay told."""
        return sum(len(part.raw.payload) for part in self.parts) + (self.page.size if self.page else 0)


async def write_answers(context: RunContext, answers: Sequence[Answer]) -> None:
    """Commits them all; if Postgres refuses one of them, all the others."""
    pages = [answer for answer in answers if answer.page is not None]
    if pages:
        await _write_pages(context, pages)
    others = [answer for answer in answers if answer.page is None]
    if others:
        try:
            await commit_once(context, partial(_write, context, others, _put))
        except REFUSALS:
            await commit_once(context, partial(_write, context, others, _put_carefully))


async def _write_pages(context: RunContext, answers: Sequence[Answer]) -> None:
    """All records that follow these; those that they no longer have are gone."""
    records = [record for answer in answers if answer.page for record in answer.page.records]
    items = [answer.item for answer in answers]
    page = Page(len(records), 0, records)

    async def settle(connection: AsyncConnection[Any]) -> Sequence[Reached]:
        await _mark_missing(connection, context, items, page)
        await todo.done(connection, context, items)
        return ()

    await write_page(context, page, settle, asked=len(answers))


async def _mark_missing(connection: AsyncConnection[Any], context: RunContext, items: list[Item], page: Page) -> None:
    """Each parent's records are looked up by themselves: without statistics Postgres would read the whole table."""
    record, parents = context.stream.record, context.parent.record.key_names()
    kept = [record_.key for record_ in page.records if record_.key]
    parent, own = _arrays("p", parents), _arrays("s", record.key_names())
    await connection.execute(
        f"UPDATE {record.table_name} SET gone_at = now(), changed_at = now() WHERE ctid = ANY(ARRAY("
        f"SELECT place FROM {parent.rows} CROSS JOIN LATERAL (SELECT ctid AS place, {', '.join(own.names)} "
        f"FROM {record.table_name} t WHERE account_id = %s AND gone_at IS NULL AND {parent.match} "
        f"OFFSET 0 FOR UPDATE) AS t WHERE NOT EXISTS (SELECT FROM {own.rows} WHERE {own.match})))",
        (*parent.columns([item.key for item in items]), context.account_id, *own.columns(kept)),
    )


async def _write(
    context: RunContext, answers: Sequence[Answer], put: Put, connection: AsyncConnection[Any]
) -> Written[None]:
    parts = [part for answer in answers for part in answer.parts]
    rejections: list[Rejection] = []
    for source in dict.fromkeys(part.source for part in parts):
        rejections += await put(connection, context, source, [part for part in parts if part.source == source])
    lines = await set_aside(connection, context, [part.raw for part in parts], rejections)
    for answer in answers:
        if answer.problem:
            await todo.postpone(connection, context, answer.item, answer.problem)
            lines.append(_told("postponed", answer.item, f"is tried again later. {answer.problem}", "warning"))
        elif not answer.parts:
            await _mark_gone(connection, context, answer.item)
            lines.append(_told("gone", answer.item, "is gone: eBay no longer has it."))
    await todo.done(connection, context, [answer.item for answer in answers if not answer.problem])
    # The list has counted the records themselves.
    counts = Counts(rejected=len(rejections), asked=len(answers))
    refused = {rejection.record.key for rejection in rejections}
    if kept := [part for part in parts if part.raw.key not in refused]:
        counts.new_fields, told = await _note_fields(
            connection, context, max(kept, key=lambda each: len(each.raw.payload))
        )
        lines += told
    return Written(None, counts, lines)


async def _note_fields(connection: AsyncConnection[Any], context: RunContext, part: Part) -> tuple[int, list[Line]]:
    """Looks for new fields in the record that has got the part, where it stands there under another path."""
    record = context.stream.record
    match = " AND ".join(f"{name} = %s" for name in ("account_id", *record.key_names()))
    cursor = await connection.execute(
        f"SELECT payload::text FROM {record.table_name} WHERE {match}", (context.account_id, *part.key)
    )
    row = await cursor.fetchone()
    return await context.fields.note(connection, [row[0].encode()] if row else [])


async def _put(
    connection: AsyncConnection[Any], context: RunContext, source: Source, parts: Sequence[Part]
) -> list[Rejection]:
    single, table = context.stream.single, context.stream.payload_table
    merge = (single and single.merge) or f"payload || jsonb_build_object('{source.part}', answer)"
    keys, answers = [part.key for part in parts], [part.raw.payload for part in parts]
    await upsert.amend(connection, table, context.account_id, keys, answers, merge)
    return []


async def _put_carefully(
    connection: AsyncConnection[Any], context: RunContext, source: Source, parts: Sequence[Part]
) -> list[Rejection]:
    """Each by itself."""
    rejections = []
    for part in parts:
        try:
            async with connection.transaction():
                await _put(connection, context, source, [part])
        except REFUSALS as error:
            rejections.append(Rejection(part.raw, why(error)))
    return rejections


async def _mark_gone(connection: AsyncConnection[Any], context: RunContext, item: Item) -> None:
    match = " AND ".join(f"t.{key} = %s" for key in ("account_id", *context.stream.record.key_names()))
    await gone.mark(connection, context, f"{match} AND t.gone_at IS NULL", (context.account_id, *item.key))


async def columns_of(
    context: RunContext, record: type[Record], wanted: Sequence[str], keys: Sequence[Key]
) -> dict[Key, dict[str, str]]:
    """Columns of the account's rows with these keys, as texts; empty ones where eBay has told nothing."""
    asked = _arrays("p", record.key_names())
    columns = [*(f"p.{name}" for name in asked.names), *(f"coalesce(t.{name}::text, '')" for name in wanted)]
    async with context.database.reading() as connection:
        cursor = await connection.execute(
            f"SELECT {', '.join(columns)} FROM {asked.rows} "
            f"JOIN {record.table_name} t ON t.account_id = %s AND {asked.match}",
            (*asked.columns(keys), context.account_id),
        )
        rows = await cursor.fetchall()
    length = len(asked.names)
    return {tuple(row[:length]): dict(zip(wanted, row[length:], strict=True)) for row in rows}


def _told(kind: str, item: Item, what: str, level: Level = "info") -> Line:
    return line(kind, f"{':'.join(item.key)} {what}", level, {"key": item.key})


@dataclass(frozen=True, slots=True)
class _Arrays:
    """Keys as rows of a statement that are matched with those of the table `t`."""

    names: tuple[str, ...]
    rows: str
    match: str

    def columns(self, keys: Sequence[Sequence[str]]) -> list[list[str]]:
        return [[key[position] for key in keys] for position in range(len(self.names))]


def _arrays(alias: str, names: tuple[str, ...]) -> _Arrays:
    rows = f"unnest({', '.join(['%b::text[]'] * len(names))}) AS {alias}({', '.join(names)})"
    return _Arrays(names, rows, " AND ".join(f"t.{name} = {alias}.{name}" for name in names))

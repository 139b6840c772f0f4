"""One page, one transaction: rows, children, set-aside records, the slice's progress, counters and log lines."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec
from psycopg import AsyncConnection

from ebay_connector.db import upsert
from ebay_connector.db.payload_table import PayloadTable
from ebay_connector.sync.context import RunContext
from ebay_connector.sync.journal import Counts, Line, Reached, line
from ebay_connector.sync.pages import Page, RawRecord
from ebay_connector.sync.patience import Written, commit_once
from ebay_connector.sync.refusals import REFUSALS, why


@dataclass(frozen=True, slots=True)
class Rejection:
    """A record that is set aside, and why."""

    record: RawRecord
    reason: str


Settle = Callable[[AsyncConnection[Any]], Awaitable[Sequence[Reached]]]
"""Writes what else commits with a page, such as that a record need not be read any more; tells how far windows are."""


async def write_page(
    context: RunContext,
    page: Page,
    settle: Settle,
    expected: int = 0,
    table: PayloadTable | None = None,
    asked: int = 0,
    changes: Sequence["Change"] | None = None,
) -> Counts:
    """Commits a page; if Postgres refuses one of its records, all others of it. `table` says how, if not as usual.

    `changes` are those of its records that `look` has found, just before, or that are expected to be new. Returns what
    the run counts.
    """
    chosen = table or context.stream.payload_table

    async def write(connection: AsyncConnection[Any], *, careful: bool = False) -> Written[Counts]:
        found = (await look(connection, context, [page]))[0] if changes is None or careful else changes
        counts, lines = await _write_rows(connection, context, chosen, page, found, careful=careful)
        counts.expected, counts.asked = expected, asked
        return Written(counts, counts, lines, await settle(connection))

    try:
        return await commit_once(context, write)
    except REFUSALS:
        return await commit_once(context, partial(write, careful=True))


class Change(msgspec.Struct, frozen=True, gc=False):
    """A record that is to be written, and whether it is stored already."""

    record: RawRecord
    stored: bool


async def look(connection: AsyncConnection[Any], context: RunContext, pages: Sequence[Page]) -> list[list[Change]]:
    """Which records of each page are new or changed, in the order of their keys."""
    by_page = [_by_key(page) for page in pages]
    places = [place for place, known in enumerate(by_page) for _ in known]
    records = [record for known in by_page for record in known.values()]
    changes: list[list[Change]] = [[] for _ in pages]
    if records:
        keys, hashes = [record.key or () for record in records], [record.digest for record in records]
        found = await upsert.changed(connection, context.stream.payload_table, context.account_id, keys, hashes)
        for position, stored in found:
            changes[places[position]].append(Change(records[position], stored))
    return changes


def as_new(page: Page) -> list[Change]:
    """All records of a page as if none was stored, in the order of their keys."""
    known = _by_key(page)
    return [Change(known[key], stored=False) for key in sorted(known)]


def _by_key(page: Page) -> dict[tuple[str, ...], RawRecord]:
    """Of records with one key the last one."""
    return {record.key: record for record in page.records if record.key}


async def _write_rows(
    connection: AsyncConnection[Any],
    context: RunContext,
    table: PayloadTable,
    page: Page,
    changes: Sequence[Change],
    *,
    careful: bool,
) -> tuple[Counts, list[Line]]:
    rejections = [Rejection(record, record.problem) for record in page.records if record.key is None]
    counts = Counts(fetched=len(page.records))
    write = _write_carefully if careful else _write_quickly
    counts.created, counts.updated = await write(connection, context, table, changes, rejections)
    lines = await set_aside(connection, context, page.records, rejections)
    counts.rejected = len(rejections)
    counts.unchanged = counts.fetched - counts.created - counts.updated - counts.rejected
    if counts.created + counts.updated:
        refused = {rejection.record.key for rejection in rejections}
        written = [change.record.payload for change in changes if change.record.key not in refused]
        counts.new_fields, told = await context.fields.note(connection, written)
        lines += told
    return counts, [*lines, page_line(context, page, counts)]


async def _write_quickly(
    connection: AsyncConnection[Any],
    context: RunContext,
    table: PayloadTable,
    changes: Sequence[Change],
    _: list[Rejection],
) -> tuple[int, int]:
    """What is new without a look for what is there. If it is stored after all, Postgres refuses it."""
    new = await _write(connection, context, table, [each for each in changes if not each.stored], fresh=True)
    stored = await _write(connection, context, table, [each for each in changes if each.stored])
    return new[0] + stored[0], new[1] + stored[1]


async def _write(
    connection: AsyncConnection[Any],
    context: RunContext,
    table: PayloadTable,
    changes: Sequence[Change],
    *,
    fresh: bool = False,
) -> tuple[int, int]:
    if not changes:
        return 0, 0
    payloads, hashes = [each.record.payload for each in changes], [each.record.digest for each in changes]
    account = context.account_id
    counts = await upsert.write(connection, table, account, payloads, hashes, context.todos, fresh=fresh)
    if sum(counts) < len(changes):
        keys = [each.record.key for each in changes if each.record.key]
        await upsert.remember(connection, table, account, keys, hashes)
    return counts


async def _write_carefully(
    connection: AsyncConnection[Any],
    context: RunContext,
    table: PayloadTable,
    changes: Sequence[Change],
    rejections: list[Rejection],
) -> tuple[int, int]:
    """Halves the page until each refused record stands alone."""
    if not changes:
        return 0, 0
    try:
        async with connection.transaction():
            return await _write(connection, context, table, changes)
    except REFUSALS as error:
        if len(changes) == 1:
            rejections.append(Rejection(changes[0].record, why(error)))
            return 0, 0
    middle = len(changes) // 2
    left = await _write_carefully(connection, context, table, changes[:middle], rejections)
    right = await _write_carefully(connection, context, table, changes[middle:], rejections)
    return left[0] + right[0], left[1] + right[1]


async def set_aside(
    connection: AsyncConnection[Any],
    context: RunContext,
    records: Sequence[RawRecord],
    rejections: Sequence[Rejection] = (),
) -> list[Line]:
    """Keeps refused records, and lets go of those that eBay has sent in good form since."""
    if context.has_rejected.is_set():
        refused = {rejection.record.key for rejection in rejections}
        good = [":".join(record.key) for record in records if record.key and record.key not in refused]
        await connection.execute(
            "DELETE FROM rejected_records WHERE account_id = %s AND stream = %s AND key = ANY(%b)",
            (context.account_id, context.stream.name, good),
        )
    lines = []
    for rejection in rejections:
        context.has_rejected.set()
        key = ":".join(rejection.record.key) if rejection.record.key else None
        # Not by the digest, which versions make in other ways: a record stays set aside once.
        await connection.execute(
            "INSERT INTO rejected_records (account_id, run_id, stream, key, reason, payload, payload_hash) "
            "SELECT %s, %s, %s, %s, %s, payload, substring(sha256(payload) FROM 1 FOR 16) FROM (SELECT %s::bytea) "
            "AS sent(payload) ON CONFLICT (account_id, stream, payload_hash) "
            "DO UPDATE SET run_id = excluded.run_id, reason = excluded.reason",
            (
                context.account_id,
                context.run_id,
                context.stream.name,
                key,
                rejection.reason,
                rejection.record.payload,
            ),
        )
        name = f"record {key}" if key else "a record without a readable key"
        lines.append(line("rejected", f"Set aside {name}. {rejection.reason}", "warning", {"key": key}))
    return lines


def page_line(context: RunContext, page: Page, counts: Counts) -> Line:
    return line(
        "page",
        f"{counts.fetched} {context.stream.noun} at offset {page.offset} of {page.total}: "
        f"{counts.created} new, {counts.updated} changed, {counts.unchanged} unchanged, {counts.rejected} set aside.",
        data={"offset": page.offset, "total": page.total, "created": counts.created, "updated": counts.updated,
              "unchanged": counts.unchanged, "rejected": counts.rejected},
    )  # fmt: skip

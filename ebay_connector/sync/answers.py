"""What eBay tells of one record by its id, put into its row; an answer that Postgres refuses is set aside."""

import hashlib
from collections.abc import Sequence
from functools import partial
from typing import Any

from psycopg import AsyncConnection

from ebay_connector.db import upsert
from ebay_connector.streams.source import Source
from ebay_connector.streams.stream import Single
from ebay_connector.sync.context import RunContext
from ebay_connector.sync.journal import Counts
from ebay_connector.sync.pages import RawRecord
from ebay_connector.sync.patience import Written, commit_once
from ebay_connector.sync.refusals import REFUSALS, why
from ebay_connector.sync.writer import Rejection, Settle, set_aside

Key = tuple[str, ...]


async def write_answers(
    context: RunContext, key: Key, single: Single, answers: Sequence[tuple[Source, memoryview]], settle: Settle
) -> None:
    """Commits the answers, each into its part of the row; if Postgres refuses one, the others."""
    records = [(source, _raw(key, source, answer)) for source, answer in answers]

    async def write(connection: AsyncConnection[Any], *, careful: bool = False) -> Written[None]:
        put = _put_carefully if careful else _put
        tried = [await put(connection, context, key, single, source, record) for source, record in records]
        named = {record.key: record for _, record in records if record.key}
        lines = await set_aside(connection, context, named, [rejection for rejection in tried if rejection])
        await settle(connection)
        return None, Counts(), lines  # the list has counted the record

    try:
        await commit_once(context, write)
    except REFUSALS:
        await commit_once(context, partial(write, careful=True))


def _raw(key: Key, source: Source, answer: memoryview) -> RawRecord:
    digest = hashlib.blake2b(answer, digest_size=16).digest()
    return RawRecord(answer, digest, (*key, source.part or "alone"))


async def _put(
    connection: AsyncConnection[Any], context: RunContext, key: Key, single: Single, source: Source, record: RawRecord
) -> Rejection | None:
    merge = single.merge or f"payload || jsonb_build_object('{source.part}', answer)"
    table = context.stream.payload_table
    await upsert.amend(connection, table, context.account_id, key, record.payload, merge)
    return None


async def _put_carefully(
    connection: AsyncConnection[Any], context: RunContext, key: Key, single: Single, source: Source, record: RawRecord
) -> Rejection | None:
    try:
        async with connection.transaction():
            return await _put(connection, context, key, single, source, record)
    except REFUSALS as error:
        return Rejection(record, why(error))

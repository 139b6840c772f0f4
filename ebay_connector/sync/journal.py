"""A run's log and counters: buffered in memory, written with the page they belong to, numbered by the database."""

import asyncio
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import msgspec
from psycopg import AsyncConnection, Error

from ebay_connector.db.pool import Database
from ebay_connector.log import get_logger

Level = Literal["debug", "info", "warning", "error"]
LOOK_SECONDS = 0.1
PATIENCE_SECONDS = 0.2
"""So long a line waits for a page to take it along: while pages are written, none needs a transaction of its own."""
CHANNEL = "sync_runs"
log = get_logger(__name__)


Line = tuple[datetime, str, str, str, str]


def line(kind: str, message: str, level: Level = "info", data: Mapping[str, Any] | None = None) -> Line:
    """A log line of this moment; characters that Postgres cannot keep are replaced."""
    text = json.dumps(data or {}, default=str).replace("\\u0000", "\\ufffd")
    return datetime.now(UTC), level, kind, message.replace("\0", "\ufffd"), text


class RunFencedError(Exception):
    """This worker may no longer write for the run: it was stopped, or another worker took it over."""


class LostWritesError(Exception):
    """Postgres has come back without what it had committed last: only what is stored tells how far the run is."""


class Counts(msgspec.Struct):
    """What is added to a run's counters."""

    fetched: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    new_fields: int = 0
    requests: int = 0
    expected: int = 0
    asked: int = 0
    to_ask: int = 0
    slices_done: int = 0
    slices_total: int = 0


class Reached(NamedTuple):
    """How far a window is read: its records in all, and how many are in the database for certain."""

    slice_id: int
    total: int
    next_offset: int


ROWS = """, counted AS (
    UPDATE sync_cursors c SET rows = c.rows + %(created)s FROM run
    WHERE c.account_id = run.account_id AND c.stream = run.stream
)"""
PROGRESS = """, progressed AS (
    UPDATE sync_slices s SET total = told.total, next_offset = told.next_offset
    FROM run, unnest(%(slice_id)b::bigint[], %(total)b::bigint[], %(next_offset)b::bigint[])
        AS told(id, total, next_offset)
    WHERE s.id = told.id
)"""
# Nothing but the end of a run waits for the disk. What Postgres loses in a crash is the last of what it had committed,
# rows and progress together, and shows in the number of the run's last line.
AT_LEISURE = "set_config('synchronous_commit', 'off', true)"


@lru_cache
def flush_statement(counted: tuple[str, ...], *, progress: bool, closing: bool) -> str:
    """Adds the lines and these counters; all others would only cost Postgres time.

    Whether and how far windows are read is told with them: each round trip counts where Postgres is far away.
    """
    added = "".join(f", {name} = coalesce({name}, 0) + %({name})s" for name in counted)
    status, setting = ("true", "NULL") if closing else ("status = 'running'", AT_LEISURE)
    return f"""
WITH run AS (
    UPDATE sync_runs SET last_seq = last_seq + %(lines)s{added}
    WHERE id = %(run_id)s AND owner = %(owner)s AND {status} AND last_seq >= %(seen)s
    RETURNING id, account_id, stream, last_seq
){ROWS if "created" in counted else ""}{PROGRESS if progress else ""}, logged AS (
    INSERT INTO sync_events (run_id, seq, at, level, kind, message, data)
    SELECT run.id, run.last_seq - %(lines)s + line.n, line.at, line.level, line.kind, line.message, line.data::jsonb
    FROM run, unnest(%(at)b::timestamptz[], %(level)b::text[], %(kind)b::text[], %(message)b::text[], %(data)b::text[])
        WITH ORDINALITY AS line(at, level, kind, message, data, n)
)
SELECT last_seq, pg_current_xact_id()::text, pg_notify('{CHANNEL}', id::text), {setting} FROM run
"""


# The run's row is locked by each flush: once it can be had, the transaction of one in doubt has ended.
LOCK_RUN = "SELECT FROM sync_runs WHERE id = %s FOR UPDATE"
HAS_LOST = "SELECT last_seq < %s FROM sync_runs WHERE id = %s AND owner = %s"
WAS_COMMITTED = "SELECT pg_xact_status(%s::xid8) = 'committed'"
# A crash may give a lost transaction's number to another one, but not its log line.
WAS_WRITTEN = "SELECT EXISTS (SELECT FROM sync_events WHERE run_id = %s AND seq = %s AND at = %s AND message = %s)"


@dataclass(frozen=True, slots=True)
class Flushed:
    """What one transaction took from the journal; its last line or its number tells whether it was committed."""

    transaction: str
    last_seq: int
    last: Line | None
    lines: list[Line]
    requests: int


class Journal:
    """The one writer of a run's events and counters."""

    def __init__(self, database: Database, run_id: int, owner: str) -> None:
        self.run_id = run_id
        self._database = database
        self._owner = owner
        self._lines: list[Line] = []
        self._waiting_since = 0.0
        self._requests = 0
        self._in_doubt: Flushed | None = None
        self._seen = 0
        self._numbering = asyncio.Lock()
        """Held while lines get their numbers, so that no younger one is numbered before them."""

    def add(self, entry: Line) -> None:
        """Adds a line; it is written with the next page, or within a third of a second."""
        if not self._lines:
            self._waiting_since = time.monotonic()
        self._lines.append(entry)

    def note(self, kind: str, message: str, level: Level = "info", data: Mapping[str, Any] | None = None) -> None:
        """Adds a line made of these."""
        self.add(line(kind, message, level, data))

    def count_request(self) -> None:
        self._requests += 1

    async def flush(
        self,
        connection: AsyncConnection[Any],
        counts: Counts | None = None,
        more: Sequence[Line] = (),
        reached: Sequence[Reached] = (),
        *,
        closing: bool = False,
    ) -> Flushed:
        """Writes the buffered lines, `more`, the counts and how far windows are in the transaction of `connection`.

        Raises RunFencedError when this worker lost the run, LostWritesError when Postgres lost what `committed` was
        told of. Until that transaction commits the row of the run is locked, so call it last.
        """
        async with self._numbering:
            return await self._flush(connection, counts or Counts(), more, reached, closing=closing)

    async def _flush(
        self,
        connection: AsyncConnection[Any],
        counts: Counts,
        more: Sequence[Line],
        reached: Sequence[Reached],
        *,
        closing: bool,
    ) -> Flushed:
        buffered, requests = self._lines, self._requests
        self._lines, self._requests = [], 0
        lines = [*buffered, *more]
        try:
            added = msgspec.structs.asdict(counts)
            added["requests"] += requests
            added = {name: count for name, count in added.items() if count}
            values = _columns(("at", "level", "kind", "message", "data"), lines)
            progress = _columns(Reached._fields, reached) if reached else {}
            fence = {"run_id": self.run_id, "owner": self._owner, "seen": self._seen}
            statement = flush_statement(tuple(added), progress=bool(reached), closing=closing)
            given = {**added, **values, **progress, **fence, "lines": len(lines)}
            cursor = await connection.execute(statement.encode(), given, prepare=True)
            row = await cursor.fetchone()
            if row is None:
                raise await self._refusal(connection)
        except BaseException:
            self._lines, self._requests = buffered + self._lines, requests + self._requests
            raise
        return Flushed(row[1], row[0], lines[-1] if lines else None, buffered, requests)

    async def _refusal(self, connection: AsyncConnection[Any]) -> Exception:
        cursor = await connection.execute(HAS_LOST, (self._seen, self.run_id, self._owner))
        row = await cursor.fetchone()
        return LostWritesError() if row and row[0] else RunFencedError()

    def committed(self, flushed: Flushed) -> None:
        """That transaction was committed: a run's number below its own tells that Postgres has lost it again."""
        self._seen = max(self._seen, flushed.last_seq)

    async def was_committed(self, flushed: Flushed) -> bool:
        """Whether a transaction whose end nobody heard of was committed; what it took comes back if not."""
        async with self._database.transaction() as connection:
            await connection.execute(LOCK_RUN, (self.run_id,))
            if flushed.last:
                at, _, _, message, _ = flushed.last
                cursor = await connection.execute(WAS_WRITTEN, (self.run_id, flushed.last_seq, at, message))
            else:
                cursor = await connection.execute(WAS_COMMITTED, (flushed.transaction,))
            row = await cursor.fetchone()
        if row and row[0]:
            return True
        self._lines, self._requests = flushed.lines + self._lines, flushed.requests + self._requests
        return False

    async def flush_alone(self) -> None:
        """Writes what is buffered in a transaction of its own."""
        if self._in_doubt:
            await self.was_committed(self._in_doubt)
            self._in_doubt = None
        async with self._database.transaction() as connection:
            self._in_doubt = await self.flush(connection)
        self.committed(self._in_doubt)
        self._in_doubt = None

    async def keep_flushing(self) -> None:
        """Shows requests and retries while no page is being written; runs until cancelled."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            is_overdue = time.monotonic() - self._waiting_since > PATIENCE_SECONDS
            if self._in_doubt or (self._lines and is_overdue):
                try:
                    await self.flush_alone()
                except Error as error:
                    log.warning("The run's log could not be written yet.", error=str(error))


def _columns(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> dict[str, list[Any]]:
    """The rows as an array for each of the names."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    return {name: list(column) for name, column in zip(names, columns, strict=True)}

"""Fills new or changed columns of all rows from the payloads, when a version derives them in another way."""

from ebay_connector.db import upsert
from ebay_connector.db.pool import Database
from ebay_connector.jobs import Jobs
from ebay_connector.log import get_logger
from ebay_connector.streams import BY_NAME, STREAMS

log = get_logger(__name__)
TASK = "sync.rederive"
STEP = 1000


async def request_rederiving(database: Database, jobs: Jobs) -> None:
    """Queues the work for each stream whose derivation is not the stored one."""
    async with database.transaction() as connection:
        cursor = await connection.execute("SELECT stream, fingerprint FROM stream_derivations")
        known = dict(await cursor.fetchall())
        for stream in STREAMS:
            if known.get(stream.name) != stream.payload_table.fingerprint:
                await jobs.enqueue(connection, TASK, lock=f"rederive:{stream.name}", stream=stream.name)


async def rederive(database: Database, stream: str) -> None:
    """Walks the stream's table in short transactions; killed anywhere, the next start begins again."""
    table = BY_NAME[stream].payload_table
    after: tuple[object, ...] | None = ()
    rows = 0
    while after is not None:
        async with database.transaction() as connection:
            after = await upsert.rederive(connection, table, after, STEP)  # type: ignore[assignment]
        rows += STEP if after else 0
    async with database.transaction() as connection:
        await connection.execute(
            "INSERT INTO stream_derivations (stream, fingerprint) VALUES (%s, %s) "
            "ON CONFLICT (stream) DO UPDATE SET fingerprint = excluded.fingerprint",
            (stream, table.fingerprint),
        )
    note = log.info if rows else log.debug
    note("All columns are derived as this version says.", stream=stream, rows_at_most=rows)

"""Removes every row of an account that its owner had erased, then the account."""

from ebay_connector.db.pool import Database
from ebay_connector.jobs import Jobs
from ebay_connector.log import get_logger
from ebay_connector.streams import STREAMS

log = get_logger(__name__)
TASK = "sync.erase"
STEP = 20_000
TABLES = [name for stream in STREAMS for name in stream.record.tables()]


async def request_erasing(database: Database, jobs: Jobs) -> None:
    """Queues what a worker that went away has left undone."""
    async with database.transaction() as connection:
        cursor = await connection.execute("SELECT id FROM accounts WHERE erasing_since IS NOT NULL")
        for (account_id,) in await cursor.fetchall():
            await jobs.enqueue(connection, TASK, lock=f"erase:{account_id}", account_id=account_id)


async def erase(database: Database, account_id: int) -> None:
    """Deletes in bounded steps; safe to repeat.

    The account goes with its runs, which fences a worker off that still writes; what it committed until then
    goes in the same transaction.
    """
    for table in TABLES:
        while await _erase_some(database, table, account_id):
            log.info("Erased some rows.", table=table, account=account_id)
    async with database.transaction() as connection:
        await connection.execute("DELETE FROM accounts WHERE id = %s", (account_id,))
        for table in TABLES:
            await connection.execute(f"DELETE FROM {table} WHERE account_id = %s", (account_id,))
    log.info("Erased an account.", account=account_id)


async def _erase_some(database: Database, table: str, account_id: int) -> int:
    statement = (
        f"DELETE FROM {table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM {table} WHERE account_id = %s LIMIT {STEP}))"
    )
    async with database.transaction() as connection:
        return (await connection.execute(statement, (account_id,))).rowcount

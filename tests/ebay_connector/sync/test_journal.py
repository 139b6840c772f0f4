"""What side by side transactions of a run tell: lines in their order, counters added up, windows as far as they are."""

import asyncio

import pytest

from ebay_connector.sync import runs
from ebay_connector.sync.journal import Counts, Journal, Reached, RunFencedError
from tests.support.connector import Connector

SELLER = "alpine_parts"
OWNER = "a worker"
TRANSACTIONS = 60
SLICES = """
INSERT INTO sync_slices (account_id, stream, kind, field, starts_at, ends_at)
SELECT %s, 'orders', 'changes', 'lastmodifieddate', now(), now() FROM generate_series(1, 3) RETURNING id
"""


async def journal_of_a_run(connector: Connector, account: int) -> Journal:
    """Of a run that a worker has begun."""
    run_id = await connector.request(account)
    async with connector.database.transaction() as connection:
        assert await runs.claim(connection, run_id, OWNER)
    return Journal(connector.database, run_id, OWNER)


async def test_no_line_is_numbered_before_an_older_one_and_nothing_is_counted_twice(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account)
    journal = await journal_of_a_run(connector, account)
    rows = "SELECT rows FROM sync_cursors WHERE account_id = %s AND stream = 'orders'"
    before = (await connector.fetch(rows, account))[0][0]
    told = 0

    async def write() -> None:
        nonlocal told
        async with connector.database.transaction() as connection:
            told += 1
            journal.note("test", f"{told}")
            await journal.flush(connection, Counts(created=1, fetched=2))

    await asyncio.gather(*(write() for _ in range(TRANSACTIONS)))
    lines = [line["message"] for line in await connector.events(journal.run_id, "test")]
    assert lines == [f"{number}" for number in range(1, TRANSACTIONS + 1)]
    counts = (await connector.run(journal.run_id))["counts"]
    assert (counts["created"], counts["fetched"]) == (TRANSACTIONS, 2 * TRANSACTIONS)
    assert await connector.fetch(rows, account) == [(before + TRANSACTIONS,)]


async def test_windows_are_as_far_as_the_last_that_told_of_them(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    journal = await journal_of_a_run(connector, account)
    first, second, third = [row[0] for row in await connector.fetch(SLICES, account)]
    for reached in ([Reached(first, 500, 200), Reached(second, 7, 7)], [Reached(first, 499, 400)]):
        async with connector.database.transaction() as connection:
            await journal.flush(connection, Counts(), (), reached)
    progress = "SELECT id, total, next_offset FROM sync_slices ORDER BY id"
    assert await connector.fetch(progress) == [(first, 499, 400), (second, 7, 7), (third, None, 0)]


async def test_who_lost_the_run_tells_nothing_of_its_windows(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    journal = await journal_of_a_run(connector, account)
    (slice_id,), *_ = await connector.fetch(SLICES, account)
    stranger = Journal(connector.database, journal.run_id, "another worker")
    async with connector.database.transaction() as connection:
        with pytest.raises(RunFencedError):
            await stranger.flush(connection, Counts(), (), [Reached(slice_id, 500, 200)])
    assert await connector.fetch("SELECT total FROM sync_slices WHERE id = %s", slice_id) == [(None,)]

"""Windows that a worker left half read."""

from urllib.parse import parse_qs

from tests.support.connector import Connector, assert_equals_truth

SELLER = "alpine_parts"
REOPEN = """
WITH reopened AS (
    UPDATE sync_slices SET finished_at = NULL, next_offset = (total + 199) / 200 * 200 WHERE total > 0 RETURNING total
)
SELECT count(*) FROM reopened
"""


async def test_a_window_whose_worker_died_before_its_end_is_known_counts_as_it_is_read(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account)
    reopened = (await connector.fetch(REOPEN))[0][0]
    assert reopened > 1
    connector.emulator.control("requests", method="DELETE")
    run = await connector.sync(account)
    assert run["slices"]["done"] == run["slices"]["total"] > reopened
    assert run["expected"] == run["counts"]["fetched"] > 0
    asked = connector.emulator.control("requests", method="GET")["requests"]
    offsets = {parse_qs(each["query"]).get("offset", ["0"])[0] for each in asked if each["path"].endswith("/order")}
    assert offsets == {"0"}, "each window is a page long, and behind it is nothing to ask for"
    await assert_equals_truth(connector, account, SELLER)

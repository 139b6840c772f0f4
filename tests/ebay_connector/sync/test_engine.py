"""What the first line of a run says of what was read before."""

from typing import Any

from tests.support.connector import Connector


async def first_line(connector: Connector, run: dict[str, Any]) -> str:
    message: str = (await connector.events(run["id"], "start"))[0]["message"]
    return message


async def test_the_first_line_says_what_was_read_before(connector: Connector) -> None:
    account = await connector.connect("quiet_corner")
    first = await first_line(connector, await connector.sync(account, full=True))
    assert first.startswith("Orders of quiet_corner (local eBay, EBAY_")
    assert first.endswith("never read before.")
    assert "UTC, planned up to" in await first_line(connector, await connector.sync(account))
    again = await first_line(connector, await connector.sync(account, full=True))
    assert again.endswith("everything is read again.")

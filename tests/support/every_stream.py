"""What tests of every stream share: who has its records, and what must be read before them."""

from typing import Any

import pytest

from ebay_connector.streams import BY_NAME, STREAMS, parent_of
from tests.support.connector import Connector

SELLERS = {
    **dict.fromkeys(("orders", "inventory", "offers", "locations"), "alpine_parts"),
    **dict.fromkeys(("cases", "disputes"), "harbor_goods"),
}
"""Who has such records on every day, and not too many: fenland_books else, whose finances must be signed for."""


def streams(*kinds: type) -> pytest.MarkDecorator:
    """The test for every stream, or for those with such windows."""
    chosen = [s.name for s in STREAMS if isinstance(s.window, kinds or object)]
    return pytest.mark.parametrize("stream", chosen)


every_stream = streams()


def seller_of(stream: str) -> str:
    return SELLERS.get(stream, "fenland_books")


async def prepared(connector: Connector, stream: str, seller: str = "") -> int:
    """A connected account that has what the stream follows."""
    account = await connector.connect(seller or seller_of(stream))
    parent = parent_of(BY_NAME[stream]).name
    if parent != stream:
        await connector.sync(account, parent)
    return account


def counts(run: dict[str, Any]) -> tuple[int, int, int, int]:
    numbers = run["counts"]
    return numbers["created"], numbers["updated"], numbers["unchanged"], numbers["rejected"]

"""eBay's pages for the peers: the same requests to the local eBay, parsed as the standard library does."""

from collections.abc import Iterator
from typing import Any

import httpx

LIMIT = 200
PATH = "/_host/api/sell/fulfillment/v1/order"


def orders(base: str, token: str, since: str, until: str) -> Iterator[dict[str, Any]]:
    """Every order made in the window."""
    query: dict[str, str | int] = {"filter": f"creationdate:[{since}..{until}]", "limit": LIMIT}
    offset, total = 0, 1
    with httpx.Client(base_url=base, headers={"Authorization": f"Bearer {token}"}, timeout=60) as client:
        while offset < total:
            page = client.get(PATH, params={**query, "offset": offset}).raise_for_status().json()
            yield from page["orders"]
            total, offset = page["total"], offset + LIMIT

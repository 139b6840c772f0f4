"""eBay's pages for the peers: the same requests to the local eBay, parsed as the standard library does."""

from collections.abc import Iterator
from typing import Any

import httpx

LIMIT = 200
PATH = "/_host/api/sell/fulfillment/v1/order"


def is_told_in_part(order: dict[str, Any]) -> bool:
    """Whether eBay tells the rest, the cancel requests, of this order by its id alone."""
    return bool(order["cancelStatus"]["cancelState"] != "NONE_REQUESTED")


def orders(base: str, token: str, since: str, until: str) -> Iterator[dict[str, Any]]:
    """Every order made in the window, complete."""
    query: dict[str, str | int] = {"filter": f"creationdate:[{since}..{until}]", "limit": LIMIT}
    offset, total = 0, 1
    with httpx.Client(base_url=base, headers={"Authorization": f"Bearer {token}"}, timeout=60) as client:
        while offset < total:
            page = client.get(PATH, params={**query, "offset": offset}).raise_for_status().json()
            for order in page["orders"]:
                yield _one(client, order["orderId"]) if is_told_in_part(order) else order
            total, offset = page["total"], offset + LIMIT


def _one(client: httpx.Client, order_id: str) -> Any:
    return client.get(f"{PATH}/{order_id}").raise_for_status().json()

"""A viewer who sees the orders of two accounts, written by the engine's own upsert."""

import json
from typing import Any

import httpx
import pytest

from ebay_connector.db import upsert
from ebay_connector.db.pool import Database
from ebay_connector.db.raw_json import digest_of
from ebay_connector.streams import BY_NAME

ORDERS = 57
STATUSES = ("PAID", "PENDING", "FULLY_REFUNDED")


def title(n: int) -> str:
    return "Brass “ship” lamp" if n < 5 else "Rope, 10 m, of WB" if n < 9 else "Rope"


def order(n: int) -> dict[str, Any]:
    return {
        "orderId": f"02-{n:05d}-7",
        "creationDate": f"2026-03-{n % 28 + 1:02d}T08:00:00.000Z",
        "lastModifiedDate": "2026-04-01T00:00:00.000Z",
        "buyer": {"username": f"buyer_{n}"},
        "orderPaymentStatus": STATUSES[n % 3],
        "pricingSummary": {"total": {"value": f"{n}.5", "currency": "USD"}},
        "paymentSummary": {"payments": [{"paymentDate": "2026-03-02T08:00:00.000Z"}] if n % 2 else []},
        "lineItems": [{"lineItemId": f"{n}0", "title": title(n), "sku": f"WB-{n + 1}-A", "quantity": 1}],
    }


@pytest.fixture
async def two_accounts(database: Database) -> None:
    async with database.transaction() as connection:
        for name in ("north", "south"):
            await connection.execute(
                "INSERT INTO accounts (environment, ebay_user_id, username, name, marketplace_id) "
                "VALUES ('emulator', %s, %s, %s, 'EBAY_US')",
                (name, name, name),
            )


@pytest.fixture
async def api(database: Database, viewer: httpx.AsyncClient, two_accounts: None) -> httpx.AsyncClient:
    """A viewer, and two accounts with the same orders but for one."""
    payloads = [json.dumps(order(n)).encode() for n in range(ORDERS)]
    hashes = [digest_of(payload) for payload in payloads]
    async with database.transaction() as connection:
        table = BY_NAME["orders"].payload_table
        await upsert.write(connection, table, 1, payloads, hashes)
        await upsert.write(connection, table, 2, payloads[1:], hashes[1:])
    return viewer

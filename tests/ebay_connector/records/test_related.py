"""From each record to those that belong together with it, by filters that the lists take."""

import json
from typing import Any

import httpx
import pytest

from ebay_connector.db import upsert
from ebay_connector.db.pool import Database
from ebay_connector.db.raw_json import digest_of
from ebay_connector.streams import BY_NAME, STREAMS
from ebay_connector.streams.links import LINKS, relations_of

Row = dict[str, Any]
AT = "2026-03-02T08:00:00.000Z"


def order(number: int, item: str, buyer: str) -> Row:
    return {
        "orderId": f"02-{number}",
        "legacyOrderId": f"old-{number}",
        "creationDate": AT,
        "lastModifiedDate": AT,
        "buyer": {"username": buyer},
        "lineItems": [{"lineItemId": f"9{number}", "legacyItemId": item, "title": "Lamp", "quantity": 1}],
    }


def transaction(kind: str, number: str, order: int, payout: str | None) -> Row:
    told = {"transactionType": kind, "transactionId": number, "transactionDate": AT, "orderId": f"02-{order}"}
    return {**told, "payoutId": payout} if payout else told


def summary(**fields: Any) -> Row:
    return {"summary": fields}


ROWS: dict[str, list[Row]] = {
    "orders": [order(1, "i1", "ada"), order(2, "i1", "bo"), order(3, "i2", "bo")],
    "fulfillments": [{"orderId": "02-1", "fulfillmentId": f"f{n}", "shippedDate": AT} for n in range(2)],
    "transactions": [
        transaction("SALE", "02-1", 1, "p1"),
        transaction("REFUND", "r1", 1, "p2"),
        transaction("SALE", "02-2", 2, "p1"),
        transaction("SALE", "02-3", 3, None),
    ],
    "payouts": [{"payoutId": payout, "payoutDate": AT} for payout in ("p1", "p2", "p3")],
    "returns": [summary(returnId="t1", orderId="02-1", creationInfo={"creationDate": {"value": AT}})],
    "cancellations": [summary(cancelId="c1", legacyOrderId="old-2", cancelRequestDate={"value": AT})],
    "inquiries": [summary(inquiryId="q1", itemId="i1", transactionId="92", creationDate={"value": AT})],
    "conversations": [{"conversationId": "v1", "createdDate": AT, "referenceId": "i1"}],
    "messages": [
        {"conversationId": "v1", "messageId": f"m{n}", "createdDate": AT, "senderUsername": "ada"} for n in range(3)
    ],
    "feedback": [{"feedbackId": "b1", "feedbackEnteredDate": AT, "orderLineItemSummary": {"orderLineItemId": "i2-93"}}],
    "listings": [{"ItemID": item, "ListingDetails": {"StartTime": AT}} for item in ("i1", "i2")],
}


@pytest.fixture
async def api(database: Database, viewer: httpx.AsyncClient, two_accounts: None) -> httpx.AsyncClient:
    """A viewer, and two accounts that have the same records."""
    async with database.transaction() as connection:
        for account_id in (1, 2):
            for stream, rows in ROWS.items():
                payloads = [json.dumps(row).encode() for row in rows]
                hashes = [digest_of(payload) for payload in payloads]
                await upsert.write(connection, BY_NAME[stream].payload_table, account_id, payloads, hashes)
    return viewer


async def related(api: httpx.AsyncClient, path: str) -> dict[str, Row]:
    answer = (await api.get(f"/records/{path}")).raise_for_status().json()
    return {one["stream"]: one for one in answer["related"]}


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        (
            "orders/1:02-1",
            {"fulfillments": 2, "transactions": 2, "payouts": 2, "returns": 1, "conversations": 1, "messages": 3,
             "listings": 1},
        ),
        ("orders/1:02-2", {"transactions": 1, "payouts": 1, "cancellations": 1, "inquiries": 1, "listings": 1}),
        ("orders/1:02-3", {"transactions": 1, "feedback": 1, "listings": 1}),
        ("fulfillments/1:02-1:f0", {"orders": 1}),
        ("transactions/2:REFUND:r1", {"orders": 1, "payouts": 1}),
        ("payouts/1:p1", {"orders": 2, "transactions": 2}),
        ("payouts/1:p3", {}),
        ("returns/1:t1", {"orders": 1}),
        ("cancellations/1:c1", {"orders": 1}),
        ("inquiries/1:q1", {"orders": 1, "listings": 1}),
        ("feedback/1:b1", {"orders": 1}),
        ("conversations/1:v1", {"orders": 1, "messages": 3, "listings": 1}),
        ("messages/1:v1:m0", {"orders": 1, "conversations": 1}),
        ("listings/1:i1", {"orders": 2, "inquiries": 1, "conversations": 1}),
    ],
)  # fmt: skip
async def test_records_lead_to_one_another(api: httpx.AsyncClient, path: str, counts: dict[str, int]) -> None:
    found = await related(api, path)
    assert {stream: one["count"] for stream, one in found.items()} == counts
    account = int(path.partition("/")[2].partition(":")[0])
    for stream, one in found.items():
        params = {"filter": one["filter"], "account_id": account}
        items = (await api.get(f"/records/{stream}", params=params)).raise_for_status().json()["items"]
        assert len(items) == one["count"], "the filter shows what was counted"
        assert one["id"] == (items[0]["id"] if len(items) == 1 else None)
        assert one["exact"]


async def test_a_record_tells_which_ones_it_names_itself(api: httpx.AsyncClient) -> None:
    found = await related(api, "transactions/1:SALE:02-1")
    assert found["orders"]["refers"]
    assert not (await related(api, "orders/1:02-1"))["transactions"]["refers"]


async def test_of_many_only_so_many_are_counted(api: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ebay_connector.records.related.COUNTED", 2)
    messages = (await related(api, "conversations/1:v1"))["messages"]
    assert (messages["count"], messages["exact"], messages["id"]) == (2, False, None)


@pytest.mark.parametrize("filter_", ["line_items.nothing:eq:1", "payouts.amount:gt:1", "nothing.order_id:eq:1"])
async def test_a_filter_on_what_does_not_stand_beside_is_refused(api: httpx.AsyncClient, filter_: str) -> None:
    answer = await api.get("/records/orders", params={"filter": filter_})
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_column")


def test_every_link_leads_both_ways() -> None:
    for link in LINKS:
        source, target = link.source.stream, link.target.stream
        assert target in {relation.stream for relation in relations_of(source)}
        assert source in {relation.stream for relation in relations_of(target)}


async def test_every_end_of_a_link_is_found_by_an_index(database: Database) -> None:
    async with database.transaction() as connection:
        cursor = await connection.execute("SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'")
        indexes = await cursor.fetchall()
    for stream in STREAMS:
        for relation in relations_of(stream):
            column = relation.column
            begins = (f"({column.name}", f"(account_id, {column.name}")
            assert any(
                table == column.record.table_name and definition.partition(" USING btree ")[2].startswith(begins)
                for table, definition in indexes
            ), f"{column.record.table_name}.{column.name}"

"""Billing activities: fees one by one, and eBay's error for each wrong question."""

from typing import Any

import pytest

from ebay_emulator.orders.money import cents
from tests.ebay_emulator.client import Ebay

Json = dict[str, Any]
BILLING = "/sell/finances/v1/billing_activity"
LAST_MONTHS = "transactionDate:[2026-08-01T00:00:00Z..2026-11-20T00:00:00Z]"


@pytest.fixture
def token(demo: Ebay) -> str:
    return str(demo.tokens("alpine_parts")["access_token"])


def activities(ebay: Ebay, token: str, filter_: str, **more: Any) -> list[Json]:
    found: list[Json] = ebay.get(BILLING, token, filter=filter_, **{"limit": 200, **more}).json["billingActivities"]
    return found


def test_fees_of_an_order_add_up(demo: Ebay, token: str) -> None:
    order = next(iter(reversed(demo.truth("alpine_parts").values())))
    found = activities(demo, token, f"orderId:{{{order['orderId']}}}")
    items = {line["legacyItemId"] for line in order["lineItems"]}
    fees = [each for each in found if each["feeType"].startswith(("FinalValueFee", "International"))]
    paid = sum(cents(each["amount"]) for each in fees if each["bookingEntry"] == "DEBIT")
    assert paid == cents(order["totalMarketplaceFee"])
    assert {each["listingId"] for each in found} <= items
    one = found[0]
    assert activities(demo, token, f"activityID:{{{one['billingTransactionId']}}}") == [one]
    assert one in activities(demo, token, f"listingId:{{{one['listingId']}}}")


def test_pages_of_a_span_of_time(demo: Ebay, token: str) -> None:
    first = demo.get(BILLING, token, filter=LAST_MONTHS).json
    assert (first["limit"], first["count"], len(first["billingActivities"])) == (100, 100, 100)
    assert first["total"] > 200
    found: list[Json] = []
    for offset in range(0, first["total"], 200):
        found += activities(demo, token, LAST_MONTHS, offset=offset)
    assert len({each["billingTransactionId"] for each in found}) == first["total"]
    dates = [each["billingTransactionDate"] for each in found]
    assert dates == sorted(dates, reverse=True)
    oldest = activities(demo, token, LAST_MONTHS, sort="transactionDate", limit=1)
    assert oldest[0]["billingTransactionDate"] == dates[-1]
    assert any(each["feeType"] == "EbayStoreSubscriptionFee" for each in found)
    assert demo.get(BILLING, token, filter="orderId:{1}").json["billingActivities"] == []


@pytest.mark.parametrize(
    ("query", "error_id"),
    [
        ({}, 135015),
        ({"filter": "orderId:{1},listingId:{2}"}, 135018),
        ({"filter": "payoutId:{1}"}, 135017),
        ({"filter": "orderId:1"}, 135016),
        ({"filter": "transactionDate:2026-11-01"}, 135020),
        ({"filter": "transactionDate:[soon..later]"}, 135019),
        ({"filter": "transactionDate:[2026-11-03T00:00:00Z..2026-11-01T00:00:00Z]"}, 135025),
        ({"filter": "transactionDate:[2026-07-01T00:00:00Z..2026-11-01T00:00:00Z]"}, 135021),
        ({"filter": LAST_MONTHS, "limit": 201}, 135022),
        ({"filter": LAST_MONTHS, "limit": 0}, 135022),
        ({"filter": LAST_MONTHS, "offset": -1}, 135023),
        ({"filter": LAST_MONTHS, "sort": "amount"}, 135005),
    ],
)
def test_wrong_questions(demo: Ebay, token: str, query: Json, error_id: int) -> None:
    answer = demo.get(BILLING, token, **query)
    assert (answer.status, answer.error_id) == (400, error_id)

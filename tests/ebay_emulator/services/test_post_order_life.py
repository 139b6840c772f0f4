"""Post-Order beside the orders: every record belongs to one, agrees with its money, and moves on as it does."""

from datetime import datetime
from typing import Any

import pytest

from tests.ebay_emulator.client import ORDERS, Ebay
from tests.ebay_emulator.services.post_order_client import access, get, truth

Json = dict[str, Any]
SELLERS = ["harbor_goods", "alpine_parts", "fenland_books"]


def line_of(order: Json, line_id: str) -> Json:
    line: Json = next(each for each in order["lineItems"] if each["lineItemId"] == line_id)
    return line


def by_line(orders: dict[str, Json]) -> dict[str, Json]:
    return {line["lineItemId"]: order for order in orders.values() for line in order["lineItems"]}


def value(amount: Json) -> float:
    return float(amount["value"])


@pytest.mark.parametrize("seller", SELLERS)
def test_returns_agree_with_orders(demo: Ebay, seller: str) -> None:
    orders, refunded = demo.truth(seller), 0
    for each in truth(demo, "return", seller=seller):
        summary, detail = each["summary"], each["detail"]
        order, item = orders[summary["orderId"]], summary["creationInfo"]["item"]
        line = line_of(order, item["transactionId"])
        assert (item["itemId"], item["returnQuantity"]) == (line["legacyItemId"], line["quantity"])
        assert detail["itemDetail"]["itemTitle"] == line["title"]
        assert summary["buyerLoginName"] == order["buyer"]["username"]
        assert summary["creationInfo"]["creationDate"]["value"] > order["creationDate"]
        refund = summary["sellerTotalRefund"]
        assert refund["estimatedRefundAmount"]["value"] == value(line["total"])
        if "actualRefundAmount" in refund:
            refunded += 1
            given = next(
                part for part in line["refunds"] if value(part["amount"]) == refund["actualRefundAmount"]["value"]
            )
            assert detail["closeInfo"]["returnCloseDate"]["value"] == given["refundDate"]
            assert detail["refundInfo"]["actualRefundDetail"]["refundIssuedDate"]["value"] == given["refundDate"]
            assert given["refundDate"] in [part["refundDate"] for part in order["paymentSummary"]["refunds"]]
        else:
            assert "actualRefundDetail" not in detail["refundInfo"]
        assert (summary["status"] == "CLOSED") == ("closeInfo" in detail)
    assert refunded > 5


@pytest.mark.parametrize("seller", SELLERS)
def test_cancellations_are_those_of_orders(demo: Ebay, seller: str) -> None:
    details = {
        each["cancelDetail"]["cancelId"]: each["cancelDetail"] for each in truth(demo, "cancellation", seller=seller)
    }
    requests = {
        request["cancelRequestId"]: (order, request)
        for order in demo.truth(seller).values()
        for request in order["cancelStatus"]["cancelRequests"]
    }
    reached = min(detail["cancelRequestDate"]["value"] for detail in details.values())
    assert details.keys() == {
        name for name, (_, request) in requests.items() if request["cancelRequestedDate"] >= reached
    }
    for name, detail in details.items():
        order, request = requests[name]
        assert detail["legacyOrderId"] == order["orderId"]
        assert detail["cancelReason"] == request["cancelReason"]
        assert detail["requestorType"] == request["cancelInitiator"]
        assert detail["cancelRequestDate"]["value"] == request["cancelRequestedDate"]
        done = order["cancelStatus"]["cancelState"] == "CANCELED"
        assert (detail["cancelState"] == "CLOSED") == done == ("cancelCloseDate" in detail)
        assert ("sellerResponseDueDate" in detail) == (not done)
        assert detail["requestRefundAmount"]["value"] == value(order["pricingSummary"]["total"])


@pytest.mark.parametrize("seller", SELLERS)
def test_inquiries_and_cases_agree_with_orders(demo: Ebay, seller: str) -> None:
    orders = by_line(demo.truth(seller))
    cases = {each["caseId"]: each for each in truth(demo, "casemanagement", seller=seller)}
    inquiries = {each["inquiryId"]: each for each in truth(demo, "inquiry", seller=seller)}
    returns = {each["summary"]["returnId"]: each["summary"] for each in truth(demo, "return", seller=seller)}
    for claim in (*inquiries.values(), *cases.values()):
        order = orders[claim["transactionId"]]
        assert claim["buyer"] == order["buyer"]["username"]
        line = line_of(order, claim["transactionId"])
        assert claim["claimAmount"]["value"] == value(line["total"])
        refunds = [part["refundDate"] for part in line.get("refunds", ())]
        for details in (claim.get("inquiryDetails", {}), claim.get("caseDetails", {})):
            assert details.get("refundDate", {"value": None})["value"] in [None, *refunds]
    escalated = {name for name, each in inquiries.items() if each["status"] == "CLOSED_WITH_ESCALATION"}
    assert (
        escalated
        == {name for name, each in cases.items() if each["caseType"] == "ITEM_NOT_RECEIVED"} & inquiries.keys()
    )
    for name, each in cases.items():
        if each["caseType"] == "RETURN" and each["returnId"] in returns:
            assert returns[each["returnId"]]["escalationInfo"]["caseId"] == name


def test_a_refund_closes_an_open_return(still: Ebay) -> None:
    still.control("seed", {"seller": "shop", "orders": 20_000, "days": 100})
    token = access(still, "shop")
    summary = next(
        each for each in truth(still, "return", "list", "shop") if each["status"] in ("ITEM_DELIVERED", "ITEM_SHIPPED")
    )
    still.change("shop", {"op": "refund", "order_id": summary["orderId"], "amount": "1.00"})
    path = f"return/{summary['returnId']}"
    closed = get(still, token, path, fieldgroups="SUMMARY").json["summary"]
    assert (closed["state"], closed["sellerTotalRefund"]["actualRefundAmount"]["value"]) == ("CLOSED", 1.0)
    assert "sellerResponseDue" not in closed
    orders_token = str(still.tokens("shop", ["sell.fulfillment"])["access_token"])
    order = still.get(f"{ORDERS}/{summary['orderId']}", orders_token).json
    refunded = order["paymentSummary"]["refunds"][-1]["refundDate"]
    assert get(still, token, path).json["detail"]["closeInfo"]["returnCloseDate"]["value"] == refunded


def test_a_cancellation_is_asked_for_and_granted(still: Ebay) -> None:
    still.control("seed", {"seller": "shop", "orders": 0})
    token = access(still, "shop")
    assert get(still, token, "cancellation/search").json["total"] == 0
    (name,) = still.change("shop", {"op": "create"})
    still.change("shop", {"op": "request_cancel", "order_id": name})
    (asked,) = get(still, token, "cancellation/search").json["cancellations"]
    assert (asked["cancelState"], asked["cancelStatus"]) == ("APPROVAL_PENDING", "CANCEL_REQUESTED")
    still.change("shop", {"op": "cancel", "order_id": name})
    (granted,) = get(still, token, "cancellation/search").json["cancellations"]
    assert (granted["cancelState"], granted["cancelStatus"]) == ("CLOSED", "CANCEL_CLOSED_WITH_REFUND")
    assert (
        granted["cancelId"]
        == asked["cancelId"]
        == still.truth("shop")[name]["cancelStatus"]["cancelRequests"][0]["cancelRequestId"]
    )


def test_a_living_world_brings_trouble_and_ends_it(still: Ebay) -> None:
    still.control("seed", {"seller": "shop", "orders": 4_000, "days": 60})
    before = {each["returnId"]: each for each in truth(still, "return", "list", "shop")}
    open_ones = {name for name, each in before.items() if each["status"] != "CLOSED"}
    assert open_ones
    still.control("clock", {"live": {"orders_per_hour": 2.0}})
    still.control("clock", {"advance_seconds": 60 * 86_400})
    after = {each["returnId"]: each for each in truth(still, "return", "list", "shop")}
    assert after.keys() > before.keys()
    assert all(after[name]["status"] == "CLOSED" for name in open_ones)
    assert any(each["status"] != "CLOSED" for each in after.values())


def test_seeded_cancellations_have_a_number_each(still: Ebay) -> None:
    still.control("seed", {"seller": "shop", "orders": 3_000, "days": 100})
    orders = still.truth("shop").values()
    names = [each["cancelRequestId"] for order in orders for each in order["cancelStatus"]["cancelRequests"]]
    assert len(names) == len(set(names)) > 50
    assert {each["cancelDetail"]["cancelId"] for each in truth(still, "cancellation", seller="shop")} == set(names)
    for order in orders:
        if order["cancelStatus"]["cancelState"] == "CANCELED":
            references = [each["refundReferenceId"] for each in order["paymentSummary"]["refunds"]]
            assert references == [each["cancelRequestId"] for each in order["cancelStatus"]["cancelRequests"]]


def test_dates_say_the_same_twice(demo: Ebay) -> None:
    date = truth(demo, "return", "list")[0]["creationInfo"]["creationDate"]
    assert datetime.fromisoformat(date["value"]).strftime("%Y-%m-%d %H:%M:%S") == date["formattedValue"]

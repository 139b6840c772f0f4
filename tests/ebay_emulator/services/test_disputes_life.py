"""Payment disputes beside the orders: they belong to one, end with its refund, and move on as time passes."""

from typing import Any

import pytest

from tests.ebay_emulator.client import ORDERS, Ebay
from tests.ebay_emulator.services.test_disputes import DISPUTE, SUMMARY, access, truth

Json = dict[str, Any]


@pytest.fixture
def token(demo: Ebay) -> str:
    return access(demo, "harbor_goods")


def test_fields_go_with_the_state(still: Ebay) -> None:
    still.control("seed", {"seller": "shop", "orders": 20_000, "days": 200})
    disputes = list(truth(still, "shop").values())
    assert {each["paymentDisputeStatus"] for each in disputes} == {"OPEN", "ACTION_NEEDED", "CLOSED"}
    for dispute in disputes:
        waiting, closed = (dispute["paymentDisputeStatus"] == state for state in ("ACTION_NEEDED", "CLOSED"))
        assert ("respondByDate" in dispute) == ("availableChoices" in dispute) == waiting
        assert ("closedDate" in dispute) == ("resolution" in dispute) == closed
        assert ("sellerResponse" in dispute) == (not waiting)
        assert dispute["openDate"] <= dispute.get("closedDate", still.now())
        assert len(dispute["paymentDisputeId"]) == 10


def test_disputes_belong_to_orders(demo: Ebay, token: str) -> None:
    orders = demo.truth("harbor_goods")
    for dispute in truth(demo, "harbor_goods").values():
        order = orders[dispute["orderId"]]
        assert dispute["buyerUsername"] == order["buyer"]["username"]
        lines = {(line["legacyItemId"], line["lineItemId"]) for line in order["lineItems"]}
        assert {(each["itemId"], each["lineItemId"]) for each in dispute["lineItems"]} == lines
        assert dispute["amount"] == order["pricingSummary"]["total"]
        assert dispute["openDate"] > order["creationDate"]
        if dispute.get("sellerResponse") == "SELLER_ACCEPT":
            assert order["orderPaymentStatus"] == "FULLY_REFUNDED"
            assert dispute["closedDate"] == order["paymentSummary"]["refunds"][0]["refundDate"]


def test_a_refund_ends_an_open_dispute(still: Ebay) -> None:
    still.control("seed", {"seller": "shop", "orders": 20_000, "days": 200})
    token = access(still, "shop")
    waiting = next(each for each in truth(still, "shop").values() if each["paymentDisputeStatus"] == "ACTION_NEEDED")
    still.change("shop", {"op": "refund", "order_id": waiting["orderId"]})
    closed = still.get(f"{DISPUTE}/{waiting['paymentDisputeId']}", token).json
    assert (closed["paymentDisputeStatus"], closed["sellerResponse"]) == ("CLOSED", "SELLER_ACCEPT")
    assert closed["revision"] > waiting["revision"]
    orders_token = str(still.tokens("shop", ["sell.fulfillment"])["access_token"])
    order = still.get(f"{ORDERS}/{waiting['orderId']}", orders_token).json
    assert closed["closedDate"] == order["paymentSummary"]["refunds"][-1]["refundDate"]


def test_time_moves_disputes_on(still: Ebay) -> None:
    still.control("seed", {"seller": "shop", "orders": 20_000, "days": 200})
    before = truth(still, "shop")
    still.control("clock", {"advance_seconds": 90 * 86_400})
    after = truth(still, "shop")
    assert all(after[name]["paymentDisputeStatus"] == "CLOSED" for name in before)
    assert len(after) > len(before)


def test_changes_by_hand(demo: Ebay, token: str) -> None:
    name = next(iter(truth(demo, "harbor_goods")))
    wish = {"seller": "harbor_goods", "entity": "disputes"}
    demo.control("records", wish | {"changes": [{"op": "patch", "id": name, "payload": {"reason": "COUNTERFEIT"}}]})
    assert demo.get(f"{DISPUTE}/{name}", token).json["reason"] == "COUNTERFEIT"
    raw = '{"paymentDisputeId":"5899999999","note":"\\u0000 \\ud800 ' + "x" * 1_000_000 + '"}'
    demo.control("records", wish | {"changes": [{"op": "raw", "id": "5899999999", "raw": raw}]})
    assert demo.get(f"{DISPUTE}/5899999999", token, check=False).body == raw.encode()
    assert raw.encode() in demo.get(SUMMARY, token, check=False).body
    own = {"paymentDisputeId": "5899999998", "paymentDisputeStatus": "OPEN", "openDate": demo.now()}
    demo.control("records", wish | {"changes": [{"op": "put", "id": "5899999998", "payload": own}]})
    assert demo.get(f"{DISPUTE}/5899999998/activity", token).json["activity"][0]["activityType"] == "DISPUTE_OPENED"
    demo.control("records", wish | {"changes": [{"op": "remove", "id": name}]})
    assert demo.get(f"{DISPUTE}/{name}", token).status == 404

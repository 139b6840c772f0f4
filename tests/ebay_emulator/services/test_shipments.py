"""Shipping fulfillments: parcels read and made, and eBay's error for each wrong one."""

from typing import Any

import pytest

from tests.ebay_emulator.client import ORDERS, Answer, Ebay

Json = dict[str, Any]


@pytest.fixture
def token(ebay: Ebay) -> str:
    ebay.control("seed", {"seller": "shop", "orders": 40, "days": 40})
    return str(ebay.tokens("shop")["access_token"])


@pytest.fixture
def order(ebay: Ebay, token: str) -> Json:
    """An order of two line items and more, paid, nothing shipped."""
    while True:
        (name,) = ebay.change("shop", {"op": "create"})
        order: Json = ebay.get(f"{ORDERS}/{name}", token).json
        if len(order["lineItems"]) > 1:
            return order


def ship(ebay: Ebay, token: str, order: Json, *lines: Json, **details: str) -> Answer:
    return ebay.post(f"{ORDERS}/{order['orderId']}/shipping_fulfillment", token, {"lineItems": lines, **details})


def whole(item: Json) -> Json:
    return {"lineItemId": item["lineItemId"], "quantity": item["quantity"]}


def read(ebay: Ebay, token: str, order: Json) -> Json:
    found: Json = ebay.get(f"{ORDERS}/{order['orderId']}", token).json
    return found


def test_shipping_line_by_line(ebay: Ebay, token: str, order: Json) -> None:
    first, *others = order["lineItems"]
    answer = ship(ebay, token, order, whole(first), trackingNumber="1Z999", shippingCarrierCode="UPS")
    assert (answer.status, answer.body) == (201, b"")
    assert "content-type" not in answer.headers
    path = f"{ORDERS}/{order['orderId']}/shipping_fulfillment"
    assert answer.headers["location"] == f"{ebay.process.url}{path}/1Z999"
    partly = read(ebay, token, order)
    assert partly["orderFulfillmentStatus"] == "IN_PROGRESS"
    assert partly["lineItems"][0]["lineItemFulfillmentStatus"] == "FULFILLED"
    assert partly["lastModifiedDate"] > order["lastModifiedDate"]
    assert ship(ebay, token, order, *map(whole, others)).status == 201
    done = read(ebay, token, order)
    assert done["orderFulfillmentStatus"] == "FULFILLED"
    assert done["fulfillmentHrefs"][0].endswith(f"{path}/1Z999")
    parcels = ebay.get(path, token).json
    assert (parcels["total"], parcels["warnings"]) == (2, [])
    assert [parcel["fulfillmentId"] for parcel in parcels["fulfillments"]] == ["1Z999", "999"]
    assert "shipmentTrackingNumber" not in parcels["fulfillments"][1]
    assert ebay.get(f"{path}/1Z999", token).json == parcels["fulfillments"][0]
    assert ebay.get(f"{path}/1Z000", token).error_id == 32110


def test_any_quantity_of_a_line_counts_as_shipped(ebay: Ebay, token: str, order: Json) -> None:
    first = order["lineItems"][0]
    assert ship(ebay, token, order, {"lineItemId": first["lineItemId"]}).status == 201
    parcels = ebay.get(f"{ORDERS}/{order['orderId']}/shipping_fulfillment", token).json["fulfillments"]
    assert parcels[0]["lineItems"] == [{"lineItemId": first["lineItemId"], "quantity": 1}]
    assert read(ebay, token, order)["lineItems"][0]["lineItemFulfillmentStatus"] == "FULFILLED"


def test_wrong_parcels(ebay: Ebay, token: str, order: Json) -> None:
    item = order["lineItems"][0]
    line = whole(item)
    too_many = {"lineItemId": item["lineItemId"], "quantity": item["quantity"] + 1}
    assert ship(ebay, token, order).error_id == 32600
    assert ship(ebay, token, order, {"quantity": 1}).error_id == 32600
    assert ship(ebay, token, order, {"lineItemId": "1", "quantity": 1}).error_id == 32200
    assert ship(ebay, token, order, line, line).error_id == 32210
    assert ship(ebay, token, order, too_many).error_id == 32600
    assert ship(ebay, token, order, line, trackingNumber="1Z999").error_id == 32300
    assert ship(ebay, token, order, line, shippingCarrierCode="UPS").error_id == 32300
    assert ship(ebay, token, order, line, trackingNumber="1Z 999", shippingCarrierCode="UPS").error_id == 32300
    for date in ("soon", "2035-01-01T00:00:00.000Z", "2020-01-01T00:00:00.000Z"):
        assert ship(ebay, token, order, line, shippedDate=date).error_id == 32500
    assert read(ebay, token, order) == order


def test_a_tracking_number_counts_once(ebay: Ebay, token: str, order: Json) -> None:
    line = whole(order["lineItems"][0])
    details = {"trackingNumber": "1Z999", "shippingCarrierCode": "UPS"}
    assert ship(ebay, token, order, line, **details).status == 201
    assert ship(ebay, token, order, line, **details).error_id == 34500


def test_fifty_parcels_are_the_most(ebay: Ebay, token: str, order: Json) -> None:
    line = whole(order["lineItems"][0])
    for _ in range(50):
        assert ship(ebay, token, order, line).status == 201
    assert ship(ebay, token, order, line).error_id == 34100


def test_an_order_nobody_can_ship(ebay: Ebay, token: str, order: Json) -> None:
    unknown = order | {"orderId": "01-00000-00001"}
    assert ship(ebay, token, unknown, whole(order["lineItems"][0])).error_id == 32100
    assert ebay.get(f"{ORDERS}/01-00000-00001/shipping_fulfillment", token).error_id == 32100
    ebay.change("shop", {"op": "cancel", "order_id": order["orderId"]})
    assert ship(ebay, token, order, whole(order["lineItems"][0])).error_id == 32600


def test_seeded_orders_have_their_parcels(ebay: Ebay, token: str) -> None:
    orders = ebay.truth("shop").values()
    for order in orders:
        path = f"{ORDERS}/{order['orderId']}/shipping_fulfillment"
        parcels = ebay.get(path, token).json["fulfillments"]
        hrefs = [href.rpartition("/")[2] for href in order["fulfillmentHrefs"]]
        assert [parcel["fulfillmentId"] for parcel in parcels] == hrefs
        shipped = {line["lineItemId"] for parcel in parcels for line in parcel["lineItems"]}
        fulfilled = {
            item["lineItemId"] for item in order["lineItems"] if item["lineItemFulfillmentStatus"] == "FULFILLED"
        }
        assert shipped == fulfilled
    assert any(order["fulfillmentHrefs"] for order in orders)

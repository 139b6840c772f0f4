"""GetOrders: as seller and as buyer, its windows, pages and limits."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.ebay_emulator.client import Ebay, Json
from tests.ebay_emulator.trading import Trading

ROWS = "OrderArray/Order"


@pytest.fixture
def trading(demo: Ebay) -> Trading:
    return Trading(demo, "harbor_goods")


def ago(ebay: Ebay, **span: float) -> str:
    moment = datetime.fromisoformat(ebay.now()) - timedelta(**span)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def lines(order: Json) -> list[Json]:
    found = order["TransactionArray"]["Transaction"]
    return found if isinstance(found, list) else [found]


def test_what_was_sold_is_what_the_fulfillment_api_tells(demo: Ebay, trading: Trading) -> None:
    since = ago(demo, days=20)
    sold = {order["OrderID"]: order for order in trading.all_rows("GetOrders", {"CreateTimeFrom": since}, ROWS)}
    truth = {name: order for name, order in demo.truth("harbor_goods").items() if order["creationDate"] >= since}
    unpaid = {name for name, order in sold.items() if order["OrderStatus"] == "Active"}
    assert sold.keys() - unpaid == truth.keys()
    for name, order in truth.items():
        told = sold[name]
        assert told["Total"] == {
            "@currencyID": "USD",
            "#text": order["pricingSummary"]["total"]["value"],
        }
        assert told["CheckoutStatus"]["LastModifiedTime"] == order["lastModifiedDate"]
        assert ("ShippedTime" in told) == (order["orderFulfillmentStatus"] == "FULFILLED")
        wanted = [f"{item['legacyItemId']}-{item['lineItemId']}" for item in order["lineItems"]]
        assert [line["OrderLineItemID"] for line in lines(told)] == wanted


def test_tracking_and_variations(demo: Ebay, trading: Trading) -> None:
    orders = trading.all_rows("GetOrders", {"CreateTimeFrom": ago(demo, days=60)}, ROWS)
    tracked = [
        line for order in orders for line in lines(order) if "ShipmentTrackingDetails" in line["ShippingDetails"]
    ]
    assert tracked[0]["ShippingDetails"]["ShipmentTrackingDetails"][0]["ShipmentTrackingNumber"]
    varied = [line for order in orders for line in lines(order) if "Variation" in line]
    assert "SKU" not in varied[0]["Item"]
    assert varied[0]["Variation"]["VariationSpecifics"]["NameValueList"][0]["Value"]


def test_unpaid_orders_are_active(ebay: Ebay) -> None:
    ebay.control("seed", {"seller": "shop", "orders": 0})
    name = ebay.change("shop", {"op": "create", "unpaid": True})[0]
    trading = Trading(ebay, "shop")
    asked: Json = {"NumberOfDays": 1, "OrderStatus": "Active"}
    order = trading.all_rows("GetOrders", asked, ROWS)[0]
    assert (order["OrderID"], order["CheckoutStatus"]["Status"]) == (name, "Incomplete")
    ebay.change("shop", {"op": "pay", "order_id": name})
    assert trading.all_rows("GetOrders", asked, ROWS) == []
    ebay.change("shop", {"op": "cancel", "order_id": name})
    order = trading.all_rows("GetOrders", asked | {"OrderStatus": "Cancelled"}, ROWS)[0]
    assert order["MonetaryDetails"]["Refunds"]["Refund"][0]["RefundAmount"]["@currencyID"] == "USD"


def test_orders_by_id_override_all_else(demo: Ebay, trading: Trading) -> None:
    names = list(demo.truth("harbor_goods"))[-3:]
    asked = {"OrderIDArray": {"OrderID": names}, "NumberOfDays": 1, "OrderStatus": "Active"}
    assert {order["OrderID"] for order in trading.all_rows("GetOrders", asked, ROWS)} == set(names)
    assert trading.call("GetOrders", {"OrderIDArray": {"OrderID": ["1"] * 21 + [str(n) for n in range(21)]}}).code == 37


def test_a_window_of_modification(ebay: Ebay) -> None:
    ebay.control("seed", {"seller": "shop", "orders": 60, "days": 80})
    since = ebay.now()
    name = next(iter(ebay.truth("shop")))
    ebay.change("shop", {"op": "touch", "order_id": list(ebay.truth("shop"))[-1]})
    trading = Trading(ebay, "shop")
    found = trading.all_rows("GetOrders", {"ModTimeFrom": since}, ROWS)
    assert [order["OrderID"] for order in found] == [list(ebay.truth("shop"))[-1]]
    assert name not in {order["OrderID"] for order in found}


def test_pages_do_not_overlap(demo: Ebay, trading: Trading) -> None:
    asked: Json = {"CreateTimeFrom": ago(demo, days=30), "Pagination": {"EntriesPerPage": 7, "PageNumber": 2}}
    told = trading.call("GetOrders", asked)
    whole = trading.all_rows("GetOrders", {"CreateTimeFrom": asked["CreateTimeFrom"]}, ROWS)
    assert [order["OrderID"] for order in told.rows(ROWS)] == [order["OrderID"] for order in whole[7:14]]
    assert told.content["HasMoreOrders"] == "true"
    assert told.content["ReturnedOrderCountActual"] == "7"
    assert told.content["OrdersPerPage"] == "7"
    assert [order["CreatedTime"] for order in whole] == sorted(order["CreatedTime"] for order in whole)
    last = -(-len(whole) // 7)
    end = trading.call("GetOrders", asked | {"Pagination": {"EntriesPerPage": 7, "PageNumber": last}})
    assert end.content["HasMoreOrders"] == "false"
    behind = trading.call("GetOrders", asked | {"Pagination": {"EntriesPerPage": 7, "PageNumber": last + 1}})
    assert behind.code == 340


def test_nothing_found_is_a_success(demo: Ebay) -> None:
    for role in ("Seller", "Buyer"):
        told = Trading(demo, "quiet_corner").call("GetOrders", {"NumberOfDays": 30, "OrderRole": role})
        assert told.content["Ack"] == "Success"
        assert told.content["HasMoreOrders"] == "false"
        assert told.content["PaginationResult"] == {"TotalNumberOfPages": "0", "TotalNumberOfEntries": "0"}
        assert told.rows(ROWS) == []


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, 37),
        ({"NumberOfDays": 31}, 37),
        ({"NumberOfDays": 0}, 37),
        ({"NumberOfDays": 3, "CreateTimeFrom": "2026-11-19T00:00:00Z"}, 37),
        ({"CreateTimeTo": "2026-11-19T00:00:00Z"}, 37),
        ({"CreateTimeFrom": "yesterday"}, 37),
        ({"CreateTimeFrom": "2026-11-19T00:00:00Z", "CreateTimeTo": "2026-11-18T00:00:00Z"}, 521),
        ({"CreateTimeFrom": "2026-08-01T00:00:00Z", "CreateTimeTo": "2026-08-05T00:00:00Z"}, 521),
        ({"ModTimeFrom": "2026-10-20T00:00:00Z"}, 521),
        ({"NumberOfDays": 3, "OrderRole": "Both"}, 37),
        ({"NumberOfDays": 3, "OrderStatus": "Paid"}, 37),
        ({"NumberOfDays": 3, "Pagination": {"EntriesPerPage": 101}}, 37),
        ({"NumberOfDays": 3, "Pagination": {"EntriesPerPage": 0}}, 37),
        ({"NumberOfDays": 3, "Pagination": {"PageNumber": 0}}, 37),
    ],
)
def test_bad_input(trading: Trading, asked: dict[str, Any], code: int) -> None:
    assert trading.call("GetOrders", asked).code == code


def test_another_sellers_orders_stay_hidden(demo: Ebay) -> None:
    name = list(demo.truth("harbor_goods"))[-1]
    other = Trading(demo, "alpine_parts")
    assert other.all_rows("GetOrders", {"OrderIDArray": {"OrderID": name}}, ROWS) == []

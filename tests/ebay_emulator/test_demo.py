"""The demo shop: the same for the same seed, believable, and right to the cent."""

import json
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest

from ebay_emulator.testing import EmulatorProcess
from tests.ebay_emulator.client import Ebay
from tests.ebay_emulator.conftest import NOW

Json = dict[str, Any]
SIZES = {"harbor_goods": 4000, "alpine_parts": 900, "fenland_books": 600, "quiet_corner": 0}


@pytest.fixture(scope="module")
def lines(local_process: EmulatorProcess) -> dict[str, list[bytes]]:
    """The whole shop as it is served, by seller."""
    local_process.control("reset", {"now": NOW})
    return {seller: local_process.truth_lines(seller) for seller in SIZES}


@pytest.fixture(scope="module")
def orders(lines: dict[str, list[bytes]]) -> list[Json]:
    return [json.loads(line) for each in lines.values() for line in each]


def cents(amount: Json) -> int:
    value = str(amount["value"])
    assert "." in value
    assert not value.endswith("00")
    return round(float(value) * 100)


def test_the_same_seed_tells_the_same(demo: Ebay, lines: dict[str, list[bytes]]) -> None:
    assert demo.process.truth_lines("alpine_parts") == lines["alpine_parts"]
    demo.control("reset", {"now": NOW, "seed": 2})
    assert not set(demo.process.truth_lines("alpine_parts")) & set(lines["alpine_parts"])


def test_four_sellers_of_known_size(demo: Ebay) -> None:
    sellers = {seller["username"]: seller for seller in demo.control("state")["sellers"]}
    assert sellers.keys() == SIZES.keys()
    for name, size in SIZES.items():
        assert sellers[name]["orders"] + sellers[name]["hidden_orders"] == size
    assert sum(seller["hidden_orders"] for seller in sellers.values()) > 20
    assert len({seller["user_id"] for seller in sellers.values()}) == 4


def test_it_is_a_believable_shop(orders: list[Json]) -> None:
    assert len({order["orderId"] for order in orders}) == len(orders)
    assert len({item["lineItemId"] for order in orders for item in order["lineItems"]}) == sum(
        len(order["lineItems"]) for order in orders
    )
    assert set(Counter(order["orderFulfillmentStatus"] for order in orders)) == {
        "FULFILLED",
        "IN_PROGRESS",
        "NOT_STARTED",
    }
    assert set(Counter(order["orderPaymentStatus"] for order in orders)) >= {
        "PAID",
        "FULLY_REFUNDED",
        "PARTIALLY_REFUNDED",
    }
    assert {order["cancelStatus"]["cancelState"] for order in orders} >= {"CANCELED", "NONE_REQUESTED"}
    assert {order["buyer"]["taxAddress"]["countryCode"] for order in orders} == {"US", "GB", "DE"}
    assert {order["pricingSummary"]["total"]["currency"] for order in orders} == {"USD", "GBP"}
    items = [item for order in orders for item in order["lineItems"]]
    for field in ("legacyVariationId", "variationAspects", "compatibilityProperties", "ebayCollectAndRemitTaxes"):
        assert any(field in item for item in items)
    assert any(item["appliedPromotions"] for item in items)
    assert any("sku" not in item for item in items)
    assert any(item["soldFormat"] == "AUCTION" for item in items)
    assert any("buyerCheckoutNotes" in order for order in orders)
    assert any("paymentHolds" in payment for order in orders for payment in order["paymentSummary"]["payments"])


@pytest.mark.parametrize("seller", ["harbor_goods", "alpine_parts", "fenland_books"])
def test_orders_are_of_real_size(lines: dict[str, list[bytes]], seller: str) -> None:
    assert 4_000 < sum(map(len, lines[seller])) / len(lines[seller]) < 6_000


def test_two_years_up_to_now(orders: list[Json]) -> None:
    now = datetime.fromisoformat(NOW)
    created = sorted(datetime.fromisoformat(order["creationDate"]) for order in orders)
    assert now - timedelta(days=729) <= created[0] < now - timedelta(days=700)
    assert now - timedelta(days=2) < created[-1] < now
    for order in orders:
        assert order["creationDate"] <= order["lastModifiedDate"] <= NOW


def test_ebay_forgets_who_bought_after_90_days(orders: list[Json]) -> None:
    border = (datetime.fromisoformat(NOW) - timedelta(days=90)).isoformat()
    for order in orders:
        ship_to = order["fulfillmentStartInstructions"][0]["shippingStep"]["shipTo"]
        old = order["creationDate"] < border
        for contact in (ship_to, order["buyer"]["buyerRegistrationAddress"]):
            assert ("fullName" in contact) != old
            assert ("addressLine1" in contact["contactAddress"]) != old
            assert contact["contactAddress"]["city"]


def test_money_adds_up_to_the_cent(orders: list[Json]) -> None:
    for order in orders:
        items, pricing = order["lineItems"], order["pricingSummary"]
        assert sum(cents(item["lineItemCost"]) for item in items) == cents(pricing["priceSubtotal"])
        assert sum(map(_discount, items)) == -_cents_of(pricing, "priceDiscount")
        assert sum(_delivery(item) for item in items) == cents(pricing["deliveryCost"])
        parts = ("priceSubtotal", "priceDiscount", "deliveryCost", "deliveryDiscount")
        assert sum(_cents_of(pricing, part) for part in parts) == cents(pricing["total"])
        assert sum(cents(item["total"]) for item in items) == cents(pricing["total"])
        tax = sum(cents(each["amount"]) for item in items for each in item.get("ebayCollectAndRemitTaxes", []))
        assert cents(order["totalFeeBasisAmount"]) == cents(pricing["total"]) + tax
        assert (tax > 0) == order.get("ebayCollectAndRemitTax", False)


def test_payments_and_refunds_add_up_to_the_cent(orders: list[Json]) -> None:
    for order in orders:
        summary, total = order["paymentSummary"], cents(order["pricingSummary"]["total"])
        paid = sum(cents(payment["amount"]) for payment in summary["payments"])
        returned = sum(cents(refund["amount"]) for refund in summary["refunds"])
        assert paid == total - cents(order["totalMarketplaceFee"])
        assert cents(summary["totalDueSeller"]) == paid - returned
        by_line = sum(cents(refund["amount"]) for item in order["lineItems"] for refund in item.get("refunds", []))
        expected = {"PAID": by_line == 0, "FULLY_REFUNDED": by_line == total, "PARTIALLY_REFUNDED": 0 < by_line < total}
        assert expected[order["orderPaymentStatus"]]
        assert returned <= by_line
        if order["cancelStatus"]["cancelState"] == "CANCELED":
            assert cents(summary["totalDueSeller"]) == 0


def _cents_of(pricing: Json, name: str) -> int:
    return cents(pricing[name]) if name in pricing else 0


def _discount(item: Json) -> int:
    discount = sum(cents(promotion["discountAmount"]) for promotion in item["appliedPromotions"])
    if discount:
        assert cents(item["discountedLineItemCost"]) == cents(item["lineItemCost"]) - discount
    return discount


def _delivery(item: Json) -> int:
    cost = item["deliveryCost"]
    return cents(cost["shippingCost"]) + (cents(cost["discountAmount"]) if "discountAmount" in cost else 0)

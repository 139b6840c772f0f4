"""The demo shop and the living world, order by order, against eBay's contracts; and that the check itself bites."""

from typing import Any

import pytest

from tests.ebay_emulator import contract_schemas
from tests.ebay_emulator.client import ORDERS, USER, Ebay

pytestmark = pytest.mark.skipif(not contract_schemas.available(), reason=contract_schemas.MISSING)


def order_problems(order: object) -> list[str]:
    operation = contract_schemas.find("GET", f"{ORDERS}/01-00000-00001")
    assert operation is not None
    return contract_schemas.problems(operation, 200, order)


def unlike(orders: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One order of every sort: no two with the same fields filled and the same enums."""
    found = {_shape(order): order for order in orders}
    return list(found.values())


def _shape(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{name}:{_shape(each)}" for name, each in sorted(value.items())) + "}"
    if isinstance(value, list):
        return "[" + ",".join(sorted({_shape(each) for each in value})) + "]"
    return value if isinstance(value, str) and value.isupper() and len(value) > 3 else type(value).__name__


@pytest.mark.parametrize("seller", ["harbor_goods", "alpine_parts", "fenland_books"])
def test_every_sort_of_demo_order(demo: Ebay, seller: str) -> None:
    orders = unlike(list(demo.truth(seller).values()))
    assert len(orders) > 30
    for order in orders[:40]:
        assert order_problems(order) == []


def test_orders_of_a_living_world(ebay: Ebay) -> None:
    ebay.control("seed", {"seller": "shop", "orders": 0})
    ebay.control("clock", {"live": {"orders_per_hour": 1.5}})
    ebay.control("clock", {"advance_seconds": 40 * 86_400})
    for order in unlike(list(ebay.truth("shop").values()))[:40]:
        assert order_problems(order) == []


def test_the_check_bites(demo: Ebay) -> None:
    order = next(iter(demo.truth("fenland_books").values()))
    assert order_problems(order) == []
    assert order_problems(order | {"colour": "red"}) != []
    assert order_problems(order | {"orderPaymentStatus": "MAYBE"}) != []
    assert order_problems(order | {"orderId": 5}) != []
    assert order_problems({name: value for name, value in order.items() if name != "sellerId"}) != []
    assert order_problems(order | {"lineItems": [order["lineItems"][0] | {"quantity": "1"}]}) != []


def test_the_demo_sellers_introduce_themselves(demo: Ebay) -> None:
    for seller, marketplace in (("harbor_goods", "EBAY_US"), ("fenland_books", "EBAY_GB"), ("quiet_corner", "EBAY_US")):
        user = demo.get(USER, demo.tokens(seller)["access_token"]).json
        assert (user["username"], user["registrationMarketplaceId"]) == (seller, marketplace)

"""What a seller bought as a buyer: GetOrders, GetMyeBayBuying, and the truth they tell."""

import json

import pytest

from ebay_emulator.testing import EmulatorProcess
from tests.ebay_emulator.client import Ebay, Json
from tests.ebay_emulator.services.trading.test_orders import ago, lines
from tests.ebay_emulator.trading import Trading

SELLERS = ("harbor_goods", "alpine_parts", "fenland_books")


def truth(ebay: Ebay, seller: str, view: str = "one") -> dict[str, Json]:
    found = ebay.control(f"truth/purchases?seller={seller}&view={view}")
    return {record["OrderLineItemID"]: record for record in found}


def as_buyer(ebay: Ebay, seller: str, **asked: object) -> dict[str, Json]:
    """Order line items as the truth has them."""
    window = asked or {"CreateTimeFrom": ago(ebay, days=90, seconds=-60)}
    orders = Trading(ebay, seller).all_rows("GetOrders", window | {"OrderRole": "Buyer"}, "OrderArray/Order", 10)
    found = {}
    for order in orders:
        head = {name: value for name, value in order.items() if name != "TransactionArray"}
        for line in lines(order):
            found[line["OrderLineItemID"]] = line | {"ContainingOrder": head}
    return found


def won(ebay: Ebay, seller: str, days: int) -> list[Json]:
    asked = {"WonList": {"Include": "true", "DurationInDays": days}}
    found = Trading(ebay, seller).all_rows(
        "GetMyeBayBuying", asked, "WonList/OrderTransactionArray/OrderTransaction/Transaction"
    )
    return list(found)


@pytest.mark.parametrize("seller", SELLERS)
def test_get_orders_tells_the_truth(demo: Ebay, seller: str) -> None:
    told, expected = as_buyer(demo, seller), truth(demo, seller)
    assert told == expected
    assert len(told) > 4


def test_purchases_are_believable(demo: Ebay) -> None:
    records = list(truth(demo, "harbor_goods").values())
    assert any(len(of) > 1 for of in _by_order(records).values())
    assert any("Variation" in record and "&" in record["Item"]["Title"] for record in records)
    shipped = [record for record in records if "ShippedTime" in record]
    assert len(shipped) > len(records) // 2
    assert all(record["ShippingDetails"]["ShipmentTrackingDetails"] for record in shipped)
    for of in _by_order(records).values():
        order = of[0]["ContainingOrder"]
        spent = sum(float(each["TransactionPrice"]["#text"]) * int(each["QuantityPurchased"]) for each in of)
        assert float(order["Subtotal"]["#text"]) == pytest.approx(spent)
        assert order["BuyerUserID"] == "harbor_goods"
        assert order["SellerUserID"] == of[0]["Item"]["Seller"]["UserID"] != "harbor_goods"
        assert ("PaidTime" in order) == (order["CheckoutStatus"]["Status"] == "Complete")


def _by_order(records: list[Json]) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = {}
    for record in records:
        found.setdefault(record["ContainingOrder"]["OrderID"], []).append(record)
    return found


def test_my_ebay_goes_back_sixty_days(demo: Ebay) -> None:
    told = won(demo, "harbor_goods", 60)
    assert {line["OrderLineItemID"] for line in told} == truth(demo, "harbor_goods", "won").keys()
    assert len(told) < len(truth(demo, "harbor_goods"))
    assert [line["CreatedDate"] for line in told] == sorted((line["CreatedDate"] for line in told), reverse=True)
    assert {line["BuyerPaidStatus"] for line in told} <= {"PaidWithPaymentServiceProvider", "WaitingForPayment"}
    since = ago(demo, days=2)
    assert {line["OrderLineItemID"] for line in won(demo, "harbor_goods", 2)} == {
        name for name, record in truth(demo, "harbor_goods").items() if record["CreatedDate"] >= since
    }


def test_lists_that_my_ebay_gives(demo: Ebay) -> None:
    trading = Trading(demo, "harbor_goods")
    assert {"WonList", "WatchList"} & trading.call("GetMyeBayBuying").content.keys() == set()
    told = trading.call("GetMyeBayBuying", {"DetailLevel": "ReturnAll", "LostList": {"Include": "false"}}).content
    assert {"WonList", "WatchList", "BidList", "BestOfferList"} <= told.keys()
    assert "LostList" not in told
    assert told["WatchList"]["PaginationResult"]["TotalNumberOfEntries"] == "0"
    for part in ({"DurationInDays": 61}, {"Pagination": {"EntriesPerPage": 201}}, {"Include": "maybe"}):
        assert trading.call("GetMyeBayBuying", {"WonList": part}).code == 37


def test_ebay_forgets(demo: Ebay) -> None:
    before = truth(demo, "alpine_parts")
    demo.control("clock", {"advance_seconds": 60 * 86_400})
    after = truth(demo, "alpine_parts")
    assert as_buyer(demo, "alpine_parts") == after
    assert before.keys() - after.keys()
    assert won(demo, "alpine_parts", 60) == []


def test_same_seed_same_purchases(demo: Ebay) -> None:
    first = demo.control("truth/purchases?seller=harbor_goods")
    demo.control("reset", {"now": "2026-11-20T12:00:00.000Z"})
    assert demo.control("truth/purchases?seller=harbor_goods") == first
    demo.control("reset", {"now": "2026-11-20T12:00:00.000Z", "seed": 2})
    assert demo.control("truth/purchases?seller=harbor_goods") != first


def test_a_living_world_buys_and_gets_parcels(demo: Ebay) -> None:
    before = truth(demo, "harbor_goods")
    since = ago(demo)
    demo.control("clock", {"live": {"orders_per_hour": 2}})
    for _ in range(5):
        demo.control("clock", {"advance_seconds": 2 * 86_400})
        truth(demo, "harbor_goods")
    after = truth(demo, "harbor_goods")
    new = after.keys() - before.keys()
    changed = {name for name in after.keys() & before.keys() if after[name] != before[name]}
    assert new
    assert changed
    modified = as_buyer(demo, "harbor_goods", ModTimeFrom=since)
    assert modified.keys() == new | changed
    assert all(after[name] == record for name, record in modified.items())


def test_it_does_not_matter_when_one_looks(demo: Ebay) -> None:
    def lived(looks: int) -> list[Json]:
        demo.control("reset", {"now": "2026-11-20T12:00:00.000Z"})
        for day in range(6):
            demo.control("clock", {"set": f"2026-11-{21 + day}T12:00:00.000Z"})
            if day < looks:
                truth(demo, "harbor_goods")
        return sorted(truth(demo, "harbor_goods").values(), key=lambda record: str(record["OrderLineItemID"]))

    assert lived(5) == lived(0)


def test_a_seed_after_the_first_look_counts(ebay: Ebay) -> None:
    ebay.control("seed", {"seller": "big", "orders": 10})
    truth(ebay, "big")
    ebay.control("seed", {"seller": "big", "orders": 50_000})
    assert len(truth(ebay, "big")) > 300
    assert as_buyer(ebay, "big") == truth(ebay, "big")


def test_changes_by_hand(demo: Ebay) -> None:
    name, record = next(iter(truth(demo, "fenland_books").items()))
    other = list(truth(demo, "fenland_books"))[1]
    put = record | {"OrderLineItemID": "1-2", "QuantityPurchased": 3, "Extra": {"Deep": None, "Flag": True}}
    put["ContainingOrder"] = record["ContainingOrder"] | {"OrderID": "99-00000-00001"}
    text = "bell \u0007, NUL \u0000, tab \t, line \r\n, " + "x" * 1_000_000
    since = ago(demo)
    patch = {"Item": {"Title": text}}
    changes = [
        {"op": "patch", "id": name, "at": demo.now(), "payload": patch},
        {"op": "put", "id": "1-2", "at": demo.now(), "payload": put},
        {"op": "remove", "id": other},
    ]
    demo.control("records", {"seller": "fenland_books", "entity": "purchases", "changes": changes})
    told = as_buyer(demo, "fenland_books")
    assert told == truth(demo, "fenland_books")
    assert other not in told
    assert told[name]["Item"]["Title"].startswith("bell , NUL , tab \t, line \r\n, xxx")
    assert (told["1-2"]["QuantityPurchased"], told["1-2"]["Extra"]) == ("3", {"Flag": "true"})
    assert {"1-2", name} <= as_buyer(demo, "fenland_books", ModTimeFrom=since).keys()
    demo.control("clock", {"advance_seconds": 20 * 86_400})
    assert other not in truth(demo, "fenland_books")


def test_records_stored_raw(demo: Ebay, local_process: EmulatorProcess) -> None:
    demo.control("truth/purchases?seller=fenland_books")
    surrogate = json.dumps({"OrderLineItemID": "5-6", "Item": {"Title": "lone \ud800 surrogate"}})
    changes = [
        {"op": "raw", "id": "5-6", "at": demo.now(), "raw": surrogate},
        {"op": "raw", "id": "7-8", "at": demo.now(), "raw": "no JSON & \u0000 <at all>"},
    ]
    demo.control("records", {"seller": "fenland_books", "entity": "purchases", "changes": changes})
    orders = Trading(demo, "fenland_books").all_rows(
        "GetOrders", {"NumberOfDays": 30, "OrderRole": "Buyer"}, "OrderArray/Order"
    )
    told: list[object] = [line for order in orders for line in lines(order)]
    assert {"OrderLineItemID": "5-6", "Item": {"Title": "lone  surrogate"}} in told
    assert "no JSON &  <at all>" in told

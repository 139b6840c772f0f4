"""The ledger: transactions that follow from orders, and books that add up, whatever happens."""

from collections import defaultdict

import pytest

from ebay_emulator.orders.money import cents
from tests.ebay_emulator.client import Ebay
from tests.ebay_emulator.finances import FUNDS, TRANSACTIONS, check_books, signed, truth


@pytest.fixture
def token(ebay: Ebay) -> str:
    ebay.control("seed", {"seller": "shop", "orders": 150, "days": 200})
    return str(ebay.tokens("shop")["access_token"])


@pytest.mark.parametrize("seller", ["harbor_goods", "alpine_parts", "fenland_books"])
def test_the_demos_books_are_in_order(demo: Ebay, seller: str) -> None:
    transactions, payouts = check_books(demo, seller)
    found = {each["transactionType"] for each in transactions}
    assert {"SALE", "REFUND", "CREDIT", "SHIPPING_LABEL", "DISPUTE", "ADJUSTMENT", "TRANSFER"} <= found
    assert ("WITHDRAWAL" in found) == (seller != "harbor_goods")
    fees = {each["feeType"] for each in transactions if each["transactionType"] == "NON_SALE_CHARGE"}
    assert {"AD_FEE", "PREMIUM_AD_FEES", "EBAY_STORE_SUBSCRIPTION_FEE"} <= fees
    every = [(each["transactionType"], each["transactionId"]) for each in transactions]
    assert len(set(every)) == len(every) > len({name for _, name in every})
    assert payouts[0]["payoutDate"] > payouts[-1]["payoutDate"]


def test_every_paid_order_has_its_sale(demo: Ebay) -> None:
    orders = demo.truth("fenland_books")
    transactions = truth(demo, "transactions", "fenland_books")
    sales = {each["orderId"]: each for each in transactions if each["transactionType"] == "SALE"}
    assert sales.keys() == orders.keys()
    for name, sale in sales.items():
        order = orders[name]
        assert sale["transactionId"] == name
        assert sale["buyer"]["username"] == order["buyer"]["username"]
        assert sale["transactionDate"] == order["paymentSummary"]["payments"][0]["paymentDate"]
        assert sale["totalFeeBasisAmount"] == order["pricingSummary"]["total"]
        assert sale["totalFeeAmount"] == order["totalMarketplaceFee"]
        assert cents(sale["amount"]) == cents(sale["totalFeeBasisAmount"]) - cents(sale["totalFeeAmount"])
        fees = [fee for line in sale["orderLineItems"] for fee in line["marketplaceFees"]]
        assert sum(cents(fee["amount"]) for fee in fees) == cents(sale["totalFeeAmount"])
        assert [line["lineItemId"] for line in sale["orderLineItems"]] == [
            line["lineItemId"] for line in order["lineItems"]
        ]
        abroad = order["buyer"]["taxAddress"]["countryCode"] != "GB"
        assert any(fee["feeType"] == "INTERNATIONAL_FEE" for fee in fees) == abroad


def test_refunds_are_those_of_the_orders(demo: Ebay) -> None:
    given: dict[str, list[int]] = defaultdict(list)
    for name, order in demo.truth("harbor_goods").items():
        for refund in order["paymentSummary"]["refunds"]:
            given[name].append(cents(refund["amount"]))
    booked: dict[str, list[int]] = defaultdict(list)
    shared = set()
    for each in truth(demo, "transactions", "harbor_goods"):
        if each["transactionType"] == "REFUND":
            booked[each["orderId"]].append(-signed(each))
            credit = [fee for line in each["orderLineItems"] for fee in line["marketplaceFees"]]
            assert sum(cents(fee["amount"]) for fee in credit) == cents(each["totalFeeAmount"])
            if each["transactionId"] == each["orderId"]:
                shared.add(each["orderId"])
    assert {name: sorted(sums) for name, sums in booked.items()} == {name: sorted(sums) for name, sums in given.items()}
    assert shared


def test_disputes_hold_money_and_give_it_back(demo: Ebay) -> None:
    booked = {each["transactionId"]: each for each in truth(demo, "transactions", "harbor_goods")}
    disputes = truth(demo, "disputes", "harbor_goods")
    won = [each for each in disputes if each.get("resolution", {}).get("reasonForClosure") == "SELLER_WON"]
    lost = [each for each in disputes if each.get("resolution", {}).get("reasonForClosure") == "SELLER_LOST"]
    assert won
    assert lost
    for dispute in disputes:
        hold = booked[f"DISPUTE_HOLD-{dispute['paymentDisputeId']}"]
        assert (hold["transactionType"], signed(hold)) == ("DISPUTE", -cents(dispute["amount"]))
        assert (hold["orderId"], hold["transactionDate"]) == (dispute["orderId"], dispute["openDate"])
    for dispute in won:
        back = booked[f"DISPUTE_HOLD_REVERSE-{dispute['paymentDisputeId']}"]
        assert (back["transactionType"], signed(back)) == ("CREDIT", cents(dispute["amount"]))
    for dispute in lost:
        assert f"DISPUTE_HOLD_REVERSE-{dispute['paymentDisputeId']}" not in booked
        fee = booked[f"FEE-{dispute['paymentDisputeId']}_21"]
        assert (fee["feeType"], "orderId" in fee) == ("PAYMENT_DISPUTE_FEE", False)


def test_advertising_names_listings_and_no_order(demo: Ebay) -> None:
    items = {line["legacyItemId"] for order in demo.truth("alpine_parts").values() for line in order["lineItems"]}
    found = truth(demo, "transactions", "alpine_parts")
    for each in (each for each in found if each.get("feeType") in ("AD_FEE", "PREMIUM_AD_FEES")):
        assert "orderId" not in each
        named = {reference["referenceType"]: reference["referenceId"] for reference in each["references"]}
        assert named["ITEM_ID"] in items
        assert ("ORDER_ID" in named) == (each["feeType"] == "AD_FEE")


def test_a_hold_keeps_money_back(ebay: Ebay, token: str) -> None:
    (name,) = ebay.change("shop", {"op": "create"})
    payment = ebay.truth("shop")[name]["paymentSummary"]["payments"][0]
    hold = {
        "holdReason": "NEW_SELLER_HOLD",
        "holdAmount": payment["amount"],
        "holdState": "HELD",
        "expectedReleaseDate": "2035-01-01T00:00:00.000Z",
    }
    patch = {"paymentSummary": {"payments": [payment | {"paymentHolds": [hold]}]}}
    ebay.change("shop", {"op": "set", "order_id": name, "patch": patch})
    ebay.control("clock", {"advance_seconds": 60 * 86_400})
    token = str(ebay.tokens("shop")["access_token"])
    held = ebay.get(TRANSACTIONS, token, filter="transactionStatus:{FUNDS_ON_HOLD}").json["transactions"]
    assert [each["orderId"] for each in held] == [name]
    assert ebay.get(FUNDS, token).json["fundsOnHold"] == held[0]["amount"]
    summary = ebay.get(f"{TRANSACTIONS}_summary", token, filter="transactionStatus:{FUNDS_ON_HOLD}").json
    assert (summary["onHoldCount"], summary["onHoldAmount"]) == (1, held[0]["amount"])
    released = {"holdState": "RELEASED", "releaseDate": ebay.now()}
    patch["paymentSummary"]["payments"][0]["paymentHolds"] = [hold | released]
    ebay.change("shop", {"op": "set", "order_id": name, "patch": patch})
    assert ebay.get(TRANSACTIONS, token, filter="transactionStatus:{FUNDS_ON_HOLD}").status == 204


def test_a_living_world_goes_on(ebay: Ebay) -> None:
    ebay.control("seed", {"seller": "shop", "orders": 40, "days": 20, "wishes": {"payouts": "weekly"}})
    before = {(each["transactionType"], each["transactionId"]) for each in check_books(ebay, "shop")[0]}
    ebay.control("clock", {"live": {"orders_per_hour": 0.5}})
    for _ in range(4):
        ebay.control("clock", {"advance_seconds": 10 * 86_400})
        check_books(ebay, "shop")
    transactions, payouts = check_books(ebay, "shop")
    assert before < {(each["transactionType"], each["transactionId"]) for each in transactions}
    assert {each["orderId"] for each in transactions if each["transactionType"] == "SALE"} == ebay.truth("shop").keys()
    assert 5 <= len(payouts) <= 12


def test_a_large_seller(ebay: Ebay) -> None:
    ebay.control("seed", {"seller": "big", "orders": 3000, "days": 700})
    transactions, payouts = check_books(ebay, "big")
    assert sum(each["transactionType"] == "SALE" for each in transactions) == 3000
    assert len(payouts) > 450
    refunds = sum(len(order["paymentSummary"]["refunds"]) for order in ebay.truth("big").values())
    assert sum(each["transactionType"] == "REFUND" for each in transactions) == refunds > 100

"""Payouts and funds: the way of the money to the bank."""

import pytest

from ebay_emulator.orders.money import cents
from tests.ebay_emulator.client import Ebay
from tests.ebay_emulator.finances import FUNDS, PAYOUTS, ROOT, SALES, TRANSACTIONS, Json, truth


@pytest.fixture
def harbor(demo: Ebay) -> str:
    return str(demo.tokens("harbor_goods")["access_token"])


def test_money_takes_its_way(ebay: Ebay) -> None:
    ebay.control("reset", {"demo": False, "now": "2026-11-16T12:00:00.000Z"})  # a Monday
    ebay.control("seed", {"seller": "shop", "orders": 0})
    token = str(ebay.tokens("shop", expires_in=10_000_000)["access_token"])
    assert ebay.get(FUNDS, token).status == 204
    (name,) = ebay.change("shop", {"op": "create"})

    def sale() -> Json:
        found: Json = ebay.get(TRANSACTIONS, token, filter=f"orderId:{{{name}}},{SALES}").json["transactions"][0]
        return found

    first = sale()
    assert (first["transactionStatus"], "payoutId" in first) == ("FUNDS_PROCESSING", False)
    funds = ebay.get(FUNDS, token).json
    assert cents(funds["processingFunds"]) == cents(first["amount"])
    assert ebay.get(PAYOUTS, token).status == 204
    ebay.control("clock", {"advance_seconds": int(2.2 * 86_400)})
    assert sale()["transactionStatus"] == "FUNDS_AVAILABLE_FOR_PAYOUT"
    ebay.control("clock", {"set": "2026-11-19T07:00:00.000Z"})
    paid = sale()
    assert paid["transactionStatus"] == "PAYOUT"
    assert paid | {"transactionStatus": "", "payoutId": ""} == first | {"transactionStatus": "", "payoutId": ""}
    payout = ebay.get(f"{PAYOUTS}/{paid['payoutId']}", token).json
    assert payout["payoutStatus"] == "INITIATED"
    ebay.control("clock", {"advance_seconds": 20 * 86_400})
    payout = ebay.get(f"{PAYOUTS}/{paid['payoutId']}", token).json
    assert (payout["payoutStatus"], payout["payoutStatusDescription"]) == ("SUCCEEDED", "Funds sent")


def test_some_payouts_fail_first(demo: Ebay, harbor: str) -> None:
    demo.control("clock", {"set": "2026-11-20T13:00:00.000Z"})
    failed = []
    for _ in range(60):
        demo.control("clock", {"live": {"orders_per_hour": 1.0}, "advance_seconds": 86_400})
        failed = [each for each in truth(demo, "payouts", "harbor_goods") if each["payoutStatus"] == "RETRYABLE_FAILED"]
        if failed:
            break
    assert failed[0]["lastAttemptedPayoutDate"] > failed[0]["payoutDate"]
    token = demo.tokens("harbor_goods")["access_token"]
    asked = f"payoutStatus:{{RETRYABLE_FAILED}},lastAttemptedPayoutDate:[{failed[0]['payoutDate']}..{demo.now()}]"
    found = demo.get(PAYOUTS, token, filter=asked, sort="lastAttemptedPayoutDate").json["payouts"]
    assert failed[0]["payoutId"] in [each["payoutId"] for each in found]
    demo.control("clock", {"advance_seconds": 4 * 86_400})
    token = demo.tokens("harbor_goods")["access_token"]
    later = demo.get(f"{PAYOUTS}/{failed[0]['payoutId']}", token).json
    assert (later["payoutStatus"], "lastAttemptedPayoutDate" in later) == ("SUCCEEDED", False)


def test_a_payout_on_demand_costs_a_fee(demo: Ebay) -> None:
    transactions = truth(demo, "transactions", "alpine_parts")
    payouts = {each["payoutId"]: each for each in truth(demo, "payouts", "alpine_parts")}
    withdrawn = [each for each in transactions if each["transactionType"] == "WITHDRAWAL"]
    assert withdrawn
    for each in withdrawn:
        payout = payouts[each["references"][0]["referenceId"]]
        assert (each["transactionStatus"], each["amount"]) == ("COMPLETED", payout["amount"])
        assert payout["payoutInstrument"]["instrumentType"] == "CARD"
        assert cents(payout["totalAmount"]) == cents(payout["amount"]) + cents(payout["totalFee"])
        fees = [other for other in transactions if other.get("feeType") == "EXPRESS_PAYOUT_FEE"]
        assert payout["totalFee"] in [fee["amount"] for fee in fees if fee["payoutId"] == payout["payoutId"]]


def test_payouts_and_their_summary(demo: Ebay, harbor: str) -> None:
    expected = truth(demo, "payouts", "harbor_goods")
    answer = demo.get(PAYOUTS, harbor, limit=200).json
    assert (answer["total"], answer["payouts"]) == (len(expected), expected[:200])
    assert demo.get(PAYOUTS, harbor).json["limit"] == 20
    assert demo.get(PAYOUTS, harbor, sort="payoutDate").json["payouts"] == expected[:-21:-1]
    summary = demo.get(f"{ROOT}/payout_summary", harbor, filter="payoutStatus:{SUCCEEDED}").json
    sent = [each for each in expected if each["payoutStatus"] == "SUCCEEDED"]
    assert summary["payoutCount"] == len(sent)
    assert summary["transactionCount"] == sum(each["transactionCount"] for each in sent)
    assert cents(summary["amount"]) == sum(cents(each["amount"]) for each in sent)
    start, end = expected[9]["payoutDate"], expected[4]["payoutDate"]
    assert demo.get(PAYOUTS, harbor, filter=f"payoutDate:[{start}..{end}]").json["payouts"] == expected[4:10]
    unknown = demo.get(f"{PAYOUTS}/1", harbor)
    assert (unknown.status, unknown.error_id) == (404, 135001)


def test_who_sells_nothing_has_no_money(demo: Ebay) -> None:
    token = demo.tokens("quiet_corner")["access_token"]
    for path in (TRANSACTIONS, PAYOUTS, FUNDS):
        assert demo.get(path, token).status == 204
    assert demo.get(f"{ROOT}/payout_summary", token).json == {"payoutCount": 0, "transactionCount": 0}

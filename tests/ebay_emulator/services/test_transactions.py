"""getTransactions and its like: filters, pages, and eBay's error for each wrong question."""

import pytest

from ebay_emulator.orders.money import cents
from tests.ebay_emulator.client import Ebay
from tests.ebay_emulator.finances import ROOT, SALES, TRANSACTIONS, Json, keys, signed, truth


@pytest.fixture
def token(ebay: Ebay) -> str:
    ebay.control("seed", {"seller": "shop", "orders": 150, "days": 200})
    return str(ebay.tokens("shop")["access_token"])


@pytest.fixture
def harbor(demo: Ebay) -> str:
    return str(demo.tokens("harbor_goods")["access_token"])


def test_pages_hold_every_transaction_once(ebay: Ebay, token: str) -> None:
    first = ebay.get(TRANSACTIONS, token)
    expected = [(each["transactionType"], each["transactionId"]) for each in truth(ebay, "transactions")]
    assert (first.json["limit"], first.json["offset"], first.json["total"]) == (20, 0, len(expected))
    assert first.json["next"] == f"{ebay.process.url}{TRANSACTIONS}?limit=20&offset=20"
    assert "prev" not in first.json
    found, answer = keys(first), first
    while "next" in answer.json:
        answer = ebay.get(answer.json["next"].removeprefix(ebay.process.url), token)
        found += keys(answer)
    assert found == expected
    assert keys(ebay.get(TRANSACTIONS, token, limit=1000, sort="transactionDate")) == expected[::-1]
    assert ebay.get(TRANSACTIONS, token, offset=len(expected)).status == 204
    asked = f"{TRANSACTIONS}?filter={SALES}&filter=transactionStatus:{{PAYOUT}}&limit=2&offset=2"
    kept = "filter=transactionType:%7BSALE%7D&filter=transactionStatus:%7BPAYOUT%7D&limit=2"
    assert ebay.get(asked, token).json["prev"] == f"{ebay.process.url}{TRANSACTIONS}?{kept}&offset=0"


def test_filters_joined_or_repeated(ebay: Ebay, token: str) -> None:
    everything = truth(ebay, "transactions")
    paid = [each for each in everything if (each["transactionType"], each["transactionStatus"]) == ("SALE", "PAYOUT")]
    joined = ebay.get(TRANSACTIONS, token, filter=f"{SALES},transactionStatus:{{PAYOUT}}", limit=1000)
    repeated = ebay.get(f"{TRANSACTIONS}?filter={SALES}&filter=transactionStatus:{{PAYOUT}}&limit=1000", token)
    assert keys(joined) == keys(repeated) == [("SALE", each["transactionId"]) for each in paid]
    one = paid[3]
    by_id = ebay.get(f"{TRANSACTIONS}?filter=transactionId:{{{one['orderId']}}}&filter={SALES}", token)
    assert by_id.json["transactions"] == [one]
    of_order = ebay.get(TRANSACTIONS, token, filter=f"orderId:{{{one['orderId']}}}").json["transactions"]
    named = [each for each in everything if one["orderId"] in str(each)]
    assert of_order == named
    buyer = one["buyer"]["username"]
    assert one in ebay.get(TRANSACTIONS, token, filter=f"buyerUsername:{{{buyer}}}").json["transactions"]
    of_payout = ebay.get(TRANSACTIONS, token, filter=f"payoutId:{{{one['payoutId']}}}", limit=1000).json["transactions"]
    assert of_payout == [each for each in everything if each.get("payoutId") == one["payoutId"]]
    start, end = everything[-1]["transactionDate"], everything[-4]["transactionDate"]
    dated = ebay.get(TRANSACTIONS, token, filter=f"transactionDate:[{start}..{end}]").json["transactions"]
    assert dated == [each for each in everything if start <= each["transactionDate"] <= end]
    assert ebay.get(TRANSACTIONS, token, filter=f"transactionDate:[{start}..]").json["total"] == len(everything)


@pytest.mark.parametrize(
    "filter_",
    [
        "buyerUsername:{nobody}",
        "payoutId:{1}",
        "orderId:{1}",
        "payoutReference:{5}",
        "transactionType:{LOAN_REPAYMENT}",
    ],
)
def test_nothing_found_is_no_content(ebay: Ebay, token: str, filter_: str) -> None:
    answer = ebay.get(TRANSACTIONS, token, filter=filter_)
    assert (answer.status, answer.body) == (204, b"")
    assert "content-type" not in answer.headers


@pytest.mark.parametrize(
    ("path", "query", "error_id"),
    [
        ("transaction", {"filter": "transactionType:{ODD}"}, 135006),
        ("transaction", {"filter": "transactionType:SALE"}, 135006),
        ("transaction", {"filter": "transactionType:{SALE|REFUND}"}, 135006),
        ("transaction", {"filter": "transactionStatus:{ODD}"}, 135007),
        ("transaction", {"filter": "transactionDate:yesterday"}, 135008),
        ("transaction", {"filter": "transactionDate:[2026-01-01..2026-02-01]"}, 135008),
        ("transaction", {"filter": "transactionDate:[2026-02-01T00:00:00.000Z..2026-01-01T00:00:00.000Z]"}, 135008),
        ("transaction", {"filter": "transactionDate:[2019-01-01T00:00:00.000Z..2020-01-01T00:00:00.000Z]"}, 135015),
        ("transaction", {"filter": "transactionDate:[2023-11-19T12:00:00.000Z..2026-11-20T12:00:00.000Z]"}, 135016),
        ("transaction", {"filter": "transactionDate:[2023-01-01T00:00:00.000Z..]"}, 135016),
        ("transaction", {"filter": "transactionId:{1}"}, 135009),
        ("transaction", {"limit": 1001}, 135003),
        ("transaction", {"limit": 0}, 135003),
        ("transaction", {"offset": -1}, 135003),
        ("transaction", {"sort": "amount"}, 135005),
        ("transaction_summary", {}, 135011),
        ("transaction_summary", {"filter": "transactionStatus:{PAYOUT},transactionId:{1}"}, 135009),
        ("payout", {"filter": "payoutStatus:{ODD}"}, 135002),
        ("payout", {"filter": "payoutStatus:{SUCCEEDED|INITIATED}"}, 135002),
        ("payout", {"filter": "lastAttemptedPayoutDate:[2026-01-01T00:00:00.000Z..]"}, 135002),
        ("payout", {"filter": "payoutDate:[2026-01-01]"}, 135004),
        ("payout", {"filter": "payoutDate:[2019-01-01T00:00:00.000Z..2020-01-01T00:00:00.000Z]"}, 135013),
        ("payout", {"filter": "payoutDate:[2022-01-01T00:00:00.000Z..2026-01-01T00:00:00.000Z]"}, 135014),
        ("payout", {"limit": 201}, 135003),
        ("payout", {"sort": "-payoutDate"}, 135005),
        ("payout_summary", {"filter": "payoutStatus:{ODD}"}, 135002),
    ],
)
def test_wrong_questions(demo: Ebay, harbor: str, path: str, query: Json, error_id: int) -> None:
    answer = demo.get(f"{ROOT}/{path}", harbor, **query)
    assert (answer.status, answer.error_id) == (400, error_id)


def test_five_years_in_spans_of_three(demo: Ebay, harbor: str) -> None:
    late, early = "2023-11-20T12:00:00.000Z..2026-11-20T12:00:00.000Z", "2021-11-21T00:00:00Z..2024-01-01T00:00:00Z"
    assert demo.get(TRANSACTIONS, harbor, filter=f"transactionDate:[{late}]").status == 200
    assert demo.get(TRANSACTIONS, harbor, filter=f"transactionDate:[{early}]").status == 204


def test_a_summary_sums_up(demo: Ebay, harbor: str) -> None:
    path, everything = f"{TRANSACTIONS}_summary", truth(demo, "transactions", "harbor_goods")
    paid = [each for each in everything if each["transactionStatus"] == "PAYOUT"]
    summary = demo.get(path, harbor, filter="transactionStatus:{PAYOUT}").json
    assert "onHoldCount" not in summary
    for name, types in {"credit": ("SALE", "CREDIT"), "refund": ("REFUND",), "adjustment": ("ADJUSTMENT",)}.items():
        sums = [signed(each) for each in paid if each["transactionType"] in types]
        assert summary[f"{name}Count"] == len(sums)
        assert cents(summary[f"{name}Amount"]) == abs(sum(sums))
        assert summary[f"{name}BookingEntry"] == ("DEBIT" if sum(sums) < 0 else "CREDIT")
    one = demo.get(path, harbor, filter="transactionStatus:{PAYOUT},transactionType:{REFUND}").json
    assert one.keys() == {"refundCount", "refundAmount", "refundBookingEntry"}


def test_a_transfer_tells_what_it_paid(demo: Ebay, harbor: str) -> None:
    transfer = demo.get(TRANSACTIONS, harbor, filter="transactionType:{TRANSFER}").json["transactions"][0]
    told = demo.get(f"{ROOT}/transfer/{transfer['transactionId']}", harbor).json
    assert (told["transferAmount"], told["transactionDate"]) == (transfer["amount"], transfer["transactionDate"])
    refund = f"transactionId:{{{transfer['transactionId']}}},transactionType:{{REFUND}}"
    (refunded,) = demo.get(TRANSACTIONS, harbor, filter=refund).json["transactions"]
    assert told["transferDetail"]["charges"][0]["orderId"] == refunded["orderId"]
    missing = demo.get(f"{ROOT}/transfer/{refunded['orderId']}", harbor)
    assert (missing.status, missing.error_id) == (404, 135012)


def test_it_is_on_apiz_and_wants_its_scope(ebay: Ebay, token: str) -> None:
    assert ebay.get(f"/_host/apiz{TRANSACTIONS}", token).status == 200
    elsewhere = ebay.get(f"/_host/api{TRANSACTIONS}", token)
    assert (elsewhere.status, elsewhere.body) == (404, b"")
    stranger = ebay.tokens("shop", ["sell.fulfillment"])["access_token"]
    assert ebay.get(TRANSACTIONS, stranger).error_id == 1100


def test_what_a_test_stores_is_served(ebay: Ebay, token: str) -> None:
    name = truth(ebay, "transactions")[0]
    key = f"{name['transactionType']}:{name['transactionId']}"
    raw = '{"transactionId":"odd","transactionMemo":"a\\u0000b\\ud800"}'
    changes = [
        {"op": "patch", "id": key, "payload": {"transactionMemo": "by hand"}},
        {"op": "raw", "id": "SALE:odd", "raw": raw},
    ]
    ebay.control("records", {"seller": "shop", "entity": "transactions", "changes": changes})
    served = ebay.get(TRANSACTIONS, token, limit=1000, check=False).body
    assert b'"transactionMemo":"by hand"' in served
    assert raw.encode() in served
    ebay.control("clock", {"advance_seconds": 30 * 86_400})
    kept = ebay.get(TRANSACTIONS, str(ebay.tokens("shop")["access_token"]), limit=1000, check=False).body
    assert b'"transactionMemo":"by hand"' in kept
    removed = {"op": "remove", "id": key}
    ebay.control("records", {"seller": "shop", "entity": "transactions", "changes": [removed]})
    ebay.change("shop", {"op": "touch"})
    assert b'"transactionMemo":"by hand"' not in ebay.process.truth_lines("shop")
    ids = {each["transactionId"] for each in truth(ebay, "transactions") if "transactionMemo" in each}
    assert name["transactionId"] not in ids

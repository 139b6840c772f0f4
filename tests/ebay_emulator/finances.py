"""What tests of Finances share: paths, and books that must add up."""

from collections import defaultdict
from typing import Any

from ebay_emulator.orders.money import cents
from tests.ebay_emulator.client import Answer, Ebay

Json = dict[str, Any]
ROOT = "/sell/finances/v1"
TRANSACTIONS = f"{ROOT}/transaction"
PAYOUTS = f"{ROOT}/payout"
FUNDS = f"{ROOT}/seller_funds_summary"
SALES = "transactionType:{SALE}"


def truth(ebay: Ebay, entity: str, seller: str = "shop") -> list[Json]:
    found: list[Json] = ebay.control(f"truth/{entity}?seller={seller}")
    return found


def signed(record: Json) -> int:
    return cents(record["amount"]) * (-1 if record["bookingEntry"] == "DEBIT" else 1)


def keys(answer: Answer) -> list[tuple[str, str]]:
    return [(each["transactionType"], each["transactionId"]) for each in answer.json["transactions"]]


def check_books(ebay: Ebay, seller: str) -> tuple[list[Json], list[Json]]:
    """Payouts and funds add up to the transactions, to the cent."""
    transactions, payouts = truth(ebay, "transactions", seller), truth(ebay, "payouts", seller)
    paid: dict[str, list[int]] = defaultdict(list)
    for each in transactions:
        assert ("payoutId" in each) == (each["transactionStatus"] == "PAYOUT")
        if "payoutId" in each:
            paid[each["payoutId"]].append(signed(each))
    assert paid.keys() == {payout["payoutId"] for payout in payouts}
    for payout in payouts:
        sums = paid[payout["payoutId"]]
        assert (sum(sums), len(sums)) == (cents(payout["amount"]), payout["transactionCount"])
        assert sum(sums) > 0
    funds = truth(ebay, "funds", seller)
    names = {
        "availableFunds": "FUNDS_AVAILABLE_FOR_PAYOUT",
        "processingFunds": "FUNDS_PROCESSING",
        "fundsOnHold": "FUNDS_ON_HOLD",
    }
    waiting = [each for each in transactions if each["transactionStatus"] in names.values()]
    assert len(funds) == (1 if waiting else 0)
    for record in funds:
        for name, status in names.items():
            due = [signed(each) for each in waiting if each["transactionStatus"] == status]
            assert cents(record[name]) == sum(due)
        assert cents(record["totalFunds"]) == sum(map(signed, waiting))
    return transactions, payouts

"""Money that moves without a new order: the store's subscription, and buyers who dispute their payment."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec

from ebay_emulator.areas.ledger.entry import Dice, Entry, Json, Money, entity, make, reference
from ebay_emulator.clock import parse_iso
from ebay_emulator.orders.money import cents
from ebay_emulator.sellers import Seller

STORE_FEES = {"USD": 2795, "GBP": 2700, "EUR": 3995}


def month_after(ms: int) -> int:
    """When eBay bills the store next: early on the first of a month."""
    day = datetime.fromtimestamp(ms / 1000, UTC).replace(hour=9, minute=38, second=40, microsecond=0)
    first = day.replace(day=1)
    while int(first.timestamp() * 1000) <= ms:
        first = (first + timedelta(32)).replace(day=1)
    return int(first.timestamp() * 1000)


def subscription(seller: Seller, seed: int, at: int) -> Entry:
    currency, dice = seller.profile.currency, Dice(seed, seller.user_id, at, "store")
    start = datetime.fromtimestamp(at / 1000, UTC)
    end = (start + timedelta(32)).replace(day=1) - timedelta(1)
    memo = f"{start:%Y-%m-%d} - {end:%Y-%m-%d}"
    details: Json = {"transactionMemo": memo, "feeType": "EBAY_STORE_SUBSCRIPTION_FEE"}
    fee = STORE_FEES.get(currency, 2795)
    return make("NON_SALE_CHARGE", f"FEE-{dice.number(0, 13)}_11", at, Money(-fee, currency), details)


def disputed(payload: bytes, currency: str) -> list[Entry]:
    """A payment dispute's money: taken when it opens, given back to who wins; who loses pays a fee besides."""
    try:
        return list(_disputed(msgspec.json.decode(payload, type=Json), currency))
    except (msgspec.DecodeError, LookupError, TypeError, ValueError, AttributeError):
        return []  # put there raw


def _disputed(dispute: Json, currency: str) -> Iterator[Entry]:
    name = str(dispute["paymentDisputeId"])
    about = {"references": [reference("PAYMENTS_DISPUTE_ID", name)]} | entity(currency)
    order = {"orderId": str(dispute["orderId"]), "buyer": {"username": str(dispute["buyerUsername"])}}
    for moved in dispute.get("monetaryTransactions", ()):
        at, sum_ = parse_iso(moved["date"]), cents(moved["amount"])
        match moved["type"], moved["reason"]:
            case "CHARGE", "RECOUP_AMOUNT":
                yield make("DISPUTE", f"DISPUTE_HOLD-{name}", at, Money(-sum_, currency), order | about)
            case "CREDIT", "RECOUP_AMOUNT":
                yield make("CREDIT", f"DISPUTE_HOLD_REVERSE-{name}", at, Money(sum_, currency), order | about)
            case "CHARGE", "DISPUTE_FEE":
                fee = about | {"feeType": "PAYMENT_DISPUTE_FEE"}
                yield make("NON_SALE_CHARGE", f"FEE-{name}_21", at, Money(-sum_, currency), fee)

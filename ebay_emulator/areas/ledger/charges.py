"""Money that moves without a new order: the store's subscription, and buyers who dispute their payment."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

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
    """A payment dispute's money: held when it opens; when it closes, what the seller need not bear comes back."""
    try:
        return list(_disputed(msgspec.json.decode(payload, type=Json), currency))
    except (msgspec.DecodeError, LookupError, TypeError, ValueError, AttributeError):
        return []  # put there raw


def _disputed(dispute: Json, currency: str) -> Iterator[Entry]:
    name, at, held = str(dispute["paymentDisputeId"]), parse_iso(dispute["openDate"]), cents(dispute["amount"])
    details: Json = {"orderId": str(dispute["orderId"]), "buyer": {"username": str(dispute["buyerUsername"])}}
    details |= entity(currency) | {"references": [reference("PAYMENTS_DISPUTE_ID", name)]}
    yield make("DISPUTE", f"DISPUTE_HOLD-{name}", at, Money(-held, currency), details)
    if not dispute.get("closedDate"):
        return
    closed, resolution = parse_iso(dispute["closedDate"]), dispute.get("resolution") or {}
    back = held - _borne(resolution, held)
    if back > 0:
        yield make("CREDIT", f"DISPUTE_HOLD_REVERSE-{name}", closed, Money(back, currency), details)
    fee = cents(resolution["fees"]) if resolution.get("fees") else 0
    if fee > 0:
        charge = entity(currency) | {"references": details["references"], "feeType": "PAYMENT_DISPUTE_FEE"}
        yield make("NON_SALE_CHARGE", f"FEE-{name}_21", closed, Money(-fee, currency), charge)


def _borne(resolution: dict[str, Any], held: int) -> int:
    """What the seller loses."""
    if resolution.get("recoupAmount"):
        return min(cents(resolution["recoupAmount"]), held)
    return 0 if resolution.get("reasonForClosure") == "SELLER_WON" else held

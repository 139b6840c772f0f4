"""One monetary transaction, and how it reads as eBay's JSON."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import msgspec

from ebay_emulator.clock import iso
from ebay_emulator.orders.money import amount

Json = dict[str, Any]

ON_HOLD, PROCESSING, AVAILABLE = "FUNDS_ON_HOLD", "FUNDS_PROCESSING", "FUNDS_AVAILABLE_FOR_PAYOUT"
PAID_OUT, COMPLETED = "PAYOUT", "COMPLETED"
ENTITIES_OF_EBAY = {"USD": "eBay Commerce Inc.", "GBP": "eBay Commerce UK Ltd", "EUR": "eBay S.à r.l."}


@dataclass(slots=True)
class Entry:
    """`cents` is signed. The money can be paid out from `ready` on, and is on hold until `held_until`."""

    type: str
    id: str
    at: int
    cents: int
    ready: int
    held_until: int | None
    body: bytes
    """The record without status and payout; kept as JSON, as a large seller has many."""

    @property
    def key(self) -> str:
        """eBay's ids are unique together with the type only."""
        return f"{self.type}:{self.id}"

    def status(self, now: int) -> str:
        if self.type == "WITHDRAWAL":
            return COMPLETED
        if self.held_until is not None and now < self.held_until:
            return ON_HOLD
        return AVAILABLE if now >= self.ready else PROCESSING

    def payload(self, fields: Json) -> bytes:
        """The record with those fields more."""
        return self.body[:-1] + b"," + msgspec.json.encode(fields)[1:]


@dataclass(frozen=True, slots=True)
class Money:
    cents: int
    currency: str


def make(
    kind: str, name: str, at: int, money: Money, details: Json, ready: int | None = None, held_until: int | None = None
) -> Entry:
    """An entry whose money is ready at once unless told."""
    record = {
        "transactionId": name,
        "salesRecordReference": "0",
        "transactionType": kind,
        "amount": amount(abs(money.cents), money.currency),
        "bookingEntry": "DEBIT" if money.cents < 0 else "CREDIT",
        "transactionDate": iso(at),
    }
    body = msgspec.json.encode(record | details)
    return Entry(kind, name, at, money.cents, at if ready is None else ready, held_until, body)


def entity(currency: str) -> Json:
    return {"paymentsEntity": ENTITIES_OF_EBAY.get(currency, "eBay Commerce Inc.")}


def reference(kind: str, value: str) -> Json:
    return {"referenceId": value, "referenceType": kind}


class Dice:
    """Throws that depend on the parts only, and not on each other."""

    def __init__(self, *parts: object) -> None:
        self._bytes = blake2b("/".join(map(str, parts)).encode(), digest_size=64).digest()

    def chance(self, throw: int) -> float:
        """From 0 to 1; throws are numbered from 0 to 15."""
        return int.from_bytes(self._bytes[throw * 4 : throw * 4 + 4]) / 4_294_967_296

    def between(self, throw: int, low: int, high: int) -> int:
        """`high` is not reached."""
        return low + int(self.chance(throw) * (high - low))

    def number(self, throw: int, digits: int) -> str:
        low = 10 ** (digits - 1)
        return str(low + int.from_bytes(self._bytes[throw * 4 : throw * 4 + 8]) % (9 * low))

"""What becomes of an order after it was made: the same choices for the past, for seeds and for the living world."""

from dataclasses import dataclass
from random import Random

from ebay_emulator.clock import DAY_MS
from ebay_emulator.orders.changes import Record, cancel, hold, pay, refund, release_hold, request_cancel, ship

_MINUTE = 60_000
_HOUR = 3_600_000
_BUYER_REASONS = ("BUYER_ASKED_CANCEL", "ORDER_MISTAKE", "WRONG_PAYMENT_METHOD", "PRICE_TOO_HIGH")
_SELLER_REASONS = ("OUT_OF_STOCK_OR_CANNOT_FULFILL", "ADDRESS_ISSUES")


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happens `after` milliseconds from the order's creation."""

    after: int
    kind: str


def fate(rng: Random, line_items: int) -> list[Step]:
    """The steps of one order's life, in order of time."""
    if rng.random() < 0.01:
        return []  # never paid for
    paid = rng.randrange(2_000, 40_000) if rng.random() < 0.95 else rng.randrange(_HOUR, 3 * DAY_MS)
    steps = [Step(paid, "pay")]
    chance = rng.random()
    if chance < 0.03:
        asked = paid + rng.randrange(10 * _MINUTE, 20 * _HOUR)
        steps += [Step(asked, "request_cancel")]
        return [*steps, Step(asked + rng.randrange(20 * _MINUTE, 20 * _HOUR), "cancel")]
    if chance < 0.07:
        steps.append(Step(paid + 1_000, "hold"))
    shipped = paid + rng.randrange(2 * _HOUR, 52 * _HOUR)
    if line_items > 1 and rng.random() < 0.25:
        steps.append(Step(shipped, "ship_one"))
        shipped += rng.randrange(5 * _HOUR, rng.choice((2, 21)) * DAY_MS)
    steps.append(Step(shipped, "ship"))
    if chance < 0.07:
        steps.append(Step(shipped + rng.randrange(3 * DAY_MS, 8 * DAY_MS), "release_hold"))
    if rng.random() < 0.05:
        kind = "refund" if rng.random() < 0.5 else "refund_part"
        steps.append(Step(shipped + rng.randrange(5 * DAY_MS, 26 * DAY_MS), kind))
    return steps


def apply(record: Record, kind: str, at: str, later: str, rng: Random, tracking: str) -> None:
    """Do one step. `at` and `later` are eBay timestamps; `tracking` names a parcel."""
    match kind:
        case "pay":
            pay(record, at, f"42000{rng.randrange(4, 8)}_S")
        case "hold":
            hold(record, later)
        case "release_hold":
            release_hold(record, at)
        case "ship_one":
            first = record.order["lineItems"][0]
            ship(record, at, carrier(record), tracking, {first["lineItemId"]: first["quantity"]})
        case "ship":
            ship(record, at, carrier(record), tracking)
        case "request_cancel":
            by_buyer = rng.random() < 0.75
            reason = rng.choice(_BUYER_REASONS if by_buyer else _SELLER_REASONS)
            request_cancel(record, at, _number(rng), reason, "BUYER" if by_buyer else "SELLER")
        case "cancel":
            cancel(record, at)
        case "refund":
            refund(record, at, _number(rng))
        case "refund_part":
            refund(record, at, _number(rng), record.total * rng.randrange(10, 60) // 100)


def carrier(record: Record) -> str:
    return str(record.order["fulfillmentStartInstructions"][0]["shippingStep"]["shippingCarrierCode"])


def _number(rng: Random) -> str:
    return str(rng.randrange(5_200_000_000, 5_399_999_999))

"""When eBay pays a seller out, and what becomes of each payout."""

from collections.abc import Iterator
from dataclasses import dataclass

from ebay_emulator.areas.ledger.entry import Dice, Entry, Json, Money, make, reference
from ebay_emulator.clock import DAY_MS, iso
from ebay_emulator.orders.money import amount
from ebay_emulator.sellers import Seller

_HOUR = 3_600_000
_AT = 5 * _HOUR + 1_800_000
_TUESDAY, _FRIDAY, _SATURDAY = 1, 4, 5
_DAILY_FROM = 2_000
_WITHDRAWALS = 0.12
_RETRIED, _REVERSED = 0.035, 0.05
_EXPRESS_RATE = 150
"""Of ten thousand: the fee for money at once."""
DESCRIPTIONS = {
    "INITIATED": "Preparing to send",
    "SUCCEEDED": "Funds sent",
    "REVERSED": "Waiting to retry : Money rejected by seller's bank",
    "RETRYABLE_FAILED": "Waiting to retry",
}


@dataclass(frozen=True, slots=True)
class Run:
    """A moment at which all that is available is paid out; on demand when the seller asked for it."""

    at: int
    on_demand: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    at: int
    status: str


def runs(seller: Seller, seed: int, after: int) -> Iterator[Run]:
    """Every weekday or every Tuesday; who waits for Tuesday now and then withdraws on a Friday."""
    default = "daily" if seller.profile.orders >= _DAILY_FROM else "weekly"
    daily = seller.wishes.get("payouts", default) == "daily"
    day = after // DAY_MS
    while True:
        weekday, at = (day + 3) % 7, day * DAY_MS + _AT + seller.index % 60 * 60_000
        asked = Dice(seed, seller.user_id, day, "ask").chance(0) < _WITHDRAWALS
        if at > after and (weekday < _SATURDAY if daily else weekday == _TUESDAY):
            yield Run(at)
        elif at > after and not daily and weekday == _FRIDAY and asked:
            yield Run(at + 6 * _HOUR, on_demand=True)
        day += 1


def payout_id(seller: Seller, run: Run) -> str:
    return str(6_000_000_000 + run.at // DAY_MS * 40_000 + seller.index % 40_000)


def steps(seller: Seller, run: Run, seed: int) -> list[Step]:
    """What becomes of a payout, in order of time."""
    dice, at = Dice(seed, seller.user_id, run.at, "payout"), run.at
    begun, sent = Step(at, "INITIATED"), at + dice.between(1, 5 * _HOUR, 26 * _HOUR)
    throw = dice.chance(0)
    if throw < _RETRIED:
        return [begun, Step(sent, "RETRYABLE_FAILED"), Step(sent + 2 * DAY_MS, "SUCCEEDED")]
    if throw < _REVERSED:
        again = [Step(sent + 2 * DAY_MS, "REVERSED"), Step(sent + 5 * DAY_MS, "SUCCEEDED")]
        return [begun, Step(sent, "SUCCEEDED"), *again]
    return [begun, Step(sent, "SUCCEEDED")]


def payout(seller: Seller, run: Run, cents: int, count: int, fee: int) -> Json:
    """A payout that has just begun."""
    currency, dice = seller.profile.currency, Dice(seller.user_id, "bank")
    digits = dice.number(0, 4)
    bank = {"instrumentType": "BANK", "nickname": "Business checking", "accountLastFourDigits": digits}
    card = {"instrumentType": "CARD", "nickname": "Visa", "accountLastFourDigits": dice.number(1, 4)}
    record: Json = {
        "payoutId": payout_id(seller, run),
        "amount": amount(cents, currency),
        "payoutDate": iso(run.at),
        "transactionCount": count,
        "payoutInstrument": card if run.on_demand else bank,
        "totalAmount": amount(cents + fee, currency),
        "totalFee": amount(fee, currency),
        "totalFeeDetails": [{"feeType": "EXPRESS_PAYOUT_FEE", "amount": amount(fee, currency)}] if fee else [],
    }
    return record | status_fields(Step(run.at, "INITIATED"))


def status_fields(step: Step) -> Json:
    """What a step changes in a payout; None takes a field away."""
    failed = iso(step.at) if step.status == "RETRYABLE_FAILED" else None
    text = DESCRIPTIONS[step.status]
    return {"payoutStatus": step.status, "payoutStatusDescription": text, "lastAttemptedPayoutDate": failed}


def express_fee(seller: Seller, run: Run, cents: int) -> Entry:
    """What money at once costs; part of the payout itself."""
    name = f"FEE-{payout_id(seller, run)}_31"
    details = {"feeType": "EXPRESS_PAYOUT_FEE", "transactionMemo": "Express payout fee"}
    fee = max(cents * _EXPRESS_RATE // 10_000, 1)
    return make("NON_SALE_CHARGE", name, run.at, Money(-fee, seller.profile.currency), details)


def withdrawal(seller: Seller, run: Run, cents: int) -> Entry:
    """Tells of a payout on demand. It belongs to no payout, or the money would count twice."""
    name = payout_id(seller, run)
    details = {"references": [reference("PAYOUT_ID", name)]}
    return make("WITHDRAWAL", name, run.at, Money(-cents, seller.profile.currency), details)

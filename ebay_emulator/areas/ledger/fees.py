"""eBay's selling fees, per line item, adding up to what the order says."""

from collections.abc import Sequence

from ebay_emulator.areas.ledger.entry import Json
from ebay_emulator.areas.ledger.order import PaidOrder, SoldLine
from ebay_emulator.orders.changes import FIXED_FEES
from ebay_emulator.orders.money import amount, decimal

INTERNATIONAL_RATE = 165
"""Of ten thousand."""
_COUNTRIES = {"US": "United States", "GB": "United Kingdom", "DE": "Germany"}
_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€"}


def sale_lines(order: PaidOrder, home: str) -> list[Json]:
    """The `orderLineItems` of a sale; `home` is the seller's country."""
    fixed = min(FIXED_FEES.get(order.currency, 35), order.fee)
    shares = split(order.fee - fixed, [line.basis for line in order.lines])
    abroad = bool(order.country) and order.country != home
    return [
        {
            "lineItemId": line.id,
            "feeBasisAmount": amount(line.basis, order.currency),
            "marketplaceFees": _fees(order, line, share, 0 if index else fixed, abroad=abroad),
        }
        for index, (line, share) in enumerate(zip(order.lines, shares, strict=True))
    ]


def refund_lines(order: PaidOrder, parts: Sequence[tuple[SoldLine, int]], credit: int) -> list[Json]:
    """The same of a refund: the fees that go back to the seller."""
    shares = split(credit, [cents for _, cents in parts])
    return [
        {
            "lineItemId": line.id,
            "feeBasisAmount": amount(line.basis, order.currency),
            "marketplaceFees": [_fee("FINAL_VALUE_FEE", share, order.currency)],
        }
        for (line, _), share in zip(parts, shares, strict=True)
    ]


def split(total: int, weights: list[int]) -> list[int]:
    """Whole cents in proportion, adding up to the total."""
    whole, shares, before, done = max(sum(weights), 1), [], 0, 0
    for weight in weights:
        before += weight
        shares.append(total * before // whole - done)
        done += shares[-1]
    if shares:
        shares[-1] += total - done
    return shares


def _fees(order: PaidOrder, line: SoldLine, share: int, fixed: int, *, abroad: bool) -> list[Json]:
    extra = min(line.basis * INTERNATIONAL_RATE // 10_000, share) if abroad else 0
    fees = [_fee("FINAL_VALUE_FEE_FIXED_PER_ORDER", fixed, order.currency)] if fixed else []
    fees.append(_fee("FINAL_VALUE_FEE", share - extra, order.currency))
    if extra:
        country = _COUNTRIES.get(order.country, order.country)
        final = f"{_SIGNS.get(order.currency, '')}{decimal(line.basis)}"
        memo = f"Charged because the delivery address is in {country}. Final amount: {final}."
        fees.append(_fee("INTERNATIONAL_FEE", extra, order.currency) | {"feeMemo": memo})
    return fees


def _fee(kind: str, cents: int, currency: str) -> Json:
    return {"feeType": kind, "amount": amount(cents, currency)}

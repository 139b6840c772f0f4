"""The monetary transactions that follow from one order."""

from collections.abc import Iterator

from ebay_emulator.areas.ledger.entry import Dice, Entry, Json, Money, entity, make, reference
from ebay_emulator.areas.ledger.fees import refund_lines, sale_lines
from ebay_emulator.areas.ledger.order import PaidOrder, Refund
from ebay_emulator.clock import DAY_MS
from ebay_emulator.orders.money import amount

_SECOND, _HOUR = 1_000, 3_600_000
_AD, _PREMIUM, _CREDIT, _ADJUSTMENT = 0.22, 0.28, 0.006, 0.004
_LABEL, _VOID, _TRANSFER = 0.55, 0.03, 0.12


def entries_of(order: PaidOrder, home: str, seed: int) -> Iterator[Entry]:
    """All of them, also what is still to come. The same order gives the same ones, however late it is asked for."""
    dice = Dice(seed, order.id, "ledger")
    sale = _sale(order, home, dice)
    yield sale
    yield from _advertising(order, dice)
    for refund in order.refunds:
        yield from _refund(order, refund, sale, dice)
    for index, shipped in enumerate(order.shipped):
        yield from _label(order, shipped, Dice(seed, order.id, "label", index))
    yield from _oddities(order, dice)


def of_order(order: PaidOrder) -> Json:
    return {"orderId": order.id, "buyer": {"username": order.buyer}} | entity(order.currency)


def _sale(order: PaidOrder, home: str, dice: Dice) -> Entry:
    details = of_order(order) | {
        "totalFeeBasisAmount": amount(order.total, order.currency),
        "totalFeeAmount": amount(order.fee, order.currency),
        "orderLineItems": sale_lines(order, home),
    }
    tax = sum(line.tax for line in order.lines)
    if tax:
        details["ebayCollectedTaxAmount"] = amount(tax, order.currency)
    processed = order.paid + dice.between(0, 20 * _HOUR, 50 * _HOUR)
    ready = max(processed, order.held_until or 0)
    net = Money(order.total - order.fee, order.currency)
    return make("SALE", order.id, order.paid, net, details, ready, order.held_until)


def _advertising(order: PaidOrder, dice: Dice) -> Iterator[Entry]:
    """Of some orders eBay charges for advertising, by listing; the dearer kind does not even name the order."""
    throw, line = dice.chance(1), order.lines[0]
    if throw >= _PREMIUM:
        return
    references = [reference("ITEM_ID", line.item_id)]
    details: Json = entity(order.currency) | {"references": references}
    if throw < _AD:
        references.append(reference("ORDER_ID", order.id))
        details["feeType"] = "AD_FEE"
    else:
        details |= {"feeType": "PREMIUM_AD_FEES", "transactionMemo": "Promoted Listings - Priority fee"}
    cents = max(line.cost * dice.between(2, 200, 900) // 10_000, 1)
    at = order.paid + dice.between(3, 30, 400) * _SECOND
    yield make("NON_SALE_CHARGE", f"FEE-{dice.number(4, 13)}_11", at, Money(-cents, order.currency), details)
    back = order.refunds[-1] if order.refunds else None
    if throw < _AD and back is not None and sum(refund.gross for refund in order.refunds) == order.total:
        name, later = f"FEE-{dice.number(6, 13)}_42", max(back.at + 400 * _SECOND, at + 1)
        yield make("NON_SALE_CHARGE", name, later, Money(cents, order.currency), dict(details))


def _refund(order: PaidOrder, refund: Refund, sale: Entry, dice: Dice) -> Iterator[Entry]:
    """A cancelled order's refund has the order's id, as its sale has; where money was short, a transfer covers it."""
    if refund.net <= 0:
        return
    credit = max(refund.gross - refund.net, 0)
    kind = "CANCELLATION_ID" if refund.cancellation else "REFUND_ID"
    details = of_order(order) | {
        "totalFeeBasisAmount": amount(refund.net + credit, order.currency),
        "totalFeeAmount": amount(credit, order.currency),
        "orderLineItems": refund_lines(order, refund.lines, credit),
        "references": [reference(kind, refund.reference)],
    }
    name = order.id if refund.cancellation else refund.reference
    at = max(refund.at, order.paid)
    ready = max(at, sale.ready)
    yield make("REFUND", name, at, Money(-refund.net, order.currency), details, ready)
    if dice.chance(8) < _TRANSFER:
        yield make("TRANSFER", name, at, Money(refund.net, order.currency), {"transactionMemo": "TRANSFER_FROM"})


def _label(order: PaidOrder, shipped: int, dice: Dice) -> Iterator[Entry]:
    if dice.chance(0) >= _LABEL:
        return
    at = max(order.paid, shipped) + dice.between(1, 2, 300) * _SECOND
    cents = dice.between(2, 345, 1480)
    details = of_order(order) | {"transactionMemo": "Shipping label purchase"}
    if order.currency != "USD":
        details["taxes"] = [{"taxType": "VAT", "amount": amount(cents // 6, order.currency)}]
    yield make("SHIPPING_LABEL", dice.number(3, 12), at, Money(-cents, order.currency), details)
    if dice.chance(5) < _VOID:
        back = details | {"transactionMemo": "Shipping label refund"}
        later = at + dice.between(6, 3 * DAY_MS, 15 * DAY_MS)
        yield make("SHIPPING_LABEL", dice.number(7, 12), later, Money(cents, order.currency), back)


def _oddities(order: PaidOrder, dice: Dice) -> Iterator[Entry]:
    """What happens seldom: eBay pays something back as a courtesy, or corrects what it booked."""
    if dice.chance(10) < _CREDIT:
        at = order.paid + dice.between(11, 4 * DAY_MS, 20 * DAY_MS)
        cents = dice.between(12, 100, 1500)
        yield make("CREDIT", dice.number(13, 10), at, Money(cents, order.currency), of_order(order))
    elif dice.chance(10) > 1 - _ADJUSTMENT:
        at = order.paid + dice.between(11, 10 * DAY_MS, 40 * DAY_MS)
        cents = dice.between(12, 50, 900) * (1 if dice.chance(13) < 0.4 else -1)
        details = entity(order.currency) | {"references": [reference("ORDER_ID", order.id)]}
        yield make("ADJUSTMENT", dice.number(13, 10), at, Money(cents, order.currency), details)

"""What the ledger reads of an order: who paid how much, eBay's fees, what went back."""

from dataclasses import dataclass

import msgspec

from ebay_emulator.clock import parse_iso
from ebay_emulator.orders.book import OrderBook
from ebay_emulator.orders.money import cents


class _Amount(msgspec.Struct):
    value: str
    currency: str

    @property
    def cents(self) -> int:
        return cents({"value": self.value})


class _Tax(msgspec.Struct):
    amount: _Amount


class _Back(msgspec.Struct, rename="camel"):
    amount: _Amount
    refund_date: str | None = None
    refund_reference_id: str | None = None


class _Line(msgspec.Struct, rename="camel"):
    line_item_id: str
    legacy_item_id: str
    line_item_cost: _Amount
    total: _Amount
    ebay_collect_and_remit_taxes: list[_Tax] = []
    refunds: list[_Back] = []


class _Hold(msgspec.Struct, rename="camel"):
    expected_release_date: str | None = None
    release_date: str | None = None


class _Payment(msgspec.Struct, rename="camel"):
    payment_date: str
    payment_holds: list[_Hold] = []


class _Summary(msgspec.Struct):
    payments: list[_Payment] = []
    refunds: list[_Back] = []


class _Pricing(msgspec.Struct):
    total: _Amount


class _Cancel(msgspec.Struct, rename="camel"):
    cancel_state: str


class _Address(msgspec.Struct, rename="camel"):
    country_code: str = ""


class _Buyer(msgspec.Struct, rename="camel"):
    username: str
    tax_address: _Address = msgspec.field(default_factory=_Address)


class _Order(msgspec.Struct, rename="camel"):
    order_id: str
    buyer: _Buyer
    line_items: list[_Line]
    payment_summary: _Summary
    pricing_summary: _Pricing
    total_marketplace_fee: _Amount
    cancel_status: _Cancel
    fulfillment_hrefs: list[str] = []


@dataclass(frozen=True, slots=True)
class SoldLine:
    """One line item, in cents. `basis` is what the buyer paid for it, the tax that eBay collects included."""

    id: str
    item_id: str
    cost: int
    total: int
    tax: int

    @property
    def basis(self) -> int:
        return self.total + self.tax


@dataclass(frozen=True, slots=True)
class Refund:
    """`net` is what the seller bears; the rest of what the buyer gets is eBay's fee given back."""

    at: int
    net: int
    lines: tuple[tuple[SoldLine, int], ...]
    reference: str
    cancellation: bool

    @property
    def gross(self) -> int:
        return sum(cents for _, cents in self.lines)


@dataclass(frozen=True, slots=True)
class PaidOrder:
    """Times are milliseconds, sums cents. `held_until`: eBay keeps the money back until then.

    `shipped` has the time of each parcel that a carrier got.
    """

    id: str
    buyer: str
    country: str
    currency: str
    paid: int
    held_until: int | None
    total: int
    fee: int
    lines: tuple[SoldLine, ...]
    refunds: tuple[Refund, ...]
    shipped: tuple[int, ...]


def read_order(book: OrderBook, row: int) -> PaidOrder | None:
    """None of what is not paid, or no proper order, as a test may have put it there."""
    try:
        order = msgspec.json.decode(book.payload(row), type=_Order)
        payments = order.payment_summary.payments
        if not payments:
            return None
        lines = tuple(map(_line, order.line_items))
        shipped = tuple(
            parse_iso(parcel["shippedDate"])
            for parcel in (book.extras(row)[0] if order.fulfillment_hrefs else ())
            if parcel.get("shippingCarrierCode")
        )
        return PaidOrder(
            order.order_id, order.buyer.username, order.buyer.tax_address.country_code,
            order.pricing_summary.total.currency, parse_iso(payments[0].payment_date), _held_until(payments),
            order.pricing_summary.total.cents, order.total_marketplace_fee.cents,
            lines, _refunds(order, lines), shipped,
        )  # fmt: skip
    except (msgspec.DecodeError, LookupError, TypeError, ValueError):
        return None


def _line(line: _Line) -> SoldLine:
    tax = sum(each.amount.cents for each in line.ebay_collect_and_remit_taxes)
    return SoldLine(line.line_item_id, line.legacy_item_id, line.line_item_cost.cents, line.total.cents, tax)


def _held_until(payments: list[_Payment]) -> int | None:
    """As was promised, or earlier."""
    holds = [hold for payment in payments for hold in payment.payment_holds]
    dates = [date for hold in holds[:1] for date in (hold.expected_release_date, hold.release_date) if date]
    return min(map(parse_iso, dates), default=None)


def _refunds(order: _Order, lines: tuple[SoldLine, ...]) -> tuple[Refund, ...]:
    cancelled = order.cancel_status.cancel_state == "CANCELED"
    back = order.payment_summary.refunds
    return tuple(
        Refund(
            parse_iso(each.refund_date),
            each.amount.cents,
            tuple(
                (line, part.amount.cents)
                for line, item in zip(lines, order.line_items, strict=True)
                for part in item.refunds
                if part.refund_date == each.refund_date
            ),
            each.refund_reference_id or f"{order.order_id}-{index}",
            cancelled and index == len(back) - 1,
        )
        for index, each in enumerate(back)
        if each.refund_date
    )

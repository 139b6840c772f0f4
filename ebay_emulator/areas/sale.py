"""A paid order as the areas that follow from it look at it."""

import zlib
from dataclasses import dataclass
from hashlib import blake2b

import msgspec

from ebay_emulator.clock import DAY_MS, parse_iso
from ebay_emulator.orders.book import OrderBook


class Money(msgspec.Struct):
    value: str
    currency: str


class Line(msgspec.Struct, rename="camel"):
    line_item_id: str
    legacy_item_id: str
    title: str
    quantity: int
    line_item_cost: Money
    item_location: dict[str, str] = {}
    compatibility_properties: list[dict[str, str]] = []

    @property
    def price(self) -> float:
        """Of one piece."""
        return round(float(self.line_item_cost.value) / max(self.quantity, 1), 2)


class _Payment(msgspec.Struct, rename="camel"):
    payment_date: str | None = None


class _Refund(msgspec.Struct, rename="camel"):
    amount: Money
    refund_date: str | None = None


class _Summary(msgspec.Struct):
    payments: list[_Payment]
    refunds: list[_Refund] = []


class _Cancel(msgspec.Struct, rename="camel"):
    cancel_state: str
    cancelled_date: str | None = None


class _Address(msgspec.Struct, rename="camel"):
    country_code: str = ""


class _Buyer(msgspec.Struct, rename="camel"):
    username: str
    tax_address: _Address = msgspec.field(default_factory=_Address)


class _Order(msgspec.Struct, rename="camel"):
    order_id: str
    creation_date: str
    order_fulfillment_status: str
    buyer: _Buyer
    line_items: list[Line]
    payment_summary: _Summary
    cancel_status: _Cancel


@dataclass(slots=True)
class Sale:
    """Times are milliseconds; `shipped` and `delivered` are known once the whole order is under way."""

    order_id: str
    buyer: str
    country: str
    lines: list[Line]
    created: int
    paid: int
    shipped: int | None
    delivered: int | None
    tracking: str
    cancel_requested: int | None
    cancelled: int | None
    refunds: list[tuple[int, Money]]


def read_sale(book: OrderBook, row: int) -> Sale | None:
    """None of an order that is no proper one, as a test may have put it there."""
    try:
        order = msgspec.json.decode(book.payload(row), type=_Order)
        shipments, requests = book.extras(row)
        return _sale(order, shipments, requests)
    except (msgspec.DecodeError, LookupError, TypeError, ValueError):
        return None


def chance(*parts: object) -> float:
    """A number from 0 to 1 that depends on the parts only; far cheaper than a generator."""
    return zlib.crc32("/".join(map(str, parts)).encode()) / 4_294_967_296


def number(digits: int, *parts: object) -> int:
    """A number of so many digits that depends on the parts only."""
    digest = int.from_bytes(blake2b("/".join(map(str, parts)).encode(), digest_size=8).digest())
    low: int = 10 ** (digits - 1)
    return low + digest % (9 * low)


def _sale(order: _Order, shipments: list[dict[str, str]], requests: list[dict[str, str]]) -> Sale:
    paid = parse_iso(order.payment_summary.payments[0].payment_date or order.creation_date)
    fulfilled = order.order_fulfillment_status == "FULFILLED" and bool(shipments)
    shipped = max(parse_iso(parcel["shippedDate"]) for parcel in shipments) if fulfilled else None
    abroad = order.buyer.tax_address.country_code != order.line_items[0].item_location.get("countryCode")
    days = (8 if abroad else 2) + chance(order.order_id, "transit") * 5
    state = order.cancel_status
    return Sale(
        order.order_id,
        order.buyer.username,
        order.buyer.tax_address.country_code,
        order.line_items,
        parse_iso(order.creation_date),
        paid,
        shipped,
        None if shipped is None else shipped + int(days * DAY_MS),
        shipments[-1].get("shipmentTrackingNumber", "") if shipments else "",
        parse_iso(requests[-1]["cancelRequestedDate"]) if requests else None,
        parse_iso(state.cancelled_date) if state.cancelled_date else None,
        [(parse_iso(each.refund_date), each.amount) for each in order.payment_summary.refunds if each.refund_date],
    )

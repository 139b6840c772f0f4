"""An order as its troubles look at it: money in cents, times in milliseconds."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from ebay_emulator.clock import DAY_MS, parse_iso
from ebay_emulator.orders.book import OrderBook
from ebay_emulator.orders.money import cents

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A line item. Post-Order calls its id transactionId."""

    id: str
    item_id: str
    title: str
    quantity: int
    total: int


@dataclass(frozen=True, slots=True)
class Refund:
    """What a buyer got back at one moment, by line item, fees and all."""

    at: int
    by_line: dict[str, int]
    reference: str

    @property
    def total(self) -> int:
        return sum(self.by_line.values())

    def of(self, line: Line) -> int:
        """The line's part; of a refund that left this line out, the whole."""
        return self.by_line.get(line.id, 0) or self.total


@dataclass(frozen=True, slots=True)
class Order:
    id: str
    buyer: str
    seller: str
    marketplace: str
    currency: str
    total: int
    created: int
    expected: int
    """When it was to arrive at the latest."""
    shipped: int | None
    """When the last parcel left; None while anything is still here."""
    carrier: str
    tracking: str
    city: str
    country: str
    lines: tuple[Line, ...]
    refunds: tuple[Refund, ...]
    """Oldest first."""
    cancel_requests: tuple[Json, ...]

    def refunded_by(self, moment: int) -> int:
        return sum(refund.total for refund in self.refunds if refund.at <= moment)


def read_order(book: OrderBook, row: int) -> Order | None:
    """None of an order that is no proper one, as a test may have put it there."""
    try:
        order: Json = msgspec.json.decode(book.payload(row), type=Json)
        shipments, cancel_requests = book.extras(row)
        return _order(order, shipments, cancel_requests)
    except (msgspec.DecodeError, LookupError, TypeError, ValueError, AttributeError):
        return None


def _order(order: Json, shipments: list[Json], cancel_requests: list[Json]) -> Order:
    total = order["pricingSummary"]["total"]
    instruction = order["fulfillmentStartInstructions"][0]
    created = parse_iso(order["creationDate"])
    parcel: Json = max(shipments, key=lambda each: str(each["shippedDate"]), default={})
    whole = order["orderFulfillmentStatus"] == "FULFILLED" and bool(parcel)
    address = order["lineItems"][0]["itemLocation"]
    return Order(
        id=order["orderId"],
        buyer=order["buyer"]["username"],
        seller=order["sellerId"],
        marketplace=order["lineItems"][0]["listingMarketplaceId"],
        currency=total["currency"],
        total=cents(total),
        created=created,
        expected=parse_iso(instruction["maxEstimatedDeliveryDate"]),
        shipped=max(parse_iso(parcel["shippedDate"]), created) if whole else None,
        carrier=parcel.get("shippingCarrierCode", instruction["shippingStep"]["shippingCarrierCode"]),
        tracking=str(parcel.get("shipmentTrackingNumber") or parcel.get("fulfillmentId") or ""),
        city=address["location"],
        country=address["countryCode"],
        lines=tuple(_lines(order)),
        refunds=tuple(_refunds(order)),
        cancel_requests=tuple(cancel_requests),
    )


def _lines(order: Json) -> Iterator[Line]:
    for item in order["lineItems"]:
        numbers = item["quantity"], cents(item["total"])
        yield Line(item["lineItemId"], item["legacyItemId"], item["title"], *numbers)


def _refunds(order: Json) -> Iterator[Refund]:
    for given in sorted(order["paymentSummary"]["refunds"], key=lambda each: str(each["refundDate"])):
        date, by_line = given["refundDate"], dict[str, int]()
        for item in order["lineItems"]:
            share = sum(cents(each["amount"]) for each in item.get("refunds", ()) if each["refundDate"] == date)
            if share:
                by_line[item["lineItemId"]] = share
        yield Refund(parse_iso(date), by_line, given.get("refundReferenceId", ""))


def months_ago(now: int, months: int) -> int:
    """The beginning of the day so many months ago; eBay reaches back no further."""
    today = datetime.fromtimestamp(now // DAY_MS * 86_400, UTC)
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    day = min(today.day, monthrange(year, month + 1)[1])
    return int(today.replace(year=year, month=month + 1, day=day).timestamp() * 1000)

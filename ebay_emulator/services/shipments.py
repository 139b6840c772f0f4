"""Fulfillment API, shipping fulfillments: parcels of an order, read and made."""

import re
from typing import Any

import msgspec

from ebay_emulator.clock import iso, parse_iso
from ebay_emulator.errors import fulfillment
from ebay_emulator.grants import BASE
from ebay_emulator.orders.changes import Record, ship
from ebay_emulator.reply import JSON, Call, Reply, Route
from ebay_emulator.services.fulfillment import PATH, READ_SCOPES, owner, reachable

WRITE_SCOPES = frozenset({f"{BASE}/sell.fulfillment"})
MAX_PARCELS = 50
_TRACKING = re.compile(r"[A-Za-z0-9]+")
_SHIPMENTS = PATH + "/{orderId}/shipping_fulfillment"


class Reference(msgspec.Struct):
    lineItemId: str  # noqa: N815
    quantity: int | None = None


class Details(msgspec.Struct):
    """What a seller says of a parcel."""

    lineItems: list[Reference] = []  # noqa: N815
    shippedDate: str | None = None  # noqa: N815
    shippingCarrierCode: str | None = None  # noqa: N815
    trackingNumber: str | None = None  # noqa: N815


def get_shipments(call: Call) -> Reply:
    shipments, _ = owner(call).book.extras(reachable(call, call.arguments["orderId"], 400))
    return _json({"fulfillments": shipments, "total": len(shipments), "warnings": []})


def get_shipment(call: Call) -> Reply:
    shipments, _ = owner(call).book.extras(reachable(call, call.arguments["orderId"], 400))
    wanted = call.arguments["fulfillmentId"]
    for shipment in shipments:
        if shipment["fulfillmentId"] == wanted:
            return _json(shipment)
    raise fulfillment(32110, f"Invalid shipping fulfillment ID: {wanted}", 404, fulfillmentId=wanted)


def create_shipment(call: Call) -> Reply:
    order_id = call.arguments["orderId"]
    seller, row = owner(call), reachable(call, order_id, 400)
    details = _details(call.body)
    record = seller.record(row)
    lines = _checked_lines(record, details.lineItems)
    _check_tracking(record, details)
    shipped = _shipped_date(details.shippedDate, seller.book.created[row], call.now)
    if record.order["cancelStatus"]["cancelState"] == "CANCELED":
        raise fulfillment(32600, "Invalid input data", orderId=order_id)
    tracking = details.trackingNumber or _nameless(record)
    ship(record, iso(shipped), details.shippingCarrierCode, tracking, lines)
    call.world.save(seller, row, record)
    return Reply(201, headers={"Location": f"{call.base}{PATH}/{order_id}/shipping_fulfillment/{tracking}"})


def _details(body: bytes) -> Details:
    try:
        details = msgspec.json.decode(body, type=Details)
    except msgspec.DecodeError as error:
        raise fulfillment(32600, "Invalid input data") from error
    if not details.lineItems:
        raise fulfillment(32600, "Invalid input data")
    return details


def _checked_lines(record: Record, references: list[Reference]) -> dict[str, int]:
    quantities = {item["lineItemId"]: item["quantity"] for item in record.order["lineItems"]}
    lines: dict[str, int] = {}
    for reference in references:
        name = reference.lineItemId
        if name not in quantities:
            raise fulfillment(32200, f"Invalid line item id: {name}", lineItemId=name)
        if name in lines:
            raise fulfillment(32210, "Duplicate line item in the request", lineItemId=name)
        lines[name] = 1 if reference.quantity is None else reference.quantity
        if not 1 <= lines[name] <= quantities[name]:
            raise fulfillment(32600, "Invalid input data", quantity=str(reference.quantity))
    return lines


def _check_tracking(record: Record, details: Details) -> None:
    """Carrier and number come together, and letters and digits only."""
    number, carrier = details.trackingNumber, details.shippingCarrierCode
    if bool(number) != bool(carrier) or (number and not _TRACKING.fullmatch(number)):
        raise fulfillment(32300, "Invalid shipment tracking number or carrier")
    known = [shipment["fulfillmentId"] for shipment in record.shipments]
    if number in known:
        raise fulfillment(34500, "Please use PUT operation for updating shipping fulfillment")
    if len(known) >= MAX_PARCELS:
        raise fulfillment(34100, "Maximum tracking number for order is exceeded")


def _shipped_date(text: str | None, created: int, now: int) -> int:
    if text is None:
        return now
    try:
        shipped = parse_iso(text)
    except ValueError as error:
        raise fulfillment(32500, "Invalid shipped date") from error
    if not created <= shipped <= now:
        raise fulfillment(32500, "Invalid shipped date")
    return shipped


def _nameless(record: Record) -> str:
    """eBay numbers parcels without tracking from 999."""
    known = {shipment["fulfillmentId"] for shipment in record.shipments}
    return next(str(number) for number in range(999, 999 + MAX_PARCELS + 1) if str(number) not in known)


def _json(payload: dict[str, Any]) -> Reply:
    return Reply(200, msgspec.json.encode(payload), JSON)


ROUTES = (
    Route("GET", "api", _SHIPMENTS, get_shipments, READ_SCOPES),
    Route("POST", "api", _SHIPMENTS, create_shipment, WRITE_SCOPES),
    Route("GET", "api", _SHIPMENTS + "/{fulfillmentId}", get_shipment, READ_SCOPES),
)

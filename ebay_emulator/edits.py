"""Changes of single orders by hand, for tests: what happened at eBay in the meantime."""

import base64
from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from ebay_emulator.clock import iso, parse_iso
from ebay_emulator.orders.book import FULFILLED, Entry
from ebay_emulator.orders.changes import Record, cancel, pay, refund, request_cancel, ship
from ebay_emulator.orders.money import cents
from ebay_emulator.sellers import Seller, moment
from ebay_emulator.shop.fate import carrier
from ebay_emulator.shop.history import tracking
from ebay_emulator.world import World

Json = dict[str, Any]
Op = Literal["create", "pay", "ship", "request_cancel", "cancel", "refund", "touch", "set", "raw", "delete"]


class Change(msgspec.Struct, forbid_unknown_fields=True):
    """Without `order_id` the newest order that the change suits is taken."""

    op: Op
    order_id: str | None = None
    patch: Json | None = None
    """For create and set: an RFC 7396 merge patch."""
    count: int = 1
    unpaid: bool = False
    created: str | None = None
    modified: str | None = None
    amount: str | None = None
    """For refund: how much; all of it when not given."""
    lines: list[str] | None = None
    """For ship: ids of the line items in the parcel."""
    raw: str | None = None
    raw_base64: str | None = None


def apply_changes(world: World, seller: Seller, changes: list[Change]) -> list[str]:
    """Ids of the orders that were changed, in order."""
    return [order_id for change in changes for order_id in _apply(world, seller, change)]


def _apply(world: World, seller: Seller, change: Change) -> list[str]:
    match change.op:
        case "create":
            return [_create(world, seller, change) for _ in range(change.count)]
        case "raw":
            return [_raw(world, seller, change)]
        case "delete":
            row = _row(seller, change)
            name = seller.book.name(row)
            seller.book.remove(row)
            return [name]
    row = _row(seller, change)
    record = seller.record(row)
    _edit(seller, record, change, iso(world.clock.stamp()))
    name = seller.book.name(row)
    given = record.order.get("lastModifiedDate") if "lastModifiedDate" in (change.patch or {}) else None
    world.save(seller, row, record, modified=change.modified or given)
    return [name]


def _edit(seller: Seller, record: Record, change: Change, at: str) -> None:
    match change.op:
        case "pay":
            pay(record, at, "420004_S")
        case "ship":
            quantities = {item["lineItemId"]: item["quantity"] for item in record.order["lineItems"]}
            lines = None if change.lines is None else {line: quantities[line] for line in change.lines}
            ship(record, at, carrier(record), tracking(record), lines)
        case "request_cancel" | "cancel":
            if record.order["cancelStatus"]["cancelState"] != "IN_PROGRESS":
                request_cancel(record, at, _number(seller), "BUYER_ASKED_CANCEL")
            if change.op == "cancel":
                cancel(record, at)
        case "refund":
            wanted = None if change.amount is None else cents({"value": change.amount})
            refund(record, at, _number(seller), wanted)
        case "set":
            record.order = merge_patch(record.order, change.patch or {})


def _create(world: World, seller: Seller, change: Change) -> str:
    stamp = world.clock.stamp()
    created = stamp if change.created is None else parse_iso(change.created)
    row = seller.create(created)
    record = seller.record(row)
    if not change.unpaid:
        pay(record, iso(created), "420004_S")
    name = str(record.order["orderId"])
    if change.patch is not None:
        record.order = merge_patch(record.order, change.patch)
    given = (change.patch or {}).get("lastModifiedDate")
    world.save(seller, row, record, modified=change.modified or given or iso(stamp))
    return name


def _raw(world: World, seller: Seller, change: Change) -> str:
    """Store bytes as an order. They need be no proper order, and not even JSON."""
    payload = base64.b64decode(change.raw_base64) if change.raw_base64 is not None else (change.raw or "").encode()
    if b"\n" in payload or b"\r" in payload:
        raise ValueError("A raw record must stand on one line, as truth gives a record a line.")
    stamp = world.clock.stamp()
    created, modified = moment(change.created, stamp), moment(change.modified, stamp)
    book = seller.book
    row = None if change.order_id is None else book.find(change.order_id)
    if row is None:
        name = change.order_id or f"raw-{len(book.created) + 1}"
        book.add(Entry(name, created, modified, FULFILLED), payload)
        return name
    created = book.created[row] if change.created is None else created
    book.replace(row, Entry(change.order_id or "", created, modified, book.status[row]), payload)
    return book.name(row)


def _row(seller: Seller, change: Change) -> int:
    if change.order_id is not None:
        row = seller.book.find(change.order_id)
        if row is None:
            raise ValueError(f"{seller.username} has no order {change.order_id}.")
        return row
    for row in _candidates(seller, change.op):
        if _suits(seller, row, change.op):
            return row
    raise ValueError(f"{seller.username} has no order for {change.op}.")


def _candidates(seller: Seller, op: Op) -> Iterable[int]:
    return reversed(list(seller.book.hidden_rows())) if op == "pay" else reversed(seller.book.visible_rows())


def _suits(seller: Seller, row: int, op: Op) -> bool:
    try:
        order = seller.record(row).order
        cancelled = order["cancelStatus"]["cancelState"] == "CANCELED"
        match op:
            case "ship":
                return not cancelled and order["orderFulfillmentStatus"] != "FULFILLED"
            case "cancel" | "request_cancel" | "refund":
                return not cancelled and order["orderPaymentStatus"] == "PAID"
    except (ValueError, KeyError, TypeError):
        return False  # stored raw
    return True


def merge_patch(target: Json, patch: Json) -> Json:
    """RFC 7396: null removes, objects are merged, all else replaces."""
    merged = dict(target)
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, dict) and isinstance(merged.get(name), dict):
            merged[name] = merge_patch(merged[name], value)
        else:
            merged[name] = value
    return merged


def _number(seller: Seller) -> str:
    return str(seller.rng.randrange(5_200_000_000, 5_399_999_999))

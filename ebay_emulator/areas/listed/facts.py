"""What lists and windows go by of each Item: read once, and again when a test has changed it."""

import msgspec

from ebay_emulator.sellers import moment
from ebay_emulator.shelf import Item, Shelf


class _Details(msgspec.Struct, rename="pascal"):
    start_time: str = ""
    end_time: str = ""


class _Price(msgspec.Struct):
    text: str = msgspec.field(default="0", name="#text")


class _Status(msgspec.Struct, rename="pascal"):
    listing_status: str = "Active"
    quantity_sold: str = "0"
    current_price: _Price = msgspec.field(default_factory=_Price)


class _Fields(msgspec.Struct, rename="pascal"):
    title: str = ""
    listing_type: str = ""
    listing_details: _Details = msgspec.field(default_factory=_Details)
    selling_status: _Status = msgspec.field(default_factory=_Status)
    sku: str = msgspec.field(default="", name="SKU")


class Facts(msgspec.Struct, frozen=True):
    """Times in milliseconds. A record that says nothing of itself is a running listing."""

    started: int
    ends: int
    active: bool
    title: str
    price: float
    sold: bool
    sku: str
    kind: str


def facts_of(shelf: Shelf, item: Item) -> Facts:
    known: dict[str, tuple[bytes, Facts]] = shelf.notes.setdefault("facts", {})
    payload, facts = known.get(item.id, (b"", None))
    if facts is None or payload is not item.payload:
        facts = _read(item)
        known[item.id] = item.payload, facts
    return facts


def _read(item: Item) -> Facts:
    try:
        fields = msgspec.json.decode(item.payload, type=_Fields)
    except msgspec.DecodeError:
        fields = _Fields()
    status, details = fields.selling_status, fields.listing_details
    return Facts(
        moment(details.start_time, item.at),
        moment(details.end_time, item.at),
        status.listing_status == "Active",
        fields.title,
        _number(status.current_price.text),
        status.quantity_sold != "0",
        fields.sku,
        fields.listing_type,
    )


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0

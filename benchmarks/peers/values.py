"""eBay's JSON as Python values of the columns, for the peer that fills them one by one."""

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from benchmarks.peers.mapping import LineItem, Order
from ebay_connector.db.raw_json import digest_of
from ebay_connector.streams.fields import Field
from ebay_connector.streams.orders import Order as OrderRecord
from ebay_connector.streams.orders import OrderLineItem

CASTS: dict[str, Callable[[Any], Any]] = {
    "text": str,
    "integer": int,
    "number": Decimal,
    "money": Decimal,
    "boolean": bool,
    "timestamp": datetime.fromisoformat,
}
WORDS = re.compile(r"[^\s()\[\]{}\"'/,_#+&:;.*=|-]+")


def order(account_id: int, payload: dict[str, Any]) -> Order:
    """The mapped order with its line items."""
    columns = _columns(OrderRecord.fields, payload)
    columns["line_item_count"] = len(payload["lineItems"])
    lines = [_line_item(account_id, columns["order_id"], line, n) for n, line in enumerate(payload["lineItems"], 1)]
    digest = digest_of(msgspec.json.encode(payload))
    search = _search(columns, payload["lineItems"])
    return Order(
        account_id=account_id, payload=payload, payload_hash=digest, search=search, line_items=lines, **columns
    )


def _line_item(account_id: int, order_id: str, payload: dict[str, Any], position: int) -> LineItem:
    columns = _columns(OrderLineItem.fields, payload)
    return LineItem(account_id=account_id, order_id=order_id, position=position, **columns)


def _columns(fields: dict[str, Field], payload: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(field, payload) for name, field in fields.items() if field.path}


def _value(field: Field, payload: Any) -> Any:
    for part in field.path.split("."):
        try:
            payload = payload[int(part)] if isinstance(payload, list) else payload[part]
        except (KeyError, IndexError):
            return None
    return None if payload is None else CASTS[field.kind](payload)


def _search(columns: dict[str, Any], line_items: list[dict[str, Any]]) -> str:
    """The words and ids that the product finds orders by, as the text of a `tsvector`."""
    words = f"{columns['ship_to_name']} {' '.join(line['title'] for line in line_items)}".lower()
    ids = [columns[name] for name in ("order_id", "buyer_username", "sales_record_reference", "legacy_order_id")]
    ids += [line.get(name) for line in line_items for name in ("lineItemId", "legacyItemId", "sku")]
    terms = {*WORDS.findall(words), *(term.lower() for term in ids if term)}
    return " ".join("'" + term.replace("\\", "\\\\").replace("'", "''") + "'" for term in terms)

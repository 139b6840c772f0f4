"""fieldGroups=TAX_BREAKDOWN: the tax that eBay collects, shown in the line items and in their totals."""

from typing import Any

import msgspec

from ebay_emulator.orders.money import amount, cents

Json = dict[str, Any]


def with_tax_breakdown(payload: bytes) -> bytes:
    """The order with taxes broken down; unchanged where eBay collects none or the payload is not a whole order."""
    try:
        order = msgspec.json.decode(payload, type=dict[str, Any])
        collected = sum(_break_down(item) for item in order["lineItems"])
        pricing = order["pricingSummary"]
        total, currency = cents(pricing["total"]), pricing["total"]["currency"]
    except (msgspec.DecodeError, KeyError, TypeError, ValueError):
        return payload
    if not collected:
        return payload
    del pricing["total"]
    pricing |= {"tax": amount(collected, currency), "total": amount(total + collected, currency)}
    return msgspec.json.encode(order)


def _break_down(item: Json) -> int:
    collected = 0
    for tax in item.get("ebayCollectAndRemitTaxes", ()):
        collected += cents(tax["amount"])
        item["taxes"].append({"amount": tax["amount"], "taxType": tax["taxType"]})
    item["total"] = amount(cents(item["total"]) + collected, item["total"]["currency"])
    return collected

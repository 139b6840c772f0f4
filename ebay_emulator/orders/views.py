"""How an order reads in each answer."""

import msgspec

from ebay_emulator.orders.book import OrderBook
from ebay_emulator.orders.tax import with_tax_breakdown

_NO_REQUESTS = b'"cancelRequests":[]'


def in_list(book: OrderBook, row: int, *, tax_breakdown: bool) -> bytes:
    """Of getOrders: cancellation requests are left out."""
    payload = book.payload(row)
    return with_tax_breakdown(payload) if tax_breakdown else payload


def alone(book: OrderBook, row: int, *, tax_breakdown: bool = False) -> bytes:
    """Of getOrder: whole."""
    payload = in_list(book, row, tax_breakdown=tax_breakdown)
    if b'"cancelState":"NONE_REQUESTED"' in payload or _NO_REQUESTS not in payload:
        return payload
    _, requests = book.extras(row)
    return payload.replace(_NO_REQUESTS, b'"cancelRequests":' + msgspec.json.encode(requests), 1)

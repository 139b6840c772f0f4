"""Fulfillment API, orders: getOrders and getOrder."""

from urllib.parse import quote

import msgspec

from ebay_emulator.errors import EbayError, access_denied, fulfillment
from ebay_emulator.grants import BASE
from ebay_emulator.orders.filters import oldest_reachable, parse_filter
from ebay_emulator.orders.ids import order_number
from ebay_emulator.orders.views import alone, in_list
from ebay_emulator.reply import JSON, Call, Reply, Route
from ebay_emulator.sellers import Seller

READ_SCOPES = frozenset({f"{BASE}/sell.fulfillment", f"{BASE}/sell.fulfillment.readonly"})
PATH = "/sell/fulfillment/v1/order"

DEFAULT_LIMIT = 50
MAX_LIMIT = 200
MAX_IDS = 50
_TAX_BREAKDOWN = "TAX_BREAKDOWN"


def get_orders(call: Call) -> Reply:
    asked = call.parameters()
    tax = _tax_breakdown(asked)
    if asked.get("orderIds"):
        return _by_ids(call, asked["orderIds"], tax_breakdown=tax)
    limit, offset = page_of(asked)
    book = owner(call).book
    found = parse_filter(asked.get("filter"), call.now).select(book, oldest_reachable(call.now))
    orders = [in_list(book, row, tax_breakdown=tax) for row in found.page(offset, limit)]
    kept = [f"{name}={_encode(asked[name])}" for name in ("filter", "fieldGroups") if asked.get(name)]

    def link(at: int) -> str:
        return f"{call.base}{PATH}?{'&'.join([*kept, f'limit={limit}', f'offset={at}'])}"

    links = {"href": link(offset), "total": found.total}
    if offset + limit < found.total:
        links["next"] = link(offset + limit)
    if offset > 0:
        links["prev"] = link(max(offset - limit, 0))
    return _envelope(links | {"limit": limit, "offset": offset}, orders)


def get_order(call: Call) -> Reply:
    tax = _tax_breakdown(call.parameters())
    book = owner(call).book
    row = reachable(call, call.arguments["orderId"])
    return Reply(200, alone(book, row, tax_breakdown=tax), JSON)


def owner(call: Call) -> Seller:
    """The seller whose token this is; an application's own token opens nobody's orders."""
    if call.seller is None:
        raise EbayError(access_denied())
    return call.seller


def reachable(call: Call, order_id: str, status: int = 404) -> int:
    """The row of an order that eBay would show, else error 32100."""
    book = owner(call).book
    row = book.find(order_id)
    if row is not None and book.is_visible(row) and book.created[row] >= oldest_reachable(call.now):
        return row
    status = status if order_number(order_id) is not None else 400
    raise fulfillment(32100, f"Invalid order ID: {order_id}", status, orderId=order_id)


def page_of(asked: dict[str, str]) -> tuple[int, int]:
    limit, offset = _whole(asked.get("limit", str(DEFAULT_LIMIT))), _whole(asked.get("offset", "0"))
    if limit is None or not 1 <= limit <= MAX_LIMIT:
        raise fulfillment(31100, f"Invalid limit: {asked['limit']}", limitvalue=asked["limit"])
    if offset is None:
        raise fulfillment(31000, f"Invalid offset: {asked['offset']}", offsetvalue=asked["offset"])
    return limit, offset


def _by_ids(call: Call, given: str, *, tax_breakdown: bool) -> Reply:
    """The orders named, in that order; every other parameter is ignored, and so are ids nobody knows."""
    names = list(dict.fromkeys(name.strip() for name in given.split(",") if name.strip()))
    if len(names) > MAX_IDS:
        raise fulfillment(30900, f"Exceeded maximum number of order IDs (the current limit is {MAX_IDS})")
    book, oldest = owner(call).book, oldest_reachable(call.now)
    rows = [row for name in names if (row := book.find(name)) is not None]
    shown = [row for row in rows if book.is_visible(row) and book.created[row] >= oldest]
    orders = [in_list(book, row, tax_breakdown=tax_breakdown) for row in shown]
    head = {"href": f"{call.base}{PATH}?orderIds={_encode(given)}", "total": len(orders)}
    return _envelope(head | {"limit": DEFAULT_LIMIT, "offset": 0}, orders)


def _envelope(head: dict[str, object], orders: list[bytes]) -> Reply:
    body = b"".join((msgspec.json.encode(head)[:-1], b',"orders":[', b",".join(orders), b"]}"))
    return Reply(200, body, JSON)


def _tax_breakdown(asked: dict[str, str]) -> bool:
    given = asked.get("fieldGroups")
    if given and given != _TAX_BREAKDOWN:
        raise fulfillment(32800, f"Invalid field group: {given}", fieldGroup=given)
    return bool(given)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _encode(text: str) -> str:
    return quote(text, safe=":,.")


ROUTES = (
    Route("GET", "api", PATH, get_orders, READ_SCOPES),
    Route("GET", "api", PATH + "/{orderId}", get_order, READ_SCOPES),
)

"""GetOrders: what the caller sold, or bought."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ebay_emulator.areas import shelf_of
from ebay_emulator.areas.buying import SHOWN_DAYS
from ebay_emulator.clock import DAY_MS
from ebay_emulator.services.trading.answers import invalid_input, invalid_window
from ebay_emulator.services.trading.asked import Ask, Part
from ebay_emulator.services.trading.paging import Window, pages_of, window_of
from ebay_emulator.services.trading.sold import sold_order
from ebay_emulator.services.trading.won import WonOrder, won_orders
from ebay_emulator.xmlform import Json

MAX_ENTRIES = 100
MAX_IDS = 20
_CREATED_DAYS, _MODIFIED_DAYS = 90, 30
_SLACK = 3_600_000  # for clocks that differ
_ROLES = frozenset({"Buyer", "Seller"})
_STATUSES = frozenset({"Active", "All", "Cancelled", "CancelPending", "Completed", "Inactive", "Shipped"})
_SORTS = frozenset({"Ascending", "Descending"})


@dataclass(frozen=True, slots=True)
class Found:
    """An order that may be asked for; `order` tells it, or nothing when it cannot be told."""

    names: frozenset[str]
    created: int
    modified: int
    order: Callable[[], Json | None]

    def status(self) -> str | None:
        order = self.order()
        return None if order is None else str(order.get("OrderStatus"))


Chosen = Callable[[Found], bool]


def get_orders(ask: Ask) -> Json:
    request = ask.request
    role = request.choice("OrderRole", "Seller", _ROLES)
    status = request.choice("OrderStatus", "All", _STATUSES)
    descending = request.choice("SortingOrder", "Ascending", _SORTS) == "Descending"
    pages = pages_of(request, MAX_ENTRIES)
    wanted, by_id = _wanted(request, ask.now)
    found = [each for each in (_bought(ask) if role == "Buyer" else _sold(ask)) if wanted(each)]
    if status != "All" and not by_id:
        found = [each for each in found if each.status() == status]
    found.sort(key=lambda each: each.created, reverse=descending)
    orders = [order for each in pages.of(found) if (order := each.order()) is not None]
    return {
        "PaginationResult": pages.result(len(found)),
        "HasMoreOrders": "true" if pages.number < pages.count(len(found)) else "false",
        "OrderArray": {"Order": orders},
        "OrdersPerPage": str(pages.size),
        "PageNumber": str(pages.number),
        "ReturnedOrderCountActual": str(len(orders)),
    }


def _wanted(request: Part, now: int) -> tuple[Chosen, bool]:
    """Order ids override everything; a window of creation overrides one of modification."""
    array = request.part("OrderIDArray")
    names = frozenset(array.all("OrderID")) if array else frozenset()
    if len(names) > MAX_IDS:
        raise invalid_input("OrderIDArray.OrderID")
    if names:
        return (lambda found: bool(found.names & names)), True
    created = window_of(request, "CreateTime", now, _CREATED_DAYS * DAY_MS)
    modified = window_of(request, "ModTime", now, _MODIFIED_DAYS * DAY_MS)
    days = request.whole("NumberOfDays", 0, 1, 30)
    if days and (created or modified):
        raise invalid_input("NumberOfDays")
    if created:
        if created.start < now - _CREATED_DAYS * DAY_MS - _SLACK:
            raise invalid_window()
        return (lambda found: created.holds(found.created)), False
    if modified:
        return (lambda found: modified.holds(found.modified)), False
    if not days:
        raise invalid_input("CreateTimeFrom")
    span = Window(now - days * DAY_MS, now)
    return (lambda found: span.holds(found.created) or span.holds(found.modified)), False


def _bought(ask: Ask) -> Iterator[Found]:
    oldest = ask.now - SHOWN_DAYS * DAY_MS
    for name, order in won_orders(shelf_of(ask.world, ask.seller, "purchases")).items():
        if order.created >= oldest:
            yield Found(_names(name, order), order.created, order.modified, order.as_order)


def _names(name: str, order: WonOrder) -> frozenset[str]:
    """An order of one line item is known by that, too."""
    lines = [str(line.get("OrderLineItemID")) for line in order.transactions if isinstance(line, dict)]
    return frozenset([name, *lines]) if len(lines) == 1 else frozenset([name])


def _sold(ask: Ask) -> Iterator[Found]:
    """Orders that are not paid for are shown, too, unlike by the Fulfillment API."""
    book, oldest = ask.seller.book, ask.now - SHOWN_DAYS * DAY_MS
    selection = book.created_between(oldest, ask.now)
    unpaid = (row for row in book.hidden_rows() if oldest <= book.created[row] <= ask.now)
    for row in (*selection.rows[selection.start : selection.end], *unpaid):
        yield Found(
            frozenset([book.name(row)]),
            book.created[row],
            book.modified[row],
            lambda row=row: sold_order(ask.seller, row),  # type: ignore[misc]
        )

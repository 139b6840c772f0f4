"""What Post-Order's searches are asked: parameters, windows of time, pages."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from ebay_emulator.areas import shelf_of
from ebay_emulator.areas.troubles import MONTHS
from ebay_emulator.areas.troubles.facts import months_ago
from ebay_emulator.clock import DAY_MS, parse_iso
from ebay_emulator.errors import EbayError, post_order
from ebay_emulator.reply import Call
from ebay_emulator.sellers import Seller
from ebay_emulator.services.fulfillment import owner
from ebay_emulator.shelf import Item, Json, Shelf

DEFAULT_LIMIT = 25
MAX_LIMIT = 200
WINDOW_DAYS = 90
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z")


@dataclass(frozen=True, slots=True)
class Search:
    """How one search is asked and answered. `fields`: where a record has what a parameter compares."""

    entity: str
    noun: str
    members: str
    total: str
    dates: str
    """What its two date parameters begin with."""
    ascending: str
    """The sort that turns the list around."""
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def domain(self) -> str:
        return f"{self.noun}ErrorDomain"


_CREATED = "creation_date_range"
_RETURN, _ITEM = "summary", ("summary", "creationInfo", "item")
_RETURN_FIELDS: dict[str, tuple[str, ...]] = {
    "return_id": (_RETURN, "returnId"), "order_id": (_RETURN, "orderId"), "item_id": (*_ITEM, "itemId"),
    "transaction_id": (*_ITEM, "transactionId"), "states": (_RETURN, "state"),
}  # fmt: skip
_CANCEL_FIELDS: dict[str, tuple[str, ...]] = {
    "cancel_id": ("cancelDetail", "cancelId"), "legacy_order_id": ("cancelDetail", "legacyOrderId"),
}  # fmt: skip
_SAME: dict[str, tuple[str, ...]] = {"item_id": ("itemId",), "transaction_id": ("transactionId",)}

SEARCHES = {
    search.entity: search
    for search in (
        Search("returns", "return", "members", "total", _CREATED, "FILING_DATE", _RETURN_FIELDS),
        Search(
            "cancellations", "cancel", "cancellations", "total", _CREATED, "CANCEL_REQUEST_DATE", _CANCEL_FIELDS
        ),
        Search(
            "inquiries", "inquiry", "members", "totalNumberOfInquiries", "inquiry_creation_date_range",
            "CREATION_DATE", _SAME | {"inquiry_status": ("status",)},
        ),
        Search(
            "cases", "case", "members", "totalNumberOfCases", "case_creation_date_range",
            "CREATION_DATE", _SAME | {"case_status_filter": ("status",), "return_id": ("returnId",)},
        ),
    )
}  # fmt: skip
_COUNT_FILTERS: dict[str, Callable[[Json], bool]] = {
    "ALL_OPEN": lambda summary: summary.get("status") != "CLOSED",
    "ALL_OPEN_RETURN": lambda summary: summary.get("status") != "CLOSED",
    "ALL_OPEN_REPLACEMENT": lambda summary: False,
    "BUYER_ACTION_DUE": lambda summary: "buyerResponseDue" in summary,
    "SELLER_ACTION_DUE": lambda summary: "sellerResponseDue" in summary,
    "RETURN_STARTED": lambda summary: summary.get("status") in ("RETURN_REQUESTED", "READY_FOR_SHIPPING"),
    "ITEM_SHIPPED": lambda summary: summary.get("status") == "ITEM_SHIPPED",
    "ITEM_DELIVERED": lambda summary: summary.get("status") == "ITEM_DELIVERED",
    "ESCALATED": lambda summary: summary.get("status") == "ESCALATED",
    "CLOSED": lambda summary: summary.get("status") == "CLOSED",
}


@dataclass(frozen=True, slots=True)
class Page:
    """`offset` as it was asked for; `skip` as many records as that means."""

    limit: int
    offset: int
    skip: int


def select(call: Call, search: Search) -> list[Item]:
    """What a search finds, newest first unless asked otherwise."""
    asked, seller = parse_qs(call.query), owner(call)
    shelf = shelf_of(call.world, seller, search.entity)
    found = _in_window(call, search, asked, shelf)
    if asked.get("role", [""])[0] == "BUYER":
        found = []  # sellers' own purchases make no trouble here
    for name, path in search.fields.items():
        if name in asked:
            wanted = {value for given in asked[name] for value in given.split(",")}
            found = [item for item in found if str(_at(item, path)) in wanted]
    if "return_state" in asked and search.entity == "returns":
        found = _counted(search, found, asked["return_state"][0])
    if search.entity == "cancellations":
        found = _cancelled(found, asked)
    if "order_id" in asked and search.entity in ("inquiries", "cases"):
        found = _of_order(seller, found, asked["order_id"][0])
    return found[::-1] if asked.get("sort", [""])[0] == search.ascending else found


def page_of(call: Call, seller: Seller) -> Page:
    """Whether an offset counts records from 0 or pages from 1 is disputed: a seller's wish decides, records else."""
    asked = call.parameters()
    pages = seller.wishes.get("post_order_offset") == "pages"
    limit, offset = asked.get("limit", str(DEFAULT_LIMIT)), asked.get("offset", "1" if pages else "0")
    for name, given in (("limit", limit), ("offset", offset)):
        if not (given.isascii() and given.isdigit()):
            raise _refused("postOrder", 1302, f"Invalid {name}.", **{name: given})
    if int(limit) > MAX_LIMIT:
        raise _refused(
            "postOrder", 1401, f"The maximum number of records supported per page is {MAX_LIMIT}.", limit=limit
        )
    if int(limit) < 1:
        raise _refused("postOrder", 1402, "The minimum number of records supported per page is 1.", limit=limit)
    skip = max(int(offset) - 1, 0) * int(limit) if pages else int(offset)
    return Page(int(limit), int(offset), skip)


def _in_window(call: Call, search: Search, asked: dict[str, list[str]], shelf: Shelf) -> list[Item]:
    """Of the days asked for. Without any: the last 90 days, or all there is of what was asked for by its id."""
    oldest, window = months_ago(call.now, MONTHS), WINDOW_DAYS * DAY_MS
    start, end = (_moment(search, f"{search.dates}_{side}", asked) for side in ("from", "to"))
    if start is None and end is None:
        by_id = any(name.endswith("_id") and name in _parameters(search) for name in asked)
        return shelf.between(oldest if by_id else call.now - window, call.now)
    if start is None:
        start = max((end or 0) - window, oldest)
    if end is None:
        end = min(start + window, call.now)
    name = f"{search.dates}_from"
    given = {name: asked.get(name, [""])[0]}
    if start < oldest:
        raise _refused(search.noun, 1405, f"The start date must be within the last {MONTHS} months.", **given)
    if end <= start:
        raise _refused(search.noun, 1404, "The start date must be older than the end date.", **given)
    if end - start > window:
        raise _refused(search.noun, 1406, f"The date range must not exceed {WINDOW_DAYS} days.", **given)
    return shelf.between(start, min(end, call.now))


def _parameters(search: Search) -> set[str]:
    """By which a search tells records apart."""
    order = set() if search.entity == "cancellations" else {"order_id"}
    return {*search.fields, "item_id", "transaction_id"} | order


def _moment(search: Search, name: str, asked: dict[str, list[str]]) -> int | None:
    given = asked.get(name, [""])[0]
    if not given:
        return None
    try:
        if _MOMENT.fullmatch(given):
            return parse_iso(given)
    except ValueError:
        pass
    raise _refused(search.noun, 1403, "Invalid date format.", **{name: given})


def _counted(search: Search, found: list[Item], given: str) -> list[Item]:
    chosen = _COUNT_FILTERS.get(given)
    if chosen is None:
        raise _refused(search.noun, 1302, "Invalid return state.", return_state=given)
    return [item for item in found if chosen(_record(item).get("summary", {}))]


def _cancelled(found: list[Item], asked: dict[str, list[str]]) -> list[Item]:
    """A cancellation is about all line items of its order."""
    for name, key in (("item_id", "itemId"), ("transaction_id", "transactionId")):
        if name in asked:
            found = [item for item in found if any(line.get(key) == asked[name][0] for line in _lines(item))]
    return found


def _lines(item: Item) -> list[Json]:
    lines = _at(item, ("cancelDetail", "lineItems"))
    return lines if isinstance(lines, list) else []


def _of_order(seller: Seller, found: list[Item], order_id: str) -> list[Item]:
    """Inquiries and cases know an order by its line items only."""
    row = seller.book.find(order_id)
    try:
        order = {} if row is None else seller.record(row).order
    except ValueError:
        order = {}
    lines = {line.get("lineItemId") for line in order.get("lineItems", ())}
    return [item for item in found if _record(item).get("transactionId") in lines]


def _at(item: Item, path: tuple[str, ...]) -> object:
    value: object = _record(item)
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _record(item: Item) -> Json:
    """Nothing of what a test stored raw."""
    try:
        return item.record()
    except ValueError:
        return {}


def _refused(noun: str, error_id: int, message: str, **parameters: str) -> EbayError:
    return EbayError(post_order(400, error_id, f"{noun}ErrorDomain", message, **parameters))

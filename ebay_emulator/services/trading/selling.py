"""GetMyeBaySelling: what the caller has on sale, has sold, and has not."""

from collections.abc import Callable, Iterator
from typing import Any

from ebay_emulator.areas import shelf_of
from ebay_emulator.areas.listed import ENTITY
from ebay_emulator.areas.listed.facts import Facts, facts_of
from ebay_emulator.areas.listed.views import as_my_ebay, time_left, without_variations
from ebay_emulator.clock import DAY_MS
from ebay_emulator.services.trading.asked import Ask, Part
from ebay_emulator.services.trading.paging import pages_of
from ebay_emulator.services.trading.sold import sold_order
from ebay_emulator.shelf import Item, Shelf
from ebay_emulator.xmlform import Json, Xml, shown

ACTIVE, SOLD, UNSOLD = "ActiveList", "SoldList", "UnsoldList"
_LISTS = ("ScheduledList", ACTIVE, SOLD, UNSOLD, "DeletedFromSoldList", "DeletedFromUnsoldList")
_MOST = 25_000
_LONGEST_DAYS = 60
_DEFAULT_DAYS = 31

Found = tuple[Item, Facts]
_ORDERS: dict[str, Callable[[Found], Any]] = {
    "TimeLeft": lambda found: (found[1].ends, found[0].id),
    "EndTime": lambda found: (found[1].ends, found[0].id),
    "StartTime": lambda found: (found[1].started, found[0].id),
    "ItemID": lambda found: found[0].id,
    "Title": lambda found: (found[1].title, found[0].id),
    "Price": lambda found: (found[1].price, found[0].id),
}
_SORTS = frozenset([*_ORDERS, *(f"{name}Descending" for name in _ORDERS)])
_TYPES = frozenset({"Chinese", "FixedPriceItem", "Auction", "AdType", "StoresFixedPrice"})


def get_my_ebay_selling(ask: Ask) -> Json:
    answer: Json = {}
    for name, part in ask.included(_LISTS):
        answer[name] = _sold(ask, part) if name == SOLD else _items(ask, name, part)
    summary = ask.request.part("SellingSummary")
    if summary is not None and summary.flag("Include", default=True):
        answer["SellingSummary"] = _summary(ask)
    return answer


def _items(ask: Ask, name: str, part: Part | None) -> Json:
    pages, found = pages_of(part), _chosen(ask, name, part)
    variations = not ask.request.flag("HideVariations")
    told = [_item(ask, item, facts, variations=variations) for item, facts in pages.of(found)]
    container: Json = {"ItemArray": {"Item": told}} if found else {}
    return container | {"PaginationResult": pages.result(len(found))}


def _chosen(ask: Ask, name: str, part: Part | None) -> list[Found]:
    """Nothing is scheduled, nothing was deleted. eBay gives 25,000 items of a list, however many there are."""
    shelf = shelf_of(ask.world, ask.seller, ENTITY)
    sort = part.choice("Sort", "TimeLeft", _SORTS) if part else "TimeLeft"
    if name == ACTIVE:
        return _active(shelf, part.choice("ListingType", "", _TYPES) if part else "", sort)[:_MOST]
    oldest = ask.now - _days(part) * DAY_MS
    known = _known(shelf) if name == UNSOLD else ()
    unsold = [each for each in known if not each[1].active and not each[1].sold and each[1].ends >= oldest]
    return _sorted(unsold, sort)[:_MOST]


def _active(shelf: Shelf, kind: str, sort: str) -> list[Found]:
    """Kept for the list's next page."""
    asked = shelf.changes, kind, sort
    kept: tuple[object, list[Found]] = shelf.notes.get("active", (None, []))
    found = kept[1]
    if kept[0] != asked:
        found = _sorted([each for each in _known(shelf) if each[1].active and kind in ("", each[1].kind)], sort)
        shelf.notes["active"] = asked, found
    return found


def _known(shelf: Shelf) -> Iterator[Found]:
    return ((item, facts_of(shelf, item)) for item in shelf)


def _sorted(found: list[Found], sort: str) -> list[Found]:
    return sorted(found, key=_ORDERS[sort.removesuffix("Descending")], reverse=sort.endswith("Descending"))


def _item(ask: Ask, item: Item, facts: Facts, *, variations: bool) -> Json | Xml:
    record = shown(item.payload)
    if isinstance(record, Xml):
        return record
    told = time_left(as_my_ebay(record), facts.ends, ask.now)
    return told if variations else without_variations(told)


def _sold(ask: Ask, part: Part | None) -> Json:
    """Orders of several line items as such, the others as the line item alone; newest first."""
    book, pages = ask.seller.book, pages_of(part)
    selection = book.created_between(ask.now - _days(part) * DAY_MS, ask.now)
    rows = list(reversed(selection.rows[selection.start : selection.end]))
    orders = [_wrapped(order) for row in pages.of(rows) if (order := sold_order(ask.seller, row)) is not None]
    container: Json = {"OrderTransactionArray": {"OrderTransaction": orders}} if rows else {}
    return container | {"PaginationResult": pages.result(len(rows))}


def _wrapped(order: Json) -> Json:
    lines = order["TransactionArray"]["Transaction"]
    if len(lines) > 1:
        head = {name: order[name] for name in ("OrderID", "Subtotal", "TransactionArray")}
        return {"Order": head}
    paid = {name: order[name] for name in ("PaidTime", "ShippedTime") if name in order}
    return {"Transaction": lines[0] | paid}


def _days(part: Part | None) -> int:
    return _DEFAULT_DAYS if part is None else part.whole("DurationInDays", _DEFAULT_DAYS, 0, _LONGEST_DAYS)


def _summary(ask: Ask) -> Json:
    book = ask.seller.book
    sold = book.created_between(ask.now - _DEFAULT_DAYS * DAY_MS, ask.now).total
    auctions = sum(facts.kind == "Chinese" for _, facts in _chosen(ask, ACTIVE, None))
    return {
        "ActiveAuctionCount": str(auctions),
        "AuctionSellingCount": "0",
        "AuctionBidCount": "0",
        "TotalSoldCount": str(sold),
        "SoldDurationInDays": str(_DEFAULT_DAYS),
    }

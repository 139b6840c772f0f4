"""GetItem, GetSellerList and GetSellerEvents."""

from ebay_emulator.areas import shelf_of
from ebay_emulator.areas.listed import ENTITY
from ebay_emulator.areas.listed.facts import Facts, facts_of
from ebay_emulator.areas.listed.views import as_my_ebay, coarse, described, time_left, without_variations
from ebay_emulator.clock import DAY_MS, iso
from ebay_emulator.services.trading.answers import invalid_input, item_not_found
from ebay_emulator.services.trading.asked import Ask
from ebay_emulator.services.trading.paging import Window, pages_of, window_of
from ebay_emulator.shelf import Item
from ebay_emulator.xmlform import Json, Xml, shown

LIST_DAYS = 120
EVENT_HOURS = 48
MOST_EVENTS = 3_000
_LEVELS = frozenset({"Coarse", "Medium", "Fine"})
_DESCRIBED = frozenset({"ReturnAll", "ItemReturnDescription"})

Found = tuple[Item, Facts]


def get_item(ask: Ask) -> Json:
    item_id = ask.request.text("ItemID")
    if item_id is None:
        raise invalid_input("ItemID")
    shelf = shelf_of(ask.world, ask.seller, ENTITY)
    item = shelf.get(item_id)
    if item is None:
        raise item_not_found(item_id)
    return {"Item": _fine(ask, (item, facts_of(shelf, item)))}


def get_seller_list(ask: Ask) -> Json:
    """Pagination is a must. Without a level of granularity or detail there is little more than the ids."""
    pages = pages_of(ask.request, required=True)
    started = window_of(ask.request, "StartTime", ask.now, LIST_DAYS * DAY_MS)
    ended = window_of(ask.request, "EndTime", ask.now, LIST_DAYS * DAY_MS)
    if started is None and ended is None:
        raise invalid_input("StartTimeFrom")
    level = ask.request.choice("GranularityLevel", "Fine" if ask.details else "Coarse", _LEVELS)
    found = [each for each in _all(ask) if _within(started, each[1].started) and _within(ended, each[1].ends)]
    array = ask.request.part("SKUArray")
    skus = frozenset(array.all("SKU")) if array else frozenset()
    found = sorted((each for each in found if not skus or each[1].sku in skus), key=lambda each: each[0].id)
    told = [_at_level(ask, each, level) for each in pages.of(found)]
    return {
        "PaginationResult": pages.result(len(found)),
        "HasMoreItems": "true" if pages.number < pages.count(len(found)) else "false",
        "ItemArray": {"Item": told},
        "ItemsPerPage": str(pages.size),
        "PageNumber": str(pages.number),
        "ReturnedItemCountActual": str(len(told)),
        "Seller": {"UserID": ask.seller.username},
    }


def get_seller_events(ask: Ask) -> Json:
    """No pages: of more than 3,000 items the rest is left out, and nothing says so."""
    windows = {
        name: window
        for name in ("StartTime", "EndTime", "ModTime")
        if (window := window_of(ask.request, name, ask.now, EVENT_HOURS * 3_600_000))
    }
    if len(windows) != 1:
        raise invalid_input("ModTimeFrom")
    ((name, window),) = windows.items()
    found = sorted((_when(name, each), each[0].id, each) for each in _all(ask) if window.holds(_when(name, each)))
    variations = not ask.request.flag("HideVariations")
    told = [_event(ask, each, variations=variations) for _, _, each in found[:MOST_EVENTS]]
    return {"TimeTo": iso(window.end), "ItemArray": {"Item": told}}


def _all(ask: Ask) -> list[Found]:
    shelf = shelf_of(ask.world, ask.seller, ENTITY)
    return [(item, facts_of(shelf, item)) for item in shelf]


def _within(window: Window | None, moment: int) -> bool:
    return window is None or window.holds(moment)


def _when(name: str, found: Found) -> int:
    item, facts = found
    return {"StartTime": facts.started, "EndTime": facts.ends, "ModTime": item.at}[name]


def _at_level(ask: Ask, found: Found, level: str) -> Json | Xml:
    if level == "Fine":
        told = _fine(ask, found)
        varied = ask.request.flag("IncludeVariations", default="ReturnAll" in ask.details)
        return told if varied or isinstance(told, Xml) else without_variations(told)
    record = shown(found[0].payload)
    if isinstance(record, Xml):
        return record
    return coarse(record) if level == "Coarse" else without_variations(_timed(ask, as_my_ebay(record), found))


def _fine(ask: Ask, found: Found) -> Json | Xml:
    record = shown(found[0].payload)
    if isinstance(record, Xml):
        return record
    told = _timed(ask, record, found) | {"Seller": {"UserID": ask.seller.username}}
    return described(told) if ask.details & _DESCRIBED else told


def _event(ask: Ask, found: Found, *, variations: bool) -> Json | Xml:
    record = shown(found[0].payload)
    if isinstance(record, Xml):
        return record
    told = _timed(ask, as_my_ebay(record), found)
    return told if variations else without_variations(told)


def _timed(ask: Ask, record: Json, found: Found) -> Json:
    return time_left(record, found[1].ends, ask.now)

"""Inventory API, offers and locations: getOffers, getOffer, getInventoryLocations, getInventoryLocation."""

from urllib.parse import quote

from ebay_emulator.areas import shelf_of
from ebay_emulator.areas.catalog.area import OfferShelf
from ebay_emulator.areas.catalog.numbers import is_legal
from ebay_emulator.areas.catalog.policies import MARKETPLACES
from ebay_emulator.errors import EbayError
from ebay_emulator.reply import JSON, Call, Reply, Route
from ebay_emulator.services.fulfillment import owner
from ebay_emulator.services.inventory import (
    PATH,
    READ_SCOPES,
    bad_sku,
    check_language,
    counts_pages,
    envelope,
    inventory_error,
    links,
    page_of,
    whole_page,
    written_shelf,
)
from ebay_emulator.shelf import Item

OFFERS_LIMIT = LOCATIONS_LIMIT = 100
_FORMATS = ("AUCTION", "FIXED_PRICE")


def get_offers(call: Call) -> Reply:
    """Of one SKU. Without it real accounts get 25707; a few, with the wish "offers_without_sku", get all."""
    check_language(call)
    asked = call.parameters()
    limit, first = page_of(call, asked, OFFERS_LIMIT, OFFERS_LIMIT)
    _check_filters(asked)
    if "sku" not in asked:
        return _all_offers(call, limit, first)
    found = _suiting(_offers_of(_offer_shelf(call), asked["sku"]), asked)
    if not found:
        raise _not_available()
    kept = "".join(f"{name}={quote(asked[name])}&" for name in ("sku", "marketplace_id", "format") if name in asked)
    records = [item.payload for item in found[first : first + limit]]
    return _envelope(call, f"{PATH}/offer?{kept}", records, limit, first, len(found))


def get_offer(call: Call) -> Reply:
    check_language(call)
    item = _offer_shelf(call).get(call.arguments["offerId"])
    if item is None:
        raise _not_available()
    return Reply(200, item.payload, JSON)


def get_locations(call: Call) -> Reply:
    asked = call.parameters()
    limit, first = whole_page(asked, LOCATIONS_LIMIT, LOCATIONS_LIMIT)
    found = list(reversed(list(shelf_of(call.world, owner(call), "locations"))))
    head = links(f"{PATH}/location?", limit, first, len(found))
    return envelope(head | {"offset": first}, "locations", [item.payload for item in found[first : first + limit]])


def get_location(call: Call) -> Reply:
    name = call.arguments["merchantLocationKey"]
    item = shelf_of(call.world, owner(call), "locations").get(name)
    if item is None:
        raise inventory_error(25805, "merchantLocationKey Not Found.", 404, merchantLocationKey=name)
    return Reply(200, item.payload, JSON)


def _all_offers(call: Call, limit: int, first: int) -> Reply:
    names = written_shelf(call, "inventory")
    if not owner(call).wishes.get("offers_without_sku") or not all(map(is_legal, names.names(0, len(names)))):
        bad_sku()
    shelf = _offer_shelf(call)
    records = [item.payload for item in shelf.page(first, first + limit)]
    return _envelope(call, f"{PATH}/offer?", records, limit, first, len(shelf))


def _envelope(call: Call, path: str, records: list[bytes], limit: int, first: int, total: int) -> Reply:
    head = links(path, limit, first, total, limit if counts_pages(call) else 1)
    return envelope(head | {"size": len(records)}, "offers", records)


def _offer_shelf(call: Call) -> OfferShelf:
    shelf = written_shelf(call, "offers")
    if not isinstance(shelf, OfferShelf):
        raise TypeError("Offers stand on another kind of shelf.")
    return shelf


def _offers_of(shelf: OfferShelf, sku: str) -> list[Item]:
    if not is_legal(sku):
        bad_sku()
    return shelf.of_sku(sku)


def _suiting(items: list[Item], asked: dict[str, str]) -> list[Item]:
    for name, field in (("marketplace_id", "marketplaceId"), ("format", "format")):
        if name in asked:
            items = [item for item in items if field_of(item, field) == asked[name]]
    return items


def field_of(item: Item, name: str) -> object:
    try:
        return item.record().get(name)
    except ValueError:
        return None  # stored raw


def _check_filters(asked: dict[str, str]) -> None:
    if asked.get("format", _FORMATS[0]) not in _FORMATS:
        raise inventory_error(25709, f"Invalid value for format. {asked['format']}")
    if asked.get("marketplace_id", "EBAY_US") not in MARKETPLACES:
        raise inventory_error(25709, f"Invalid value for marketplace_id. {asked['marketplace_id']}")


def _not_available() -> EbayError:
    return inventory_error(25713, "This Offer is not available.", 404)


ROUTES = (
    Route("GET", "api", f"{PATH}/offer", get_offers, READ_SCOPES),
    Route("GET", "api", f"{PATH}/offer/{{offerId}}", get_offer, READ_SCOPES),
    Route("GET", "api", f"{PATH}/location", get_locations, READ_SCOPES),
    Route("GET", "api", f"{PATH}/location/{{merchantLocationKey}}", get_location, READ_SCOPES),
)

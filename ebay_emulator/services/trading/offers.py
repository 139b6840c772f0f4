"""GetBestOffers: prices that buyers have named for the caller's listings."""

from ebay_emulator.areas import shelf_of
from ebay_emulator.areas.bargaining import ENTITY
from ebay_emulator.areas.listed import ENTITY as LISTINGS
from ebay_emulator.services.trading.answers import invalid_input, item_not_found
from ebay_emulator.services.trading.asked import Ask
from ebay_emulator.services.trading.paging import Pages, pages_of
from ebay_emulator.shelf import Item
from ebay_emulator.xmlform import Json, Xml, decoded, shown

_STATUSES = frozenset(
    {"Accepted", "Active", "AdminEnded", "All", "Countered", "Declined", "Expired", "Pending", "Retracted"}
)
_MESSAGES = ("BuyerMessage", "SellerMessage")


def get_best_offers(ask: Ask) -> Json:
    """Active are those that wait for an answer; all are told of one listing only."""
    request = ask.request
    item_id, offer_id = request.text("ItemID"), request.text("BestOfferID")
    status = request.choice("BestOfferStatus", "Active", _STATUSES)
    pages = pages_of(request)
    if offer_id:
        found = [each for each in _all(ask) if each[0].id == offer_id]
        return _of_one(ask, pages, found)
    if item_id is None:
        if status == "All":
            raise invalid_input("ItemID")
        return _of_all(ask, pages, [each for each in _all(ask) if _has(each[1], status)])
    if item_id not in shelf_of(ask.world, ask.seller, LISTINGS):
        raise item_not_found(item_id)
    found = [each for each in _all(ask) if _item_id(each[1]) == item_id and _has(each[1], status)]
    return _of_one(ask, pages, found)


Found = tuple[Item, Json]


def _all(ask: Ask) -> list[Found]:
    """Newest first. One that a test stored raw says nothing of itself."""
    return [(item, decoded(item.payload) or {}) for item in shelf_of(ask.world, ask.seller, ENTITY)]


def _has(record: Json, status: str) -> bool:
    own = record.get("Status", "Pending")
    return status == "All" or own == ("Pending" if status == "Active" else status)


def _item(record: Json) -> Json:
    item = record.get("Item")
    return item if isinstance(item, dict) else {}


def _item_id(record: Json) -> str:
    return str(_item(record).get("ItemID", ""))


def _of_one(ask: Ask, pages: Pages, found: list[Found]) -> Json:
    told: Json = {"BestOfferArray": {"BestOffer": [_offer(ask, *each) for each in pages.of(found)]}} if found else {}
    if found:
        told["Item"] = _item(found[0][1])
    return told | {"PaginationResult": pages.result(len(found)), "PageNumber": str(pages.number)}


def _of_all(ask: Ask, pages: Pages, found: list[Found]) -> Json:
    """Of a page the offers, put together by listing."""
    listings: dict[str, Json] = {}
    for item, record in pages.of(found):
        known = listings.setdefault(
            _item_id(record), {"Role": "Seller", "BestOfferArray": {"BestOffer": []}, "Item": _item(record)}
        )
        known["BestOfferArray"]["BestOffer"].append(_offer(ask, item, record))
    told = {"ItemBestOffersArray": {"ItemBestOffers": list(listings.values())}} if found else {}
    return told | {"PaginationResult": pages.result(len(found)), "PageNumber": str(pages.number)}


def _offer(ask: Ask, item: Item, record: Json) -> Json | Xml:
    """Messages are given at the highest level of detail only."""
    if not record:
        return shown(item.payload)
    hidden = ("Item",) if ask.all_details else ("Item", *_MESSAGES)
    return {name: value for name, value in record.items() if name not in hidden}

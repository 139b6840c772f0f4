"""Listings as the Trading API tells of them: the catalog's, written as eBay's Items and kept on a shelf.

A record is the Item that GetItem gives, without what changes by the minute (TimeLeft) and the description. It
stands at the time of its last revision. Listings that ended stay for 90 days.
"""

import heapq
from collections.abc import Iterator

import msgspec

from ebay_emulator.areas.catalog import Catalog, Listing, catalog_of
from ebay_emulator.areas.catalog.product import SHOWN_AFTER_END
from ebay_emulator.areas.listed.facts import facts_of
from ebay_emulator.areas.listed.item import end_of, item_of
from ebay_emulator.areas.listed.views import as_my_ebay, beyond_my_ebay
from ebay_emulator.sellers import Seller
from ebay_emulator.shelf import Item, Shelf
from ebay_emulator.world import World
from ebay_emulator.xmlform import as_read, canonical, decoded

ENTITY = "listings"


class Listed:
    ENTITIES: tuple[str, ...] = (ENTITY,)

    def bring_up(self, world: World, seller: Seller, now: int) -> None:
        shelf, catalog = seller.shelf(ENTITY), catalog_of(world, seller, now)
        if shelf.notes.get("catalog") is not catalog:
            _begin(shelf, catalog)
        changed = catalog.changed[shelf.notes["seen"] :]
        shelf.notes["seen"] = len(catalog.changed)
        for item_id in dict.fromkeys(changed):
            _show(shelf, catalog, item_id)
        _pass(shelf, catalog, now)

    def truth(self, world: World, seller: Seller, entity: str, view: str) -> Iterator[bytes]:
        """The running ones, as GetMyeBaySelling gives them; `view` "item": as GetItem does; "all": with the ended."""
        shelf = seller.shelf(entity)
        for item in shelf:
            if view == "item":
                yield as_read(item.payload)
            elif view == "all" or facts_of(shelf, item).active:
                yield _in_my_ebay(shelf, item)


def _in_my_ebay(shelf: Shelf, item: Item) -> bytes:
    """As written here a record begins with what My eBay gives of it; one that a test has changed is read again."""
    payload, head = shelf.notes["heads"].get(item.id, (b"", 0))
    if payload is item.payload:
        return payload[:head] + b"}"
    record = decoded(item.payload)
    return item.payload if record is None else msgspec.json.encode(canonical(as_my_ebay(record)))


def _begin(shelf: Shelf, catalog: Catalog) -> None:
    """All there is. What an earlier catalog of another size had, is gone."""
    for name in shelf.notes.get("written", set()):
        shelf.remove(name)
    shelf.notes |= {"catalog": catalog, "seen": len(catalog.changed), "due": [], "written": set(), "heads": {}}
    for listing in catalog.listings():
        _write(shelf, catalog, listing)


def _show(shelf: Shelf, catalog: Catalog, item_id: str) -> None:
    listing = catalog.listing(item_id)
    if listing is not None:
        _write(shelf, catalog, listing)


def _write(shelf: Shelf, catalog: Catalog, listing: Listing) -> None:
    if shelf.was_removed(listing.item_id) and listing.item_id in shelf.notes["written"]:
        return
    ends = end_of(listing, catalog.now)
    shelf.notes["written"].add(listing.item_id)
    item = item_of(listing, ends)
    head, rest = msgspec.json.encode(as_my_ebay(item)), msgspec.json.encode(beyond_my_ebay(item))
    payload = head[:-1] + b"," + rest[1:]
    shelf.put(listing.item_id, listing.revised, payload)
    shelf.notes["heads"][listing.item_id] = payload, len(head) - 1
    heapq.heappush(shelf.notes["due"], (ends + SHOWN_AFTER_END if listing.ended else ends, listing.item_id))


def _pass(shelf: Shelf, catalog: Catalog, now: int) -> None:
    """Listings that renew get another end; those that ended long ago are forgotten."""
    due: list[tuple[int, str]] = shelf.notes["due"]
    while due and due[0][0] < now:
        _, item_id = heapq.heappop(due)
        listing = catalog.listing(item_id)
        if listing is None:
            shelf.remove(item_id)
        elif end_of(listing, now) >= now:
            _write(shelf, catalog, listing)

"""Listings as the Trading API tells of them: the catalog's, written as eBay's Items and kept on a shelf.

A record is the Item that GetItem gives, without what changes by the minute (TimeLeft) and the description. It
stands at the time of its last revision, or of the last offer made for it. Listings that ended stay for 90 days.
"""

import heapq
from collections.abc import Iterator

import msgspec

from ebay_emulator.areas.bargaining import offers_made
from ebay_emulator.areas.catalog import Catalog, Listing, catalog_of
from ebay_emulator.areas.catalog.product import SHOWN_AFTER_END
from ebay_emulator.areas.listed.facts import facts_of
from ebay_emulator.areas.listed.item import item_of
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
        made = offers_made(world, seller, now)
        if shelf.notes.get("catalog") is not catalog:
            _begin(shelf, catalog, made)
        changed = catalog.changed[shelf.notes["seen"] :] + _count(shelf, made)
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


def _count(shelf: Shelf, made: list[tuple[str, int]]) -> list[str]:
    """Which items have got new offers."""
    offers: dict[str, tuple[int, int]] = shelf.notes["offers"]
    new = made[shelf.notes["counted"] :]
    shelf.notes["counted"] = len(made)
    for item_id, at in new:
        count, last = offers.get(item_id, (0, 0))
        offers[item_id] = count + 1, max(last, at)
    return [item_id for item_id, _ in new]


def _begin(shelf: Shelf, catalog: Catalog, made: list[tuple[str, int]]) -> None:
    """All there is. What an earlier catalog of another size had, is gone."""
    for name in shelf.notes.get("heads", ()):
        shelf.remove(name)
    shelf.notes |= {"catalog": catalog, "seen": len(catalog.changed), "due": [], "until": {}, "heads": {}}
    shelf.notes |= {"offers": {}, "counted": 0}
    _count(shelf, made)
    for listing in catalog.listings():
        _write(shelf, listing)


def _show(shelf: Shelf, catalog: Catalog, item_id: str) -> None:
    listing = catalog.listing(item_id)
    if listing is not None:
        _write(shelf, listing)


def _write(shelf: Shelf, listing: Listing) -> None:
    if shelf.was_removed(listing.item_id) and listing.item_id in shelf.notes["heads"]:
        return
    offers, last_offer = shelf.notes["offers"].get(listing.item_id, (0, 0))
    item = item_of(listing, offers)
    head, rest = msgspec.json.encode(as_my_ebay(item)), msgspec.json.encode(beyond_my_ebay(item))
    payload = head[:-1] + b"," + rest[1:]
    # Some auctions are begun anew under the same number.
    shelf.put(listing.item_id, max(listing.revised, listing.started, last_offer), payload)
    shelf.notes["heads"][listing.item_id] = payload, len(head) - 1
    _expect(shelf, listing)


def _expect(shelf: Shelf, listing: Listing) -> None:
    """Look at it again when it renews, or when it ended long ago."""
    until = listing.ends + SHOWN_AFTER_END + 1 if listing.ended else listing.ends
    if shelf.notes["until"].get(listing.item_id) != until:
        shelf.notes["until"][listing.item_id] = until
        heapq.heappush(shelf.notes["due"], (until, listing.item_id))


def _pass(shelf: Shelf, catalog: Catalog, now: int) -> None:
    """Listings that renew get another end, unless a test has changed them; those that ended long ago are forgotten."""
    due: list[tuple[int, str]] = shelf.notes["due"]
    while due and due[0][0] <= now:
        at, item_id = heapq.heappop(due)
        if shelf.notes["until"].get(item_id) != at:
            continue
        listing, item = catalog.listing(item_id), shelf.get(item_id)
        if listing is None:
            shelf.remove(item_id)
        elif item is not None and item.payload is shelf.notes["heads"][item_id][0]:
            _write(shelf, listing)
        else:
            _expect(shelf, listing)

"""Best offers: buyers name a price of their own. Every so many orders bring one about, for something else on sale.

An offer waits 48 hours for the seller, who takes it, declines it, or names another price, which waits as long for the
buyer. What was taken became an order: then price and buyer are that order's.
"""

import heapq
from collections.abc import Iterator

import msgspec

from ebay_emulator.areas.buying import sold_since
from ebay_emulator.areas.catalog import catalog_of
from ebay_emulator.areas.offer import Offer, accepted, planned, takes_offers, told
from ebay_emulator.sellers import Seller
from ebay_emulator.shelf import Shelf
from ebay_emulator.shop.catalog import Choice
from ebay_emulator.world import World
from ebay_emulator.xmlform import as_read, decoded

ENTITY = "best_offers"
_ONE_IN = 4

Event = tuple[int, str, str, Offer]
"""When, the offer's id, its status from then on, the offer."""


class Bargaining:
    ENTITIES: tuple[str, ...] = (ENTITY,)

    def bring_up(self, world: World, seller: Seller, now: int) -> None:
        shelf = seller.shelf(ENTITY)
        events: list[Event] = shelf.notes.setdefault("events", [])
        for row in sold_since(world, seller, shelf, now, _ONE_IN):
            for offer in _of_order(world, seller, shelf, row, now):
                for at, status in offer.fate:
                    heapq.heappush(events, (at, offer.offer_id, status, offer))
        while events and events[0][0] <= now:
            _happen(shelf, *heapq.heappop(events)[2:])

    def truth(self, world: World, seller: Seller, entity: str, view: str) -> Iterator[bytes]:
        """Every offer, as GetBestOffers gives it for its listing; `view` "list": those that wait for an answer."""
        for item in seller.shelf(entity):
            record = decoded(item.payload) or {}
            if view != "list" or record.get("Status") == "Pending":
                yield as_read(item.payload)


def _of_order(world: World, seller: Seller, shelf: Shelf, row: int, now: int) -> list[Offer]:
    """What an order brings about, once: when it is paid for."""
    order_id, known = seller.book.name(row), shelf.notes.setdefault("known", set())
    order = decoded(seller.book.payload(row))
    if order is None or order_id in known:
        return []
    try:
        taken = accepted(order)
        offers = planned(world.origin.seed, order, _negotiable(world, seller, shelf, now))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return []
    known.add(order_id)
    return offers if taken is None else [taken, *offers]


def _negotiable(world: World, seller: Seller, shelf: Shelf, now: int) -> list[Choice]:
    """What the seller takes offers for."""
    catalog = catalog_of(world, seller, now)
    if shelf.notes.get("catalog") is not catalog:
        shelf.notes["catalog"] = catalog
        shelf.notes["negotiable"] = [
            choice
            for choice in seller.shop.catalog
            if not choice.auction
            and choice.variation_id is None
            and takes_offers(choice.item_id)
            and catalog.listing(choice.item_id) is not None
        ]
    found: list[Choice] = shelf.notes["negotiable"]
    return found


def offers_made(world: World, seller: Seller, now: int) -> list[tuple[str, int]]:
    """For which item a buyer has made an offer, and when, in the order in which they came; it only grows."""
    Bargaining().bring_up(world, seller, now)
    made: list[tuple[str, int]] = seller.shelf(ENTITY).notes.setdefault("made", [])
    return made


def _happen(shelf: Shelf, status: str, offer: Offer) -> None:
    begins, first = offer.fate[0]
    if status == first and not offer.countered:
        shelf.notes.setdefault("made", []).append((offer.item_id, begins))
    if not shelf.was_removed(offer.offer_id):
        shelf.put(offer.offer_id, offer.created, msgspec.json.encode(told(offer, status)))

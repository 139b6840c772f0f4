"""What the seller bought on eBay for the business, as a buyer: every so many orders make one purchase.

A record is an order line item: eBay's Transaction, with the order it belongs to as its ContainingOrder. It is kept
under its OrderLineItemID, at the time of the order's last modification.
"""

import heapq
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec

from ebay_emulator.areas.purchase import Purchase, bought, planned
from ebay_emulator.clock import DAY_MS
from ebay_emulator.orders.ids import order_id_text
from ebay_emulator.sellers import Seller, moment
from ebay_emulator.shelf import Item, Shelf
from ebay_emulator.world import World
from ebay_emulator.xmlform import as_read, decoded

SHOWN_DAYS = 90
"""So far back GetOrders goes."""
_TOLD_DAYS = 120
_ONE_IN = 8


class Buying:
    ENTITIES: tuple[str, ...] = ("purchases",)

    def bring_up(self, world: World, seller: Seller, now: int) -> None:
        shelf = seller.shelf("purchases")
        events: list[tuple[int, str, Purchase]] = shelf.notes.setdefault("events", [])
        for row in sold_since(world, seller, shelf, now, _ONE_IN):
            _expect(world, seller, row, events, shelf.notes.setdefault("known", set()))
        while events and events[0][0] <= now:
            _, order_id, purchase = heapq.heappop(events)
            _happen(shelf, order_id, purchase, events)

    def truth(self, world: World, seller: Seller, entity: str, view: str) -> Iterator[bytes]:
        """What GetOrders gives a buyer; `view` "won": what is in the WonList of My eBay."""
        days = 60 if view == "won" else SHOWN_DAYS
        oldest = world.clock.now_ms() - days * DAY_MS
        return (as_read(item.payload) for item in seller.shelf(entity) if created(item) >= oldest)


def created(item: Item) -> int:
    """When the purchase was made; the time it stands at when it does not say."""
    record: Any = decoded(item.payload) or {}
    order = record.get("ContainingOrder")
    return moment(order.get("CreatedTime") if isinstance(order, dict) else None, item.at)


def sold_since(world: World, seller: Seller, shelf: Shelf, now: int, one_in: int) -> list[int]:
    """Some of the orders that came or changed since the last time; at first since some time before the world began."""
    book = seller.book
    oldest = world.origin.anchor - _TOLD_DAYS * DAY_MS
    since, rows = shelf.notes.get("since", oldest), len(book.created)
    found = book.modified_between(since, now)
    # A seed adds orders of the past.
    added = range(shelf.notes.get("rows", rows), rows)
    late = [row for row in added if oldest <= book.modified[row] < since and book.is_visible(row)]
    shelf.notes |= {"since": now, "rows": rows}
    salt = zlib.crc32(seller.user_id.encode())
    chosen = (*found.rows[found.start : found.end], *late)
    return [row for row in chosen if (zlib.crc32(order_id_text(book.number[row])) ^ salt) % one_in == 0]


def _expect(world: World, seller: Seller, row: int, events: list[tuple[int, str, Purchase]], known: set[str]) -> None:
    """The purchase that an order brings about, once it is paid for."""
    order_id = seller.book.name(row)
    order = decoded(seller.book.payload(row))
    if order is None or order_id in known:
        return
    try:
        paid = moment(order["paymentSummary"]["payments"][0]["paymentDate"], 0)
    except (IndexError, KeyError, TypeError):
        return
    known.add(order_id)
    purchase = planned(seller, world.origin.seed, order_id, paid)
    if purchase is not None:
        heapq.heappush(events, (purchase.steps[0].at, purchase.order_id, purchase))


def _happen(shelf: Shelf, order_id: str, purchase: Purchase, events: list[tuple[int, str, Purchase]]) -> None:
    """The next step of a purchase."""
    purchase = replace(purchase, done=purchase.done + 1)
    for record in bought(purchase):
        name = str(record["OrderLineItemID"])
        if not shelf.was_removed(name):
            shelf.put(name, purchase.steps[purchase.done - 1].at, msgspec.json.encode(record))
    if purchase.done < len(purchase.steps):
        heapq.heappush(events, (purchase.steps[purchase.done].at, order_id, purchase))

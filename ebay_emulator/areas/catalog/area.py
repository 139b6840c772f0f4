"""The shelves of what the Inventory and Account APIs tell."""

from collections.abc import Iterator

from ebay_emulator.areas.catalog.catalog import Catalog
from ebay_emulator.areas.catalog.drafts import Offers, offers_of
from ebay_emulator.areas.catalog.find import catalog_of
from ebay_emulator.areas.catalog.groups import Groups
from ebay_emulator.areas.catalog.items import Items
from ebay_emulator.areas.catalog.numbers import is_legal
from ebay_emulator.areas.catalog.places import locations
from ebay_emulator.areas.catalog.policies import FULFILLMENT, ID_FIELDS, PAYMENT, RETURN, policies, privileges
from ebay_emulator.areas.catalog.shelves import WrittenShelf
from ebay_emulator.areas.catalog.stock import Stock
from ebay_emulator.sellers import Seller
from ebay_emulator.shelf import Item
from ebay_emulator.world import World

INVENTORY, OFFERS, GROUPS = "inventory", "offers", "inventory_item_groups"
LOCATIONS, PRIVILEGES = "locations", "privileges"
_SETTLED = (LOCATIONS, FULFILLMENT, PAYMENT, RETURN, PRIVILEGES)


class Stocked:
    ENTITIES: tuple[str, ...] = (INVENTORY, OFFERS, GROUPS, *_SETTLED)

    def bring_up(self, world: World, seller: Seller, now: int) -> None:
        _settle(seller, world.origin.anchor)
        catalog = catalog_of(world, seller, now)
        known = seller.shelf(OFFERS)
        if not (isinstance(known, OfferShelf) and known.source.stock.catalog is catalog):
            known = _stock_up(seller, catalog)
        known.bring_up()

    def truth(self, world: World, seller: Seller, entity: str, view: str) -> Iterator[bytes]:
        """Oldest first. Items with an illegal SKU are counted by eBay, but no call gives them."""
        shelf = seller.shelf(entity)
        for item in shelf if isinstance(shelf, WrittenShelf) else reversed(list(shelf)):
            if entity != INVENTORY or is_legal(item.id):
                yield item.payload


class OfferShelf(WrittenShelf):
    """Knows the other two shelves, as offers and groups go with their items."""

    source: Offers

    def __init__(self, source: Offers, items: WrittenShelf, groups: Groups) -> None:
        super().__init__(source)
        self._items_shelf, self._groups = items, groups
        self._seen_dropped = 0

    def of_sku(self, sku: str) -> list[Item]:
        """Those of an item; a hand may have made others, or given one another SKU."""
        key = self._items_shelf.source.find(sku)
        names = self.source.of_item(key) if key is not None else []
        own = [item for name in names if (item := self.get(name)) is not None]
        by_hand = {item.id: told for item in self.by_hand() if (told := _sku_of(item)) is not None}
        moved = [item for name, other in by_hand.items() if other == sku and (item := self.get(name)) is not None]
        found = {item.id: item for item in own if by_hand.get(item.id, sku) == sku} | {item.id: item for item in moved}
        return list(found.values())

    def bring_up(self) -> None:
        came, went = self.source.stock.bring_up()
        dropped = self._items_shelf.dropped
        if len(dropped) != self._seen_dropped:
            self._seen_dropped = len(dropped)
            self.dropped |= offers_of(dropped)
            went |= dropped
        if came or went:
            self.source.take(came)
            self.source.drop(offers_of(went))
            self._groups.take()


def _sku_of(item: Item) -> object:
    """A record stored raw stays with the SKU it was made for."""
    try:
        return item.record().get("sku")
    except ValueError:
        return None


def _stock_up(seller: Seller, catalog: Catalog) -> OfferShelf:
    stock = Stock(catalog)
    items, groups = WrittenShelf(Items(stock)), Groups(stock)
    offers = OfferShelf(Offers(stock), items, groups)
    seller.shelves |= {INVENTORY: items, OFFERS: offers, GROUPS: WrittenShelf(groups)}
    return offers


def _settle(seller: Seller, anchor: int) -> None:
    """What was set up long ago, once."""
    shelf = seller.shelf(PRIVILEGES)
    if "settled" in shelf.notes:
        return
    shelf.notes["settled"] = True
    shelf.put(PRIVILEGES, anchor, privileges(seller.profile))
    for at, record in locations(seller.profile, seller.index, anchor):
        seller.shelf(LOCATIONS).put(record["merchantLocationKey"], at, record)
    for kind, at, record in policies(seller.profile, seller.index, anchor):
        seller.shelf(kind).put(record[ID_FIELDS[kind]], at, record)

"""Inventory items as getInventoryItem gives them."""

from array import array

import msgspec

from ebay_emulator.areas.catalog.dice import Dice
from ebay_emulator.areas.catalog.goods import Json, goods, package
from ebay_emulator.areas.catalog.listing import AUCTION
from ebay_emulator.areas.catalog.numbers import unpacked
from ebay_emulator.areas.catalog.places import STORE, WAREHOUSES
from ebay_emulator.areas.catalog.product import Product, condition_of
from ebay_emulator.areas.catalog.stock import Stock
from ebay_emulator.clock import DAY_MS
from ebay_emulator.shelf import Item

_RECOUNTED = 11 * DAY_MS


class Items:
    """The source of a seller's inventory shelf."""

    def __init__(self, stock: Stock) -> None:
        self.stock = stock

    @property
    def keys(self) -> "array[int]":
        return self.stock.keys

    def name(self, key: int) -> str:
        return self.stock.sku(key)

    def find(self, name: str) -> int | None:
        return self.stock.find(name)

    def drop(self, keys: set[int]) -> None:
        self.stock.drop(keys)

    def write(self, key: int) -> Item:
        sku = self.stock.sku(key)
        product = self.stock.product(key)
        record = self._unlisted(key, sku) if product is None else self._listed(product, unpacked(key).variation, sku)
        return Item(sku, self.stock.created(key), msgspec.json.encode(record))

    def _listed(self, product: Product, place: int, sku: str) -> Json:
        listing, group = self.stock.catalog.current(product), product.group_key
        quantity = listing.variations[place].quantity if product.varies else listing.quantity
        aspects = product.choices[place].aspects
        record = self._record(sku, listing.title, aspects, quantity, auction=listing.format == AUCTION)
        return record | {"groupIds": [group], "inventoryItemGroupKeys": [group]} if group else record

    def _unlisted(self, key: int, sku: str) -> Json:
        """Not listed yet, or no more. Its stock is counted now and then."""
        catalog, number = self.stock.catalog, unpacked(key).number
        line = catalog.profile.lines[number % len(catalog.profile.lines)]
        title = f"{line.titles[number % len(line.titles)][:68].rstrip()} S{number}"
        turn = (catalog.now + number * 7_919_000) // _RECOUNTED
        return self._record(sku, title, (), Dice(catalog.seed, "count", number, turn).below(0, 25), auction=False)

    def _record(
        self, sku: str, title: str, aspects: tuple[tuple[str, str], ...], quantity: int, *, auction: bool
    ) -> Json:
        profile, dice = self.stock.catalog.profile, Dice(self.stock.catalog.seed, "item", sku)
        condition = condition_of(title)
        record: Json = {
            "sku": sku,
            "locale": "en_GB" if profile.country == "GB" else "en_US",
            "product": goods(profile, title, sku, aspects, dice),
            "condition": condition,
            "availability": _availability(quantity, dice, auction=auction),
        }
        if condition != "NEW":
            record["conditionDescription"] = "The box was opened; everything is there and as new."
        if dice.percent(4) < 80:
            record["packageWeightAndSize"] = package(profile, dice)
        return record


def _availability(quantity: int, dice: Dice, *, auction: bool) -> Json:
    ship: Json = {
        "quantity": quantity,
        "allocationByFormat": {"auction": quantity if auction else 0, "fixedPrice": 0 if auction else quantity},
    }
    if dice.percent(5) < 20:
        here = quantity * 2 // 3
        shares = zip(WAREHOUSES, (here, quantity - here), strict=True)
        ship["availabilityDistributions"] = [
            {
                "merchantLocationKey": place,
                "quantity": share,
                "fulfillmentTime": {"value": 1 + nth, "unit": "BUSINESS_DAY"},
            }
            for nth, (place, share) in enumerate(shares)
        ]
    found: Json = {"shipToLocationAvailability": ship}
    if dice.percent(6) < 8:
        collected: Json = {"availabilityType": "IN_STOCK" if quantity else "OUT_OF_STOCK", "merchantLocationKey": STORE}
        collected |= {"quantity": min(quantity, 3), "fulfillmentTime": {"value": 2, "unit": "HOUR"}}
        found["pickupAtLocationAvailability"] = [collected]
    return found

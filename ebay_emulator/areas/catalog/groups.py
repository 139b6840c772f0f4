"""Inventory item groups: the variations of one listing."""

from array import array

import msgspec

from ebay_emulator.areas.catalog.dice import Dice
from ebay_emulator.areas.catalog.goods import brand, description, images
from ebay_emulator.areas.catalog.product import Product
from ebay_emulator.areas.catalog.stock import Stock
from ebay_emulator.shelf import Item


class Groups:
    """The source of a seller's shelf of groups. A key is the product's number."""

    def __init__(self, stock: Stock) -> None:
        self.stock = stock
        self.keys: array[int] = array("q")
        self._removed: set[int] = set()
        self.take()

    def take(self) -> None:
        """Anew, from the items there are."""
        products = (product for key in self.stock.keys if (product := self.stock.product(key)) is not None)
        numbers = dict.fromkeys(product.number for product in products if product.group_key)
        self.keys = array("q", (number for number in numbers if number not in self._removed))

    def drop(self, keys: set[int]) -> None:
        self._removed |= keys
        self.take()

    def name(self, key: int) -> str:
        return self.stock.catalog.products[key].group_key or ""

    def find(self, name: str) -> int | None:
        product = self.stock.group(name)
        return product.number if product is not None and product.number in self.keys else None

    def write(self, key: int) -> Item:
        product, catalog = self.stock.catalog.products[key], self.stock.catalog
        name, dice = self.name(key), Dice(catalog.seed, "group", key)
        record = {
            "inventoryItemGroupKey": name,
            "title": product.head.title,
            "description": description(product.head.title, dice),
            "aspects": {"Brand": [brand(catalog.profile)]},
            "imageUrls": images(dice),
            "variantSKUs": [choice.sku for choice in product.choices],
            "variesBy": _varies_by(product),
        }
        return Item(name, product.life.start, msgspec.json.encode(record))


def _varies_by(product: Product) -> dict[str, object]:
    values: dict[str, list[str]] = {}
    for choice in product.choices:
        for name, value in choice.aspects:
            values.setdefault(name, []).append(value)
    pictured = [name for name in values if name == "Color"]
    return {
        "aspectsImageVariesBy": pictured,
        "specifications": [{"name": name, "values": each} for name, each in values.items()],
    }

"""Which inventory items a seller has: those of its listings, others that are not listed, and illegal legacy ones."""

import heapq
import re
from array import array
from collections.abc import Iterable, Iterator

from ebay_emulator.areas.catalog.catalog import Catalog
from ebay_emulator.areas.catalog.numbers import Kind, Row, packed, unlisted_index, unlisted_sku, unpacked
from ebay_emulator.areas.catalog.product import NEVER, Product
from ebay_emulator.areas.catalog.products import FIRST_NUMBER
from ebay_emulator.areas.catalog.scale import spacing
from ebay_emulator.clock import DAY_MS

_ILLEGAL_AT = (30, 31, 140)
_FEW, _SHORT_LIVED = 40, 7
"""One unlisted item of so many is cleared up after a while."""
_UNSOLD_SKU = re.compile(r".+?-(\d{4,9})(?:-\d+)?")


class Stock:
    """Keys of all items in the order in which eBay gives them: what is added comes last."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.keys: array[int] = array("q")
        self._gone: list[tuple[int, int]] = []
        first = catalog.at_first()
        self._products = len(first)
        self._sold_skus = {
            choice.sku: packed(Row(Kind.LISTED, product.number, place))
            for product in first
            if product.managed and product.in_orders
            for place, choice in enumerate(product.choices)
            if choice.sku
        }
        self._take(_keys(first, catalog.anchor))
        legacy = len(catalog.profile.illegal_skus) if first else 0
        self._first_unlisted = catalog.scale.unlisted_items(catalog.profile, len(self.keys) + legacy)
        self._spacing = spacing(self._first_unlisted)
        self._unlisted = 0
        self._take(self._unlisted_keys(self._first_unlisted))
        for number in range(legacy):
            self.keys.insert(min(_ILLEGAL_AT[number % 3] + number, len(self.keys)), packed(Row(Kind.ILLEGAL, number)))

    def bring_up(self) -> tuple[list[int], set[int]]:
        """What came and what went since the last time."""
        products, now = self.catalog.products, self.catalog.now
        came = list(_keys(products[self._products :], self.catalog.anchor))
        self._products = len(products)
        if self._spacing:
            came += self._unlisted_keys(self._first_unlisted + (now - self.catalog.anchor) // self._spacing)
        came.sort(key=lambda key: (self.created(key), key))
        self._take(came)
        went = set()
        while self._gone and self._gone[0][0] <= now:
            went.add(heapq.heappop(self._gone)[1])
        self.drop(went)
        return came, went

    def drop(self, keys: set[int]) -> None:
        if keys:
            self.keys = array("q", (key for key in self.keys if key not in keys))

    def find(self, sku: str) -> int | None:
        """The key of an item that is there now."""
        key = self._find(sku)
        return key if key is not None and self.created(key) <= self.catalog.now < self._cleared(key) else None

    def exists(self, key: int) -> bool:
        row = unpacked(key)
        if row.kind is Kind.LISTED:
            products = self.catalog.products
            if row.number >= len(products) or row.variation >= len(products[row.number].choices):
                return False
        elif row.variation or row.number >= (self._unlisted if row.kind is Kind.UNLISTED else 3):
            return False
        return self.find(self.sku(key)) == key

    def sku(self, key: int) -> str:
        row, profile = unpacked(key), self.catalog.profile
        if row.kind is Kind.ILLEGAL:
            return profile.illegal_skus[row.number]
        if row.kind is Kind.UNLISTED:
            return unlisted_sku(profile, row.number)
        return self.catalog.products[row.number].choices[row.variation].sku or ""

    def product(self, key: int) -> Product | None:
        row = unpacked(key)
        return self.catalog.products[row.number] if row.kind is Kind.LISTED else None

    def group(self, name: str) -> Product | None:
        """The product whose variations make an inventory item group."""
        key = self.find(f"{name}-1")
        product = None if key is None else self.product(key)
        return product if product is not None and product.group_key == name else None

    def created(self, key: int) -> int:
        row, catalog = unpacked(key), self.catalog
        if row.kind is Kind.LISTED:
            return catalog.products[row.number].life.start
        if row.kind is Kind.UNLISTED and row.number >= self._first_unlisted:
            return catalog.anchor + (row.number - self._first_unlisted + 1) * (self._spacing or NEVER)
        return catalog.anchor - (1 + row.number * 37 % 700) * DAY_MS

    def _cleared(self, key: int) -> int:
        row, catalog = unpacked(key), self.catalog
        if row.kind is Kind.LISTED:
            return catalog.products[row.number].gone
        if row.kind is Kind.UNLISTED and row.number % _FEW == _SHORT_LIVED:
            return max(self.created(key), catalog.anchor) + (3 + row.number // _FEW * 11 % 110) * DAY_MS
        return NEVER

    def _find(self, sku: str) -> int | None:
        profile = self.catalog.profile
        if sku in self._sold_skus:
            return self._sold_skus[sku]
        if sku in profile.illegal_skus and self.catalog.products:
            return packed(Row(Kind.ILLEGAL, profile.illegal_skus.index(sku)))
        index = unlisted_index(profile, sku)
        if index is not None:
            return packed(Row(Kind.UNLISTED, index)) if index < self._unlisted else None
        return self._unsold(sku)

    def _unsold(self, sku: str) -> int | None:
        """So many need no index: the number in the SKU says where the product stands."""
        found, products = _UNSOLD_SKU.fullmatch(sku), self.catalog.products
        number = self.catalog.first_unsold + int(found[1]) - FIRST_NUMBER if found else -1
        if not 0 <= number < len(products) or not products[number].managed:
            return None
        places = (place for place, choice in enumerate(products[number].choices) if choice.sku == sku)
        return next((packed(Row(Kind.LISTED, number, place)) for place in places), None)

    def _unlisted_keys(self, until: int) -> list[int]:
        keys = [packed(Row(Kind.UNLISTED, index)) for index in range(self._unlisted, until)]
        self._unlisted = max(self._unlisted, until)
        return keys

    def _take(self, keys: Iterable[int]) -> None:
        for key in keys:
            self.keys.append(key)
            cleared = self._cleared(key)
            if cleared < NEVER:
                heapq.heappush(self._gone, (cleared, key))


def _keys(products: list[Product], anchor: int) -> Iterator[int]:
    for product in products:
        if product.managed and product.gone > anchor:
            for place in range(len(product.choices)):
                yield packed(Row(Kind.LISTED, product.number, place))

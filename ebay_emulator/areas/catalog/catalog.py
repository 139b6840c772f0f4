"""All listings of a seller at the moment that the catalog was brought to."""

import heapq
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ebay_emulator.areas.catalog.listing import Listing
from ebay_emulator.areas.catalog.product import NEVER, SHOWN_AFTER_END, Product, Sales
from ebay_emulator.areas.catalog.products import sold_products, unsold_product
from ebay_emulator.areas.catalog.sales import Key, Tally
from ebay_emulator.areas.catalog.scale import Scale, spacing
from ebay_emulator.sellers import Seller


class Catalog:
    """Get it from `catalog_of`. Listings come into being when they are read; kept is only where each one stands."""

    def __init__(self, seller: Seller, scale: Scale, seed: int, anchor: int) -> None:
        self.profile, self.scale, self.anchor = seller.profile, scale, anchor
        self.seed = f"{seed}/{seller.profile.username}"
        self.index, self.now = seller.index, anchor
        self.products: list[Product] = []
        self.changed: list[str] = []
        """Item ids in the order in which their listings changed, as often as they did; it only grows."""
        self._sales: list[list[Sales]] = []
        self._listed: dict[str, tuple[int, int]] = {}
        self._agenda: list[tuple[int, int]] = []
        self._amended: dict[str, dict[str, Any]] = {}
        self._begin(seller)

    def listings(self) -> Iterator[Listing]:
        """Those that run, and those that ended within 90 days."""
        for item_id in list(self._listed):
            listing = self.listing(item_id)
            if listing is not None:
                yield listing

    def listing(self, item_id: str) -> Listing | None:
        number, generation = self._listed.get(item_id, (-1, 0))
        if number < 0:
            return None
        found = self.products[number].listing(self.profile, generation, self._sales[number], self.now)
        if found.ended and found.ends + SHOWN_AFTER_END < self.now:
            del self._listed[item_id]
            return None
        return replace(found, **self._amended[item_id]) if item_id in self._amended else found

    def current(self, product: Product) -> Listing:
        """The newest listing of a product that has begun."""
        generation = product.life.generation(self.now)
        found = product.listing(self.profile, generation, self._sales[product.number], self.now)
        return replace(found, **self._amended.get(found.item_id, {}))

    def at_first(self) -> list[Product]:
        """The products there were when the world began."""
        return self.products[: self.first_unsold + self._unsold]

    def amend(self, item_id: str, **fields: Any) -> None:
        """Change a listing by hand: these fields keep these values whatever happens."""
        self._amended[item_id] = self._amended.get(item_id, {}) | fields
        self.changed.append(item_id)

    def bring_up(self, seller: Seller, now: int) -> None:
        """Count new orders and let pass what is due."""
        self.changed.extend(sorted(self._tally.count(seller.book, now)))
        while (due := min(self._next_start, self._agenda[0][0] if self._agenda else NEVER)) <= now:
            if due == self._next_start:
                self._list_new(due)
            else:
                self._happen(*heapq.heappop(self._agenda))
        self.now = max(now, self.now)

    def _begin(self, seller: Seller) -> None:
        known = list(sold_products(self.profile, seller.shop.catalog, self.seed, self.anchor))
        sold = self.scale.sold_products(seller, len(known))
        self._unsold = self.scale.unsold_products(seller, sold)
        self.first_unsold, self._spacing = sold, spacing(self._unsold)
        self._next_start = self.anchor + (self._spacing or NEVER)
        sales: dict[Key, Sales] = {}
        self._slots = math.inf if self.scale.items is None else self.scale.items
        for product in known[:sold]:
            self._add(self._within_wish(product))
            for choice, each in zip(product.choices, self._sales[-1], strict=True):
                sales[(choice.item_id, choice.variation_id)] = each
        for index in range(self._unsold):
            product = unsold_product(self.profile, self.seed, sold + index, index, self.anchor, None)
            self._add(self._within_wish(product))
        self._tally = Tally(sales)

    def _within_wish(self, product: Product) -> Product:
        """No more inventory items than were wished for: the listings beyond are not made with the Inventory API."""
        if not product.managed or product.gone <= self.anchor:
            return product
        if len(product.choices) > self._slots:
            return replace(product, managed=False)
        self._slots -= len(product.choices)
        return product

    def _list_new(self, start: int) -> None:
        number = len(self.products)
        index = number - self.first_unsold
        product = unsold_product(self.profile, self.seed, number, index, self.anchor, start)
        self._add(product if self.scale.items != 0 else replace(product, managed=False))
        self.changed.append(self.products[number].item_id(0))
        self._next_start = start + (self._spacing or NEVER)

    def _add(self, product: Product) -> None:
        self.products.append(product)
        self._sales.append([Sales(recent=_recent(product)) for _ in product.choices])
        self._recall(product, max(self.anchor, product.life.start))

    def _recall(self, product: Product, now: int) -> None:
        """Its listings up to now that are not forgotten yet."""
        life = product.life
        newest = life.generation(now)
        oldest = newest
        while oldest > 0 and life.closes(oldest - 1) + SHOWN_AFTER_END >= now:
            oldest -= 1
        for generation in range(oldest, newest + 1):
            self._listed[product.item_id(generation)] = product.number, generation
        self._expect(product, now)

    def _happen(self, at: int, number: int) -> None:
        product = self.products[number]
        generation = product.life.generation(at)
        item_id = product.item_id(generation)
        if item_id not in self._listed:
            self._listed[item_id] = number, generation
            self.changed.append(product.item_id(generation - 1))  # it now says what it was relisted as
        self.changed.append(item_id)
        self._expect(product, at)

    def _expect(self, product: Product, after: int) -> None:
        change = product.life.next_change(after)
        if change < NEVER // 2:
            heapq.heappush(self._agenda, (change, product.number))


def _recent(product: Product) -> list[int] | None:
    """An auction of the orders keeps its item id when it begins anew, so its sales are told apart by their time."""
    return [] if product.in_orders and product.head.auction else None

"""How much a seller has: by its profile, or as a seed wished."""

from dataclasses import dataclass

from ebay_emulator.clock import DAY_MS
from ebay_emulator.sellers import Seller
from ebay_emulator.shop.profiles import Profile

_GROWTH_PER_MONTH = 10
"""One in so many is added in a month."""


@dataclass(frozen=True, slots=True)
class Scale:
    listings: int | None
    """As wished; None: all products of the orders, and the profile's unsold ones."""
    items: int | None

    @classmethod
    def of(cls, seller: Seller) -> "Scale":
        """`wishes` may hold "listings" and "items", as they are to be when the world begins."""
        return cls(seller.wishes.get("listings"), seller.wishes.get("items"))

    def sold_products(self, seller: Seller, known: int) -> int:
        """How many of the products that orders are of have listings."""
        if self.listings is None:
            return known if seller.profile.orders else 0
        return min(self.listings, known)

    def unsold_products(self, seller: Seller, sold: int) -> int:
        return seller.profile.unsold if self.listings is None else self.listings - sold

    def unlisted_items(self, profile: Profile, listed: int) -> int:
        return profile.unlisted_items if self.items is None else max(self.items - listed, 0)


def spacing(count: int) -> int | None:
    """Milliseconds between two that are added to `count`; None: nothing is added to nothing."""
    return 30 * DAY_MS * _GROWTH_PER_MONTH // count if count else None

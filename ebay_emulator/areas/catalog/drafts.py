"""Offers: what an inventory item is listed for on a marketplace, or will be. Items have none, one or two."""

from array import array
from collections.abc import Iterable

import msgspec

from ebay_emulator.areas.catalog.categories import CATEGORIES
from ebay_emulator.areas.catalog.dice import Dice
from ebay_emulator.areas.catalog.goods import Json, description
from ebay_emulator.areas.catalog.listing import AUCTION, Listing
from ebay_emulator.areas.catalog.numbers import Kind, offer_id, offer_key, unpacked
from ebay_emulator.areas.catalog.places import WAREHOUSES
from ebay_emulator.areas.catalog.policies import FULFILLMENT, PAYMENT, RETURN, currency, marketplaces, policy_id
from ebay_emulator.areas.catalog.stock import Stock
from ebay_emulator.orders.money import amount
from ebay_emulator.shelf import Item

_ABROAD_PERCENT = 8


class Offers:
    """The source of a seller's offers shelf. A key is the item's, doubled, plus which marketplace."""

    def __init__(self, stock: Stock) -> None:
        self.stock, self._profile = stock, stock.catalog.profile
        self.keys: array[int] = array("q")
        self.take(stock.keys)

    def take(self, items: Iterable[int]) -> None:
        """Items that came."""
        for key in items:
            self.keys.extend(key * 2 + place for place in range(self._count(key)))

    def drop(self, keys: set[int]) -> None:
        if keys:
            self.keys = array("q", (key for key in self.keys if key not in keys))

    def name(self, key: int) -> str:
        return offer_id(self.stock.catalog.index, *divmod(key, 2))

    def find(self, name: str) -> int | None:
        found = offer_key(self.stock.catalog.index, name)
        if found is None or not self.stock.exists(found[0]) or found[1] >= self._count(found[0]):
            return None
        return found[0] * 2 + found[1]

    def of_item(self, item: int) -> list[str]:
        return [self.name(item * 2 + place) for place in range(self._count(item))]

    def write(self, key: int) -> Item:
        item, place = divmod(key, 2)
        listed = self.stock.product(item)
        listing = None if listed is None else self.stock.catalog.current(listed)
        record = self._record(key, marketplaces(self._profile)[place], listing)
        if listing is not None:
            record |= self._from_listing(item, listing, published=place == 0 and not listing.ended)
        return Item(record["offerId"], self.stock.created(item), msgspec.json.encode(record))

    def _count(self, item: int) -> int:
        """Every other unlisted item has an offer that was never published."""
        row, listed = unpacked(item), self.stock.product(item)
        if listed is not None:
            abroad = Dice(self.stock.catalog.seed, "abroad", item).percent(0) < _ABROAD_PERCENT
            return 2 if abroad and not listed.in_orders and not listed.head.auction else 1
        if row.kind is Kind.ILLEGAL or row.number % 2 == 0:
            return 0
        return 2 if row.number % 16 == 1 else 1

    def _record(self, key: int, marketplace: str, listing: Listing | None) -> Json:
        item, sku = key // 2, self.stock.sku(key // 2)
        dice = Dice(self.stock.catalog.seed, "offer", key)
        line = self._profile.lines[unpacked(item).number % len(self._profile.lines)]
        category = listing.category_id if listing else CATEGORIES[line.prefix][0]
        record: Json = {
            "offerId": self.name(key),
            "sku": sku,
            "marketplaceId": marketplace,
            "format": listing.format if listing else "FIXED_PRICE",
            "availableQuantity": dice.below(0, 25),
            "categoryId": category,
            "merchantLocationKey": WAREHOUSES[dice.below(1, 2)],
            "listingDuration": listing.duration if listing else "GTC",
            "listingPolicies": self._policies(marketplace),
            "pricingSummary": {"price": amount(dice.between(2, *line.prices), currency(marketplace))},
            "hideBuyerDetails": False,
            "includeCatalogProductDetails": True,
            "status": "UNPUBLISHED",
        }
        if dice.percent(3) < 60:
            record["listingDescription"] = description(listing.title if listing else sku, dice)
        if dice.percent(4) < 10:
            record["quantityLimitPerBuyer"] = 2
        return record

    def _from_listing(self, item: int, listing: Listing, *, published: bool) -> Json:
        variation = listing.variations[unpacked(item).variation] if listing.variations else None
        price = variation.price if variation else listing.price
        field = "auctionStartPrice" if listing.format == AUCTION else "price"
        record: Json = {
            "availableQuantity": variation.quantity if variation else listing.quantity,
            "pricingSummary": {field: amount(price, listing.currency)},
        }
        if not published:
            return record if listing.ended else {}
        told = {"listingId": listing.item_id, "listingStatus": listing.status, "listingOnHold": False}
        told["soldQuantity"] = variation.sold if variation else listing.sold
        return record | {"status": "PUBLISHED", "listing": told} | {"listingDescription": self._text(item, listing)}

    def _text(self, item: int, listing: Listing) -> str:
        return description(listing.title, Dice(self.stock.catalog.seed, "offer", item * 2))

    def _policies(self, marketplace: str) -> Json:
        index = self.stock.catalog.index
        kinds = (("fulfillmentPolicyId", FULFILLMENT), ("paymentPolicyId", PAYMENT), ("returnPolicyId", RETURN))
        return {field: policy_id(kind, index, marketplace, 0) for field, kind in kinds} | {"eBayPlusIfEligible": False}


def offers_of(items: set[int]) -> set[int]:
    """Keys of all offers that these items can have."""
    return {item * 2 + place for item in items for place in range(2)}

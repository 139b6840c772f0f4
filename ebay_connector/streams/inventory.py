"""Inventory: items by SKU, their offers, and the places they are sent from."""

from datetime import timedelta

from ebay_connector.streams.fields import integer, money, text
from ebay_connector.streams.record import Record
from ebay_connector.streams.source import Offset, Rest
from ebay_connector.streams.stream import Single, Stream
from ebay_connector.streams.window import Following, Whole

PATH = "/sell/inventory/v1"
ILLEGAL_SKU, NO_OFFER = 25707, 25713
IN_STOCK = "availability.shipToLocationAvailability"


class InventoryItem(Record, table="inventory_items", maps=("product.aspects",)):
    """One item of the Inventory API. Key: sku. Source: Inventory getInventoryItems."""

    sku = text("sku", key=True, search="id")
    title = text("product.title", search="words")
    quantity = integer(f"{IN_STOCK}.quantity")
    condition = text("condition")
    brand = text("product.brand", search="words")
    mpn = text("product.mpn", search="id", default=False)
    epid = text("product.epid", search="id", default=False)
    ean = text("product.ean.0", search="id", default=False)
    upc = text("product.upc.0", search="id", default=False)
    allocated_auction = integer(f"{IN_STOCK}.allocationByFormat.auction", default=False)
    allocated_fixed_price = integer(f"{IN_STOCK}.allocationByFormat.fixedPrice", default=False)
    locale = text("locale", default=False)


class Offer(Record, table="offers"):
    """What an item is, or is to be, listed for. Key: offer_id. Source: Inventory getOffers, SKU by SKU."""

    offer_id = text("offerId", key=True, search="id")
    sku = text("sku", search="id", refers="inventory")
    marketplace_id = text("marketplaceId", title="Marketplace")
    offer_format = text("format", choices=("AUCTION", "FIXED_PRICE"), title="Format")
    offer_status = text("status", choices=("PUBLISHED", "UNPUBLISHED"), title="Status")
    listing_id = text("listing.listingId", search="id", refers="listings")
    listing_status = text("listing.listingStatus")
    price = money("pricingSummary.price", "currency")
    currency = text("pricingSummary.price.currency", default=False)
    available_quantity = integer("availableQuantity", title="Available")
    sold_quantity = integer("listing.soldQuantity", title="Sold")
    category_id = text("categoryId", default=False)
    merchant_location_key = text("merchantLocationKey", refers="locations", default=False)
    listing_duration = text("listingDuration", default=False)


class Location(Record, table="locations"):
    """A place items are sent from or collected at. Key: merchant_location_key. Source: getInventoryLocations."""

    merchant_location_key = text("merchantLocationKey", key=True, search="id")
    name = text("name", search="words")
    merchant_location_status = text("merchantLocationStatus", choices=("DISABLED", "ENABLED"), title="Status")
    country = text("location.address.country")
    city = text("location.address.city")
    postal_code = text("location.address.postalCode")
    phone = text("phone", default=False)


inventory = Stream(
    name="inventory",
    title="Inventory",
    topic="Items",
    description="Every item of the Inventory API by its SKU: product, condition, quantity.",
    record=InventoryItem,
    scope="sell.inventory",
    source=Rest(f"{PATH}/inventory_item", items="inventoryItems", page=Offset(200, unit="learned")),
    window=Whole(),
    default_sort="sku",
    single=Single(
        sources=(Rest(f"{PATH}/inventory_item/{{sku}}", paged=False),), when="false", merge="answer", confirms=True
    ),
    every_minutes=360,
    empty="Only items made through the Inventory API are there; listings made in Seller Hub or by older tools are not: "
    "see Listings.",
    bad_record_errors=frozenset({ILLEGAL_SKU}),
)
offers = Stream(
    name="offers",
    title="Offers",
    topic="Items",
    description="What each inventory item is, or is to be, listed for on each marketplace.",
    record=Offer,
    scope="sell.inventory",
    source=Rest(
        f"{PATH}/offer", items="offers", page=Offset(100, unit="learned"), query=(("sku", "{sku}"),), paged=True
    ),
    window=Following("inventory", whole=timedelta(days=1)),
    default_sort="offer_id",
    every_minutes=360,
    empty="Listings made without the Inventory API have no offers.",
    none_errors=frozenset({NO_OFFER}),
)
locations = Stream(
    name="locations",
    title="Locations",
    topic="Items",
    description="The places items are sent from or collected at.",
    record=Location,
    scope="sell.inventory",
    source=Rest(f"{PATH}/location", items="locations", page=Offset(100)),
    window=Whole(),
    default_sort="merchant_location_key",
    every_minutes=1440,
)

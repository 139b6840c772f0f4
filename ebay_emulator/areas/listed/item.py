"""A listing of the catalog as eBay's Item."""

from ebay_emulator.areas.catalog import Listing, Variation
from ebay_emulator.areas.catalog.dice import Dice
from ebay_emulator.areas.catalog.listing import AUCTION
from ebay_emulator.areas.offer import takes_offers
from ebay_emulator.clock import iso
from ebay_emulator.orders.money import decimal
from ebay_emulator.shop.sites import item_url, site_name
from ebay_emulator.xmlform import Json

_CONDITIONS = {
    "NEW": ("1000", "New"),
    "NEW_OTHER": ("1500", "New other (see details)"),
    "LIKE_NEW": ("2750", "Like New"),
    "USED_GOOD": ("5000", "Good"),
}
_SHIPPING = {"US": ("USPSGroundAdvantage", 599), "GB": ("UK_RoyalMailTracked48", 385)}
_PICTURES = "https://i.ebayimg.com/images/g"


def item_of(listing: Listing, offers: int = 0) -> Json:
    """`offers`: how many buyers have made for it; eBay says nothing where there are none."""
    site, dice = site_name(listing.marketplace), Dice(listing.item_id)
    auction = listing.format == AUCTION
    condition_id, condition = _CONDITIONS.get(listing.condition, _CONDITIONS["NEW"])
    item: Json = {
        "ItemID": listing.item_id,
        "Title": listing.title,
        "ListingType": "Chinese" if auction else "FixedPriceItem",
        "ListingDuration": "Days_7" if auction else "GTC",
        "Quantity": str(listing.quantity + listing.sold),
        "QuantityAvailable": str(listing.quantity),
        "StartPrice": _money(listing, listing.price),
        "SellingStatus": _selling_status(listing, auction=auction),
        "ListingDetails": _details(listing, site),
        "ShippingDetails": _shipping(listing),
        "PictureDetails": _pictures(dice),
        "WatchCount": str(dice.below(1, 24)),
        "ConditionID": condition_id,
        "ConditionDisplayName": condition,
        "PrimaryCategory": {"CategoryID": listing.category_id, "CategoryName": listing.category},
        "Site": site,
        "Country": listing.country,
        "Currency": listing.currency,
        "Location": listing.location,
        "PostalCode": listing.postal,
        "DispatchTimeMax": "2",
        "HitCount": str(dice.below(2, 900)),
        "ReturnPolicy": {
            "ReturnsAcceptedOption": "ReturnsAccepted",
            "ReturnsWithinOption": "Days_30",
            "ShippingCostPaidByOption": "Buyer",
        },
    }
    if listing.sku:
        item["SKU"] = listing.sku
    if not auction:
        item["BuyItNowPrice"] = _money(listing, listing.price)
        enabled = takes_offers(listing.item_id) and not listing.variations
        item["BestOfferDetails"] = {"BestOfferCount": str(offers)} if enabled and offers else {}
        item["BestOfferDetails"]["BestOfferEnabled"] = "true" if enabled else "false"
    if listing.variations:
        item["Variations"] = _variations(listing, site)
    if listing.relisted_from:
        item["RelistParentID"] = listing.relisted_from
    return item


def _selling_status(listing: Listing, *, auction: bool) -> Json:
    bids = {"BidCount": "0", "ReserveMet": "true"} if auction else {}
    return bids | {
        "CurrentPrice": _money(listing, listing.price),
        "QuantitySold": str(listing.sold),
        "ListingStatus": "Completed" if listing.ended else "Active",
    }


def _details(listing: Listing, site: str) -> Json:
    told = {
        "StartTime": iso(listing.started),
        "EndTime": iso(listing.ends),
        "ViewItemURL": item_url(site, listing.item_id),
    }
    return told | ({"RelistedItemID": listing.relisted_as} if listing.relisted_as else {})


def _shipping(listing: Listing) -> Json:
    service, cost = _SHIPPING.get(listing.country, _SHIPPING["US"])
    option = {"ShippingService": service, "ShippingServiceCost": _money(listing, cost), "ShippingServicePriority": "1"}
    return {"ShippingServiceOptions": [option], "ShippingType": "Flat"}


def _pictures(dice: Dice) -> Json:
    urls = [f"{_PICTURES}/{dice.below(3 + place, 1 << 31):08x}/s-l1600.jpg" for place in range(1 + dice.below(0, 4))]
    return {"GalleryType": "Gallery", "GalleryURL": urls[0], "PictureURL": urls}


def _variations(listing: Listing, site: str) -> Json:
    values: dict[str, dict[str, None]] = {}
    for variation in listing.variations:
        for name, value in variation.aspects:
            values.setdefault(name, {})[value] = None
    names = [{"Name": name, "Value": list(each)} for name, each in values.items()]
    told = [_variation(listing, each, site) for each in listing.variations]
    return {"Variation": told, "VariationSpecificsSet": {"NameValueList": names}}


def _variation(listing: Listing, variation: Variation, site: str) -> Json:
    specifics = [{"Name": name, "Value": [value]} for name, value in variation.aspects]
    chosen = ", ".join(value for _, value in variation.aspects)
    told: Json = {
        "StartPrice": _money(listing, variation.price),
        "Quantity": str(variation.quantity + variation.sold),
        "SellingStatus": {"QuantitySold": str(variation.sold)},
        "VariationSpecifics": {"NameValueList": specifics},
        "VariationTitle": f"{listing.title}[{chosen}]",
        "VariationViewItemURL": f"{item_url(site, listing.item_id)}?var={variation.variation_id}",
    }
    return {"SKU": variation.sku} | told if variation.sku else told


def _money(listing: Listing, cents: int) -> Json:
    return {"@currencyID": listing.currency, "#text": decimal(cents)}

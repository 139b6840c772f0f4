"""Listings: what the seller has on sale, however it was listed, with the variations of each."""

from datetime import timedelta

from ebay_connector.streams.fields import amount, boolean, integer, text, timestamp
from ebay_connector.streams.record import Record, children
from ebay_connector.streams.source import Offset, Trading
from ebay_connector.streams.stream import Single, Stream
from ebay_connector.streams.window import Events, Whole

NO_SUCH_PAGE = 340
MOST_EVENTS = 3_000
VOLATILE = frozenset({"TimeLeft"})
SPECIFICS = (
    "(SELECT string_agg(coalesce(s->>'Name', '') || ': ' || coalesce(s#>>'{{Value,0}}', ''), ', ' ORDER BY n) "
    "FROM jsonb_array_elements({json}#>'{{VariationSpecifics,NameValueList}}') WITH ORDINALITY AS e(s, n))"
)


class ListingVariation(Record, table="listing_variations"):
    """One variation of a listing. Key: item_id, variation: its SKU, else its specifics."""

    variation = text(
        "SKU", key=True, search="id", expression=f"coalesce(nullif({{json}}->>'SKU', ''), {SPECIFICS}, '')"
    )
    sku = text("SKU", search="id")
    specifics = text("VariationSpecifics", expression=SPECIFICS)
    start_price = amount("StartPrice", "currency")
    currency = text("StartPrice.@currencyID", default=False)
    quantity = integer("Quantity")
    quantity_sold = integer("SellingStatus.QuantitySold", title="Sold")


class Listing(Record, table="listings"):
    """One listing. Key: item_id. Source: Trading GetMyeBaySelling, GetSellerEvents."""

    item_id = text("ItemID", key=True, search="id")
    title = text("Title", search="words")
    sku = text("SKU", search="id", refers="inventory")
    listing_status = text(
        "SellingStatus.ListingStatus",
        choices=("Active", "Completed", "Ended"),
        title="Status",
        expression="coalesce({json}#>>'{{SellingStatus,ListingStatus}}', 'Active')",
    )
    listing_type = text("ListingType", choices=("AdType", "Chinese", "FixedPriceItem", "LeadGeneration"), title="Type")
    current_price = amount("SellingStatus.CurrentPrice", "currency")
    currency = text("SellingStatus.CurrentPrice.@currencyID", default=False)
    quantity_available = integer("QuantityAvailable", title="Available")
    quantity_sold = integer("SellingStatus.QuantitySold", title="Sold")
    watch_count = integer("WatchCount", title="Watchers")
    best_offer_enabled = boolean("BestOfferDetails.BestOfferEnabled", title="Best Offer")
    variation_count = integer(
        title="Variations", expression="coalesce(jsonb_array_length({json}#>'{{Variations,Variation}}'), 0)"
    )
    started_at = timestamp("ListingDetails.StartTime", index=True)
    ends_at = timestamp("ListingDetails.EndTime")
    listing_duration = text("ListingDuration", default=False)
    view_item_url = text("ListingDetails.ViewItemURL", default=False, title="Address")
    relist_parent_id = text("RelistParentID", search="id", default=False)
    variations = children(ListingVariation, "Variations.Variation")


listings = Stream(
    name="listings",
    title="Listings",
    topic="Items",
    description="What is on sale and what has ended, however it was listed, with the variations of each.",
    record=Listing,
    scope="",
    source=Trading(
        "GetMyeBaySelling",
        items="ActiveList/ItemArray/Item",
        asked=(("ActiveList/Include", "true"), ("ActiveList/Sort", "ItemID")),
        paging="ActiveList",
        left_out=VOLATILE,
    ),
    window=Whole(
        shows="listing_status = 'Active'",
        events=Events(
            Trading(
                "GetSellerEvents",
                items="ItemArray/Item",
                page=Offset(MOST_EVENTS),
                asked=(("DetailLevel", "ReturnAll"), ("IncludeWatchCount", "true"), ("HideVariations", "false")),
                left_out=VOLATILE,
                paged=False,
                most=MOST_EVENTS,
            ),
            changes="ModTime",
            overlap=timedelta(minutes=2),
            slice=timedelta(hours=48),
            reach=timedelta(days=30),
        ),
    ),
    default_sort="-started_at",
    single=Single(
        sources=(Trading("GetItem", items="Item", asked=(("ItemID", "{item_id}"),), left_out=VOLATILE, paged=False),),
        when="false",
        merge="payload || jsonb_strip_nulls(jsonb_build_object("
        "'SellingStatus', answer->'SellingStatus', 'ListingDetails', answer->'ListingDetails'))",
        confirms=True,
    ),
    every_minutes=120,
    none_errors=frozenset({NO_SUCH_PAGE}),
)

"""Best offers: the prices that buyers have named for listings, and what became of them."""

from datetime import timedelta

from ebay_connector.streams.fields import amount, integer, text, timestamp
from ebay_connector.streams.listings import NO_SUCH_PAGE
from ebay_connector.streams.record import Record
from ebay_connector.streams.source import Trading
from ebay_connector.streams.stream import Stream
from ebay_connector.streams.window import Current, Following

ALL_DETAILS = ("DetailLevel", "ReturnAll")


class BestOffer(Record, table="best_offers"):
    """One offer or counter offer. Key: best_offer_id. Source: Trading GetBestOffers."""

    best_offer_id = text("BestOfferID", key=True, search="id")
    item_id = text("Item.ItemID", search="id", refers="listings")
    item_title = text("Item.Title", search="words")
    best_offer_status = text(
        "Status",
        choices=("Accepted", "AdminEnded", "Countered", "Declined", "Expired", "Pending", "Retracted"),
        title="Status",
    )
    best_offer_code_type = text(
        "BestOfferCodeType", choices=("BuyerBestOffer", "BuyerCounterOffer", "SellerCounterOffer"), title="Kind"
    )
    price = amount("Price", "currency")
    listed_price = amount("Item.BuyItNowPrice", "currency")
    currency = text("Price.@currencyID", default=False)
    quantity = integer("Quantity")
    buyer = text("Buyer.UserID", search="id")
    expires_at = timestamp("ExpirationTime", index=True)
    buyer_message = text("BuyerMessage", search="words")
    seller_message = text("SellerMessage", search="words", default=False)


best_offers = Stream(
    name="best_offers",
    title="Best offers",
    topic="Items",
    description="The prices that buyers have named for listings, counter offers, and what became of them.",
    record=BestOffer,
    scope="",
    source=Trading(
        "GetBestOffers",
        items="BestOfferArray/BestOffer",
        asked=(ALL_DETAILS, ("ItemID", "{item_id}"), ("BestOfferStatus", "All")),
        shared=("Item",),
    ),
    window=Following(
        "listings",
        when="best_offer_enabled",
        whole=timedelta(days=30),  # for offers that came and went between two runs
        current=Current(
            Trading(
                "GetBestOffers",
                items="BestOfferArray/BestOffer",
                asked=(ALL_DETAILS, ("BestOfferStatus", "Active")),
                group="ItemBestOffersArray/ItemBestOffers",
                shared=("Item",),
            ),
            shows="best_offer_status IN ('Active', 'Pending')",
        ),
    ),
    default_sort="-expires_at",
    every_minutes=120,
    empty="Offers that wait for an answer are always read, older ones for each listing that takes offers.",
    none_errors=frozenset({NO_SUCH_PAGE}),
)

"""Purchases: what the seller bought on eBay as a buyer."""

from datetime import timedelta

from ebay_connector.streams.fields import amount, integer, text, timestamp
from ebay_connector.streams.listings import NO_SUCH_PAGE
from ebay_connector.streams.record import Record
from ebay_connector.streams.source import Offset, Trading
from ebay_connector.streams.stream import Stream
from ebay_connector.streams.window import Modified

ORDER = "ContainingOrder"


class Purchase(Record, table="purchases"):
    """One line item of an order as its buyer. Key: order_line_item_id. Source: Trading GetOrders.

    The order itself is kept in it, as eBay's own ContainingOrder.
    """

    order_line_item_id = text("OrderLineItemID", key=True, search="id")
    order_id = text(f"{ORDER}.OrderID", search="id")
    bought_at = timestamp("CreatedDate", index=True, title="Date")
    seller = text(f"{ORDER}.SellerUserID", search="id")
    item_id = text("Item.ItemID", search="id")
    item_title = text("Item.Title", search="words")
    quantity_purchased = integer("QuantityPurchased", title="Quantity")
    transaction_price = amount("TransactionPrice", "currency")
    order_total = amount(f"{ORDER}.Total", "currency")
    currency = text("TransactionPrice.@currencyID", default=False)
    order_status = text(
        f"{ORDER}.OrderStatus",
        choices=("Active", "Cancelled", "CancelPending", "Completed", "Inactive", "Shipped"),
        title="Status",
    )
    paid_at = timestamp(f"{ORDER}.PaidTime")
    shipped_at = timestamp(f"{ORDER}.ShippedTime")
    shipment_tracking_number = text(
        "ShippingDetails.ShipmentTrackingDetails.0.ShipmentTrackingNumber", search="id", title="Tracking number"
    )
    shipping_carrier_used = text(
        "ShippingDetails.ShipmentTrackingDetails.0.ShippingCarrierUsed", title="Carrier", default=False
    )


purchases = Stream(
    name="purchases",
    title="Purchases",
    topic="Orders",
    description="What the seller bought on eBay as a buyer. eBay forgets it after 90 days; here it stays.",
    record=Purchase,
    scope="",
    source=Trading(
        "GetOrders",
        items="TransactionArray/Transaction",
        page=Offset(100),
        asked=(("DetailLevel", "ReturnAll"), ("OrderRole", "Buyer"), ("OrderStatus", "All")),
        group="OrderArray/Order",
        head=ORDER,
    ),
    window=Modified(
        "ModTime",
        created="CreateTime",
        overlap=timedelta(minutes=5),
        backfill=timedelta(days=90),
        slice=timedelta(days=30),
    ),
    default_sort="-bought_at",
    every_minutes=360,
    none_errors=frozenset({NO_SUCH_PAGE}),
)

"""Fulfillments: the parcels of each order that is being shipped, with carrier and tracking number."""

from ebay_connector.streams.fields import integer, text, timestamp
from ebay_connector.streams.record import Record, children
from ebay_connector.streams.source import Rest
from ebay_connector.streams.stream import Stream
from ebay_connector.streams.window import Following


class FulfillmentLineItem(Record, table="fulfillment_line_items"):
    """What is in a parcel. Key: order_id, fulfillment_id, line_item_id."""

    line_item_id = text("lineItemId", key=True, search="id")
    quantity = integer("quantity")


class Fulfillment(Record, table="fulfillments"):
    """One parcel. Key: order_id, fulfillment_id. Source: Fulfillment getShippingFulfillments."""

    order_id = text("orderId", key=True, search="id", refers="orders")
    fulfillment_id = text("fulfillmentId", key=True, search="id")
    shipped_at = timestamp("shippedDate", index=True)
    shipping_carrier_code = text("shippingCarrierCode", title="Carrier")
    shipment_tracking_number = text("shipmentTrackingNumber", search="id", title="Tracking number")
    line_items = children(FulfillmentLineItem, "lineItems")


fulfillments = Stream(
    name="fulfillments",
    title="Fulfillments",
    topic="Orders",
    description="The parcels of each order that is being shipped, with carrier and tracking number.",
    record=Fulfillment,
    scope="sell.fulfillment",
    source=Rest(
        "/sell/fulfillment/v1/order/{order_id}/shipping_fulfillment",
        items="fulfillments",
        paged=False,
        added=(("orderId", "{order_id}"),),
    ),
    window=Following("orders", when="order_fulfillment_status <> 'NOT_STARTED'"),
    default_sort="-shipped_at",
    empty="An order has none before it is shipped.",
)

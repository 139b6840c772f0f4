"""Orders: every sale whose checkout was completed, with its line items."""

from datetime import timedelta

from ebay_connector.streams.fields import integer, money, text, timestamp
from ebay_connector.streams.record import Record, children
from ebay_connector.streams.source import Offset, Rest
from ebay_connector.streams.stream import Single, Stream
from ebay_connector.streams.window import Modified

FULFILLMENT = ("FULFILLED", "IN_PROGRESS", "NOT_STARTED")
SHIP_TO = "fulfillmentStartInstructions.0.shippingStep.shipTo"
CANCELLED_FOR_GOOD = (
    "cancel_state = 'CANCELED' AND (SELECT bool_and(r.cancel_request_state IN ('COMPLETED', 'REJECTED')) "
    "FROM order_cancel_requests r WHERE r.account_id = orders.account_id AND r.order_id = orders.order_id)"
)
"""Not true either while no request is known."""


class OrderLineItem(Record, table="order_line_items"):
    """One line item of an order. Key: order_id, line_item_id."""

    line_item_id = text("lineItemId", key=True, search="id")
    legacy_item_id = text("legacyItemId", search="id", refers="listings")
    legacy_variation_id = text("legacyVariationId", default=False)
    sku = text("sku", search="id")
    title = text("title", search="words")
    quantity = integer("quantity")
    line_item_cost = money("lineItemCost", "currency")
    currency = text("lineItemCost.currency", default=False)
    total = money("total", "currency")
    sold_format = text("soldFormat", default=False)
    listing_marketplace_id = text("listingMarketplaceId", default=False)
    line_item_fulfillment_status = text("lineItemFulfillmentStatus", choices=FULFILLMENT, title="Fulfillment")
    ship_by_at = timestamp("lineItemFulfillmentInstructions.shipByDate")


class OrderRefund(Record, table="order_refunds"):
    """Money given back for an order. Key: order_id, refund_id (eBay's reference or date where it gives no id)."""

    refund_id = text(
        "refundId",
        key=True,
        search="id",
        expression="coalesce({json}->>'refundId', {json}->>'refundReferenceId', {json}->>'refundDate')",
    )
    refunded_at = timestamp("refundDate")
    amount = money("amount", "currency")
    currency = text("amount.currency", default=False)
    refund_status = text("refundStatus", choices=("FAILED", "PENDING", "REFUNDED"), title="Status")
    refund_reference_id = text("refundReferenceId", default=False)


class OrderCancelRequest(Record, table="order_cancel_requests"):
    """A request to cancel an order; only getOrder tells them. Key: order_id, cancel_request_id."""

    cancel_request_id = text("cancelRequestId", key=True, search="id")
    requested_at = timestamp("cancelRequestedDate")
    completed_at = timestamp("cancelCompletedDate")
    cancel_initiator = text("cancelInitiator", title="Initiator")
    cancel_reason = text("cancelReason", title="Reason")
    cancel_request_state = text("cancelRequestState", choices=("COMPLETED", "REJECTED", "REQUESTED"), title="State")


class Order(Record, table="orders", version="last_modified_at"):
    """One eBay order. Key: order_id. Source: Fulfillment getOrders."""

    order_id = text("orderId", key=True, search="id")
    created_at = timestamp("creationDate", index=True)
    last_modified_at = timestamp("lastModifiedDate", index=True, default=False)
    buyer_username = text("buyer.username", search="id", title="Buyer")
    ship_to_name = text(f"{SHIP_TO}.fullName", search="words")
    ship_to_country = text(f"{SHIP_TO}.contactAddress.countryCode", title="Country")
    line_item_count = integer(title="Items", expression="jsonb_array_length({json}->'lineItems')")
    total = money("pricingSummary.total", "total_currency")
    total_currency = text("pricingSummary.total.currency", default=False)
    order_payment_status = text(
        "orderPaymentStatus",
        choices=("FAILED", "FULLY_REFUNDED", "PAID", "PARTIALLY_REFUNDED", "PENDING"),
        title="Payment",
    )
    order_fulfillment_status = text("orderFulfillmentStatus", choices=FULFILLMENT, title="Fulfillment")
    cancel_state = text(
        "cancelStatus.cancelState", choices=("CANCELED", "IN_PROGRESS", "NONE_REQUESTED"), default=False
    )
    paid_at = timestamp("paymentSummary.payments.0.paymentDate")
    subtotal = money("pricingSummary.priceSubtotal", "total_currency", default=False)
    delivery_cost = money("pricingSummary.deliveryCost", "total_currency", default=False)
    tax = money("pricingSummary.tax", "total_currency", default=False)
    total_due_seller = money("paymentSummary.totalDueSeller", "total_currency", default=False)
    total_marketplace_fee = money("totalMarketplaceFee", "total_currency", default=False)
    sales_record_reference = text("salesRecordReference", search="id", default=False)
    legacy_order_id = text("legacyOrderId", search="id", default=False)
    buyer_checkout_notes = text("buyerCheckoutNotes", default=False)
    seller_id = text("sellerId", default=False)
    line_items = children(OrderLineItem, "lineItems")
    refunds = children(OrderRefund, "paymentSummary.refunds")
    cancel_requests = children(OrderCancelRequest, "cancelStatus.cancelRequests")

    list_merge = (
        "CASE WHEN t.payload #> '{cancelStatus,cancelRequests,0}' IS NOT NULL "
        "AND excluded.payload #>> '{cancelStatus,cancelState}' <> 'NONE_REQUESTED' "
        "THEN jsonb_set(excluded.payload, '{cancelStatus,cancelRequests}', "
        "t.payload #> '{cancelStatus,cancelRequests}') ELSE excluded.payload END"
    )
    """Lists leave the cancel requests empty; what getOrder told of them stays."""


orders = Stream(
    name="orders",
    title="Orders",
    topic="Orders",
    description="Every sale whose checkout was completed, with line items, buyer, amounts and shipping state.",
    record=Order,
    scope="sell.fulfillment",
    source=Rest("/sell/fulfillment/v1/order", items="orders", page=Offset(200)),
    window=Modified(
        "lastmodifieddate",
        created="creationdate",
        overlap=timedelta(minutes=5),
        backfill=timedelta(days=730),
        slice=timedelta(days=30),
    ),
    default_sort="-created_at",
    single=Single(
        sources=(Rest("/sell/fulfillment/v1/order/{order_id}", paged=False),),
        when="cancel_state <> 'NONE_REQUESTED'",
        again="cancel_state = 'IN_PROGRESS'",
        settled=CANCELLED_FOR_GOOD,
        merge="jsonb_set(payload, '{cancelStatus}', answer->'cancelStatus')",
    ),
)

"""Feedback: what buyers say of the seller, and the seller of buyers."""

from ebay_connector.streams.fields import boolean, money, text, timestamp
from ebay_connector.streams.record import Record
from ebay_connector.streams.source import Offset, Rest
from ebay_connector.streams.stream import Stream
from ebay_connector.streams.window import Whole


class Feedback(Record, table="feedback"):
    """One feedback entry. Key: feedback_id. Source: Feedback getFeedback."""

    feedback_id = text("feedbackId", key=True, search="id")
    entered_at = timestamp("feedbackEnteredDate", index=True)
    comment_type = text("commentType", choices=("NEGATIVE", "NEUTRAL", "POSITIVE"), title="Rating")
    comment_text = text("feedbackComment.commentText", search="words", title="Comment")
    reply_text = text("replyComment.commentText", search="words", title="Reply")
    feedback_state = text("feedbackState", title="State")
    provider = text("providerUserDetail.userId", search="id", title="From")
    provider_role = text("providerUserDetail.role", default=False)
    listing_id = text("orderLineItemSummary.listingId", search="id", refers="listings")
    listing_title = text("orderLineItemSummary.listingTitle", search="words")
    listing_price = money("orderLineItemSummary.listingPrice", "currency", default=False)
    currency = text("orderLineItemSummary.listingPrice.currency", default=False)
    order_line_item_id = text("orderLineItemSummary.orderLineItemId", search="id", default=False)
    line_item_id = text(
        "orderLineItemSummary.orderLineItemId",
        expression="split_part({json}#>>'{{orderLineItemSummary,orderLineItemId}}', '-', 2)",
        refers="orders.line_items.line_item_id",
        default=False,
    )
    automated = boolean("automatedFeedback", default=False)


feedback = Stream(
    name="feedback",
    title="Feedback",
    topic="Buyers",
    description="What buyers say of the seller, and the seller of buyers, with replies.",
    record=Feedback,
    scope="commerce.feedback",
    source=Rest(
        "/commerce/feedback/v1/feedback",
        items="feedbackEntries",
        page=Offset(200),
        total="pagination.total",
        query=(
            ("user_id", "{user_id}"),
            ("feedback_type", "{variant}"),
            ("filter", "showAutomatedFeedback:true"),
        ),
        variants=("FEEDBACK_RECEIVED", "FEEDBACK_SENT"),
    ),
    window=Whole(),
    default_sort="-entered_at",
    every_minutes=1440,
)

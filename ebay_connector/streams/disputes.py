"""Payment disputes: buyers who had their bank take the money back."""

from datetime import timedelta

from ebay_connector.streams.fields import integer, money, text, timestamp
from ebay_connector.streams.record import Record, children
from ebay_connector.streams.source import Offset, Rest
from ebay_connector.streams.stream import Single, Stream
from ebay_connector.streams.window import Dated

PATH = "/sell/fulfillment/v1/payment_dispute"
OPEN = "payment_dispute_status <> 'CLOSED'"


class DisputeActivity(Record, table="dispute_activities"):
    """One step in a dispute's history. Key: payment_dispute_id, activity_at, activity_type."""

    activity_at = text("activityDate", key=True)
    activity_type = text("activityType", key=True)
    actor = text("actor", choices=("BUYER", "CS_AGENT", "SELLER", "SYSTEM"))


class Dispute(Record, table="disputes"):
    """One payment dispute. Key: payment_dispute_id. Sources: Fulfillment getPaymentDisputeSummaries (`summary`),
    getPaymentDispute (`detail`), getActivities (`activity`)."""

    payment_dispute_id = text("summary.paymentDisputeId", key=True, search="id")
    opened_at = timestamp("summary.openDate", index=True)
    payment_dispute_status = text(
        "summary.paymentDisputeStatus", choices=("ACTION_NEEDED", "CLOSED", "OPEN"), title="Status"
    )
    respond_by_at = timestamp("summary.respondByDate")
    reason = text("summary.reason")
    order_id = text("summary.orderId", search="id", refers="orders")
    buyer_username = text("summary.buyerUsername", search="id", title="Buyer")
    amount = money("summary.amount", "currency")
    currency = text("summary.amount.currency", default=False)
    closed_at = timestamp("summary.closedDate")
    seller_response = text("detail.sellerResponse", default=False)
    outcome = text("detail.resolution.reasonForClosure")
    revision = integer("detail.revision", default=False)
    activities = children(DisputeActivity, "activity.activity")


disputes = Stream(
    name="disputes",
    title="Payment disputes",
    topic="Claims",
    description="Buyers who had their bank take the money back, with what can be answered until when.",
    record=Dispute,
    scope="sell.payment.dispute",
    source=Rest(
        f"{PATH}_summary",
        items="paymentDisputeSummaries",
        page=Offset(200),
        host="apiz",
        dates=("open_date_from", "open_date_to"),
        part="summary",
    ),
    window=Dated("openDate", again=timedelta(days=90), months=18, slice=timedelta(days=90), open=OPEN),
    default_sort="-opened_at",
    single=Single(
        sources=(
            Rest(f"{PATH}/{{payment_dispute_id}}", host="apiz", paged=False, part="detail"),
            Rest(f"{PATH}/{{payment_dispute_id}}/activity", host="apiz", paged=False, part="activity"),
        ),
        again=OPEN,
    ),
)

"""What goes wrong after a sale: returns, cancellations, items not received, cases that eBay decides (Post-Order)."""

from datetime import timedelta

from ebay_connector.streams.fields import Field, integer, money, text, timestamp
from ebay_connector.streams.record import Record
from ebay_connector.streams.source import Offset, Rest
from ebay_connector.streams.stream import Single, Stream
from ebay_connector.streams.window import Dated

PATH = "/post-order/v2"
SOLD = "orders.line_items.line_item_id"
"""What older APIs call a transaction is a line item of an order."""


def _date(path: str, *, index: bool = False) -> Field:
    """Post-Order's dates are objects."""
    return timestamp(f"{path}.value", index=index)


class Return(Record, table="returns"):
    """One return. Key: return_id. Sources: Post-Order Search Returns (`summary`), Get Return (`detail`)."""

    return_id = text("summary.returnId", key=True, search="id")
    created_at = _date("summary.creationInfo.creationDate", index=True)
    return_status = text("summary.status", title="Status")
    return_state = text("summary.state", title="State", default=False)
    respond_by_at = _date("summary.sellerResponseDue.respondByDate")
    reason = text("summary.creationInfo.reason")
    order_id = text("summary.orderId", search="id", refers="orders")
    item_id = text("summary.creationInfo.item.itemId", search="id", refers="listings")
    return_quantity = integer("summary.creationInfo.item.returnQuantity", title="Quantity")
    buyer_login_name = text("summary.buyerLoginName", search="id", title="Buyer")
    estimated_refund = money("summary.sellerTotalRefund.estimatedRefundAmount", "currency")
    actual_refund = money("summary.sellerTotalRefund.actualRefundAmount", "currency")
    currency = text("summary.sellerTotalRefund.estimatedRefundAmount.currency", default=False)
    comments = text("summary.creationInfo.comments.content", search="words", default=False)


class Cancellation(Record, table="cancellations"):
    """One request to cancel. Key: cancel_id. Sources: Search Cancellations (`summary`), Get Cancellation (`detail`)."""

    cancel_id = text("summary.cancelId", key=True, search="id")
    requested_at = _date("summary.cancelRequestDate", index=True)
    cancel_state = text("summary.cancelState", title="State")
    cancel_status = text("summary.cancelStatus", title="Status")
    cancel_reason = text("summary.cancelReason", title="Reason")
    requestor_type = text("summary.requestorType", title="Asked by")
    legacy_order_id = text("summary.legacyOrderId", search="id", refers="orders.legacy_order_id", title="Order ID")
    buyer_login_name = text("summary.buyerLoginName", search="id", title="Buyer")
    request_refund_amount = money("summary.requestRefundAmount", "currency", title="Refund")
    currency = text("summary.requestRefundAmount.currency", default=False)
    closed_at = _date("summary.cancelCloseDate")
    marketplace_id = text("summary.marketplaceId", default=False)


class Inquiry(Record, table="inquiries"):
    """One item not received. Key: inquiry_id. Sources: Search Inquiries (`summary`), Get Inquiry (`detail`)."""

    inquiry_id = text("summary.inquiryId", key=True, search="id")
    created_at = _date("summary.creationDate", index=True)
    inquiry_status = text("summary.inquiryStatusEnum", title="Status")
    respond_by_at = _date("summary.respondByDate")
    item_id = text("summary.itemId", search="id", refers="listings")
    transaction_id = text("summary.transactionId", search="id", refers=SOLD, default=False)
    buyer = text("summary.buyer", search="id")
    claim_amount = money("summary.claimAmount", "currency")
    currency = text("summary.claimAmount.currency", default=False)
    last_modified_at = _date("summary.lastModifiedDate")


class Case(Record, table="cases"):
    """One case that eBay decides. Key: case_id. Sources: Search Cases (`summary`), Get Case (`detail`)."""

    case_id = text("summary.caseId", key=True, search="id")
    created_at = _date("summary.creationDate", index=True)
    case_status = text("summary.caseStatusEnum", title="Status")
    case_type = text("detail.caseType")
    respond_by_at = _date("summary.respondByDate")
    return_id = text("detail.returnId", search="id", refers="returns")
    item_id = text("summary.itemId", search="id", refers="listings")
    transaction_id = text("summary.transactionId", search="id", refers=SOLD, default=False)
    buyer = text("summary.buyer", search="id")
    claim_amount = money("summary.claimAmount", "currency")
    currency = text("summary.claimAmount.currency", default=False)
    last_modified_at = _date("summary.lastModifiedDate")


def _stream(
    record: type[Record], title: str, description: str, path: str, *, total: str, dates: str, still_open: str,
    items: str = "members", answer: str = "answer",
) -> Stream:  # fmt: skip
    """Windows of 90 days, as far back as 18 months; what is open is read again at each run."""
    key, opened = record.key_names()[0], record.dated_by()
    return Stream(
        name=record.table_name,
        title=title,
        topic="Claims",
        description=description,
        record=record,
        scope="",
        source=Rest(
            f"{PATH}/{path}/search",
            items=items,
            page=Offset(200, unit="tried"),
            total=total,
            dates=(f"{dates}_from", f"{dates}_to"),
            part="summary",
            scheme="IAF",
        ),
        window=Dated(opened, again=timedelta(days=90), months=18, slice=timedelta(days=90), open=still_open),
        default_sort=f"-{opened}",
        single=Single(
            sources=(Rest(f"{PATH}/{path}/{{{key}}}", paged=False, part="detail", scheme="IAF"),),
            again=still_open,
            merge=f"payload || jsonb_build_object('detail', {answer})",
        ),
        every_minutes=120,
    )


returns = _stream(
    Return, "Returns", "Items that buyers send back, with what is due until when.", "return",
    total="total", dates="creation_date_range", still_open="return_status <> 'CLOSED'",
    answer="answer->'detail'",
)  # fmt: skip
cancellations = _stream(
    Cancellation, "Cancellations", "Requests to cancel an order, by buyers and by the seller.", "cancellation",
    total="total", dates="creation_date_range", items="cancellations", still_open="cancel_state <> 'CLOSED'",
    answer="answer->'cancelDetail'",
)  # fmt: skip
inquiries = _stream(
    Inquiry, "Inquiries", "Items that buyers say they have not received.", "inquiry",
    total="totalNumberOfInquiries", dates="inquiry_creation_date_range",
    still_open="inquiry_status NOT LIKE '%%CLOSED%%'",
)  # fmt: skip
cases = _stream(
    Case, "Cases", "What buyers and seller could not settle, and eBay decides.", "casemanagement",
    total="totalNumberOfCases", dates="case_creation_date_range", still_open="case_status NOT LIKE '%%CLOSED%%'",
)  # fmt: skip

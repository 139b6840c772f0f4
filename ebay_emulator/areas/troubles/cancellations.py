"""Cancellations: the requests that stand with orders, as Post-Order tells them."""

from collections.abc import Iterator
from typing import Any

from ebay_emulator.areas.troubles.facts import Order
from ebay_emulator.areas.troubles.shapes import SELLER_ANSWERS_MS, date, known, money
from ebay_emulator.clock import parse_iso

Json = dict[str, Any]

_DETAILS = ("activityHistories", "refundInfo", "moneyMovementInfo")


def tell_cancellations(order: Order) -> Iterator[tuple[str, int, Json]]:
    """Id, when it was asked for, and the record, of each request that getOrder tells of."""
    for request in order.cancel_requests:
        asked = parse_iso(request["cancelRequestedDate"])
        yield request["cancelRequestId"], asked, {"cancelDetail": _detail(order, request, asked)}


def summarize_cancellation(cancellation: Json) -> Json:
    """What the field group SUMMARY and a search give."""
    detail: Json = cancellation.get("cancelDetail", cancellation)
    return {name: value for name, value in detail.items() if name not in _DETAILS}


def _detail(order: Order, request: Json, asked: int) -> Json:
    done = request["cancelRequestState"] == "COMPLETED"
    rejected = request["cancelRequestState"] == "REJECTED"
    closed = parse_iso(request["cancelCompletedDate"]) if done else None
    given = next((each for each in order.refunds if each.reference == request["cancelRequestId"]), None)
    refund = money(given.total if given else order.total, order.currency)
    return known(
        cancelId=request["cancelRequestId"],
        legacyOrderId=order.id,
        marketplaceId=order.marketplace,
        buyerLoginName=order.buyer,
        sellerLoginName=order.seller,
        requestorType=request["cancelInitiator"],
        cancelReason=request["cancelReason"],
        cancelState="CLOSED" if done or rejected else "APPROVAL_PENDING",
        cancelStatus=_status(refunded=given is not None, done=done, rejected=rejected),
        cancelCloseReason="FULL_REFUNDED" if done and given else None,
        paymentStatus="PAID",
        requestRefundAmount=refund,
        cancelRequestDate=date(asked),
        sellerResponseDueDate=None if done or rejected else date(asked + SELLER_ANSWERS_MS),
        cancelCloseDate=None if closed is None else date(closed),
        lineItems=[
            {"itemId": line.item_id, "transactionId": line.id, "cancelQuantity": line.quantity} for line in order.lines
        ],
        activityHistories=_history(request["cancelInitiator"], asked, closed),
        refundInfo=_refund_info(refund, given.at) if given else None,
    )


def _status(*, refunded: bool, done: bool, rejected: bool) -> str:
    if rejected:
        return "CANCEL_REJECTED"
    if not done:
        return "CANCEL_REQUESTED"
    return "CANCEL_CLOSED_WITH_REFUND" if refunded else "CANCEL_CLOSED_NO_REFUND"


def _history(initiator: str, asked: int, closed: int | None) -> list[Json]:
    created = {"activityParty": initiator, "activityType": f"{initiator}_CREATE_CANCEL", "actionDate": date(asked)}
    entries = [created | {"stateFrom": "INITIAL", "stateTo": "APPROVAL_PENDING"}]
    if closed is not None:
        approved = {"activityParty": "SELLER", "activityType": "SELLER_APPROVE", "actionDate": date(closed)}
        entries.append(approved | {"stateFrom": "APPROVAL_PENDING", "stateTo": "CLOSED"})
    return entries


def _refund_info(amount: Json, at: int) -> Json:
    refund = {"totalAmount": amount, "itemizedRefunds": [{"refundType": "PURCHASE_PRICE", "refundAmount": amount}]}
    return {"actualRefundDetail": {"actualRefund": refund, "refundIssuedDate": date(at), "refundStatus": "SUCCESS"}}

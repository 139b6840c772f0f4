"""Return requests, in the two shapes that eBay gives them: a summary, which searches list, and the details."""

from typing import Any

from ebay_emulator.areas.troubles.facts import Line, Order
from ebay_emulator.areas.troubles.plan import Event, Plan, Story
from ebay_emulator.areas.troubles.shapes import SELLER_ANSWERS_MS, SITE, date, due, known, money, options, text
from ebay_emulator.clock import DAY_MS

Json = dict[str, Any]

_SNAD = (
    ("DEFECTIVE_ITEM", "It does not work as it should."),
    ("NOT_AS_DESCRIBED", "It is not what the pictures show."),
    ("ARRIVED_DAMAGED", "The parcel came with a dent and so did what was in it."),
    ("MISSING_PARTS", "One part is missing."),
)
_REMORSE = (
    ("NO_LONGER_NEED_ITEM", "I do not need it any more, sorry."),
    ("ORDERED_WRONG_ITEM", "I picked the wrong one."),
    ("FOUND_BETTER_PRICE", None),
    ("ORDERED_ACCIDENTALLY", None),
)
# State and status after each event, who did it, and what eBay calls that.
_STATES = {
    "open": ("RETURN_REQUESTED", "RETURN_REQUESTED", "BUYER", "BUYER_CREATE_RETURN"),
    "approve": ("ITEM_READY_TO_SHIP", "READY_FOR_SHIPPING", "SELLER", "SELLER_APPROVE_REQUEST"),
    "ship": ("ITEM_SHIPPED", "ITEM_SHIPPED", "BUYER", "BUYER_PROVIDE_TRACKING_INFO"),
    "deliver": ("ITEM_DELIVERED", "ITEM_DELIVERED", "SYSTEM", "NOTIFIED_DELIVERED"),
    "escalate": ("ITEM_DELIVERED", "ESCALATED", "SELLER", "SELLER_ESCALATE"),
    "refund": ("CLOSED", "CLOSED", "SELLER", "SELLER_ISSUE_REFUND"),
    "withdraw": ("CLOSED", "CLOSED", "BUYER", "BUYER_CLOSE_RETURN"),
    "lapse": ("CLOSED", "CLOSED", "SYSTEM", "SYSTEM_CLOSE_RETURN"),
    "decide": ("CLOSED", "CLOSED", "SYSTEM", "SYSTEM_CLOSE_RETURN"),
}
_CLOSE_REASONS = {
    "refund": "FULL_REFUNDED",
    "withdraw": "BUYER_CLOSED",
    "lapse": "BUYER_NO_ACTION",
    "decide": "ESCALATED",
}


def tell_return(plan: Plan, order: Order, story: Story) -> Json:
    """What the field groups SUMMARY and FULL give, under `summary` and `detail`."""
    return {"summary": _summary(plan, order, story), "detail": _detail(plan, order, story)}


def _summary(plan: Plan, order: Order, story: Story) -> Json:
    line = plan.line_of(order)
    state, status, _, _ = _STATES[story.latest.kind]
    refund = _total_refund(order, line, story)
    return known(
        returnId=plan.id,
        orderId=order.id,
        buyerLoginName=order.buyer,
        sellerLoginName=order.seller,
        currentType="MONEY_BACK",
        state=state,
        status=status,
        creationInfo=_creation(plan, line),
        sellerTotalRefund=refund,
        buyerTotalRefund=refund,
        escalationInfo=_escalation(plan, story),
        timeoutDate=date(plan.opened + 35 * DAY_MS),
        **_turns(plan, story),
    )


def _creation(plan: Plan, line: Line) -> Json:
    dice = plan.dice("reason")
    at_fault = dice.random() < 0.55
    reason, comment = dice.choice(_SNAD if at_fault else _REMORSE)
    return known(
        type="MONEY_BACK",
        reason=reason,
        reasonType="SNAD" if at_fault else "REMORSE",
        comments=text(comment) if comment else None,
        creationDate=date(plan.opened),
        item={"itemId": line.item_id, "transactionId": line.id, "returnQuantity": line.quantity},
    )


def _total_refund(order: Order, line: Line, story: Story) -> Json:
    given = None if story.refund is None else money(story.refund.of(line), order.currency)
    return known(estimatedRefundAmount=money(line.total, order.currency), actualRefundAmount=given)


def _escalation(plan: Plan, story: Story) -> Json:
    closed = _STATES[story.latest.kind][0] == "CLOSED"
    escalated = story.when("escalate") is not None
    if closed or escalated:
        buyer: Json = {"eligible": False}
        seller: Json = {"eligible": False}
    else:
        start, end = plan.opened + SELLER_ANSWERS_MS, plan.opened + 35 * DAY_MS
        buyer = {"eligible": True, "startTime": date(start), "endTime": date(end)}
        seller = {"eligible": story.latest.kind == "deliver"}
    return known(
        buyerEscalationEligibilityInfo=buyer,
        sellerEscalationEligibilityInfo=seller,
        caseId=plan.case_id if escalated else None,
    )


def _turns(plan: Plan, story: Story) -> Json:
    """Whose answer is awaited, until when, and what either may do."""
    at, path = story.latest.at, f"rt/ReturnDetails?returnId={plan.id}"
    match story.latest.kind:
        case "open":
            wanted = due("SELLER_APPROVE_REQUEST", at + SELLER_ANSWERS_MS)
            may = options(path, "SELLER_APPROVE_REQUEST", "SELLER_OFFER_PARTIAL_REFUND", "SELLER_ISSUE_REFUND")
            return {"sellerResponseDue": wanted, "sellerAvailableOptions": may, "buyerAvailableOptions": []}
        case "approve":
            wanted = due("BUYER_PROVIDE_TRACKING_INFO", at + 15 * DAY_MS)
            may = options(path, "BUYER_PROVIDE_TRACKING_INFO", "BUYER_CLOSE_RETURN")
            seller = options(path, "SELLER_ISSUE_REFUND")
            return {"buyerResponseDue": wanted, "buyerAvailableOptions": may, "sellerAvailableOptions": seller}
        case "ship":
            may = options(path, "SELLER_MARK_AS_RECEIVED", "SELLER_ISSUE_REFUND")
            return {"sellerAvailableOptions": may, "buyerAvailableOptions": []}
        case "deliver":
            wanted = due("SELLER_ISSUE_REFUND", at + 2 * DAY_MS)
            may = options(path, "SELLER_ISSUE_REFUND", "SELLER_ESCALATE")
            return {"sellerResponseDue": wanted, "sellerAvailableOptions": may, "buyerAvailableOptions": []}
    return {"sellerAvailableOptions": [], "buyerAvailableOptions": []}


def _detail(plan: Plan, order: Order, story: Story) -> Json:
    line = plan.line_of(order)
    return known(
        marketplaceId=order.marketplace,
        buyerLoginName=order.buyer,
        sellerLoginName=order.seller,
        sellerAddress={"address": {"city": order.city, "country": order.country}},
        itemDetail={
            "itemId": line.item_id,
            "transactionId": line.id,
            "itemTitle": line.title,
            "itemUrl": f"{SITE}/itm/{line.item_id}",
            "itemPrice": money(line.total // max(line.quantity, 1), order.currency),
            "returnQuantity": line.quantity,
            "transactionDate": date(order.created),
        },
        refundInfo=_refund_info(order, line, story),
        closeInfo=_close_info(plan, story),
        returnShipmentInfo=_shipment(plan, story),
        responseHistory=_history(story),
    )


def _refund_info(order: Order, line: Line, story: Story) -> Json:
    estimate = {"refundFeeType": "PURCHASE_PRICE", "estimatedAmount": money(line.total, order.currency)}
    info: Json = {"estimatedRefundDetail": {"itemizedRefundDetails": [estimate]}}
    if story.refund is not None:
        given = money(story.refund.of(line), order.currency)
        itemized = [{"refundFeeType": "PURCHASE_PRICE", "refundAmount": given}]
        info["actualRefundDetail"] = {
            "actualRefund": {"totalAmount": given, "itemizedRefunds": itemized},
            "refundIssuedDate": date(story.refund.at),
            "refundStatus": "SUCCESS",
        }
    return info


def _close_info(plan: Plan, story: Story) -> Json | None:
    kind = story.latest.kind
    reason = _CLOSE_REASONS.get(kind)
    if reason is None:
        return None
    buyer = plan.dice("close").choice(("BUYER_NO_LONGER_WANTS_RETURN", "BUYER_STARTED_RETURN_ACCIDENTALLY"))
    withdrawn = buyer if kind == "withdraw" else None
    return known(returnCloseDate=date(story.latest.at), returnCloseReason=reason, buyerCloseReason=withdrawn)


def _shipment(plan: Plan, story: Story) -> Json:
    sent, back = story.when("ship"), story.when("deliver")
    at_fault = _is_at_fault(plan)
    info: Json = {
        "payee": "SELLER" if at_fault else "BUYER",
        "shippingLabelProvided": story.when("approve") is not None,
    }
    if sent is None:
        return info
    parcel = known(
        trackingNumber=f"9202{plan.id}{sent // 1000 % 100_000_000:08d}",
        carrierName="USPS",
        shippingMethod="SHIPPING_LABEL" if at_fault else "SHIPPED_BY_BUYER",
        active=True,
        shipmentDate=date(sent),
        actualDeliveryDate=None if back is None else date(back),
        deliveryStatus="IN_TRANSIT" if back is None else "DELIVERED",
    )
    return info | {"shipmentTracking": parcel, "allShipmentTrackings": [parcel]}


def _is_at_fault(plan: Plan) -> bool:
    return plan.dice("reason").random() < 0.55


def _history(story: Story) -> list[Json]:
    return [_response(event, before) for event, before in zip(story.told, (None, *story.told), strict=False)]


def _response(event: Event, before: Event | None) -> Json:
    state, _, author, activity = _STATES[event.kind]
    earlier = "INITIAL" if before is None else _STATES[before.kind][0]
    moved = {"fromState": earlier, "toState": state}
    return {"author": author, "activity": activity, "creationDate": date(event.at), **moved}

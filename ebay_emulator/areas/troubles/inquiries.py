"""Inquiries about items not received, and how a search lists them."""

from typing import Any

from ebay_emulator.areas.troubles.facts import Order
from ebay_emulator.areas.troubles.plan import Event, Plan, Story
from ebay_emulator.areas.troubles.shapes import SELLER_ANSWERS_MS, SITE, date, history, known, money, number
from ebay_emulator.clock import DAY_MS

Json = dict[str, Any]

# State and status after each event, who did it, what eBay calls that, and says of it.
_STATES = {
    "open": ("CREATED", "WAITING_SELLER_RESPONSE", "BUYER", "CREATE", "Buyer opened a request"),
    "answer": ("SELLER_PROVIDED_TRACKING", "WAITING_BUYER_RESPONSE", "SELLER", "SELLER_PROVIDE_TRACKING_INFO",
               "Seller added tracking details"),
    "escalate": ("CLOSED", "CLOSED_WITH_ESCALATION", "BUYER", "ESCALATE", "Buyer asked eBay to step in"),
    "refund": ("CLOSED", "CLOSED", "SELLER", "ISSUE_REFUND", "Seller issued a refund"),
    "arrive": ("CLOSED", "CLOSED", "BUYER", "BUYER_CLOSE", "Buyer closed the request: the item arrived"),
    "lapse": ("CLOSED", "CLOSED", "SYSTEM", "SYSTEM_CLOSE", "The request was closed"),
}  # fmt: skip
_OPEN_DAYS = 21


def tell_inquiry(plan: Plan, order: Order, story: Story) -> Json:
    """An escalated inquiry is closed; what happens from then on is told by its case, which has the same number."""
    told = _own(story)
    line, last = plan.line_of(order), told[-1]
    state, status, _, _, _ = _STATES[last.kind]
    closed = state == "CLOSED"
    return known(
        inquiryId=plan.id,
        itemId=line.item_id,
        transactionId=line.id,
        buyer=order.buyer,
        seller=order.seller,
        initiator="BUYER",
        creationReason="ITEM_NOT_RECEIVED",
        state=state,
        status=status,
        claimAmount=money(line.total, order.currency),
        inquiryQuantity=line.quantity,
        sellerMakeItRightByDate=date(plan.opened + SELLER_ANSWERS_MS),
        inquiryClosureDate=date(last.at) if closed else None,
        inquiryDetails=_details(plan, order, story, told),
        inquiryHistoryDetails=_history(order, told),
        itemDetails=_item(line.item_id, line.title),
    )


def summarize_inquiry(inquiry: Json) -> Json:
    """The member of a search. Ids are numbers there; the order is known by the transaction only."""
    events = (inquiry.get("inquiryHistoryDetails") or {}).get("history") or [{}]
    details = inquiry.get("inquiryDetails") or {}
    waiting = inquiry.get("status") in ("OPEN", "WAITING_SELLER_RESPONSE")
    return known(
        inquiryId=number(inquiry.get("inquiryId")),
        inquiryStatusEnum=inquiry.get("status"),
        buyer=inquiry.get("buyer"),
        seller=inquiry.get("seller"),
        itemId=number(inquiry.get("itemId")),
        transactionId=number(inquiry.get("transactionId")),
        claimAmount=inquiry.get("claimAmount"),
        creationDate=details.get("creationDate"),
        lastModifiedDate=events[-1].get("date", details.get("creationDate")),
        respondByDate=inquiry.get("sellerMakeItRightByDate") if waiting else None,
    )


def _own(story: Story) -> tuple[Event, ...]:
    escalated = story.when("escalate")
    return tuple(event for event in story.told if escalated is None or event.at <= escalated)


def _details(plan: Plan, order: Order, story: Story, told: tuple[Event, ...]) -> Json:
    escalated = story.when("escalate")
    buyer = max(event.at for event in told if _STATES[event.kind][2] == "BUYER")
    refund = story.refund if told[-1].kind == "refund" else None
    return known(
        creationDate=date(plan.opened),
        escalationDate=None if escalated is None else date(escalated),
        expirationDate=date(plan.opened + _OPEN_DAYS * DAY_MS),
        lastBuyerRespDate=date(buyer),
        refundAmount=None if refund is None else money(refund.of(plan.line_of(order)), order.currency),
        refundDate=None if refund is None else date(refund.at),
        totalAmount=money(plan.line_of(order).total, order.currency),
    )


def _history(order: Order, told: tuple[Event, ...]) -> Json:
    entries = [(event.at, _STATES[event.kind][3], *_STATES[event.kind][2:5:2]) for event in told]
    answered = any(event.kind == "answer" for event in told)
    tracking = {"carrier": order.carrier, "trackingNumber": order.tracking}
    return history(entries) | ({"shipmentTrackingDetails": tracking} if answered and order.tracking else {})


def _item(item_id: str, title: str) -> Json:
    return {"itemId": item_id, "title": title, "viewItemUrl": f"{SITE}/itm/{item_id}"}

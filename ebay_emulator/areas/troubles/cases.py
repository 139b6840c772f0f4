"""Cases: return requests and inquiries that eBay was asked to step into, and how a search lists them."""

from typing import Any

from ebay_emulator.areas.troubles.facts import Order
from ebay_emulator.areas.troubles.plan import Event, Plan, Story
from ebay_emulator.areas.troubles.shapes import date, history, known, money, number
from ebay_emulator.clock import DAY_MS

Json = dict[str, Any]

# Status after each event, who did it, what eBay calls that, and says of it.
_STATES = {
    "escalate": ("WAITING_CS", "BUYER", "ESCALATE", "A request was escalated to eBay"),
    "refund": ("CLOSED", "SELLER", "ISSUE_REFUND", "Seller issued a refund"),
    "decide": ("CS_CLOSED", "CSR", "CS_CLOSE", "eBay decided in the seller's favor"),
    "lapse": ("CLOSED", "SYSTEM", "SYSTEM_CLOSE", "The case was closed"),
}


def case_id(plan: Plan) -> str:
    """An inquiry keeps its number when it becomes a case; a return's case has one of its own."""
    return plan.id if plan.kind == "inquiry" else plan.case_id


def tell_case(plan: Plan, order: Order, story: Story) -> Json:
    opened = story.when("escalate") or plan.opened
    told = tuple(event for event in story.told if event.at >= opened and event.kind in _STATES)
    line, last = plan.line_of(order), told[-1]
    status = _STATES[last.kind][0]
    by_buyer = plan.kind == "inquiry"
    return known(
        caseId=case_id(plan),
        returnId=None if by_buyer else plan.id,
        caseType="ITEM_NOT_RECEIVED" if by_buyer else "RETURN",
        caseQuantity=line.quantity,
        itemId=line.item_id,
        transactionId=line.id,
        buyer=order.buyer,
        seller=order.seller,
        initiator="BUYER" if by_buyer else "SELLER",
        escalateReason="NOT_RECEIVED" if by_buyer else "ITEM_RECEIVED_IN_DIFFERENT_CONDITION",
        status=status,
        claimAmount=money(line.total, order.currency),
        creationDate=date(opened),
        sellerClosureReason=_CLOSE_REASONS.get(last.kind),
        caseDetails=_details(plan, order, story, opened),
        caseHistoryDetails=history((event.at, _STATES[event.kind][2], _actor(event, plan), _STATES[event.kind][3])
                                   for event in told),
        itemOnHold=False,
    )  # fmt: skip


def summarize_case(case: Json) -> Json:
    """The member of a search. Ids are numbers there."""
    events = (case.get("caseHistoryDetails") or {}).get("history") or [{}]
    details = case.get("caseDetails") or {}
    return known(
        caseId=number(case.get("caseId")),
        caseStatusEnum=case.get("status"),
        buyer=case.get("buyer"),
        seller=case.get("seller"),
        itemId=number(case.get("itemId")),
        transactionId=number(case.get("transactionId")),
        claimAmount=case.get("claimAmount"),
        creationDate=case.get("creationDate"),
        lastModifiedDate=events[-1].get("date", case.get("creationDate")),
        respondByDate=details.get("respondByDate"),
    )


_CLOSE_REASONS = {
    "refund": "SELLER_ISSUED_REFUND",
    "decide": "AGENT_CLOSE_FOR_SELLER",
    "lapse": "AUTO_DISPOSE_SELLER_WIN_BUYER_FAULT",
}


def _details(plan: Plan, order: Order, story: Story, opened: int) -> Json:
    refund, closed = story.refund, story.latest.kind in _CLOSE_REASONS
    return known(
        creationDate=date(opened),
        escalationDate=date(opened),
        expirationDate=date(opened + 30 * DAY_MS),
        respondByDate=None if closed else date(opened + 2 * DAY_MS),
        closureDate=date(story.latest.at) if closed else None,
        refundAmount=None if refund is None else money(refund.of(plan.line_of(order)), order.currency),
        refundDate=None if refund is None else date(refund.at),
    )


def _actor(event: Event, plan: Plan) -> str:
    if event.kind == "escalate" and plan.kind == "return":
        return "SELLER"
    return _STATES[event.kind][1]

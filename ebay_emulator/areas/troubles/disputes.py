"""Payment disputes as getPaymentDispute gives them, their activity, and the files that prove something."""

import struct
import zlib
from typing import Any

from ebay_emulator.areas.troubles.facts import Order
from ebay_emulator.areas.troubles.plan import RESPOND_MS, Event, Plan, Story
from ebay_emulator.areas.troubles.shapes import known
from ebay_emulator.clock import iso
from ebay_emulator.orders.money import amount

Json = dict[str, Any]

_SUMMARY = (
    "paymentDisputeId", "paymentDisputeStatus", "reason", "orderId", "buyerUsername", "amount", "openDate",
    "closedDate", "respondByDate",
)  # fmt: skip
_REASONS = {
    "FRAUD": 30, "ITEM_NOT_RECEIVED": 28, "SIGNIFICANTLY_NOT_AS_DESCRIBED": 24, "TRANSACTION_ISSUE": 8,
    "CREDIT_NOT_PROCESSED": 5, "DUPLICATE_AMOUNT": 3, "COUNTERFEIT": 2,
}  # fmt: skip
_PROOFS = {
    "ITEM_NOT_RECEIVED": "PROOF_OF_DELIVERY",
    "FRAUD": "PROOF_OF_DELIVERY",
    "SIGNIFICANTLY_NOT_AS_DESCRIBED": "PROOF_OF_ITEM_AS_DESCRIBED",
    "COUNTERFEIT": "PROOF_OF_AUTHENTICITY",
    "CREDIT_NOT_PROCESSED": "PROOF_OF_CREDIT_NOT_DUE",
}
_WORDS = {
    "ITEM_NOT_RECEIVED": "The parcel never came.",
    "SIGNIFICANTLY_NOT_AS_DESCRIBED": "Not what was shown.",
    "FRAUD": "I do not know this payment.",
}
_FEES = {"USD": 2_000, "GBP": 1_400, "EUR": 1_600}
_CLOSING = {"refund": "SELLER_ACCEPT", "win": "SELLER_WON", "lose": "SELLER_LOST"}
_ACTIVITIES = {
    "open": (("DISPUTE_OPENED", "BUYER"),),
    "evidence": (("EVIDENCE_PROVIDED", "SELLER"),),
    "contest": (("SELLER_CONTEST", "SELLER"),),
    "miss": (("SELLER_RESPONSE_OVERDUE", "SYSTEM"),),
    "refund": (("SELLER_ACCEPT", "SELLER"), ("DISPUTE_CLOSED", "SYSTEM")),
    "win": (("DISPUTE_CLOSED", "CS_AGENT"),),
    "lose": (("DISPUTE_CLOSED", "CS_AGENT"),),
}


def tell_dispute(plan: Plan, order: Order, story: Story) -> Json:
    reason = plan.dice("reason").choices(list(_REASONS), list(_REASONS.values()))[0]
    answered, closed = story.when("contest", "miss", "refund"), story.latest.kind in _CLOSING
    disputed = order.total - order.refunded_by(plan.opened)
    lines = [{"itemId": line.item_id, "lineItemId": line.id} for line in order.lines]
    evidence = _evidence(plan, order, story, reason, lines)
    return known(
        paymentDisputeId=plan.id,
        paymentDisputeStatus="CLOSED" if closed else "ACTION_NEEDED" if answered is None else "OPEN",
        reason=reason,
        orderId=order.id,
        buyerUsername=order.buyer,
        amount=amount(disputed, order.currency),
        openDate=iso(plan.opened),
        respondByDate=iso(plan.opened + RESPOND_MS) if answered is None else None,
        closedDate=iso(story.latest.at) if closed else None,
        lineItems=lines,
        availableChoices=_choices(reason) if answered is None else None,
        evidenceRequests=[_request(plan, reason, lines)] if answered is None and not evidence else None,
        evidence=evidence,
        buyerProvided={"note": _WORDS[reason]} if reason in _WORDS else None,
        note="It was delivered as described; see what is attached." if story.when("contest") else None,
        sellerResponse=_response(story),
        monetaryTransactions=_money(order, story, disputed),
        resolution=_resolution(order, story, disputed) if closed else None,
        revision=len(story.told),
    )


def tell_activity(story: Story) -> list[Json]:
    return [
        {"activityDate": iso(event.at), "activityType": kind, "actor": actor}
        for event in story.told
        for kind, actor in _ACTIVITIES[event.kind]
    ]


def activity_of(dispute: Json) -> list[Json]:
    """What can be told of a dispute that a test put here by hand."""
    dates = (("openDate", "DISPUTE_OPENED", "BUYER"), ("closedDate", "DISPUTE_CLOSED", "SYSTEM"))
    return [
        {"activityDate": dispute[name], "activityType": kind, "actor": actor}
        for name, kind, actor in dates
        if name in dispute
    ]


def summarize_dispute(dispute: Json) -> Json:
    return {name: dispute[name] for name in _SUMMARY if name in dispute}


def picture(file_id: str) -> bytes:
    """The file a seller uploaded: a PNG of one colour."""
    colour = zlib.crc32(file_id.encode()).to_bytes(4)[:3]
    head = struct.pack(">IIBBBBB", 48, 32, 8, 2, 0, 0, 0)
    rows = (b"\0" + colour * 48) * 32
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def _choices(reason: str) -> list[str]:
    choices = ["SELLER_CONTEST", "SELLER_ACCEPT"]
    return [*choices, "SELLER_ACCEPT_WITH_RETURN"] if reason == "SIGNIFICANTLY_NOT_AS_DESCRIBED" else choices


def _request(plan: Plan, reason: str, lines: list[Json]) -> Json:
    return {
        "evidenceId": f"{plan.id}01",
        "evidenceType": _PROOFS.get(reason, "OPTIONAL_SUPPORTING_DOCUMENTS"),
        "lineItems": lines,
        "requestDate": iso(plan.opened),
        "respondByDate": iso(plan.opened + RESPOND_MS),
    }


def _evidence(plan: Plan, order: Order, story: Story, reason: str, lines: list[Json]) -> list[Json] | None:
    provided = story.when("evidence")
    if provided is None:
        return None
    proof = _request(plan, reason, lines) | {"providedDate": iso(provided)}
    if proof["evidenceType"] == "PROOF_OF_DELIVERY" and order.tracking:
        tracking = {"shipmentTrackingNumber": order.tracking, "shippingCarrierCode": order.carrier}
        return [proof | {"shipmentTracking": [tracking]}]
    file = {"fileId": f"{plan.id}0101", "fileType": "PNG", "name": "evidence.png", "uploadedDate": iso(provided)}
    return [proof | {"files": [file]}]


def _response(story: Story) -> str | None:
    if story.when("contest") is not None:
        return "SELLER_CONTEST"
    if story.when("miss") is not None:
        return "SELLER_RESPONSE_OVERDUE"
    return "SELLER_ACCEPT" if story.when("refund") is not None else None


def _money(order: Order, story: Story, disputed: int) -> list[Json]:
    """eBay takes the sum at once, and gives it back to who wins or has refunded the buyer."""

    def moved(event: Event, kind: str, reason: str, cents: int) -> Json:
        return {"date": iso(event.at), "type": kind, "reason": reason, "amount": amount(cents, order.currency)}

    movements = [moved(story.told[0], "CHARGE", "RECOUP_AMOUNT", disputed)]
    match story.latest.kind:
        case "win" | "refund":
            movements.append(moved(story.latest, "CREDIT", "RECOUP_AMOUNT", disputed))
        case "lose":
            movements.append(moved(story.latest, "CHARGE", "DISPUTE_FEE", _fee(order)))
    return movements


def _resolution(order: Order, story: Story, disputed: int) -> Json:
    won, lost = story.latest.kind == "win", story.latest.kind == "lose"
    return known(
        reasonForClosure=_CLOSING[story.latest.kind],
        protectionStatus="FULLY_PROTECTED" if won else "NOT_PROTECTED",
        protectedAmount=amount(disputed, order.currency) if won else None,
        recoupAmount=amount(disputed, order.currency) if lost else None,
        fees=amount(_fee(order), order.currency) if lost else None,
    )


def _fee(order: Order) -> int:
    return _FEES.get(order.currency, 2_000)

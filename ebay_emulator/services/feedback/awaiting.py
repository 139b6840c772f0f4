"""getItemsAwaitingFeedback: what the seller sold and has left no feedback on yet."""

from dataclasses import dataclass

import msgspec

from ebay_emulator.areas.reputation import Desk
from ebay_emulator.areas.reputation.plan import feedback_id
from ebay_emulator.areas.sale import Line, Sale, read_sale
from ebay_emulator.clock import DAY_MS
from ebay_emulator.reply import JSON, Call, Reply
from ebay_emulator.sellers import Seller
from ebay_emulator.services.feedback.asked import desk_at, filters, page_of, pagination, role_of
from ebay_emulator.services.feedback.errors import refused
from ebay_emulator.services.fulfillment import owner

DAYS = 60
"""So long feedback may be left after payment."""
_LONGEST_UNPAID = 4 * DAY_MS


@dataclass(frozen=True, slots=True)
class Waiting:
    sale: Sale
    line: Line


def get_items_awaiting_feedback(call: Call) -> Reply:
    asked = call.parameters()
    limit, offset = page_of(asked)
    sort = asked.get("sort") or "END_TIME_DESC"
    if sort not in ("END_TIME_ASC", "END_TIME_DESC"):
        raise refused(501024)
    chosen = filters(asked.get("filter"), "listingId", "receiverName", "userRole")
    role = role_of(chosen.get("userRole"))
    seller = owner(call)
    waiting = awaiting(seller, desk_at(call, seller), call.now)
    found = [each for each in waiting if role != "BUYER" and _suits(each, chosen)]
    found.sort(key=lambda each: each.sale.paid, reverse=sort == "END_TIME_DESC")
    page = [_told(each) for each in found[offset : offset + limit]]
    body = {
        "itemsAwaitingFeedbackCount": {"asSeller": len(waiting), "asBuyer": 0},
        "lineItems": page,
        "pagination": pagination("awaiting_feedback", asked, limit, offset, len(page), len(found)),
    }
    return Reply(200, msgspec.json.encode(body), JSON)


def awaiting(seller: Seller, desk: Desk, now: int) -> list[Waiting]:
    """Line items paid for in the last sixty days on which the seller has not said a word."""
    rows = seller.book.created_between(now - DAYS * DAY_MS - _LONGEST_UNPAID, now)
    sales = (read_sale(seller.book, row) for row in rows.rows[rows.start : rows.end])
    return [
        Waiting(sale, line)
        for sale in sales
        if sale is not None and sale.cancelled is None and sale.paid >= now - DAYS * DAY_MS
        for line in sale.lines
        if feedback_id("SELLER", line.legacy_item_id, line.line_item_id) not in desk.shelf
    ]


def _suits(each: Waiting, chosen: dict[str, str]) -> bool:
    listing, receiver = chosen.get("listingId"), chosen.get("receiverName")
    return listing in (None, each.line.legacy_item_id) and receiver in (None, each.sale.buyer)


def _told(each: Waiting) -> dict[str, object]:
    """Templates for ratings are for buyers: only sellers are rated."""
    line = each.line
    return {
        "listingId": line.legacy_item_id,
        "listingTitle": line.title,
        "listingPrice": {"value": line.price, "currency": line.line_item_cost.currency},
        "orderLineItemId": f"{line.legacy_item_id}-{line.line_item_id}",
        "transactionId": line.line_item_id,
        "ratingTemplates": [],
    }

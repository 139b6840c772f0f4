"""leaveFeedback and respondToFeedback, as a seller does them."""

import re

import msgspec

from ebay_emulator.areas.reputation.desk import FOLLOW_UP, REPLY
from ebay_emulator.areas.reputation.plan import Leave, feedback_id
from ebay_emulator.areas.sale import Line, Sale, read_sale
from ebay_emulator.clock import DAY_MS
from ebay_emulator.orders.template import line_item
from ebay_emulator.reply import JSON, Call, Reply
from ebay_emulator.services.feedback.asked import body_of, desk_at, is_number
from ebay_emulator.services.feedback.awaiting import DAYS
from ebay_emulator.services.feedback.errors import refused
from ebay_emulator.services.fulfillment import owner

MAX_TEXT = 500
MAX_IMAGES = 5
_KINDS = ("POSITIVE", "NEUTRAL", "NEGATIVE")
_MARKUP = re.compile(r"<[a-zA-Z/][^>]*>")
_PROFANITY = re.compile(r"\b(?:damn|crap|bloody hell|bastard)\b", re.IGNORECASE)


class Image(msgspec.Struct):
    url: str


class Wish(msgspec.Struct, rename="camel"):
    listing_id: str = ""
    transaction_id: str = ""
    order_line_item_id: str = ""
    comment_text: str = ""
    comment_type: str = ""
    seller_ratings: list[dict[str, str]] = []
    images: list[Image] = []


class Response(msgspec.Struct, rename="camel"):
    feedback_id: str = ""
    recipient_user_id: str = ""
    response_text: str = ""
    response_type: str = ""


def leave_feedback(call: Call) -> Reply:
    wish = body_of(call, Wish)
    _check_wish(wish)
    sale, line = _sold(call, wish)
    desk = desk_at(call, owner(call))
    if wish.comment_type != "POSITIVE":
        raise refused(501020, 409)
    name = feedback_id("SELLER", line.legacy_item_id, line.line_item_id)
    if name in desk.shelf or desk.shelf.was_removed(name):
        raise refused(501008, 409)
    if call.now - sale.paid > DAYS * DAY_MS or sale.cancelled is not None:
        raise refused(501011, 409)
    pictures = [image.url for image in wish.images]
    left = Leave(name, sale, line, "POSITIVE", wish.comment_text, by_buyer=False, score=10, pictures=pictures)
    desk.leave(left, call.world.clock.stamp())
    return Reply(200, msgspec.json.encode({"feedbackId": name}), JSON)


def respond_to_feedback(call: Call) -> Reply:
    """The seller replies to what it got, and adds to what it gave."""
    wish = body_of(call, Response)
    desk = desk_at(call, owner(call))
    _check_response(wish)
    facts = desk.shelf.facts.get(wish.feedback_id)
    item = desk.shelf.get(wish.feedback_id)
    if item is None or facts is None:
        raise refused(501026)
    reply = wish.response_type == "REPLY"
    if facts.automated:
        raise refused(501031, 403)
    if reply != (facts.role == "BUYER"):
        raise refused(501011, 409)
    if reply and wish.recipient_user_id != facts.provider:
        raise refused(501029)
    name = REPLY if reply else FOLLOW_UP
    if f'"{name}":'.encode() in item.payload:
        raise refused(501032 if reply else 501033, 409)
    at = call.world.clock.stamp()
    desk.change(wish.feedback_id, lambda record: desk.comment(record, name, wish.response_text, at))
    return Reply(200, b"{}", JSON)


def _check_wish(wish: Wish) -> None:
    if not wish.comment_text.strip():
        raise refused(501005)
    _check_text(wish.comment_text)
    if wish.comment_type not in _KINDS:
        raise refused(501006)
    if wish.seller_ratings:
        raise refused(501017)
    if len(wish.images) > MAX_IMAGES:
        raise refused(501034)


def _check_response(wish: Response) -> None:
    if not wish.feedback_id:
        raise refused(501026)
    if wish.response_type not in ("REPLY", "FOLLOW_UP"):
        raise refused(501027)
    if not wish.response_text.strip():
        raise refused(501028)
    if not wish.recipient_user_id:
        raise refused(501029)
    _check_text(wish.response_text)


def _check_text(text: str) -> None:
    if len(text) > MAX_TEXT:
        raise refused(501013)
    if _MARKUP.search(text):
        raise refused(501014)
    if _PROFANITY.search(text):
        raise refused(501015)


def _sold(call: Call, wish: Wish) -> tuple[Sale, Line]:
    """The line item by its listing and transaction; the two together are its id."""
    listing, transaction = wish.listing_id, wish.transaction_id
    if not is_number(listing):
        raise refused(501003, of="value")
    if not is_number(transaction) or wish.order_line_item_id not in ("", f"{listing}-{transaction}"):
        raise refused(501004)
    seller = owner(call)
    row, book = (int(transaction) - seller.first_line_item) // line_item(1, 0), seller.book
    if 0 <= row < len(book.created) and book.exists(row) and book.is_visible(row):
        sale = read_sale(book, row)
        for line in sale.lines if sale else ():
            if sale and (line.legacy_item_id, line.line_item_id) == (listing, transaction):
                return sale, line
    raise refused(501004)

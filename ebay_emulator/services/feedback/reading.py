"""getFeedback: what a member got or gave."""

import msgspec

from ebay_emulator.areas import Item
from ebay_emulator.areas.reputation import Desk, Facts
from ebay_emulator.areas.reputation.phrases import TOPICS, highlights
from ebay_emulator.areas.reputation.views import aged, masked, with_topic
from ebay_emulator.clock import DAY_MS
from ebay_emulator.reply import JSON, Call, Reply
from ebay_emulator.sellers import Seller
from ebay_emulator.services.feedback.asked import (
    desk_at,
    filters,
    is_number,
    member,
    page_of,
    pagination,
    period_of,
    role_of,
)
from ebay_emulator.services.feedback.errors import refused

_ROLES = {"FEEDBACK_RECEIVED": "BUYER", "FEEDBACK_SENT": "SELLER"}
_KINDS = ("POSITIVE", "NEUTRAL", "NEGATIVE")
_FILTERS = ("commentType", "filterImage", "topics", "period", "role", "showAutomatedFeedback")
_BOOLEANS = ("true", "false")


def get_feedback(call: Call) -> Reply:
    asked = call.parameters()
    user = _user(call, asked)
    limit, offset = page_of(asked)
    sort = asked.get("sort") or "RELEVANCE"
    if sort not in ("RELEVANCE", "TIME"):
        raise refused(501035)
    chosen, desk = _checked(asked), desk_at(call, user)
    found = _sorted(desk, _found(desk, asked, chosen, call.now), sort)
    page = found[offset : offset + limit]
    shown = [_shown(desk, item, call, own=user is call.seller, topic=chosen.get("topics")) for item in page]
    told = pagination("feedback", asked, limit, offset, len(shown), len(found))
    body = b'{"pagination":' + msgspec.json.encode(told) + b',"feedbackEntries":[' + b",".join(shown) + b"]}"
    return Reply(200, body, JSON)


def _user(call: Call, asked: dict[str, str]) -> Seller:
    user = member(call, asked.get("user_id", ""))
    if user is None:
        raise refused(501000)
    if asked.get("feedback_type") not in _ROLES:
        raise refused(501001)
    return user


def _checked(asked: dict[str, str]) -> dict[str, str]:
    """The filter's parts, all of them valid."""
    chosen = filters(asked.get("filter"), *_FILTERS)
    if chosen.get("commentType", _KINDS[0]) not in _KINDS:
        raise refused(501036)
    if chosen.get("topics") is not None and chosen["topics"] not in TOPICS:
        raise refused(501038)
    if any(chosen.get(name, "true") not in _BOOLEANS for name in ("filterImage", "showAutomatedFeedback")):
        raise refused(501002)
    role_of(chosen.get("role"))
    period_of(chosen.get("period"))
    if asked.get("listing_id") and not is_number(asked["listing_id"]):
        raise refused(501003)
    if asked.get("feedback_id") and asked.get("order_line_item_id"):
        raise refused(501002)
    return chosen


def _found(desk: Desk, asked: dict[str, str], chosen: dict[str, str], now: int) -> list[Item]:
    """An entry's own id, or its line item's, makes all else of no account; then there must be one."""
    shelf, name, line = desk.shelf, asked.get("feedback_id"), asked.get("order_line_item_id")
    if not (name or line):
        since = now - int(chosen["period"]) * DAY_MS if "period" in chosen else 0
        role = _ROLES[asked["feedback_type"]]
        return [
            item
            for item in shelf.between(since, now)
            if shelf.facts[item.id].role == role and _suits(shelf.facts[item.id], asked, chosen)
        ]
    if name:
        found = [item for item in (shelf.get(name),) if item is not None]
    else:
        found = [item for item in shelf if shelf.facts[item.id].line == line]
    if not found:
        raise refused(501039)
    return found


def _suits(facts: Facts, asked: dict[str, str], chosen: dict[str, str]) -> bool:
    listing, transaction = asked.get("listing_id"), asked.get("transaction_id")
    return (
        (not listing or facts.listing == listing)
        and (not transaction or facts.transaction == transaction)
        and chosen.get("commentType", facts.kind) == facts.kind
        and chosen.get("role", facts.role) == facts.role
        and (facts.has_images or chosen.get("filterImage") != "true")
        and (not facts.automated or chosen.get("showAutomatedFeedback") == "true")
        and ("topics" not in chosen or bool(highlights(facts.text, chosen["topics"])))
    )


def _sorted(desk: Desk, found: list[Item], sort: str) -> list[Item]:
    """By time means, as eBay puts it, by when the buyer paid; by relevance, long comments come first."""
    shelf = desk.shelf
    if sort == "TIME":
        return sorted(found, key=lambda item: (shelf.paid.get(item.id, item.at), item.id), reverse=True)
    return sorted(found, key=lambda item: (len(shelf.facts[item.id].text) // 40, item.at, item.id), reverse=True)


def _shown(desk: Desk, item: Item, call: Call, *, own: bool, topic: str | None) -> bytes:
    record = aged(desk.shelf, item, call.now)
    if record is None:
        return item.payload
    record = record if own else masked(record)
    return msgspec.json.encode(record if topic is None else with_topic(record, topic))

"""How feedback reads at a time, and to whom."""

from typing import Any

from ebay_emulator.areas.reputation.phrases import highlights
from ebay_emulator.areas.reputation.shelf import FeedbackShelf
from ebay_emulator.clock import DAY_MS
from ebay_emulator.shelf import Item

Json = dict[str, Any]
_COMMENT_DAYS = (30, 90, 180, 365)
_ENTERED_DAYS = (7, 30, 90, 180, 365)
_COMMENTS = ("feedbackComment", "replyComment", "followupComment")
_REVISABLE_DAYS = 30
_SENTIMENTS = {"POSITIVE": "Positive", "NEUTRAL": "Neutral", "NEGATIVE": "Negative"}


def aged(shelf: FeedbackShelf, item: Item, now: int) -> Json | None:
    """The record with its periods as of now; None of what was stored raw."""
    try:
        record = item.record()
    except ValueError:
        return None
    days = (now - item.at) / DAY_MS
    if "feedbackEnteredPeriod" in record:
        value = next((each for each in _ENTERED_DAYS if days < each), _ENTERED_DAYS[-1])
        record["feedbackEnteredPeriod"] = {"value": value, "unit": "DAY"}
    for name in _COMMENTS:
        if isinstance(record.get(name), dict):
            record[name]["commentPeriod"] = _comment_period(now - shelf.said.get((item.id, name), item.at))
    if days >= _REVISABLE_DAYS and record.get("eligibleForRevision"):
        record["eligibleForRevision"] = False
    summary = record.get("orderLineItemSummary")
    if isinstance(summary, dict) and isinstance(summary.get("transactionPeriod"), dict):
        old = now - shelf.paid.get(item.id, item.at) > 90 * DAY_MS
        summary["transactionPeriod"]["thresholdType"] = "MORE_THAN" if old else "LESS_THAN"
    return record


def masked(record: Json) -> Json:
    """As it is shown to others: buyers' names are hidden, and so is what was bought."""
    provider, summary = dict(record.get("providerUserDetail", {})), record.get("orderLineItemSummary", {})
    if provider.get("role") == "BUYER":
        name = str(provider.get("userId", ""))
        provider["userId"] = f"{name[:1]}***{name[-1:]}"
    kept = {name: value for name, value in summary.items() if name in ("transactionPeriod", "orderLineItemAttributes")}
    return record | {"providerUserDetail": provider, "orderLineItemSummary": kept}


def with_topic(record: Json, topic: str) -> Json:
    """eBay names a topic to those only who ask for it."""
    texts = highlights(str(record["feedbackComment"]["commentText"]), topic)
    sentiment = _SENTIMENTS.get(str(record.get("commentType")), "Neutral")
    return record | {"topics": [{"coarseTopic": topic, "highlightedTexts": texts, "sentiment": sentiment}]}


def _comment_period(age: int) -> Json:
    value = next((each for each in _COMMENT_DAYS if age < each * DAY_MS), None)
    return {"value": 5, "unit": "YEAR"} if value is None else {"value": value, "unit": "DAY"}

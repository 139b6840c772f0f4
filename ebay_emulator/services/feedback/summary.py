"""getFeedbackRatingSummary: how a member was rated, in numbers."""

from collections import Counter
from typing import Any

import msgspec

from ebay_emulator.areas.reputation import Desk
from ebay_emulator.clock import DAY_MS
from ebay_emulator.reply import JSON, Call, Reply
from ebay_emulator.services.feedback.asked import desk_at, filters, member, period_of
from ebay_emulator.services.feedback.errors import refused

Json = dict[str, Any]
_OVERALL, _COMMENT = "OVERALL_EXPERIENCE", "OVERALL_EXPERIENCE_COMMENT"
_STARS = ("ON_TIME_DELIVERY", "DSR_ITEM_AS_DESCRIBED", "DSR_COMMUNICATION", "DSR_SHIPPING_CHARGES",
          "DSR_SHIPPING_TIME", "ITEM_RATING")  # fmt: skip
_KINDS = ("POSITIVE", "NEUTRAL", "NEGATIVE")
_DEFAULT_DAYS = 365


class Vote(msgspec.Struct, rename="camel"):
    rating_type: str
    value: str


class Entry(msgspec.Struct, rename="camel"):
    comment_type: str
    feedback_state: str = "ENTERED"
    automated_feedback: bool = False
    feedback_ratings: list[Vote] = []
    provider_user_detail: dict[str, Any] = {}


def get_feedback_rating_summary(call: Call) -> Reply:
    asked = call.parameters()
    known = ("ratingType", "excludeRepeatFeedback", "lookbackPeriodInDays", "period")
    chosen = filters(asked.get("filter"), *known)
    kind = chosen.get("ratingType")
    if kind not in (_OVERALL, _COMMENT, *_STARS):
        raise refused(501022)
    days = period_of(chosen.get("lookbackPeriodInDays", chosen.get("period"))) or _DEFAULT_DAYS
    if chosen.get("excludeRepeatFeedback", "true") not in ("true", "false"):
        raise refused(501002)
    user = member(call, asked.get("user_id", ""))
    if user is None:
        raise refused(501023, 404)
    entries = _entries(desk_at(call, user), call.now - days * DAY_MS, call.now)
    if chosen.get("excludeRepeatFeedback") == "true":
        entries = list({entry.provider_user_detail.get("userId"): entry for entry in reversed(entries)}.values())
    told = _told(kind, entries) | {"userRoleType": "SELLER", "period": {"value": days, "unit": "DAY"}}
    body = {"feedbackRatingSummary": [{"ratingType": kind, "ratingSummaryByRatingType": [told] if entries else []}]}
    return Reply(200, msgspec.json.encode(body), JSON)


def _entries(desk: Desk, start: int, end: int) -> list[Entry]:
    """What buyers left and did not take back, newest first."""
    found = []
    for item in desk.shelf.between(start, end):
        if desk.shelf.facts[item.id].role == "BUYER":
            try:
                entry = msgspec.json.decode(item.payload, type=Entry)
            except msgspec.DecodeError:
                continue  # changed by hand
            if entry.feedback_state not in ("WITHDRAWN", "HIDDEN") and not entry.automated_feedback:
                found.append(entry)
    return found


def _told(kind: str, entries: list[Entry]) -> Json:
    providers = len({entry.provider_user_detail.get("userId") for entry in entries})
    metrics = {"COUNT": float(len(entries)), "UNIQUE_PROVIDER_COUNT": float(providers)}
    if kind in _STARS:
        values = [vote.value for entry in entries for vote in entry.feedback_ratings if vote.rating_type == kind]
        counts = Counter(values)
        metrics = {"COUNT": float(len(values))}
        numbers = [int(value) for value in values if value.isdigit()]
        if numbers:
            metrics["AVG"] = round(sum(numbers) / len(numbers), 2)
        return _form(metrics, {value: counts[value] for value in "54321"})
    counts = Counter(entry.comment_type for entry in entries)
    decided = counts["POSITIVE"] + counts["NEGATIVE"]
    if kind == _OVERALL and decided:
        metrics["POSITIVE_PERCENT_EXCLUDING_NEUTRAL_FEEDBACK"] = round(100 * counts["POSITIVE"] / decided, 1)
    return _form(metrics, {value: counts[value] for value in _KINDS})


def _form(metrics: dict[str, float], counts: dict[str, int]) -> Json:
    return {
        "feedbackMetrics": [{"metricName": name, "metricValue": value} for name, value in metrics.items()],
        "feedbackRatingValueDistribution": [{"value": name, "count": count} for name, count in counts.items()],
    }

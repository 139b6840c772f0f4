"""What happens to feedback: it is left, answered, revised, withdrawn."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from ebay_emulator.areas.reputation.phrases import REMOVED
from ebay_emulator.areas.reputation.plan import Alter, Leave
from ebay_emulator.areas.reputation.shelf import FeedbackShelf
from ebay_emulator.clock import iso
from ebay_emulator.sellers import Seller

Json = dict[str, Any]
REPLY, FOLLOW_UP = "replyComment", "followupComment"

_WORTH = {"POSITIVE": 1, "NEGATIVE": -1}
_STARS = (
    (1_000_000, "SILVER_SHOOTING_STAR"), (500_000, "GREEN_SHOOTING_STAR"), (100_000, "RED_SHOOTING_STAR"),
    (50_000, "PURPLE_SHOOTING_STAR"), (25_000, "TURQUOISE_SHOOTING_STAR"), (10_000, "YELLOW_SHOOTING_STAR"),
    (5_000, "GREEN_STAR"), (1_000, "RED_STAR"), (500, "PURPLE_STAR"), (100, "TURQUOISE_STAR"), (50, "BLUE_STAR"),
    (10, "YELLOW_STAR"),
)  # fmt: skip
_KNOWN_SCORE = 10


class Desk:
    """The feedback that a seller got and gave."""

    def __init__(self, seller: Seller, shelf: FeedbackShelf) -> None:
        self._seller, self.shelf = seller, shelf

    def leave(self, left: Leave, at: int) -> None:
        """eBay leaves none of its own for sellers who are known already."""
        shelf = self.shelf
        known = left.feedback_id in shelf or shelf.was_removed(left.feedback_id)
        if known or (left.automated and shelf.score > _KNOWN_SCORE):
            return
        if left.by_buyer and not left.automated:
            shelf.score += _WORTH.get(left.kind, 0)
        shelf.paid[left.feedback_id] = left.sale.paid
        shelf.put(left.feedback_id, at, self._record(left, at))

    def alter(self, change: Alter, at: int) -> None:
        alterations: dict[str, Callable[[Json], None]] = {
            "reply": lambda record: self.comment(record, REPLY, change.text, at),
            "follow_up": lambda record: self.comment(record, FOLLOW_UP, change.text, at),
            "ask": lambda record: record.update(feedbackState="REVISION_OPEN"),
            "decline": lambda record: record.update(feedbackState="REVISION_DECLINED_OR_EXPIRED"),
            "revise": lambda record: self._revise(record, change.text),
            "withdraw": lambda record: self._take_back(record, "WITHDRAWN"),
            "hide": lambda record: self._take_back(record, "HIDDEN"),
        }
        self.change(change.feedback_id, alterations[change.what])

    def change(self, feedback_id: str, alter: Callable[[Json], None]) -> None:
        """What was stored raw, or is of another shape, stays as it is."""
        item = self.shelf.get(feedback_id)
        if item is not None:
            with suppress(ValueError, KeyError, TypeError):
                record = item.record()
                alter(record)
                self.shelf.put(feedback_id, item.at, record)

    def comment(self, record: Json, name: str, text: str, at: int) -> None:
        record[name] = _comment(text)
        self.shelf.said[record["feedbackId"], name] = at
        record["repliedBeforeFollowup"] = REPLY in record and (name == FOLLOW_UP or FOLLOW_UP not in record)

    def _record(self, left: Leave, at: int) -> Json:
        line = left.line
        price = {"value": line.price, "currency": line.line_item_cost.currency}
        record: Json = {
            "feedbackId": left.feedback_id,
            "feedbackEnteredDate": iso(at),
            "feedbackEnteredPeriod": {"value": 7, "unit": "DAY"},
            "feedbackState": "ENTERED",
            "commentType": left.kind,
            "feedbackComment": _comment(left.text),
            "automatedFeedback": left.automated,
            "eligibleForRevision": left.by_buyer and not left.automated,
            "feedbackRatings": [{"ratingType": name, "value": value} for name, value in left.ratings.items()],
            "feedbackScore": self.shelf.score if left.by_buyer else left.score,
            "hasImages": bool(left.pictures),
            "images": [{"url": url} for url in left.pictures],
            "repliedBeforeFollowup": False,
            "orderLineItemSummary": {
                "listingId": line.legacy_item_id,
                "listingTitle": line.title,
                "listingPrice": price,
                "orderLineItemId": f"{line.legacy_item_id}-{line.line_item_id}",
                "orderLineItemAttributes": [{"name": "PRIVATE_ITEM", "value": "false"}],
                "transactionPeriod": {"period": {"value": 90, "unit": "DAY"}, "thresholdType": "LESS_THAN"},
            },
            "providerUserDetail": self._provider(left),
        }
        return record

    def _provider(self, left: Leave) -> Json:
        score = left.score if left.by_buyer else self.shelf.score
        told: Json = {
            "userId": left.sale.buyer if left.by_buyer else self._seller.username,
            "role": "BUYER" if left.by_buyer else "SELLER",
            "feedbackScore": score,
        }
        star = next((name for least, name in _STARS if score >= least), None)
        if star is not None:
            told["feedbackStar"] = star
        mine = "false" if left.by_buyer else "true"
        attributes = {"USER_REGISTERED": "true", "USER_VERIFIED": "true", "USER_SAME_AS_SIGNED_IN_USER": mine}
        told["userAttributes"] = [{"name": name, "value": value} for name, value in attributes.items()]
        return told

    def _revise(self, record: Json, text: str) -> None:
        """A buyer revises once, and to the better."""
        self.shelf.score += 1 - _WORTH.get(record["commentType"], 0)
        record |= {"commentType": "POSITIVE", "feedbackState": "REVISED", "eligibleForRevision": False}
        record["feedbackComment"] = _comment(text, "REVISED")

    def _take_back(self, record: Json, state: str) -> None:
        self.shelf.score -= _WORTH.get(record["commentType"], 0)
        record |= {"feedbackState": state, "eligibleForRevision": False}
        if state == "HIDDEN":
            record["feedbackComment"] = _comment(REMOVED, state) | {"commentTextRemovedPerPolicy": True}
        else:
            record["feedbackComment"]["state"] = state


def _comment(text: str, state: str = "ENTERED") -> Json:
    period = {"value": 30, "unit": "DAY"}
    return {"commentText": text, "state": state, "commentPeriod": period, "commentTextRemovedPerPolicy": False}

"""Feedback with what it is found by."""

from dataclasses import dataclass, field
from typing import Any

from ebay_emulator.shelf import Json, Shelf


@dataclass(frozen=True, slots=True)
class Facts:
    """What a feedback entry is found by. `role` is that of the member who left it."""

    role: str = "BUYER"
    kind: str = "POSITIVE"
    provider: str = ""
    listing: str = ""
    line: str = ""
    text: str = ""
    has_images: bool = False
    automated: bool = False

    @property
    def transaction(self) -> str:
        return self.line.partition("-")[2]


@dataclass
class FeedbackShelf(Shelf):
    """`at` is when it was entered."""

    facts: dict[str, Facts] = field(default_factory=dict)
    paid: dict[str, int] = field(default_factory=dict)
    """When the line item was paid for, by feedback id."""
    said: dict[tuple[str, str], int] = field(default_factory=dict)
    """When a comment was written, by feedback id and field."""
    score: int = 0
    """The seller's."""

    def put(self, name: str, at: int, payload: Json | bytes) -> None:
        super().put(name, at, payload)
        if not isinstance(payload, bytes):
            self.facts[name] = facts_of(payload)
        else:
            self.facts.setdefault(name, Facts())


def facts_of(record: Json) -> Facts:
    provider, line = _part(record, "providerUserDetail"), _part(record, "orderLineItemSummary")
    return Facts(
        str(provider.get("role", "BUYER")),
        str(record.get("commentType", "POSITIVE")),
        str(provider.get("userId", "")),
        str(line.get("listingId", "")),
        str(line.get("orderLineItemId", "")),
        str(_part(record, "feedbackComment").get("commentText", "")),
        bool(record.get("hasImages")),
        bool(record.get("automatedFeedback")),
    )


def _part(record: Json, name: str) -> dict[str, Any]:
    found = record.get(name)
    return found if isinstance(found, dict) else {}

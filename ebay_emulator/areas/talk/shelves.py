"""Conversations with what they are found by, and messages by conversation."""

import json
from dataclasses import dataclass, field
from typing import Any

from ebay_emulator.shelf import Item, Json, Shelf

EBAY = "eBay"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a conversation is found by."""

    type: str = "FROM_MEMBERS"
    status: str = "ACTIVE"
    unread: bool = False
    reference: str | None = None
    parties: tuple[str, ...] = ()


@dataclass
class Conversations(Shelf):
    """`at` is the time of the latest message."""

    facts: dict[str, Facts] = field(default_factory=dict)

    def put(self, name: str, at: int, payload: Json | bytes) -> None:
        super().put(name, at, payload)
        self.facts[name] = _facts(_read(payload), self.facts.get(name, Facts()))


@dataclass
class Messages(Shelf):
    """Each stands in a wrapper that names its conversation: eBay's own record does not."""

    threads: dict[str, set[str]] = field(default_factory=dict)

    def put(self, name: str, at: int, payload: Json | bytes) -> None:
        super().put(name, at, payload)
        thread = (_read(payload) or {}).get("conversationId")
        if isinstance(thread, str):
            self.threads.setdefault(thread, set()).add(name)

    def thread(self, conversation: str) -> list[Item]:
        """Newest first, as eBay gives them."""
        names = self.threads.get(conversation, ())
        found = [item for name in names if (item := self.get(name)) is not None]
        return sorted(found, key=lambda item: (item.at, item.id), reverse=True)


def _facts(record: Json | None, known: Facts) -> Facts:
    """Of a record that cannot be read, what is known of it already."""
    if record is None:
        return known
    latest = record.get("latestMessage")
    latest = latest if isinstance(latest, dict) else {}
    parties = tuple(str(latest.get(name, "")) for name in ("senderUsername", "recipientUsername"))
    reference = record.get("referenceId")
    return Facts(
        str(record.get("conversationType", known.type)),
        str(record.get("conversationStatus", known.status)),
        bool(record.get("unreadCount")),
        None if reference is None else str(reference),
        parties,
    )


def _read(payload: Json | bytes) -> dict[str, Any] | None:
    """Python's reader takes more than msgspec's: lone surrogates too."""
    if not isinstance(payload, bytes):
        return payload
    try:
        record = json.loads(payload)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None

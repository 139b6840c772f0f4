"""What happens to conversations: a message comes in, is read, or the whole is put away."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from ebay_emulator.areas.sale import number
from ebay_emulator.areas.talk.shelves import EBAY, Conversations, Facts, Messages
from ebay_emulator.clock import iso
from ebay_emulator.sellers import Seller

Json = dict[str, Any]
LISTING = "LISTING"
FROM_MEMBERS, FROM_EBAY = "FROM_MEMBERS", "FROM_EBAY"


@dataclass(frozen=True, slots=True)
class Thread:
    """Whom the seller talks with, and about which listing."""

    other: str
    reference: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to be delivered; `name` makes its id."""

    name: str
    at: int
    text: str
    incoming: bool
    media: list[Json] = field(default_factory=list)
    subject: str | None = None


class Desk:
    """The seller's conversations and messages."""

    def __init__(self, seller: Seller, conversations: Conversations, messages: Messages) -> None:
        self._seller = seller
        self.conversations, self.messages = conversations, messages

    def find(self, thread: Thread) -> str:
        """The conversation's id, whether it has begun or not."""
        name = 100_000_000_000 + number(11, self._seller.user_id, thread.other, thread.reference) % 100_000_000_000
        while not self._suits(str(name), thread):
            name += 1
        return str(name)

    def deliver(self, thread: Thread, letter: Letter, conversation: str | None = None) -> Json | None:
        """The message; None when its conversation was taken away for good."""
        conversation = conversation or self.find(thread)
        if self.conversations.was_removed(conversation):
            return None
        return self.add(conversation, thread, letter, self._message_id(letter.name))

    def notice_id(self, name: str) -> str:
        return str(200_000_000_000 + number(11, self._seller.user_id, name) % 20_000_000_000)

    def notify(self, thread: Thread, letter: Letter) -> None:
        """A notice by eBay is a conversation of one message that bears its id."""
        name = self.notice_id(letter.name)
        if not self.conversations.was_removed(name) and name not in self.conversations:
            self.add(name, thread, letter, name)

    def add(self, conversation: str, thread: Thread, letter: Letter, message_id: str) -> Json:
        """Put a message into a conversation, which it begins or wakes."""
        mine = self._seller.username
        sender, recipient = (thread.other, mine) if letter.incoming else (mine, thread.other)
        message: Json = {
            "messageId": message_id,
            "messageBody": letter.text,
            "senderUsername": sender,
            "recipientUsername": recipient,
            "readStatus": False,
            "createdDate": iso(letter.at),
        }
        if letter.subject is not None:
            message["subject"] = letter.subject
        if letter.media:
            message["messageMedia"] = letter.media
        kind = FROM_EBAY if thread.other == EBAY else FROM_MEMBERS
        self._keep(conversation, kind, message, letter.at)
        self._join(conversation, kind, thread, letter, message)
        return message

    def read(self, conversation: str, *, incoming: bool, read: bool = True) -> None:
        """All messages of one direction have been looked at; or the latest of them is to be looked at again."""
        for item in self.messages.thread(conversation):
            with suppress(ValueError, KeyError, TypeError):  # stored raw
                wrapper = item.record()
                message = wrapper["message"]
                if (message["senderUsername"] in self._mine()) == incoming:
                    continue
                if message["readStatus"] != read:
                    message["readStatus"] = read
                    self.messages.put(item.id, item.at, wrapper)
                if not read:
                    break
        self._change(conversation, lambda record: self._count(conversation, record))

    def other(self, conversation: str) -> str | None:
        """The name of whom the seller talks with there."""
        parties = self.conversations.facts.get(conversation, Facts()).parties
        return next((name for name in parties if name and name not in self._mine()), None)

    def file(self, conversation: str, status: str) -> None:
        self._change(conversation, lambda record: record.update(conversationStatus=status))

    def _suits(self, name: str, thread: Thread) -> bool:
        facts = self.conversations.facts.get(name, Facts())
        return not facts.parties or (thread.other in facts.parties and thread.reference == facts.reference)

    def _message_id(self, name: str) -> str:
        """Of thirteen digits, as eBay's are."""
        first = number(10, self._seller.user_id, name) * 1000 + 10
        found = first + int(first // 1000 % 10)
        while str(found) in self.messages or self.messages.was_removed(str(found)):
            found += 1000
        return str(found)

    def _keep(self, conversation: str, kind: str, message: Json, at: int) -> None:
        wrapper = {"conversationId": conversation, "conversationType": kind, "message": message}
        self.messages.put(message["messageId"], at, wrapper)

    def _join(self, conversation: str, kind: str, thread: Thread, letter: Letter, message: Json) -> None:
        known = self.conversations.get(conversation)
        if known is None:
            record = _begin(conversation, kind, thread, letter, message)
        else:
            try:
                record = known.record()
            except ValueError:
                return  # stored raw
            if letter.at >= known.at:
                record |= {"conversationStatus": "ACTIVE", "latestMessage": message}
            record["createdDate"] = min(str(record.get("createdDate", iso(letter.at))), iso(letter.at))
        record["unreadCount"] = int(record.get("unreadCount") or 0) + letter.incoming
        self.conversations.put(conversation, max(letter.at, known.at if known else 0), record)

    def _change(self, conversation: str, change: Callable[[Json], None]) -> None:
        known = self.conversations.get(conversation)
        if known is not None:
            with suppress(ValueError):  # stored raw
                record = known.record()
                change(record)
                self.conversations.put(conversation, known.at, record)

    def _count(self, conversation: str, record: Json) -> None:
        """Bring the number of unread messages, and the latest of all, up to date."""
        unread = 0
        latest = record.get("latestMessage")
        for item in self.messages.thread(conversation):
            with suppress(ValueError, KeyError, TypeError):  # stored raw
                message = item.record()["message"]
                unread += message["senderUsername"] not in self._mine() and not message["readStatus"]
                if isinstance(latest, dict) and message["messageId"] == latest.get("messageId"):
                    latest["readStatus"] = message["readStatus"]
        record["unreadCount"] = unread

    def _mine(self) -> tuple[str, str]:
        return self._seller.username, self._seller.profile.username


def _begin(conversation: str, kind: str, thread: Thread, letter: Letter, message: Json) -> Json:
    record: Json = {
        "conversationId": conversation,
        "conversationStatus": "ACTIVE",
        "conversationTitle": thread.title,
        "conversationType": kind,
        "createdDate": iso(letter.at),
    }
    if thread.reference is not None:
        record |= {"referenceId": thread.reference, "referenceType": LISTING}
    return record | {"latestMessage": message}

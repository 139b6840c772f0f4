"""updateConversation and bulkUpdateConversation: conversations are read, unread, archived, deleted and brought back."""

from typing import Any

import msgspec

from ebay_emulator.areas.talk import Desk
from ebay_emulator.reply import JSON, Call, Reply
from ebay_emulator.services.message.asked import TYPES, body_of, check_conversation, desk_at
from ebay_emulator.services.message.errors import refused

MAX_CONVERSATIONS = 10
_FILED = {"ACTIVE": "ACTIVE", "ARCHIVE": "ARCHIVED", "DELETE": "DELETED"}
_READ = {"READ": True, "UNREAD": False}


class Update(msgspec.Struct, rename="camel"):
    conversation_id: str | None = None
    conversation_type: str | None = None
    conversation_status: str | None = None
    read: bool | None = None


class Updates(msgspec.Struct):
    conversations: list[Update]


def update_conversation(call: Call) -> Reply:
    """Of both, the read status counts."""
    wish, desk = body_of(call, Update), desk_at(call)
    name = check_conversation(desk, wish.conversation_id, wish.conversation_type)
    if wish.read is not None:
        desk.read(name, incoming=True, read=wish.read)
    elif wish.conversation_status in _FILED:
        desk.file(name, _FILED[wish.conversation_status])
    else:
        raise refused(355001, "conversationStatus")
    return Reply(204)


def bulk_update_conversation(call: Call) -> Reply:
    """What makes no sense fails the whole; a conversation that there is not fails alone."""
    wishes, desk = body_of(call, Updates).conversations, desk_at(call)
    if len(wishes) > MAX_CONVERSATIONS:
        raise refused(355019, MAX_CONVERSATIONS)
    for wish in wishes:
        _check(wish)
    done = [_update(desk, wish) for wish in wishes]
    told = [
        {"conversationId": wish.conversation_id, "updateStatus": "SUCCESS" if each else "FAILURE"}
        for wish, each in zip(wishes, done, strict=True)
    ]
    counts: dict[str, Any] = {
        "totalConversationsCount": len(done),
        "updateSuccessCount": sum(done),
        "updateFailureCount": len(done) - sum(done),
    }
    body = {"conversationsMetadata": counts, "conversationsResponse": told}
    return Reply(200, msgspec.json.encode(body), JSON)


def _check(wish: Update) -> None:
    if not wish.conversation_id:
        raise refused(355007)
    if wish.conversation_type not in TYPES:
        raise refused(355002, "conversationType")
    if wish.conversation_status not in (*_FILED, *_READ):
        raise refused(355001, "conversationStatus")


def _update(desk: Desk, wish: Update) -> bool:
    name, status = str(wish.conversation_id), str(wish.conversation_status)
    if name not in desk.conversations or desk.conversations.facts[name].type != wish.conversation_type:
        return False
    if status in _READ:
        desk.read(name, incoming=True, read=_READ[status])
    else:
        desk.file(name, _FILED[status])
    return True

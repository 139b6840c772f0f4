"""What the operations of the Message API have in common: whose desk it is, and what values are valid."""

from typing import TypeVar

import msgspec

from ebay_emulator.areas import shelf_of
from ebay_emulator.areas.talk import Desk
from ebay_emulator.areas.talk.area import desk_of
from ebay_emulator.reply import Call
from ebay_emulator.services.fulfillment import owner
from ebay_emulator.services.message.errors import refused, unreadable

T = TypeVar("T")
TYPES = ("FROM_EBAY", "FROM_MEMBERS")


def desk_at(call: Call) -> Desk:
    """The caller's conversations, brought up to now."""
    seller = owner(call)
    shelf_of(call.world, seller, "conversations")
    return desk_of(seller)


def body_of(call: Call, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(call.body, type=shape)
    except msgspec.DecodeError as error:
        raise unreadable() from error


def is_positive(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19 and int(text) > 0


def is_known(call: Call, username: str) -> bool:
    """Whether there is such a member: somebody who sells here, has written, or has bought."""
    seller, desk = owner(call), desk_at(call)
    if username == seller.username:
        return False
    if call.world.seller(username) or any(username in facts.parties for facts in desk.conversations.facts.values()):
        return True
    needle = b'"buyer":{"username":' + msgspec.json.encode(username)
    book = seller.book
    return any(needle in book.payload(row) for row in reversed(book.visible_rows()))


def check_conversation(desk: Desk, name: str | None, kind: str | None) -> str:
    """The id of a conversation that there is, of the type that is named."""
    if kind not in TYPES:
        raise refused(355002, "conversationType")
    if not name or name not in desk.conversations or desk.conversations.facts[name].type != kind:
        raise refused(355007)
    return name

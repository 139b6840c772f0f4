"""sendMessage: a message to another member, in a conversation or as the first of one."""

import msgspec

from ebay_emulator.areas.talk import EBAY, Desk, Letter, Thread
from ebay_emulator.reply import JSON, Call, Reply
from ebay_emulator.services.fulfillment import owner
from ebay_emulator.services.message.asked import body_of, desk_at, is_known, is_positive
from ebay_emulator.services.message.errors import refused

MAX_TEXT = 2000
MAX_MEDIA = 5
_MEDIA_TYPES = ("IMAGE", "PDF", "DOC", "TXT")


class Media(msgspec.Struct, rename="camel", omit_defaults=True):
    media_name: str | None = None
    media_type: str | None = None
    media_url: str | None = None


class Reference(msgspec.Struct, rename="camel"):
    reference_id: str | None = None
    reference_type: str | None = None


class Wish(msgspec.Struct, rename="camel"):
    conversation_id: str | None = None
    other_party_username: str | None = None
    message_text: str | None = None
    message_media: list[Media] = []
    reference: Reference | None = None
    email_copy_to_sender: bool | None = None


def send_message(call: Call) -> Reply:
    wish = body_of(call, Wish)
    _check_message(wish)
    desk = desk_at(call)
    if wish.reference is not None:
        _check_reference(call, wish.reference)
    if wish.conversation_id:
        thread = _thread(desk, wish.conversation_id)
    elif wish.other_party_username:
        thread = _new_thread(call, wish, wish.other_party_username)
    else:
        raise refused(355018)
    at = call.world.clock.stamp()
    media = [msgspec.to_builtins(each) for each in wish.message_media]
    letter = Letter(f"sent/{at}", at, wish.message_text or "", incoming=False, media=media)
    message = desk.deliver(thread, letter, wish.conversation_id or None)
    if message is None:
        raise refused(355007)
    message["senderUserName"], message["recipientUserName"] = (
        message["senderUsername"],
        message["recipientUsername"],
    )
    kept = {name: value for name, value in message.items() if name not in ("senderUsername", "recipientUsername")}
    return Reply(201, msgspec.json.encode(kept), JSON)


def _check_message(wish: Wish) -> None:
    if not (wish.message_text or "").strip() and not wish.message_media:
        raise refused(355015)
    if len(wish.message_text or "") > MAX_TEXT:
        raise refused(355013, MAX_TEXT)
    if len(wish.message_media) > MAX_MEDIA:
        raise refused(355010, MAX_MEDIA)
    for media in wish.message_media:
        if not (media.media_name and media.media_type and media.media_url):
            raise refused(355012)
        if media.media_type not in _MEDIA_TYPES:
            raise refused(355011)
        if not media.media_url.startswith("https://"):
            raise refused(355014)


def _check_reference(call: Call, reference: Reference) -> None:
    if not reference.reference_id or not reference.reference_type:
        raise refused(355021)
    if reference.reference_type != "LISTING":
        raise refused(355003, "referenceType")
    if not is_positive(reference.reference_id):
        raise refused(355016, "referenceId")
    if _listing(call, reference.reference_id) is None:
        raise refused(355020)


def _listing(call: Call, item_id: str) -> str | None:
    """The title of a listing, whoever it is by."""
    for seller in call.world.sellers():
        title = next((choice.title for choice in seller.shop.catalog if choice.item_id == item_id), None)
        listings = seller.shelves.get("listings")
        if title is not None or (listings is not None and item_id in listings):
            return title or item_id
    return None


def _thread(desk: Desk, conversation: str) -> Thread:
    other = desk.other(conversation)
    if conversation not in desk.conversations or other in (None, EBAY):
        raise refused(355007)
    return Thread(str(other), desk.conversations.facts[conversation].reference, "")


def _new_thread(call: Call, wish: Wish, other: str) -> Thread:
    if other == owner(call).username or not is_known(call, other):
        raise refused(355006, "otherPartyUsername")
    item_id = wish.reference.reference_id if wish.reference else None
    title = _listing(call, item_id) if item_id else (wish.message_text or "").replace("\n", " ")[:60]
    return Thread(other, item_id, title or "")

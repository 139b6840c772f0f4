"""getConversations and getConversation."""

import json
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

import msgspec

from ebay_emulator.areas import Item
from ebay_emulator.areas.talk import Facts
from ebay_emulator.reply import JSON, Call, Reply
from ebay_emulator.services.message.asked import TYPES, desk_at, is_known, is_positive
from ebay_emulator.services.message.errors import refused

PATH = "/commerce/message/v1/conversation"
DEFAULT_LIMIT = 25
MAX_LIMIT = 50
_STATUSES = ("ACTIVE", "ARCHIVED", "DELETED", "READ", "UNREAD")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which conversations are asked for; times are those of the latest message, without the ends."""

    type: str
    status: str | None
    other: str | None
    reference: str | None
    with_reference: bool
    start: int | None
    end: int | None

    def suits(self, facts: Facts) -> bool:
        return (
            facts.type == self.type
            and self._has_status(facts)
            and (self.other is None or self.other in facts.parties)
            and (not self.with_reference or facts.reference is not None)
            and (self.reference is None or facts.reference == self.reference)
        )

    def _has_status(self, facts: Facts) -> bool:
        """What was deleted is there for those only who ask for it."""
        if self.status in ("ACTIVE", "ARCHIVED", "DELETED"):
            return facts.status == self.status
        return facts.status != "DELETED" and (self.status is None or facts.unread == (self.status == "UNREAD"))


def get_conversations(call: Call) -> Reply:
    asked = call.parameters()
    wanted = _wanted(call, asked)
    limit, offset = _page(asked, "")
    shelf = desk_at(call).conversations
    span = (wanted.start + 1 if wanted.start is not None else 0, wanted.end - 1 if wanted.end is not None else 2**62)
    found = [item for item in shelf.between(*span) if wanted.suits(shelf.facts[item.id])]
    head = _links(call, PATH, asked, limit, offset, len(found))
    return _answer(head, b'"conversations":[', [item.payload for item in found[offset : offset + limit]])


def get_conversation(call: Call) -> Reply:
    asked = call.parameters()
    kind = _type(asked)
    limit, offset = _page(asked, ".")
    name, desk = call.arguments["conversation_id"], desk_at(call)
    facts = desk.conversations.facts.get(name)
    item = desk.conversations.get(name)
    if item is None or facts is None or facts.type != kind:
        raise refused(355007)
    messages = desk.messages.thread(name)
    head = _links(call, f"{PATH}/{name}", asked, limit, offset, len(messages))
    head |= {"conversationTitle": _title(item), "conversationStatus": facts.status, "conversationType": kind}
    return _answer(head, b'"messages":[', [_message(each.payload) for each in messages[offset : offset + limit]])


def _wanted(call: Call, asked: dict[str, str]) -> Wanted:
    kind, status, other = _type(asked), asked.get("conversation_status"), asked.get("other_party_username")
    if status and status not in _STATUSES:
        raise refused(355001, "conversation_status")
    start, end = _times(asked) if kind == "FROM_MEMBERS" else (None, None)
    reference = _reference(asked)
    if other and not is_known(call, other):
        raise refused(355006, "other_party_username")
    return Wanted(kind, status or None, other or None, reference, bool(asked.get("reference_type")), start, end)


def _type(asked: dict[str, str]) -> str:
    kind = asked.get("conversation_type", "")
    if not kind:
        raise refused(355017)
    if kind not in TYPES:
        raise refused(355002, "conversation_type")
    return kind


def _reference(asked: dict[str, str]) -> str | None:
    kind, name = asked.get("reference_type"), asked.get("reference_id")
    if kind and kind != "LISTING":
        raise refused(355003, "reference_type")
    if name and not kind:
        raise refused(355022)
    if name and not is_positive(name):
        raise refused(355016, "reference_id")
    return name or None


def _times(asked: dict[str, str]) -> tuple[int | None, int | None]:
    start, end = _time(asked.get("start_time")), _time(asked.get("end_time"))
    if start is not None and end is not None and start >= end:
        raise refused(355004)
    return start, end


def _time(text: str | None) -> int | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise refused(355005) from error
    if moment.tzinfo is None:
        raise refused(355005)
    return round(moment.timestamp() * 1000)


def _page(asked: dict[str, str], stop: str) -> tuple[int, int]:
    limit, offset = asked.get("limit") or str(DEFAULT_LIMIT), asked.get("offset") or "0"
    if not is_positive(limit) or int(limit) > MAX_LIMIT:
        raise refused(355009, f"{MAX_LIMIT}{stop}")
    if not (offset == "0" or is_positive(offset)) or int(offset) % int(limit):
        raise refused(355008)
    return int(limit), int(offset)


def _links(call: Call, path: str, asked: dict[str, str], limit: int, offset: int, total: int) -> dict[str, object]:
    kept = [f"{name}={quote(value, safe='')}" for name, value in asked.items() if name not in ("limit", "offset")]

    def link(at: int) -> str:
        return f"{call.base}{path}?{'&'.join([*kept, f'offset={at}', f'limit={limit}'])}"

    links: dict[str, object] = {"href": link(offset), "total": total, "limit": limit, "offset": offset}
    if offset + limit < total:
        links["next"] = link(offset + limit)
    if offset > 0:
        links["prev"] = link(max(offset - limit, 0))
    return links


def _title(item: Item) -> str:
    try:
        return str(item.record().get("conversationTitle", ""))
    except ValueError:
        return ""  # stored raw


def _message(payload: bytes) -> bytes:
    """The message in its wrapper. Python's reader takes more than msgspec's; what neither takes is given as it is."""
    try:
        return msgspec.json.encode(msgspec.json.decode(payload)["message"])
    except (msgspec.DecodeError, LookupError, TypeError):
        pass
    try:
        return json.dumps(json.loads(payload)["message"]).encode()
    except (ValueError, LookupError, TypeError):
        return payload


def _answer(head: dict[str, object], opening: bytes, records: list[bytes]) -> Reply:
    body = b"".join((msgspec.json.encode(head)[:-1], b",", opening, b",".join(records), b"]}"))
    return Reply(200, body, JSON)

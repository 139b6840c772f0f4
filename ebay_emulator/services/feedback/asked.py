"""What the operations of the Feedback API have in common: pages, filters, and whose feedback it is."""

from typing import TypeVar
from urllib.parse import quote

import msgspec

from ebay_emulator.areas import shelf_of
from ebay_emulator.areas.reputation import Desk
from ebay_emulator.areas.reputation.area import desk_of
from ebay_emulator.reply import Call
from ebay_emulator.sellers import Seller
from ebay_emulator.services.feedback.errors import invalid_request, refused

T = TypeVar("T")
ROOT = "/commerce/feedback/v1"
ROLES = ("BUYER", "SELLER")
PERIODS = ("7", "30", "90", "180", "365")
MIN_LIMIT = DEFAULT_LIMIT = 25
MAX_LIMIT = 200


def desk_at(call: Call, seller: Seller) -> Desk:
    """A seller's feedback, brought up to now."""
    shelf_of(call.world, seller, "feedback")
    return desk_of(seller)


def member(call: Call, name: str) -> Seller | None:
    """By user name or public user id."""
    return call.world.seller(name) or call.world.seller_by_id(name)


def body_of(call: Call, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(call.body, type=shape)
    except msgspec.DecodeError as error:
        raise invalid_request() from error


def filters(text: str | None, *known: str) -> dict[str, str]:
    """A list such as userRole:BUYER,listingId:123."""
    found: dict[str, str] = {}
    for part in filter(None, (text or "").split(",")):
        name, colon, value = part.strip().partition(":")
        if not colon or name not in known:
            raise refused(501002)
        found[name] = value.strip()
    return found


def role_of(text: str | None) -> str | None:
    if text is not None and text not in ROLES:
        raise refused(501025)
    return text


def period_of(text: str | None) -> int | None:
    if text is not None and text not in PERIODS:
        raise refused(501037)
    return None if text is None else int(text)


def page_of(asked: dict[str, str]) -> tuple[int, int]:
    limit, offset = asked.get("limit") or str(DEFAULT_LIMIT), asked.get("offset") or "0"
    if not (is_number(limit) and is_number(offset)) or not MIN_LIMIT <= int(limit) <= MAX_LIMIT:
        raise invalid_request()
    return int(limit), int(offset)


def is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def pagination(
    resource: str, asked: dict[str, str], limit: int, offset: int, count: int, total: int
) -> dict[str, object]:
    """Links are relative and begin with the resource's name."""
    kept = [f"{name}={quote(value, safe=':,')}" for name, value in asked.items() if name not in ("limit", "offset")]

    def link(at: int) -> str:
        return f"{resource}?{'&'.join([*kept, f'limit={limit}', f'offset={at}'])}"

    told: dict[str, object] = {"count": count, "limit": limit, "offset": offset, "total": total}
    if offset + limit < total:
        told["next"] = link(offset + limit)
    if offset > 0:
        told["prev"] = link(max(offset - limit, 0))
    return told

"""How Post-Order writes what all its services have: dates, sums of money, whose turn it is."""

from collections.abc import Iterable
from typing import Any

from ebay_emulator.clock import DAY_MS, iso

Json = dict[str, Any]

SITE = "https://www.ebay.com"


def date(ms: int) -> Json:
    text = iso(ms)
    return {"value": text, "formattedValue": f"{text[:10]} {text[11:19]}"}


def money(cents: int, currency: str) -> Json:
    """A number, unlike in eBay's REST services."""
    return {"value": cents / 100, "currency": currency}


def due(activity: str, ms: int) -> Json:
    return {"activityDue": activity, "respondByDate": date(ms)}


def options(path: str, *actions: str) -> list[Json]:
    return [{"actionType": action, "actionURL": f"{SITE}/{path}"} for action in actions]


def text(content: str) -> Json:
    return {"content": content, "language": "en"}


def number(given: object) -> object:
    """Searches of inquiries and cases give ids as numbers."""
    return int(given) if isinstance(given, str) and given.isascii() and given.isdigit() else given


def known(**fields: Any) -> Json:
    """Without what is None: eBay leaves out what does not apply."""
    return {name: value for name, value in fields.items() if value is not None}


def history(entries: Iterable[tuple[int, str, str, str]]) -> Json:
    """Of an inquiry or case: when, what, who, and that in words."""
    told = [
        {"date": date(at), "action": action, "actor": actor, "description": words}
        for at, action, actor, words in entries
    ]
    return {"history": told}


SELLER_ANSWERS_MS = 3 * DAY_MS
"""How long sellers have to answer a return request or an inquiry."""

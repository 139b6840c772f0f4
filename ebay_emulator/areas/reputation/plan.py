"""Which feedback an order gives rise to: what both sides leave after delivery, and what becomes of it."""

from dataclasses import dataclass, field
from random import Random
from typing import Literal

from ebay_emulator.areas.agenda import Deed
from ebay_emulator.areas.reputation import phrases
from ebay_emulator.areas.sale import Line, Sale, chance, number
from ebay_emulator.clock import DAY_MS

_HOUR = 3_600_000
_RATED, _AUTOMATED, _THANKED = 0.26, 0.4, 0.22
_KEYS = 16
_FROM_SELLER = 10
_RATINGS = ("DSR_ITEM_AS_DESCRIBED", "DSR_COMMUNICATION", "DSR_SHIPPING_TIME", "DSR_SHIPPING_CHARGES")
_PICTURES = "https://i.ebayimg.example/images/g/{}/s-l500.jpg"


@dataclass(frozen=True, slots=True)
class Leave:
    """Feedback is left; `score` is the buyer's own."""

    feedback_id: str
    sale: Sale
    line: Line
    kind: str
    text: str
    by_buyer: bool
    score: int
    ratings: dict[str, str] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    automated: bool = False


@dataclass(frozen=True, slots=True)
class Alter:
    """What becomes of it later."""

    feedback_id: str
    what: Literal["reply", "follow_up", "ask", "revise", "decline", "withdraw", "hide"]
    text: str = ""


def is_rated(seed: int, order_id: str) -> bool:
    """Whether any feedback may come of an order."""
    return chance(seed, order_id, "rated") < _AUTOMATED or chance(seed, order_id, "thanked") < _THANKED


def feedback_on(sale: Sale, seed: int) -> list[Deed]:
    """All feedback on an order, as far as it follows from what has become of it. None on what was cancelled."""
    if sale.delivered is None:
        return []
    deeds: list[Deed] = []
    rated, thanked = chance(seed, sale.order_id, "rated"), chance(seed, sale.order_id, "thanked")
    for index, line in enumerate(sale.lines):
        rng = Random(f"{seed}:{sale.order_id}:feedback:{index}")  # noqa: S311
        if rated < _RATED and rng.random() < 0.8:
            deeds += _by_buyer(sale, line, index, rng)
        elif _RATED <= rated < _AUTOMATED:
            deeds.append(_by_ebay(sale, line, index, rng))
        if thanked < _THANKED:
            deeds.append(_by_seller(sale, line, index, rng))
    return [deed for deed in deeds if sale.cancelled is None or deed.at < sale.cancelled]


def feedback_id(role: str, listing_id: str, transaction_id: str) -> str:
    return str(number(14, role, listing_id, transaction_id))


def _by_buyer(sale: Sale, line: Line, index: int, rng: Random) -> list[Deed]:
    chosen = rng.random()
    kind = "NEGATIVE" if chosen < 0.02 else "NEUTRAL" if chosen < 0.045 else "POSITIVE"
    at = _delivered(sale) + int((0.1 + rng.expovariate(0.25)) * DAY_MS)
    name = feedback_id("BUYER", line.legacy_item_id, line.line_item_id)
    left = Leave(
        name,
        sale,
        line,
        kind,
        phrases.comment(rng, kind),
        by_buyer=True,
        score=_score(sale.buyer),
        ratings=_ratings(rng, kind),
        pictures=[_PICTURES.format(f"{name}-{each}") for each in range(_count_of_pictures(rng))],
    )
    after = _afterwards(name, kind, at, rng)
    return [Deed(when, index * _KEYS + key, act) for key, (when, act) in enumerate([(at, left), *after])]


def _afterwards(name: str, kind: str, at: int, rng: Random) -> list[tuple[int, Leave | Alter]]:
    """A reply, an addition, a change of mind."""
    found: list[tuple[int, Leave | Alter]] = []
    good = kind == "POSITIVE"

    def then(share: float, days: float, what: Alter) -> bool:
        nonlocal at
        happens = rng.random() < share
        later = at + int((0.05 + rng.random() * days) * DAY_MS)
        if happens:
            at = later
            found.append((later, what))
        return happens

    then(0.07 if good else 0.75, 4, Alter(name, "reply", rng.choice(phrases.REPLIES[kind])))
    then(0.01 if good else 0.25, 15, Alter(name, "follow_up", rng.choice(phrases.FOLLOW_UPS)))
    if not good and then(0.5, 6, Alter(name, "ask")):
        revised = rng.random() < 0.6
        then(1.0, 9, Alter(name, "revise", rng.choice(phrases.REVISED)) if revised else Alter(name, "decline"))
    then(0.002 if good else 0.12, 40, Alter(name, "withdraw" if rng.random() < 0.6 else "hide"))
    return found


def _by_ebay(sale: Sale, line: Line, index: int, rng: Random) -> Deed:
    """For sellers whom hardly anybody knows yet."""
    at = _delivered(sale) + int((1 + rng.random()) * DAY_MS)
    name = feedback_id("BUYER", line.legacy_item_id, line.line_item_id)
    left = Leave(
        name, sale, line, "POSITIVE", phrases.AUTOMATED, by_buyer=True, score=_score(sale.buyer), automated=True
    )
    return Deed(at, index * _KEYS, left)


def _by_seller(sale: Sale, line: Line, index: int, rng: Random) -> Deed:
    """Most sellers let a program do it, some time after the parcel has left."""
    at = (sale.shipped or sale.paid) + int((0.5 + rng.random() * 6) * DAY_MS)
    name = feedback_id("SELLER", line.legacy_item_id, line.line_item_id)
    text = rng.choice(phrases.OF_BUYERS)
    left = Leave(name, sale, line, "POSITIVE", text, by_buyer=False, score=_score(sale.buyer) + 1)
    return Deed(at, index * _KEYS + _FROM_SELLER, left)


def _ratings(rng: Random, kind: str) -> dict[str, str]:
    if rng.random() < 0.35:
        return {}
    values = {"POSITIVE": (5, 5, 5, 5, 5, 4), "NEUTRAL": (3, 4, 3, 5), "NEGATIVE": (1, 1, 2, 3)}[kind]
    stars = {name: str(rng.choice(values)) for name in _RATINGS if rng.random() < 0.95}
    return stars | {"ON_TIME_DELIVERY": "5" if kind == "POSITIVE" or rng.random() < 0.5 else "1"}


def _count_of_pictures(rng: Random) -> int:
    return rng.randrange(1, 4) if rng.random() < 0.05 else 0


def _score(username: str) -> int:
    """A member's own feedback score, ten at least."""
    return 10 + int(chance(username, "score") ** 4 * 30_000)


def _delivered(sale: Sale) -> int:
    return sale.delivered or sale.paid

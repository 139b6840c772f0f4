"""Which talk an order gives rise to: before the sale, about it, and long after."""

from dataclasses import dataclass
from random import Random
from typing import Literal

from ebay_emulator.areas.agenda import Deed
from ebay_emulator.areas.sale import Line, Sale, chance
from ebay_emulator.areas.talk import texts
from ebay_emulator.areas.talk.desk import Letter, Thread
from ebay_emulator.clock import DAY_MS
from ebay_emulator.shop.places import username
from ebay_emulator.shop.profiles import Profile

_MINUTE, _HOUR = 60_000, 3_600_000
_BEFORE, _ABOUT = 0, 16
_TALKATIVE = 0.16
_SHARES = (("before", 0.04), ("when_ship", 0.05), ("change", 0.065), ("invoice", 0.072), ("where_is", 0.11),
           ("damaged", 0.125), ("wrong", 0.135), ("thanks", _TALKATIVE))  # fmt: skip
_UNDER_WAY = ("where_is", "damaged", "wrong", "thanks")
_PICTURES = "https://i.ebayimg.example/images/g/{}/s-l1600.jpg"
_INVOICES = "https://msg.ebayimg.example/attachments/{}/invoice-{}.pdf"


@dataclass(frozen=True, slots=True)
class Say:
    thread: Thread
    letter: Letter


@dataclass(frozen=True, slots=True)
class Mark:
    """The seller (`incoming`) or the other party reads all there is, or the seller files the conversation."""

    thread: Thread
    what: Literal["read", "ARCHIVED", "DELETED"]
    incoming: bool = True
    name: str | None = None
    """Of a notice by eBay: what it was delivered as."""


class Script:
    """Deeds of one order, one after the other."""

    def __init__(self, sale: Sale, rng: Random, profile: Profile, thread: Thread, key: int, at: int) -> None:
        self.deeds: list[Deed] = []
        self._sale, self._rng, self._profile, self._thread = sale, rng, profile, thread
        self._first = self._key = key
        self.at = at

    def say(self, text: str, *, incoming: bool, media: list[dict[str, str]] | None = None) -> None:
        if self._profile.marketplace == "EBAY_GB":
            text = texts.british(text)
        at = self.at // 1000 * 1000
        letter = Letter(f"{self._sale.order_id}/{self._key}", at, text, incoming, media or [])
        self._add(Say(self._thread, letter), at)

    def read(self, *, incoming: bool, within: int) -> None:
        self.wait(_MINUTE, within)
        self._add(Mark(self._thread, "read", incoming), self.at)

    def wait(self, least: int, most: int) -> None:
        self.at += self._rng.randrange(least, most)

    def put_away(self) -> None:
        chosen = self._rng.random()
        self.wait(3 * DAY_MS, 40 * DAY_MS)
        if chosen < 0.33:
            self._add(Mark(self._thread, "ARCHIVED" if chosen < 0.26 else "DELETED"), self.at)

    def _add(self, act: Say | Mark, at: int) -> None:
        self.deeds.append(Deed(at, self._key, act))
        self._key += 1


def talk_about(sale: Sale, seed: int, profile: Profile, shop: str, anchor: int) -> list[Deed]:
    """All that is said on account of an order, as far as it follows from what has become of it."""
    share = chance(seed, sale.order_id, "talk")
    topic = next((name for name, limit in _SHARES if share < limit), "before")
    rng = Random(f"{seed}:{sale.order_id}:talk")  # noqa: S311
    line = rng.choice(sale.lines)
    if topic == "before":
        return _before(sale, rng, profile, shop, line, anchor)
    said = _about(sale, rng, profile, shop, line, topic)
    # By the time only, so that the same is said whenever somebody looks.
    return [deed for deed in said if sale.cancelled is None or deed.at < sale.cancelled]


def is_talkative(seed: int, order_id: str) -> bool:
    return chance(seed, order_id, "talk") < _TALKATIVE


def _before(sale: Sale, rng: Random, profile: Profile, shop: str, line: Line, anchor: int) -> list[Deed]:
    """In the demo's past buyers ask before they buy. In a world that lives nobody knows yet who will: there others ask
    about what was sold, so that no message turns up later than it was sent."""
    linked = sale.created <= anchor
    other = sale.buyer if linked else username(rng)
    thread = Thread(other, line.legacy_item_id, line.title)
    at = sale.created - rng.randrange(2 * _HOUR, 50 * _HOUR) if linked else sale.paid + rng.randrange(_HOUR, 3 * DAY_MS)
    script = Script(sale, rng, profile, thread, _BEFORE, at)
    slots = _slots(rng, sale, line)
    write = texts.before if linked else texts.by_a_stranger
    asked, answered = write(rng, line.title, slots, shop, parts=bool(line.compatibility_properties))
    script.say(asked, incoming=True)
    script.read(incoming=True, within=40 * _MINUTE)
    if rng.random() < 0.9:
        script.wait(_MINUTE, 50 * _MINUTE)
        script.say(answered, incoming=False)
        script.read(incoming=False, within=20 * _MINUTE)
    script.put_away()
    return script.deeds


def _about(sale: Sale, rng: Random, profile: Profile, shop: str, line: Line, topic: str) -> list[Deed]:
    slots = _slots(rng, sale, line)
    begins = _begins(sale, rng, topic)
    if begins is None:
        return []
    general = rng.random() < 0.06
    text, answered = texts.about(rng, topic, slots, shop)
    title = text.replace("\n", " ")[:60] if general else line.title
    thread = Thread(sale.buyer, None if general else line.legacy_item_id, title)
    script = Script(sale, rng, profile, thread, _ABOUT, begins)
    pictures = _pictures(rng, sale) if topic == "damaged" else []
    alone = bool(pictures) and rng.random() < 0.4
    script.say(text, incoming=True, media=[] if alone else pictures)
    if alone:
        script.wait(5_000, 4 * _MINUTE)
        script.say("", incoming=True, media=pictures)
    if rng.random() < 0.96:
        _exchange(script, rng, sale, topic, answered)
    if rng.random() < 0.12:
        _long_after(script, rng, shop, slots)
    return script.deeds


def _exchange(script: Script, rng: Random, sale: Sale, topic: str, answered: str) -> None:
    """The seller answers, and mostly the buyer has the last word."""
    script.read(incoming=True, within=16 * _HOUR)
    if topic == "thanks" and rng.random() < 0.4:
        return
    script.wait(_MINUTE, 3 * _HOUR)
    media = _invoice(sale) if topic == "invoice" else []
    script.say(answered, incoming=False, media=media)
    if rng.random() < 0.85:
        script.read(incoming=False, within=20 * _HOUR)
        if rng.random() < 0.55:
            script.wait(_MINUTE, 2 * _HOUR)
            script.say(texts.last_word(rng, topic), incoming=True)
            if rng.random() < 0.92:
                script.read(incoming=True, within=30 * _HOUR)
    script.put_away()


def _long_after(script: Script, rng: Random, shop: str, slots: dict[str, str]) -> None:
    script.wait(30 * DAY_MS, 200 * DAY_MS)
    asked, answered = texts.later(rng, slots, shop)
    script.say(asked, incoming=True)
    script.read(incoming=True, within=10 * _HOUR)
    if rng.random() < 0.9:
        script.wait(_MINUTE, 2 * _HOUR)
        script.say(answered, incoming=False)


def _begins(sale: Sale, rng: Random, topic: str) -> int | None:
    """When the buyer writes; None while that is not known yet, or when there is nothing to ask any more."""
    wait = rng.random()
    if topic not in _UNDER_WAY:
        at = sale.paid + int((0.1 + wait * (8 if topic != "invoice" else 90)) * _HOUR)
        return None if topic != "invoice" and sale.shipped is not None and sale.shipped < at else at
    if sale.shipped is None or sale.delivered is None:
        return None
    if topic == "where_is":
        return sale.shipped + int((sale.delivered - sale.shipped) * 0.7 + wait * 4 * DAY_MS)
    return sale.delivered + int((0.1 + wait * 3) * DAY_MS)


def _slots(rng: Random, sale: Sale, line: Line) -> dict[str, str]:
    return {
        "count": str(rng.randrange(2, 9)),
        "day": str(rng.randrange(4, 29)),
        "order": sale.order_id,
        "tracking": sale.tracking or "your package",
    }


def _pictures(rng: Random, sale: Sale) -> list[dict[str, str]]:
    names = [f"IMG_{rng.randrange(1000, 9999)}.jpg" for _ in range(rng.randrange(1, 4))]
    return [
        {"mediaName": name, "mediaType": "IMAGE", "mediaUrl": _PICTURES.format(f"{sale.order_id}-{index}")}
        for index, name in enumerate(names)
    ]


def _invoice(sale: Sale) -> list[dict[str, str]]:
    name = f"invoice-{sale.order_id}.pdf"
    return [{"mediaName": name, "mediaType": "PDF", "mediaUrl": _INVOICES.format(sale.order_id, sale.order_id)}]

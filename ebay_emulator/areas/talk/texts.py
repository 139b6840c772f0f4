"""What buyers and sellers write to each other: openings, sentences and closings, put together by chance."""

from random import Random

from ebay_emulator.areas.talk.phrases import (
    ABOUT,
    BOOKS,
    GOODS,
    KIND_WORDS,
    LAST_WORDS,
    LATER,
    PARTS,
    STRANGERS,
    Pair,
)

Slots = dict[str, str]

_OPENINGS = ("Hi", "Hello", "Hi there", "Good morning", "Good evening", "Hey", "")
_THANKS = ("Thanks!", "Thank you", "Thanks in advance.", "Many thanks 🙂", "Best regards", "Cheers", "", "", "")
_GREETINGS = ("Hi", "Hello", "Dear buyer", "Good morning", "Hi there")
_CLOSINGS = ("Best regards", "Kind regards", "Thank you for your business!", "All the best", "Have a great day")
_BOOKISH = ("hardback", "paperback", "edition", "illustrated", "handbook", "bound", "anthology", "volumes", "map,")
_BRITISH = (
    ("shipping", "postage"), ("has not shipped", "has not been posted"), ("will ship", "will be posted"),
    ("did a part of it ship", "was a part of it sent"), ("We ship", "We post"), ("one ships", "one goes out"),
    ("color", "colour"), ("mailbox", "letterbox"), ("neighbors", "neighbours"), ("package", "parcel"),
    ("cart", "basket"),
)  # fmt: skip


def before(rng: Random, title: str, slots: Slots, shop: str, *, parts: bool) -> Pair:
    """A question of somebody who has not bought it, and the answer."""
    bookish = any(word in title.lower() for word in _BOOKISH)
    special = PARTS if parts else BOOKS if bookish else ()
    return _pair(rng, special * 2 + GOODS, slots, shop)


def by_a_stranger(rng: Random, title: str, slots: Slots, shop: str, *, parts: bool) -> Pair:
    """Of somebody who has seen that it was sold."""
    asked, answered = before(rng, title, slots, shop, parts=parts)
    return f"{_sentence(rng.choice(STRANGERS))} {asked}".strip(), answered


def about(rng: Random, topic: str, slots: Slots, shop: str) -> Pair:
    return _pair(rng, ABOUT[topic], slots, shop)


def later(rng: Random, slots: Slots, shop: str) -> Pair:
    return _pair(rng, LATER, slots, shop)


def last_word(rng: Random, topic: str) -> str:
    return _sentence(rng.choice(LAST_WORDS.get(topic, KIND_WORDS)))


def british(text: str) -> str:
    """As somebody in Britain would put it."""
    for american, word in _BRITISH:
        text = text.replace(american, word)
    return text


def _pair(rng: Random, pairs: tuple[Pair, ...], slots: Slots, shop: str) -> Pair:
    asked, answered = rng.choice(pairs)
    return _from_buyer(rng, asked.format(**slots)), _from_seller(rng, answered.format(**slots), shop)


def _from_buyer(rng: Random, body: str) -> str:
    opening, closing = rng.choice(_OPENINGS), rng.choice(_THANKS)
    opened = f"{opening}, {body}" if opening else _sentence(body)
    return f"{opened}\n{closing}".strip()


def _from_seller(rng: Random, body: str, shop: str) -> str:
    opened = f"{rng.choice(_GREETINGS)},\n\n{body}"
    return f"{opened}\n\n{rng.choice(_CLOSINGS)}\n{shop}" if rng.random() < 0.7 else opened


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]

"""What is going to become of an order that causes trouble: it follows from the order's id, parcel and refund."""

import hashlib
from dataclasses import dataclass
from random import Random
from typing import Literal

from ebay_emulator.areas.troubles.facts import Line, Order, Refund
from ebay_emulator.clock import DAY_MS

Kind = Literal["dispute", "return", "inquiry"]

HOUR_MS = 3_600_000
EPOCH_MS = 1_577_836_800_000
"""2020-01-01; ids of troubles grow from here."""

# Shares of orders, and of the orders whose money was given back; together 0.7, 3.0 and 1.5 of a hundred orders.
_PLAIN: dict[Kind, float] = {"dispute": 0.0078, "return": 0.0105, "inquiry": 0.0095}
_REFUNDED_WHOLE: dict[Kind, float] = {"dispute": 0.03, "return": 0.42, "inquiry": 0.3}
_REFUNDED_PART: dict[Kind, float] = {"return": 0.42}
_FIRST_IDS: dict[Kind, int] = {"return": 5_000_000_000, "inquiry": 5_400_000_000, "dispute": 5_800_000_000}
_FIRST_CASE = 5_600_000_000


@dataclass(frozen=True, slots=True)
class Event:
    at: int
    kind: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`events` begin with the opening and end with the closing, unless a refund closes it earlier."""

    kind: Kind
    id: str
    case_id: str
    line: int
    """Which line item it is about, by position."""
    events: tuple[Event, ...]
    seed: bytes

    @property
    def opened(self) -> int:
        return self.events[0].at

    def dice(self, what: str) -> Random:
        """Random numbers for one side of the story; always the same."""
        return Random(self.seed + what.encode())  # noqa: S311

    def line_of(self, order: Order) -> Line:
        return order.lines[min(self.line, len(order.lines) - 1)]


@dataclass(frozen=True, slots=True)
class Story:
    """What has happened so far, and when the next thing will."""

    told: tuple[Event, ...]
    refund: Refund | None
    next: int | None

    @property
    def latest(self) -> Event:
        return self.told[-1]

    def when(self, *kinds: str) -> int | None:
        """The moment of the first such event."""
        return next((event.at for event in self.told if event.kind in kinds), None)


def choose(seed: int, order_id: str, *, refunded: bool, whole: bool) -> Kind | None:
    """What kind of trouble an order causes; most cause none."""
    digest = hashlib.blake2b(f"{seed}:{order_id}:troubles".encode(), digest_size=8).digest()
    chance = int.from_bytes(digest) / 2**64
    shares = _PLAIN if not refunded else _REFUNDED_WHOLE if whole else _REFUNDED_PART
    for kind, share in shares.items():
        if chance < share:
            return kind
        chance -= share
    return None


def make_plan(kind: Kind, order: Order, seed: int, index: int, refund: int | None) -> Plan | None:
    """`refund`: when the money goes back, as far as that is known. None when there is no time for it."""
    if order.shipped is None:
        return None
    key = hashlib.sha256(f"{seed}:{order.id}:{kind}".encode()).digest()
    dice = Random(key)  # noqa: S311
    earliest = max(order.expected, order.shipped + 3 * DAY_MS) if kind == "inquiry" else order.shipped + 5 * DAY_MS // 2
    latest = order.shipped + {"return": 20, "inquiry": 18, "dispute": 50}[kind] * DAY_MS
    latest = max(latest, earliest + DAY_MS) if refund is None else min(latest, refund - 12 * HOUR_MS)
    if kind == "dispute" and refund is not None:
        earliest = max(earliest, refund - RESPOND_MS + DAY_MS)  # who gives in does so in time
    if latest <= earliest:
        return None
    opened = dice.randrange(earliest, latest) // 1000 * 1000
    until = None if refund is None else refund + 30 * DAY_MS
    events = _EVENTS[kind](dice, opened, until)
    line = 0 if refund is not None else dice.randrange(len(order.lines))
    case = next((event.at for event in events if event.kind == "escalate"), opened)
    return Plan(kind, _id(_FIRST_IDS[kind], opened, index), _id(_FIRST_CASE, case, index), line, events, key)


def tell(plan: Plan, order: Order, now: int) -> Story:
    """The story up to now: a refund ends it at once, and whoever has all the money back does not begin it."""
    if plan.opened > now or order.refunded_by(plan.opened) >= order.total:
        return Story((), None, plan.opened if plan.opened > now else None)
    end = plan.events[-1].at
    refund = next((each for each in order.refunds if plan.opened < each.at <= min(end, now)), None)
    if refund is not None:
        before = [event for event in plan.events if event.at < refund.at]
        return Story((*before, Event(refund.at, "refund")), refund, None)
    told = tuple(event for event in plan.events if event.at <= now)
    return Story(told, None, next((event.at for event in plan.events if event.at > now), None))


def _id(first: int, at: int, index: int) -> str:
    """Ten digits that grow with time; the last ones tell sellers apart."""
    return str(first + (at - EPOCH_MS) * 6 // 10_000 // 8 * 8 + index % 8)


def _return(dice: Random, opened: int, until: int | None) -> tuple[Event, ...]:
    approved = opened + dice.randrange(HOUR_MS, 5 * DAY_MS // 2)
    sent = approved + dice.randrange(DAY_MS, 4 * DAY_MS)
    back = sent + dice.randrange(2 * DAY_MS, 5 * DAY_MS)
    events = [Event(opened, "open"), Event(approved, "approve"), Event(sent, "ship"), Event(back, "deliver")]
    fate = dice.random()
    if until is not None:
        if fate < 0.08:
            events.append(Event(back + 2 * DAY_MS, "escalate"))
        return _rounded(*events, Event(max(until, back + 10 * DAY_MS), "lapse"))
    if fate < 0.4:
        return _rounded(*events[:2], Event(approved + dice.randrange(12 * HOUR_MS, 3 * DAY_MS), "withdraw"))
    if fate < 0.75:
        return _rounded(*events[:2], Event(opened + 30 * DAY_MS, "lapse"))
    escalated = back + dice.randrange(DAY_MS, 3 * DAY_MS)
    return _rounded(*events, Event(escalated, "escalate"), Event(escalated + _decision(dice), "decide"))


def _inquiry(dice: Random, opened: int, until: int | None) -> tuple[Event, ...]:
    answered = opened + dice.randrange(3 * HOUR_MS, 5 * DAY_MS // 2)
    events = [Event(opened, "open"), Event(answered, "answer")]
    fate = dice.random()
    escalated = max(opened + 3 * DAY_MS, answered) + dice.randrange(6 * HOUR_MS, 3 * DAY_MS)
    if until is not None:
        if fate < 0.12:
            events.append(Event(escalated, "escalate"))
        return _rounded(*events, Event(max(until, escalated + 10 * DAY_MS), "lapse"))
    if fate < 0.6:
        return _rounded(*events, Event(answered + dice.randrange(6 * HOUR_MS, 6 * DAY_MS), "arrive"))
    if fate < 0.82:
        return _rounded(*events, Event(opened + 21 * DAY_MS, "lapse"))
    return _rounded(*events, Event(escalated, "escalate"), Event(escalated + _decision(dice), "decide"))


def _dispute(dice: Random, opened: int, until: int | None) -> tuple[Event, ...]:
    answered = opened + dice.randrange(8 * HOUR_MS, 4 * DAY_MS)
    closed = opened + dice.randrange(15 * DAY_MS, 75 * DAY_MS)
    fate = dice.random()
    if until is not None or fate < 0.14:
        overdue = opened + RESPOND_MS
        after = overdue + dice.randrange(DAY_MS, 3 * DAY_MS)
        return _rounded(Event(opened, "open"), Event(overdue, "miss"), Event(after, "lose"))
    end = "win" if fate < 0.6 else "lose"
    evidence = Event(answered - HOUR_MS, "evidence")
    return _rounded(Event(opened, "open"), evidence, Event(answered, "contest"), Event(closed, end))


RESPOND_MS = 5 * DAY_MS
"""How long sellers have to answer a dispute."""

_EVENTS = {"return": _return, "inquiry": _inquiry, "dispute": _dispute}


def _decision(dice: Random) -> int:
    return dice.randrange(2 * DAY_MS, 9 * DAY_MS)


def _rounded(*events: Event) -> tuple[Event, ...]:
    return tuple(Event(event.at // 1000 * 1000, event.kind) for event in events)

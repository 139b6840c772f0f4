"""The past of a demo seller: every order drafted, then lived up to the present."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from ebay_emulator.clock import DAY_MS
from ebay_emulator.orders.changes import Record
from ebay_emulator.orders.ids import next_number, order_id_text
from ebay_emulator.orders.template import Dates, line_item
from ebay_emulator.shop.draft import Identity, Shop, draft
from ebay_emulator.shop.fate import Step, apply, fate
from ebay_emulator.shop.numbers import draw_number, moments
from ebay_emulator.shop.places import username

FORGOTTEN_AFTER = 90 * DAY_MS
OLDEST_DAYS = 729


@dataclass(slots=True)
class Told:
    """An order, when it came about and last changed, and what is still to happen to it."""

    record: Record
    created: int
    modified: int
    to_come: list[Step]


def seeded(*parts: object) -> Random:
    """Random numbers that depend on the parts only."""
    return Random(hashlib.sha256("/".join(map(str, parts)).encode()).digest())  # noqa: S311


def tell(shop: Shop, seller: int, first_line_item: int, seed: int, anchor: int) -> Iterator[Told]:
    """All orders of a demo seller up to `anchor`, oldest first. The same seed and anchor tell the same."""
    rng = seeded(seed, shop.profile.username)
    start = anchor - OLDEST_DAYS * DAY_MS
    regulars = [username(rng) for _ in range(max(shop.profile.orders // 2, 20))]
    taken = set[int]()
    for row, created in enumerate(moments(rng, start, anchor - 60_000, shop.profile.orders)):
        number = draw_number(rng, created, seller)
        while number in taken:
            number = next_number(number)
        taken.add(number)
        identity = identify(number, row, first_line_item, rng.choice(regulars))
        yield _live(shop, rng, identity, created, anchor)


def identify(number: int, row: int, first_line_item: int, buyer: str) -> Identity:
    return Identity(
        order_id_text(number).decode(),
        lambda index: str(first_line_item + line_item(row, index)),
        buyer,
        str(row + 1),
    )


def _live(shop: Shop, rng: Random, identity: Identity, created: int, anchor: int) -> Told:
    dates = Dates(created)
    record = draft(shop, rng, identity, dates, forgotten=created < anchor - FORGOTTEN_AFTER)
    steps = fate(rng, len(record.order["lineItems"]))
    told = Told(record, created, created, [step for step in steps if created + step.after > anchor])
    for step in steps[: len(steps) - len(told.to_come)]:
        live_on(told, step, rng)
    return told


def live_on(told: Told, step: Step, rng: Random) -> None:
    """Let one step happen at its time."""
    dates = Dates(told.created)
    later = dates.exact(step.after + 14 * DAY_MS)
    apply(told.record, step.kind, dates.exact(step.after), later, rng, tracking(told.record))
    told.modified = told.created + step.after
    told.record.order["lastModifiedDate"] = dates.exact(step.after)


def tracking(record: Record) -> str:
    """The next parcel's number: eBay takes none twice for an order, as it tells parcels apart by it."""
    return f"9400{record.order['orderId'].replace('-', '')}{len(record.shipments) + 1:06d}"

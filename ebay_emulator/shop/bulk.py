"""Any number of orders in little memory: a few hundred are drafted as templates, the rest are rows."""

from array import array
from random import Random

from ebay_emulator.clock import DAY_MS
from ebay_emulator.orders.book import STATUS_CODES, Columns
from ebay_emulator.orders.changes import Record
from ebay_emulator.orders.template import Marks, Template, mark
from ebay_emulator.shop.draft import Identity, Shop, draft
from ebay_emulator.shop.fate import Step, apply, fate
from ebay_emulator.shop.history import FORGOTTEN_AFTER
from ebay_emulator.shop.numbers import draw_number, even_moments
from ebay_emulator.shop.places import username

_HOUR = 3_600_000
_OPEN, _RECENT, _OLD = range(3)
_POOL = 120
_FILLER = "Please pack it well and leave it with the neighbour when nobody opens. "


def make_templates(shop: Shop, rng: Random, first_line_item: int, order_bytes: int | None) -> list[Template]:
    """Three pools of the same size: orders just paid, orders of the last 90 days, and older ones."""
    buyers = [username(rng).encode() for _ in range(997)]
    return [
        _template(shop, rng, first_line_item, buyers, pool, order_bytes)
        for pool in (_OPEN, _RECENT, _OLD)
        for _ in range(_POOL)
    ]


def make_columns(templates: list[Template], rng: Random, seller: int, count: int, start: int, end: int) -> Columns:
    """`count` orders made between `start` and `end`, none changed after `end`."""
    created = even_moments(rng, start, end - _HOUR, count)
    picked, modified = array("H"), array("q")
    for moment in created:
        index = _pick(templates, rng, moment, end)
        picked.append(index)
        modified.append(moment + templates[index].lag)
    numbers = array("q", (draw_number(rng, moment, seller) for moment in created))
    status = array("B", (templates[index].status for index in picked))
    return Columns(created, modified, numbers, status, picked)


def _pick(templates: list[Template], rng: Random, created: int, end: int) -> int:
    within = int(rng.random() * _POOL)
    index = (_OLD if created < end - FORGOTTEN_AFTER else _RECENT) * _POOL + within
    return index if created + templates[index].lag <= end else within


def _template(
    shop: Shop, rng: Random, first_line_item: int, buyers: list[bytes], pool: int, order_bytes: int | None
) -> Template:
    record, lag = _lived(shop, rng, pool, lines=None)
    if order_bytes is not None:
        record, lag = _lived(shop, rng, pool, lines=max(1, order_bytes // 5_000))
    status = STATUS_CODES[record.order["orderFulfillmentStatus"]]
    made = Template(record, lag, status, buyers, first_line_item)
    if order_bytes is None:
        return made
    missing = order_bytes - len(made.render(500_000, 61_521_122_068, 20_000 * DAY_MS, 20_000 * DAY_MS))
    if missing < 40:
        return made
    notes = record.order.get("buyerCheckoutNotes", "")
    room = missing - (0 if notes else len(',"buyerCheckoutNotes":""'))
    record.order["buyerCheckoutNotes"] = notes + (_FILLER * (room // len(_FILLER) + 1))[:room]
    return Template(record, lag, status, buyers, first_line_item)


def _lived(shop: Shop, rng: Random, pool: int, lines: int | None) -> tuple[Record, int]:
    identity = Identity(mark("O"), lambda index: mark("L", index), mark("B"), mark("R"))
    dates = Marks()
    record = draft(shop, rng, identity, dates, forgotten=pool == _OLD, lines=lines)
    steps = _steps(rng, len(record.order["lineItems"]), pool)
    for index, step in enumerate(steps):
        later = dates.exact(step.after + 14 * DAY_MS)
        apply(record, step.kind, dates.exact(step.after), later, rng, mark("T", index))
    record.order["lastModifiedDate"] = mark("M")
    _number(record)
    return record, steps[-1].after


def _number(record: Record) -> None:
    """Cancellations and refunds get a number in each order; a refund for a cancellation has that one's."""
    numbers: dict[str, str] = {}
    for request in record.cancel_requests:
        request["cancelRequestId"] = numbers.setdefault(request["cancelRequestId"], mark("N", len(numbers)))
    for refund in record.order["paymentSummary"]["refunds"]:
        name = refund["refundReferenceId"]
        refund["refundReferenceId"] = numbers.setdefault(name, mark("N", len(numbers)))


def _steps(rng: Random, line_items: int, pool: int) -> list[Step]:
    """A fate that begins with a prompt payment; of an open order nothing else has happened yet."""
    while True:
        steps = fate(rng, line_items)
        if steps and steps[0].after < _HOUR:
            return steps[:1] if pool == _OPEN else steps

"""What is known of a seller's orders and their troubles, and what of it is due next."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import msgspec

from ebay_emulator.areas.troubles.cancellations import tell_cancellations
from ebay_emulator.areas.troubles.cases import case_id, tell_case
from ebay_emulator.areas.troubles.disputes import tell_activity, tell_dispute
from ebay_emulator.areas.troubles.facts import Order, read_order
from ebay_emulator.areas.troubles.inquiries import tell_inquiry
from ebay_emulator.areas.troubles.plan import Plan, Story, choose, make_plan, tell
from ebay_emulator.areas.troubles.returns import tell_return
from ebay_emulator.orders.book import FULFILLED, OrderBook
from ebay_emulator.sellers import Seller
from ebay_emulator.world import World

Json = dict[str, Any]
Told = tuple[str, str, int, Json]
"""Entity, id, when it was opened, and the record."""

Glance = tuple[bool, bool, bool]
"""Whether a cancellation was asked for, and whether something or all was given back."""

_NEVER_CANCELLED = b'"cancelState":"NONE_REQUESTED"'
_REFUNDED = b'"refundDate"'
_WHOLLY_REFUNDED = b'"orderPaymentStatus":"FULLY_REFUNDED"'


@dataclass(slots=True)
class Ledger:
    """A trouble is planned once, when all of its order was shipped; its records follow from plan, order and time."""

    activity: dict[str, list[Json]] = field(default_factory=dict)
    """Of disputes, by id."""
    _plans: dict[int, Plan] = field(default_factory=dict)
    _due: list[tuple[int, int]] = field(default_factory=list)
    _shown: dict[tuple[str, str], bytes] = field(default_factory=dict)
    """What each record was when it was last told, as a digest."""
    _glances: dict[int, Glance] = field(default_factory=dict)
    _rows: int = 0
    _looked: int = 0

    def look(self, world: World, seller: Seller, now: int) -> None:
        rows = self._changed(seller, now)
        if rows:
            coming = dict(refunds_to_come(world, seller))
            for row in rows:
                self._consider(seller, row, world.origin.seed, coming.get(row), now)
        while self._due and self._due[0][0] <= now:
            self._tell(seller, heapq.heappop(self._due)[1], now)
        self._rows, self._looked = len(seller.book.created), now

    def _changed(self, seller: Seller, now: int) -> list[int]:
        """Rows that are new or were changed since the last look, by number."""
        book = seller.book
        found = book.modified_between(self._looked + 1, now) if self._rows else None
        changed = set(found.rows[found.start : found.end]) if found else set()
        changed.update(range(self._rows, len(book.created)))
        return sorted(changed)

    def _consider(self, seller: Seller, row: int, seed: int, coming: tuple[int, str] | None, now: int) -> None:
        book = seller.book
        if not (book.exists(row) and book.is_visible(row)):
            return
        cancelled, refunded, whole = self._glance(book, row)
        if cancelled:
            self._cancellations(seller, row)
        elif row not in self._plans and book.status[row] == FULFILLED:
            whole = whole or (coming is not None and coming[1] == "refund")
            kind = choose(seed, book.name(row), refunded=refunded or coming is not None, whole=whole)
            order = None if kind is None else read_order(book, row)
            if kind is not None and order is not None and self._is_news(row, order):
                refund = order.refunds[0].at if order.refunds else None if coming is None else coming[0]
                plan = make_plan(kind, order, seed, seller.index, refund)
                if plan is not None:
                    self._plans[row] = plan
        if row in self._plans:
            self._tell(seller, row, now)

    def _glance(self, book: OrderBook, row: int) -> Glance:
        """What matters of most orders. Those a seed made from one template are looked at once."""
        template = book.template_of(row)
        if template is not None and template in self._glances:
            return self._glances[template]
        payload = book.payload(row)
        glance = _NEVER_CANCELLED not in payload, _REFUNDED in payload, _WHOLLY_REFUNDED in payload
        if template is not None:
            self._glances[template] = glance
        return glance

    def _is_news(self, row: int, order: Order) -> bool:
        """Whether the order was not shipped yet at the last look: then, it was decided already."""
        return row >= self._rows or order.shipped is None or order.shipped > self._looked

    def _cancellations(self, seller: Seller, row: int) -> None:
        order = read_order(seller.book, row)
        if order is not None:
            for name, at, record in tell_cancellations(order):
                self._put(seller, ("cancellations", name, at, record))

    def _tell(self, seller: Seller, row: int, now: int) -> None:
        plan = self._plans[row]
        order = read_order(seller.book, row) if seller.book.exists(row) else None
        if order is None:
            return
        story = tell(plan, order, now)
        if story.next is not None:
            heapq.heappush(self._due, (story.next, row))
        if story.told:
            for told in _records(plan, order, story):
                self._put(seller, told)
            if plan.kind == "dispute":
                self.activity[plan.id] = tell_activity(story)

    def _put(self, seller: Seller, told: Told) -> None:
        """A record that did not move on stays as it is: a test may have changed it."""
        entity, name, at, record = told
        shelf, payload = seller.shelf(entity), msgspec.json.encode(record)
        digest = blake2b(payload, digest_size=8).digest()
        if self._shown.get((entity, name)) != digest and not shelf.was_removed(name):
            self._shown[entity, name] = digest
            shelf.put(name, at, payload)


def refunds_to_come(world: World, seller: Seller) -> Iterator[tuple[int, tuple[int, str]]]:
    """Rows of orders whose refund is decided but not given yet, with its time and kind: buyers complain before."""
    for row, steps in seller.to_come:
        for step in steps:
            if step.kind.startswith("refund"):
                yield row, (seller.book.created[row] + step.after, step.kind)
    for at, row, kind in world.life.to_come(seller):
        if kind.startswith("refund"):
            yield row, (at, kind)


def _records(plan: Plan, order: Order, story: Story) -> Iterator[Told]:
    match plan.kind:
        case "dispute":
            yield "disputes", plan.id, plan.opened, tell_dispute(plan, order, story)
        case "return":
            yield "returns", plan.id, plan.opened, tell_return(plan, order, story)
        case "inquiry":
            yield "inquiries", plan.id, plan.opened, tell_inquiry(plan, order, story)
    escalated = story.when("escalate")
    if escalated is not None:
        yield "cases", case_id(plan), escalated, tell_case(plan, order, story)

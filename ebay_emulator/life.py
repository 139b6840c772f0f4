"""The world goes on: new orders, payments, shipments, cancellations and refunds, as time passes."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from ebay_emulator.clock import DAY_MS
from ebay_emulator.orders.template import Dates
from ebay_emulator.sellers import Seller
from ebay_emulator.shop.fate import Step, apply, fate
from ebay_emulator.shop.history import tracking

_HOUR_MS = 3_600_000


class Pace(msgspec.Struct, forbid_unknown_fields=True):
    """How lively the world is. Sellers share the orders in proportion to their size; none named means all."""

    orders_per_hour: float
    sellers: list[str] | None = None


@dataclass(order=True, slots=True)
class Event:
    at: int
    number: int
    seller: Seller = field(compare=False)
    row: int | None = field(compare=False, default=None)
    """None: a new order."""
    step: Step | None = field(compare=False, default=None)


class Life:
    """What is going to happen, in order of time."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._number = 0
        self._gaps: dict[str, float] = {}

    def begin(self, sellers: list[Seller], pace: Pace, now: int) -> None:
        """Set the pace anew; what was to happen to older orders still will."""
        chosen = [seller for seller in sellers if pace.sellers is None or seller.username in pace.sellers]
        weights = {seller.username: seller.weight for seller in chosen}
        total = sum(weights.values())
        self._events = [event for event in self._events if event.row is not None]
        heapq.heapify(self._events)
        self._gaps = {}
        for seller in chosen:
            rate = pace.orders_per_hour * weights[seller.username] / total if total else 0.0
            if rate > 0:
                self._gaps[seller.user_id] = _HOUR_MS / rate
                self._next_order(seller, now)

    @property
    def orders_per_hour(self) -> float:
        return sum(_HOUR_MS / gap for gap in self._gaps.values())

    def expect(self, seller: Seller, row: int, steps: list[Step], earliest: int) -> None:
        """Let an order have its fate, nothing of it before `earliest`."""
        created = seller.book.created[row]
        for index, step in enumerate(steps):
            self._push(max(created + step.after, earliest + index), seller, row, step)

    def to_come(self, seller: Seller) -> Iterator[tuple[int, int, str]]:
        """What is still to happen to a seller's orders: when, to which row, and the kind of step."""
        for event in self._events:
            if event.seller is seller and event.row is not None and event.step is not None:
                yield event.at, event.row, event.step.kind

    def pass_until(self, now: int) -> None:
        while self._events and self._events[0].at <= now:
            event = heapq.heappop(self._events)
            if event.step is None or event.row is None:
                self._order(event.seller, event.at)
            else:
                _happen(event.seller, event.row, event.step, event.at)

    def _order(self, seller: Seller, at: int) -> None:
        row = seller.create(at)
        steps = fate(seller.rng, len(seller.record(row).order["lineItems"]))
        self.expect(seller, row, steps, at + 1)
        self._next_order(seller, at)

    def _next_order(self, seller: Seller, after: int) -> None:
        gap = self._gaps.get(seller.user_id)
        if gap is not None:
            self._push(after + 1 + int(seller.rng.expovariate(1 / gap)), seller)

    def _push(self, at: int, seller: Seller, row: int | None = None, step: Step | None = None) -> None:
        self._number += 1
        heapq.heappush(self._events, Event(at, self._number, seller, row, step))


def _happen(seller: Seller, row: int, step: Step, at: int) -> None:
    """One step, unless the order has meanwhile been cancelled, shipped or removed by other hands."""
    if not seller.book.exists(row):
        return
    try:
        record = seller.record(row)
    except ValueError:
        return
    if not _fits(step.kind, record.order):
        return
    modified = max(at, seller.book.modified[row] + 1)
    dates = Dates(at)
    parcel = tracking(record)
    apply(record, step.kind, dates.exact(0), dates.exact(14 * DAY_MS), seller.rng, parcel)
    record.order["lastModifiedDate"] = Dates(modified).exact(0)
    seller.store(row, record, modified)


def _fits(kind: str, order: dict[str, object]) -> bool:
    try:
        unpaid = order["orderPaymentStatus"] == "PENDING"
        state = order["cancelStatus"]["cancelState"]  # type: ignore[index]
        shipped = order["orderFulfillmentStatus"] == "FULFILLED"
    except (KeyError, TypeError):
        return False
    match kind:
        case "pay":
            return unpaid
        case "cancel":
            return bool(state == "IN_PROGRESS")
        case "ship" | "ship_one" | "request_cancel":
            return not unpaid and not shipped and state == "NONE_REQUESTED"
    return not unpaid

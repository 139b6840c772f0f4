"""A seller's account with eBay: what is booked, what is due, and what goes out with which payout."""

import heapq
from dataclasses import dataclass, field

from ebay_emulator.areas.ledger.entry import AVAILABLE, ON_HOLD, PAID_OUT, PROCESSING, Entry, Json
from ebay_emulator.areas.ledger.payouts import (
    Run,
    Step,
    express_fee,
    payout,
    payout_id,
    runs,
    status_fields,
    steps,
    withdrawal,
)
from ebay_emulator.orders.money import amount
from ebay_emulator.sellers import Seller
from ebay_emulator.shelf import Shelf

FUNDS = "funds"


@dataclass(slots=True)
class Books:
    """All that is not paid out yet is `pending`; what is fresh stands on no shelf yet."""

    seller: Seller
    seed: int
    pending: dict[str, Entry] = field(default_factory=dict)
    _coming: list[tuple[int, str]] = field(default_factory=list)
    _future: dict[str, Entry] = field(default_factory=dict)
    _ready: list[tuple[int, str]] = field(default_factory=list)
    _turns: list[tuple[int, str]] = field(default_factory=list)
    _balance: list[str] = field(default_factory=list)
    _payout_steps: list[tuple[int, str, str]] = field(default_factory=list)
    _dirty: dict[str, tuple[Entry, str | None]] = field(default_factory=dict)
    """By key, what is to be written, and the payout it went out with."""
    _next: Run | None = None

    def expect(self, entry: Entry) -> None:
        """Book an entry when its time comes; one that is booked may meanwhile be ready at another time."""
        known = self.pending.get(entry.key)
        if known is not None and (known.ready, known.held_until) != (entry.ready, entry.held_until):
            known.ready, known.held_until = entry.ready, entry.held_until
            self._watch(known)
        elif known is None and entry.key not in self._shelf and not self._shelf.was_removed(entry.key):
            if entry.key not in self._future:
                heapq.heappush(self._coming, (entry.at, entry.key))
            self._future[entry.key] = entry

    def pass_until(self, now: int) -> None:
        """Book, release and pay out all that is due."""
        while self._coming and self._coming[0][0] <= now:
            entry = self._future.pop(heapq.heappop(self._coming)[1])
            self.pending[entry.key] = entry
            self._watch(entry)
        if self._next is None and self.pending:
            self._next = next(runs(self.seller, self.seed, min(entry.at for entry in self.pending.values())))
        while self._next is not None and self._next.at <= now:
            self._run(self._next)
            self._next = next(runs(self.seller, self.seed, self._next.at))
        while self._turns and self._turns[0][0] <= now:
            key = heapq.heappop(self._turns)[1]
            if key in self.pending:
                self._dirty[key] = self.pending[key], None
        self._write(now)
        self._go_on_with_payouts(now)

    @property
    def _shelf(self) -> Shelf:
        return self.seller.shelf("transactions")

    def _watch(self, entry: Entry) -> None:
        heapq.heappush(self._ready, (entry.ready, entry.key))
        self._dirty[entry.key] = entry, None
        for turn in {entry.ready, entry.held_until or entry.ready}:
            heapq.heappush(self._turns, (turn, entry.key))

    def _run(self, run: Run) -> None:
        """Pay out what is available. What is owed to eBay waits for what covers it."""
        while self._ready and self._ready[0][0] <= run.at:
            ready, key = heapq.heappop(self._ready)
            entry = self.pending.get(key)
            if entry is not None and entry.ready == ready:
                self._balance.append(key)
        keys = [key for key in dict.fromkeys(self._balance) if self._is_due(key, run)]
        self._balance = keys
        total = sum(self.pending[key].cents for key in keys)
        if total <= 0:
            return
        self._balance = []
        paid = [self.pending.pop(key) for key in keys]
        fee = 0
        if run.on_demand:
            charge = express_fee(self.seller, run, total)
            fee, total = -charge.cents, total + charge.cents
            told = withdrawal(self.seller, run, total)
            paid.append(charge)
            self._dirty[told.key] = told, None
        for entry in paid:
            self._dirty[entry.key] = entry, payout_id(self.seller, run)
        self._begin(run, payout(self.seller, run, total, len(paid), fee))

    def _is_due(self, key: str, run: Run) -> bool:
        if self._shelf.was_removed(key):
            self.pending.pop(key, None)
        return key in self.pending and self.pending[key].ready <= run.at

    def _begin(self, run: Run, record: Json) -> None:
        name = record["payoutId"]
        shelf = self.seller.shelf("payouts")
        if name not in shelf and not shelf.was_removed(name):
            shelf.put(name, run.at, _merged({}, record))
            for step in steps(self.seller, run, self.seed)[1:]:
                heapq.heappush(self._payout_steps, (step.at, name, step.status))

    def _go_on_with_payouts(self, now: int) -> None:
        shelf = self.seller.shelf("payouts")
        while self._payout_steps and self._payout_steps[0][0] <= now:
            at, name, status = heapq.heappop(self._payout_steps)
            _change(shelf, name, status_fields(Step(at, status)))

    def _write(self, now: int) -> None:
        if not self._dirty:
            return
        shelf = self._shelf
        for key, (entry, paid_with) in sorted(self._dirty.items(), key=lambda item: item[1][0].at):
            fields = {"transactionStatus": entry.status(now)}
            if paid_with is not None:
                fields = {"transactionStatus": PAID_OUT, "payoutId": paid_with}
            if key in shelf:
                _change(shelf, key, fields)
            elif not shelf.was_removed(key):
                shelf.put(key, entry.at, entry.payload(fields))
        self._dirty.clear()
        self._write_funds(now)

    def _write_funds(self, now: int) -> None:
        shelf, sums = self.seller.shelf("funds"), dict.fromkeys((AVAILABLE, ON_HOLD, PROCESSING), 0)
        for entry in self.pending.values():
            sums[entry.status(now)] += entry.cents
        if not self.pending:
            if FUNDS in shelf:
                shelf.remove(FUNDS)
            return
        currency = self.seller.profile.currency
        names = {"availableFunds": AVAILABLE, "fundsOnHold": ON_HOLD, "processingFunds": PROCESSING}
        record = {name: amount(sums[status], currency) for name, status in names.items()}
        shelf.put(FUNDS, now, {"totalFunds": amount(sum(sums.values()), currency)} | record)


def _change(shelf: Shelf, name: str, fields: Json) -> None:
    """Change some fields of a record, and leave the others as whoever stored them wants them."""
    item = shelf.get(name)
    if item is None:
        return
    try:
        record = item.record()
    except ValueError:
        return  # stored raw
    shelf.put(name, item.at, _merged(record, fields))


def _merged(record: Json, fields: Json) -> Json:
    """None takes a field away."""
    gone = [name for name, value in fields.items() if value is None]
    return {name: value for name, value in (record | fields).items() if name not in gone}

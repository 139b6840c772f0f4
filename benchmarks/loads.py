"""Loads: everything, nothing changed, and slow answers, beside COPY, an ORM and dlt."""

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any

import psycopg

from benchmarks import rivals, rows
from benchmarks.connector import Finished, Worker
from benchmarks.distance import Distance
from benchmarks.ground import Ground
from benchmarks.processes import BenchmarkError
from benchmarks.results import Entry, median
from benchmarks.rivals import PeerRun
from benchmarks.sellers import LOADS, account_of
from benchmarks.sizes import LOADS as NAMES
from benchmarks.sizes import Sizes
from benchmarks.truth import check

__all__ = ["NAMES", "measure"]

LATENCY_SECONDS = 0.3
FAR_SECONDS = 0.02
"""To a Postgres in a neighbouring region, and back."""
ORDERS_PATH = "/sell/fulfillment/v1/order"
COPIES: dict[str, tuple[int, rows.Form]] = {
    "copy_one_connection": (1, "binary"),
    "copy_two_connections": (2, "binary"),
    "copy_as_text": (1, "text"),
}
"""How many connections, and in which form."""
NOTES = {
    "copy_as_text": "COPY as it comes, on one connection.",
    "orm_merge": "The peer reads fewer orders, as rates are compared.",
    "dlt": "As it comes, with nothing set but the key and `merge`.",
    "dlt_tuned": "By COPY, on all cores, with fewer tables, none with an index for search.",
}


async def measure(ground: Ground, sizes: Sizes, names: list[str]) -> list[Entry]:
    """All rounds, one after the other; each does every work once."""
    wanted = {part for name in names for part in name.split("/")}
    rounds = _Rounds(ground, sizes)
    for number in range(1, sizes.repeat + 1):
        ground.say(f"Round {number} of {sizes.repeat}")
        await rounds.ours(reread="orders_reread" in wanted)
        if "orders_full_load_300ms" in wanted:
            await rounds.slow()
        if "orders_full_load_far" in wanted:
            await rounds.far()
        for name, run in rounds.peers().items():
            if name in wanted:
                rounds.peer(name, run)
    return [rounds.entry(name) for name in names]


class _Rounds:
    def __init__(self, ground: Ground, sizes: Sizes) -> None:
        self._ground, self._sizes = ground, sizes
        self._found: dict[str, list[Finished | PeerRun]] = defaultdict(list)
        self._peaks: list[float] = []
        self._bytes = 0.0
        self._parts: dict[str, rivals.Parts] = {}

    async def ours(self, *, reread: bool) -> None:
        """A full load by the product, and a full re-read of what has not changed."""
        with self._ground.database("ours") as url:
            with Worker(self._ground, url) as worker:
                self._add("orders_full_load", await worker.sync(LOADS, full=False))
                self._peaks.append(worker.peak_mb)
                self._check(url)
                if reread:
                    self._add("orders_reread", await worker.sync(LOADS, full=True))
            if not self._parts:
                self._bytes = _payload_bytes(url)
                folder = self._ground.folder / "rows"
                self._parts = {name: rows.export_orders(url, folder, *how) for name, how in COPIES.items()}

    async def slow(self) -> None:
        """A full load from an eBay that takes its time."""
        ground = self._ground
        with ground.slow(ORDERS_PATH, LATENCY_SECONDS), ground.database("ours") as url, Worker(ground, url) as worker:
            self._add("orders_full_load_300ms", await worker.sync(LOADS, full=False))

    async def far(self) -> None:
        """A full load into a Postgres that is far away."""
        ground = self._ground
        with ground.database("ours") as url, Distance(url, FAR_SECONDS) as far, Worker(ground, far.url) as worker:
            self._add("orders_full_load_far", await worker.sync(LOADS, full=False))

    def peers(self) -> dict[str, Callable[[], PeerRun]]:
        ground, sizes = self._ground, self._sizes
        return {
            **{name: partial(self._copy, name) for name in COPIES},
            "orm_merge": lambda: rivals.orm(ground, sizes.orm_orders),
            "dlt": lambda: rivals.dlt(ground, sizes.orders, tuned=False),
            "dlt_tuned": lambda: rivals.dlt(ground, sizes.orders, tuned=True),
        }

    def _copy(self, name: str) -> PeerRun:
        _, form = COPIES[name]
        return rivals.copy(self._ground, self._parts[name], "orders", self._sizes.orders, form)

    def peer(self, name: str, run: Callable[[], PeerRun]) -> None:
        self._add(name, run())

    def entry(self, name: str) -> Entry:
        work, peer = name.split("/")
        facts = {**self._facts(work), **self._peer_facts(peer)}
        return Entry(name, self._rate(work), self._rate(peer), "orders/s", facts)

    def _facts(self, work: str) -> dict[str, Any]:
        runs = [run for run in self._found[work] if isinstance(run, Finished)]
        facts: dict[str, Any] = {
            "orders": runs[0].records,
            "seconds": [round(run.seconds, 2) for run in runs],
            "wal_bytes_per_order": round(median([run.postgres.wal_bytes / run.records for run in runs]), 1),
            "worker_cpu_seconds": round(median([run.worker_cpu for run in runs]), 2),
            "postgres_cpu_seconds": round(median([run.postgres.cpu for run in runs]), 2),
            "local_ebay_cpu_seconds": round(median([run.ebay_cpu for run in runs]), 2),
        }
        if work == "orders_full_load":
            facts |= {"payload_bytes_per_order": self._bytes, "worker_peak_mb": max(self._peaks)}
        return facts

    def _peer_facts(self, peer: str) -> dict[str, Any]:
        runs = self._found[peer]
        facts: dict[str, Any] = {
            "peer_orders": runs[0].records,
            "peer_seconds": [round(run.seconds, 2) for run in runs],
        }
        for run in runs:
            facts |= run.facts if isinstance(run, PeerRun) else {}
        return facts | ({"note": NOTES[peer]} if peer in NOTES else {})

    def _rate(self, name: str) -> float:
        return median([run.rate for run in self._found[name]])

    def _add(self, name: str, run: Finished | PeerRun) -> None:
        self._found[name].append(run)
        self._ground.say(f"  {name:<24} {run.rate:>9,.0f} orders/s")
        if isinstance(run, Finished) and not self._is_done(name, run):
            raise BenchmarkError(f"{name} did not do what it was to: {run}")

    def _is_done(self, name: str, run: Finished) -> bool:
        """A run of more than a minute reads its last five minutes once more, for what has changed meanwhile."""
        if name == "orders_reread":
            return run.unchanged == run.records >= self._sizes.orders
        return run.created == self._sizes.orders

    def _check(self, url: str) -> None:
        check(url, account_of(url, LOADS), self._ground.emulator, LOADS)


def _payload_bytes(url: str) -> float:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT avg(length(payload::text)) FROM orders").fetchone()
    return round(float(row[0]), 0) if row else 0.0

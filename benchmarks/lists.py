"""The list of all orders, at any depth: the product's API beside the usual ORM endpoint, on the same rows."""

from typing import Any

import psycopg

from benchmarks.connector import Worker
from benchmarks.depths import DEPTHS, places
from benchmarks.ground import Ground
from benchmarks.processes import BenchmarkError, run_peer
from benchmarks.results import Entry, median
from benchmarks.searches import time_searches
from benchmarks.sellers import LIST, account_of
from benchmarks.sizes import LISTS as NAMES
from benchmarks.sizes import Sizes
from benchmarks.truth import check
from benchmarks.web import Api, OrmEndpoint, Site

__all__ = ["NAMES", "measure"]

CONNECTIONS, MANY = 4, 16
"""So many ask without a pause, which keeps two cores busy; and so many wait in a queue."""
UNCOUNTED = "orders_list/orm_endpoint_uncounted"
NOTE = "The peer asks nobody to sign in, and loads only the columns that it shows."


async def measure(ground: Ground, sizes: Sizes, names: list[str]) -> list[Entry]:
    """Has the product load the orders, then asks it and its peers for the same pages, in turn."""
    ground.seed(LIST, sizes.list_orders)
    with ground.database("list") as url:
        facts = await _load(ground, sizes, url)
        found = places(url)
        with Api(ground, url) as api, OrmEndpoint(ground, url) as orm:
            ours = _Asked("list", ground, sizes, api, [(place.depth, place.ours) for place in found])
            usual = _Asked("ORM", ground, sizes, orm, [(place.depth, place.usual) for place in found])
            uncounted = _Asked("ORM uncounted", ground, sizes, orm, [(place.depth, place.uncounted) for place in found])
            peers = {name: uncounted if name == UNCOUNTED else usual for name in names}
            _ask(sizes, ours, list(peers.values()))
            facts |= {**ours.facts(""), "search_ms": time_searches(url, api), "note": NOTE}
            told = {name: facts | peer.facts("peer_") for name, peer in peers.items()}
    return [Entry(name, ours.rate, peer.rate, "requests/s", told[name]) for name, peer in peers.items()]


async def _load(ground: Ground, sizes: Sizes, url: str) -> dict[str, Any]:
    """A full load of the big seller, which also shows whether memory stays flat."""
    ground.say(f"Loading {sizes.list_orders:,} orders for the list …")
    with Worker(ground, url) as worker:
        run = await worker.sync(LIST, full=False)
        peak = worker.peak_mb
    check(url, account_of(url, LIST), ground.emulator, LIST)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    ground.say(f"  loaded at {run.rate:,.0f} orders/s, the worker's peak was {peak} MB")
    return {"orders": run.records, "load_orders_per_second": round(run.rate), "worker_peak_mb": peak}


def _ask(sizes: Sizes, ours: "_Asked", peers: list["_Asked"]) -> None:
    for asked in peers:
        asked.must_equal(ours)
    for _ in range(sizes.repeat):
        for asked in (ours, *peers):
            asked.ask()
    for asked in (ours, *peers):
        asked.ask_each_depth()
        asked.ask_in_a_queue()


class _Asked:
    """What a few connections that ask one site as fast as it answers have found, round by round."""

    def __init__(self, name: str, ground: Ground, sizes: Sizes, site: Site, requests: list[tuple[str, str]]) -> None:
        """`requests` are pairs of a depth and a path, all depths mixed."""
        self._name = name
        self._ground, self._sizes, self._site, self._requests = ground, sizes, site, requests
        self._rounds: list[dict[str, Any]] = []
        self._depths: dict[str, dict[str, float]] = {}
        self._in_a_queue: dict[str, float] = {}

    def must_equal(self, other: "_Asked") -> None:
        """Both give the same orders on the first page of each depth."""
        pages = zip(self._requests[: len(DEPTHS)], other._requests, strict=False)
        for (depth, path), (_, others) in pages:
            mine, theirs = self._orders(path), other._orders(others)
            if mine != theirs or not mine:
                raise BenchmarkError(f"The two endpoints differ, {depth}: {mine[:3]} and {theirs[:3]}.")

    def _orders(self, path: str) -> list[str]:
        return [item["order_id"] for item in self._site.get(path)["items"]]

    def ask(self) -> None:
        """One round, all depths mixed."""
        self._rounds.append(self._hammer(self._requests, "all depths"))

    def ask_each_depth(self) -> None:
        """A round of each depth alone, so that the slow ones do not hold up the others."""
        for depth in DEPTHS:
            done = self._hammer([(kind, path) for kind, path in self._requests if kind == depth], depth)
            self._depths[depth] = _told(done)

    def ask_in_a_queue(self) -> None:
        """A round with many connections: what a page takes while the server is swamped."""
        self._in_a_queue = _told(self._hammer(self._requests, f"{MANY} connections", MANY))

    def _hammer(self, requests: list[tuple[str, str]], told: str, connections: int = CONNECTIONS) -> dict[str, Any]:
        site = self._site
        spec = {"base": site.base, "headers": site.headers, "connections": connections, "requests": requests}
        done = run_peer(
            self._ground.folder, "benchmarks.hammer", {**spec, "seconds": self._sizes.list_seconds, "warm_up": 1}
        )
        name = f"{self._name}, {told}"
        self._ground.say(f"  {name:<24} {done['rate']:>9,.1f} requests/s, p99 {done['p99_ms']:,.1f} ms")
        return done

    @property
    def rate(self) -> float:
        return median([done["rate"] for done in self._rounds])

    def facts(self, prefix: str) -> dict[str, Any]:
        latency = {name: median([done[name] for done in self._rounds]) for name in ("p50_ms", "p99_ms")}
        found = {
            **latency,
            "each_depth_alone": self._depths,
            "connections": CONNECTIONS,
            "in_a_queue": {"connections": MANY, **self._in_a_queue},
            "server_peak_mb": self._site.peak_mb,
        }
        return {prefix + name: value for name, value in found.items()}


def _told(done: dict[str, Any]) -> dict[str, float]:
    return {name: round(done[name], 2) for name in ("rate", "p50_ms", "p99_ms")}

"""The list of all orders, at any depth: the product's API beside the usual ORM endpoint, on the same rows."""

from typing import Any

import psycopg

from benchmarks.connector import Worker
from benchmarks.depths import DEPTHS, Place, places
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
NOTE = "The peer asks nobody to sign in, counts nothing and loads only the columns that it shows."


async def measure(ground: Ground, sizes: Sizes, names: list[str]) -> list[Entry]:
    """Has the product load the orders, then asks both endpoints for the same pages, in turn."""
    ground.seed(LIST, sizes.list_orders)
    with ground.database("list") as url:
        facts = await _load(ground, sizes, url)
        found = places(url)
        with Api(ground, url) as api, OrmEndpoint(ground, url) as orm:
            _compare(api, orm, found)
            ours, peer = _Asked(ground, sizes, api), _Asked(ground, sizes, orm)
            for _ in range(sizes.repeat):
                ours.ask([(place.depth, place.ours) for place in found])
                peer.ask([(place.depth, place.peers) for place in found])
            ours.ask_each_depth([(place.depth, place.ours) for place in found])
            peer.ask_each_depth([(place.depth, place.peers) for place in found])
            ours.ask_in_a_queue([(place.depth, place.ours) for place in found])
            peer.ask_in_a_queue([(place.depth, place.peers) for place in found])
            facts |= {**ours.facts(""), **peer.facts("peer_"), "search_ms": time_searches(url, api), "note": NOTE}
    return [Entry(name, ours.rate, peer.rate, "requests/s", facts) for name in names]


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


def _compare(api: Site, orm: Site, found: list[Place]) -> None:
    """Both give the same orders on the first page of each depth."""
    for place in found[: len(DEPTHS)]:
        ours = [item["order_id"] for item in api.get(place.ours)["items"]]
        peers = [item["order_id"] for item in orm.get(place.peers)["items"]]
        if ours != peers or not ours:
            raise BenchmarkError(f"The two endpoints differ at offset {place.offset}: {ours[:3]} and {peers[:3]}.")


class _Asked:
    """What a few connections that ask one site as fast as it answers have found, round by round."""

    def __init__(self, ground: Ground, sizes: Sizes, site: Site) -> None:
        self._ground, self._sizes, self._site = ground, sizes, site
        self._rounds: list[dict[str, Any]] = []
        self._depths: dict[str, dict[str, float]] = {}
        self._in_a_queue: dict[str, float] = {}

    def ask(self, requests: list[tuple[str, str]]) -> None:
        """One round, all depths mixed."""
        self._rounds.append(self._hammer(requests, "all depths"))

    def ask_each_depth(self, requests: list[tuple[str, str]]) -> None:
        """A round of each depth alone, so that the slow ones do not hold up the others."""
        for depth in DEPTHS:
            done = self._hammer([(kind, path) for kind, path in requests if kind == depth], depth)
            self._depths[depth] = _told(done)

    def ask_in_a_queue(self, requests: list[tuple[str, str]]) -> None:
        """A round with many connections: what a page takes while the server is swamped."""
        self._in_a_queue = _told(self._hammer(requests, f"{MANY} connections", MANY))

    def _hammer(self, requests: list[tuple[str, str]], told: str, connections: int = CONNECTIONS) -> dict[str, Any]:
        site = self._site
        spec = {"base": site.base, "headers": site.headers, "connections": connections, "requests": requests}
        done = run_peer(
            self._ground.folder, "benchmarks.hammer", {**spec, "seconds": self._sizes.list_seconds, "warm_up": 1}
        )
        name = f"{type(site).__name__}, {told}"
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

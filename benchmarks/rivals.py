"""One run of each peer that loads orders, on a fresh copy of the database, with its rows counted."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from benchmarks.ground import Ground
from benchmarks.processes import BenchmarkError, run_peer
from benchmarks.sellers import DLT, LOADS, ORM, account_of, issued

Parts = list[list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class PeerRun:
    """Orders that a peer has written, and its time."""

    orders: int
    seconds: float
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        return self.orders / self.seconds


def copy(ground: Ground, parts: Parts, orders: int) -> PeerRun:
    """COPY of finished rows, a connection for each part."""
    with ground.database("peer") as url:
        before = ground.spent()
        done = run_peer(ground.folder, "benchmarks.peers.copy_rows", {"url": url, "parts": parts})
        spent = ground.spent().since(before)
        _expect(url, orders)
        facts = {"wal_bytes_per_order": spent.wal_bytes / orders, "postgres_cpu_seconds": spent.cpu}
        return PeerRun(orders, done["seconds"], {f"peer_{name}": round(value, 2) for name, value in facts.items()})


def orm(ground: Ground, orders: int) -> PeerRun:
    """`session.merge`, page after page."""
    with ground.database("peer") as url:
        spec = {"url": url, "account_id": account_of(url, LOADS), "pages": _pages(ground, ORM)}
        done = run_peer(ground.folder, "benchmarks.peers.orm_merge", spec)
        _expect(url, orders)
        return PeerRun(orders, done["seconds"])


def dlt(ground: Ground, orders: int) -> PeerRun:
    """dlt's merge into tables of its own."""
    with ground.database("peer") as url:
        folder = ground.folder / "dlt"
        spec = {"url": url, "folder": str(folder), "pages": _pages(ground, DLT)}
        done = run_peer(ground.folder, "benchmarks.peers.dlt_load", spec)
        if done["orders"] != orders:
            raise BenchmarkError(f"dlt has {done['orders']} orders instead of {orders}.")
        return PeerRun(orders, done["seconds"], {"peer_peak_mb": done["peak_mb"]})


def _pages(ground: Ground, seller: str) -> dict[str, str]:
    """Where a peer reads: the whole window in one, as eBay allows."""
    now = datetime.now(UTC) - timedelta(minutes=1)
    since = now - timedelta(days=725)
    token = issued(ground.emulator, seller)["access_token"]
    return {"base": ground.emulator.url, "token": token, "since": _ebay_time(since), "until": _ebay_time(now)}


def _ebay_time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _expect(url: str, orders: int) -> None:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM orders").fetchone()
    if row is None or row[0] != orders:
        raise BenchmarkError(f"The peer has written {row} orders instead of {orders}.")

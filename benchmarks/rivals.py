"""One run of each peer that loads orders, on a fresh copy of the database, with its rows counted."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from benchmarks.ground import Ground
from benchmarks.processes import BenchmarkError, run_peer
from benchmarks.rows import Form
from benchmarks.sellers import LOADS, ORM, account_of, issued

Parts = list[list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class PeerRun:
    """Records that a peer has written or read, and its time."""

    records: int
    seconds: float
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        return self.records / self.seconds


def copy(ground: Ground, parts: Parts, table: str, count: int, form: Form = "binary") -> PeerRun:
    """COPY of finished rows in that form, a connection for each part."""
    with ground.database("peer") as url:
        before = ground.spent()
        done = run_peer(ground.folder, "benchmarks.peers.copy_rows", {"url": url, "form": form, "parts": parts})
        spent = ground.spent().since(before)
        _expect(url, table, count)
        facts = {"wal_bytes_per_order": spent.wal_bytes / count, "postgres_cpu_seconds": spent.cpu}
        return PeerRun(count, done["seconds"], {f"peer_{name}": round(value, 2) for name, value in facts.items()})


def orm(ground: Ground, orders: int) -> PeerRun:
    """`session.merge`, page after page."""
    with ground.database("peer") as url:
        spec = {"url": url, "account_id": account_of(url, LOADS), "pages": _pages(ground, ORM)}
        done = run_peer(ground.folder, "benchmarks.peers.orm_merge", spec)
        _expect(url, "orders", orders)
        return PeerRun(orders, done["seconds"])


def dlt(ground: Ground, orders: int, *, tuned: bool) -> PeerRun:
    """dlt's merge into tables of its own, as it comes or `tuned` for speed."""
    with ground.database("peer") as url:
        folder = ground.folder / ("dlt_tuned" if tuned else "dlt")
        spec = {"url": url, "folder": str(folder), "pages": _pages(ground, LOADS), "tuned": tuned}
        done = run_peer(ground.folder, "benchmarks.peers.dlt_load", spec)
        if done["orders"] != orders:
            raise BenchmarkError(f"dlt has {done['orders']} orders instead of {orders}.")
        return PeerRun(orders, done["seconds"], {"peer_peak_mb": done["peak_mb"]})


def sku_by_sku(ground: Ground, seller: str, skus: list[str]) -> PeerRun:
    """The offers of each SKU, one request after the other."""
    token = issued(ground.emulator, seller, ("sell.inventory",))["access_token"]
    spec = {"base": ground.emulator.url, "token": token, "skus": skus}
    return PeerRun(len(skus), run_peer(ground.folder, "benchmarks.peers.sku_by_sku", spec)["seconds"])


def _pages(ground: Ground, seller: str) -> dict[str, str]:
    """Where a peer reads: the whole window in one, as eBay allows."""
    now = datetime.now(UTC) - timedelta(minutes=1)
    since = now - timedelta(days=725)
    token = issued(ground.emulator, seller)["access_token"]
    return {"base": ground.emulator.url, "token": token, "since": _ebay_time(since), "until": _ebay_time(now)}


def _ebay_time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _expect(url: str, table: str, count: int) -> None:
    with psycopg.connect(url) as connection:
        row = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
    if row is None or row[0] != count:
        raise BenchmarkError(f"The peer has written {row} {table} instead of {count}.")

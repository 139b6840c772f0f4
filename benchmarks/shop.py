"""Full loads of a shop's other streams, beside COPY of the same rows, or beside who asks SKU by SKU."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

from benchmarks import rivals, rows
from benchmarks.connector import Finished, Worker
from benchmarks.ground import Ground
from benchmarks.processes import BenchmarkError
from benchmarks.results import Entry
from benchmarks.rivals import PeerRun
from benchmarks.sellers import SHOP, account_of
from benchmarks.sizes import SHOP as NAMES
from benchmarks.sizes import Sizes
from ebay_connector.streams import BY_NAME

__all__ = ["NAMES", "measure"]

LATENCY_SECONDS = 0.3
SAMPLE = "The peer reads a sample of the SKUs, as rates are compared, and writes nothing."


@dataclass(frozen=True, slots=True)
class Work:
    """Streams that are read one after the other; the last one's records count. `slow` is a path that takes its time."""

    name: str
    streams: tuple[str, ...]
    unit: str
    slow: str = ""


WORKS = (
    Work("transactions_full_load", ("transactions",), "transactions/s"),
    Work("messages_full_load", ("conversations", "messages"), "messages/s"),
    Work("listings_full_load", ("listings",), "listings/s"),
    Work("inventory_with_offers_300ms", ("inventory", "offers"), "SKUs/s", slow="/sell/inventory/"),
)


async def measure(ground: Ground, sizes: Sizes, names: list[str]) -> list[Entry]:
    """Each work once."""
    works = {work.name: work for work in WORKS}
    found = []
    for name in names:
        work, peer = name.split("/")
        found.append(await _measure(ground, sizes, works[work], peer))
    return found


async def _measure(ground: Ground, sizes: Sizes, work: Work, peer: str) -> Entry:
    expected = {stream: _truth(ground, stream) for stream in work.streams}
    with ground.database("shop") as url, _pace(ground, work):
        runs, peak = await _load(ground, url, work)
        for stream, count in expected.items():
            _expect(url, stream, count)
        rival = _skus(ground, sizes, url) if peer == "sku_by_sku" else _copied(ground, url, work)
    count = runs[0].records if work.unit == "SKUs/s" else runs[-1].records
    seconds = sum(run.seconds for run in runs)
    facts = {
        "records": expected,
        "seconds": {stream: round(run.seconds, 2) for stream, run in zip(work.streams, runs, strict=True)},
        "requests": sum(run.requests for run in runs),
        "worker_cpu_seconds": round(sum(run.worker_cpu for run in runs), 2),
        "postgres_cpu_seconds": round(sum(run.postgres.cpu for run in runs), 2),
        "local_ebay_cpu_seconds": round(sum(run.ebay_cpu for run in runs), 2),
        "worker_peak_mb": peak,
        "peer_records": rival.records,
        "peer_seconds": round(rival.seconds, 2),
        **rival.facts,
    }
    ground.say(f"  {work.name:<28} {count / seconds:>9,.0f} {work.unit}, {peer} {rival.rate:,.0f}")
    return Entry(f"{work.name}/{peer}", count / seconds, rival.rate, work.unit, facts)


async def _load(ground: Ground, url: str, work: Work) -> tuple[list[Finished], float]:
    with Worker(ground, url) as worker:
        runs = [await worker.sync(SHOP, stream, full=False) for stream in work.streams]
        return runs, worker.peak_mb


@contextmanager
def _pace(ground: Ground, work: Work) -> Iterator[None]:
    with ExitStack() as stack:
        if work.slow:
            stack.enter_context(ground.slow(work.slow, LATENCY_SECONDS))
        yield


def _copied(ground: Ground, url: str, work: Work) -> PeerRun:
    """COPY of the rows of all the streams, into the same tables of a fresh database."""
    tables = tuple(table for stream in work.streams for table in BY_NAME[stream].record.tables())
    last = BY_NAME[work.streams[-1]].record.table_name
    return rivals.copy(ground, rows.export(url, ground.folder / "rows", tables), last, _count(url, last))


def _skus(ground: Ground, sizes: Sizes, url: str) -> PeerRun:
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT sku FROM inventory_items ORDER BY sku LIMIT %s", (sizes.sample_skus,))
        skus = [row[0] for row in found]
    run = rivals.sku_by_sku(ground, SHOP, skus)
    return PeerRun(run.records, run.seconds, {"note": SAMPLE})


def _truth(ground: Ground, stream: str) -> int:
    """How many records eBay has. Asking for them also has the local eBay make them up before anything is timed."""
    ground.say(f"Making the {stream} of the shop …")
    found: list[Any] = ground.emulator.control(f"truth/{stream}?seller={SHOP}")
    return len(found)


def _expect(url: str, stream: str, count: int) -> None:
    stored = _count(url, BY_NAME[stream].record.table_name)
    if stored != count:
        raise BenchmarkError(f"{stored} {stream} are stored instead of {count}.")


def _count(url: str, table: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(
            f"SELECT count(*) FROM {table} WHERE account_id = %s".encode(), (account_of(url, SHOP),)
        ).fetchone()
    return int(row[0]) if row else 0

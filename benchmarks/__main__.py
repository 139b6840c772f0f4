"""`python -m benchmarks`: measures, prints a table, writes results.json and machine.json."""

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks import calls, lists, loads, shop
from benchmarks.ground import Ground
from benchmarks.machine import describe
from benchmarks.results import Entry, also, save, table
from benchmarks.sizes import NAMES, Sizes, wanted_names
from ebay_connector import log

HERE = Path(__file__).parent


def main(arguments: Sequence[str] | None = None) -> None:
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sizes = Sizes.of(options.orders, options.list_orders, options.repeat)
    wanted = wanted_names(options.only)
    console = Console()
    log.configure("WARNING", "console")
    with Ground(HERE / "work", console, options.server) as ground:
        machine = describe(ground.postgres_version())
        entries = asyncio.run(_measure(ground, sizes, wanted))
    save(HERE / "results.json", entries)
    facts = {**machine, "sizes": sizes.told(), **ground.facts}
    (HERE / "machine.json").write_text(json.dumps(facts, indent=2) + "\n")
    console.print(table(entries, machine), also(entries))


async def _measure(ground: Ground, sizes: Sizes, wanted: list[str]) -> list[Entry]:
    await ground.prepare(sizes)
    entries: list[Entry] = []
    for part in (loads, shop, lists, calls):
        names = [name for name in wanted if name in part.NAMES]
        if names:
            entries += await part.measure(ground, sizes, names)
    return entries


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="The product beside its peers.")
    parser.add_argument("--orders", type=int, default=100_000, help="orders of a load; others shrink with it")
    parser.add_argument("--list-orders", type=int, help="orders in the list; ten times --orders by default")
    parser.add_argument("--repeat", type=int, default=3, help="repetitions of each load, interleaved")
    parser.add_argument("--server", metavar="URL", help="a Postgres of this machine, instead of the embedded one")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help=f"one of: {', '.join(NAMES)}")
    return parser


if __name__ == "__main__":
    main()

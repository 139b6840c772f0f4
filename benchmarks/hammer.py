"""The load generator: a few connections that ask as fast as they are answered, in a process of its own."""

import asyncio
import itertools
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import aiohttp

from benchmarks.results import percentile

WARM_UP_SECONDS = 1.0


async def hammer(spec: dict[str, Any]) -> dict[str, Any]:
    """Spec: base, headers, connections, seconds, and requests as pairs of a kind and a path."""
    latencies: dict[str, list[float]] = defaultdict(list)
    todo = itertools.cycle([(kind, path) for kind, path in spec["requests"]])
    connector = aiohttp.TCPConnector(limit=spec["connections"])
    async with aiohttp.ClientSession(spec["base"], headers=spec["headers"], connector=connector) as session:
        await _ask_for(WARM_UP_SECONDS, session, todo, spec["connections"], defaultdict(list))
        started = time.perf_counter()
        await _ask_for(spec["seconds"], session, todo, spec["connections"], latencies)
        seconds = time.perf_counter() - started
    every = [value for values in latencies.values() for value in values]
    by_kind = {kind: _summary(values) for kind, values in latencies.items()}
    return {"rate": len(every) / seconds, **_summary(every), "by_depth": by_kind}


async def _ask_for(
    seconds: float,
    session: aiohttp.ClientSession,
    todo: Iterator[tuple[str, str]],
    connections: int,
    latencies: dict[str, list[float]],
) -> None:
    """Every connection asks until the time is over; what has begun is counted."""
    end = time.perf_counter() + seconds

    async def ask() -> None:
        while (started := time.perf_counter()) < end:
            kind, path = next(todo)
            async with session.get(path) as response:
                response.raise_for_status()
                await response.read()
            latencies[kind].append((time.perf_counter() - started) * 1000)

    await asyncio.gather(*(ask() for _ in range(connections)))


def _summary(milliseconds: list[float]) -> dict[str, float]:
    names = {"requests": float(len(milliseconds))}
    return names | {f"p{n}_ms": round(percentile(milliseconds, n), 2) for n in (50, 99)}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(hammer(json.load(sys.stdin)))))

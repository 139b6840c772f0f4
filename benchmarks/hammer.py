"""The load generator: a few connections that ask as fast as they are answered, in a process of its own."""

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import aiohttp
import uvloop

from benchmarks.results import percentile


async def hammer(spec: dict[str, Any]) -> dict[str, Any]:
    """Spec: base, headers, connections, seconds, warm_up, and requests as pairs of a depth and a path."""
    latencies: list[float] = []
    todo = itertools.cycle([path for _, path in spec["requests"]])
    connector = aiohttp.TCPConnector(limit=spec["connections"])
    async with aiohttp.ClientSession(spec["base"], headers=spec["headers"], connector=connector) as session:
        await _ask_for(spec["warm_up"], session, todo, spec["connections"], [])
        started = time.perf_counter()
        await _ask_for(spec["seconds"], session, todo, spec["connections"], latencies)
        seconds = time.perf_counter() - started
    found = {f"p{percent}_ms": round(percentile(latencies, percent), 2) for percent in (50, 99)}
    return {"rate": len(latencies) / seconds, "requests": len(latencies), **found}


async def _ask_for(
    seconds: float,
    session: aiohttp.ClientSession,
    todo: Iterator[str],
    connections: int,
    latencies: list[float],
) -> None:
    """Every connection asks until the time is over; what has begun is counted."""
    end = time.perf_counter() + seconds

    async def ask() -> None:
        while (started := time.perf_counter()) < end:
            async with session.get(next(todo)) as response:
                response.raise_for_status()
                await response.read()
            latencies.append((time.perf_counter() - started) * 1000)

    await asyncio.gather(*(ask() for _ in range(connections)))


if __name__ == "__main__":
    print(json.dumps(uvloop.run(hammer(json.load(sys.stdin)))))

"""What was found: entries of results.json, and the table for people."""

import json
import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.table import Table

TOLD = (
    "orders",
    "worker_peak_mb",
    "peer_peak_mb",
    "wal_bytes_per_order",
    "peer_wal_bytes_per_order",
    "p50_ms",
    "p99_ms",
    "each_depth_alone",
    "peer_each_depth_alone",
    "in_a_queue",
    "peer_in_a_queue",
    "search_ms",
    "calls_per_round_of_an_account",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One work beside its peer, `name` is `<work>/<peer>`. In the ratio more is always better.

    Both are rates, or with `less_is_better` amounts that are spent.
    """

    name: str
    ours: float
    peer: float
    unit: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    less_is_better: bool = False

    @property
    def ratio(self) -> float:
        return self.peer / self.ours if self.less_is_better else self.ours / self.peer

    def as_json(self) -> dict[str, Any]:
        rates = {"ours": _rounded(self.ours), "peer": _rounded(self.peer), "ratio": _rounded(self.ratio)}
        return {"name": self.name, **rates, "unit": self.unit, **self.facts}


def save(path: Path, entries: Sequence[Entry]) -> None:
    path.write_text(json.dumps([entry.as_json() for entry in entries], indent=2) + "\n")


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that so many percent do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def table(entries: Sequence[Entry], machine: Mapping[str, Any]) -> Table:
    """Every work beside its peer."""
    title = f"{machine['date']}, {machine['cores']} cores, PostgreSQL {machine['postgres']}, build {machine['build']}"
    found = Table(title=title)
    for heading in ("Work", "Peer"):
        found.add_column(heading)
    for heading in ("Ours", "Peer", "Ratio"):
        found.add_column(heading, justify="right")
    found.add_column("Unit")
    for entry in entries:
        work, peer = entry.name.split("/")
        found.add_row(work, peer, f"{entry.ours:,.0f}", f"{entry.peer:,.0f}", f"{entry.ratio:.2f}", entry.unit)
    return found


def also(entries: Sequence[Entry]) -> Table:
    """What else was found, as far as it is in TOLD; each fact once."""
    found = Table(title="Also measured", show_header=False)
    told: set[tuple[str, str]] = set()
    for entry in entries:
        work = entry.name.split("/")[0]
        for name in TOLD:
            if name in entry.facts and (work, name) not in told:
                told.add((work, name))
                found.add_row(work, name, json.dumps(entry.facts[name]).replace('"', ""))
    return found


def _rounded(value: float) -> float:
    return round(value, 3 if value < 100 else 1)

"""What eBay was asked lately: for tests, and for whoever wants to see the connector at work."""

from collections import deque
from dataclasses import asdict, dataclass
from typing import Any

from ebay_emulator.clock import iso

KEPT = 20_000


@dataclass(slots=True)
class Entry:
    seq: int
    at: str
    method: str
    path: str
    query: str
    seller: str | None = None
    status: int | None = None
    ms: float | None = None
    bytes: int = 0
    fault: str | None = None
    in_flight: int = 0


class Journal:
    """The last requests, numbered; the oldest fall out."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._next = 1
        self.in_flight = 0
        self.in_flight_max = 0

    @property
    def count(self) -> int:
        return self._next - 1

    def begin(self, now: int, method: str, path: str, query: str) -> Entry:
        self.in_flight += 1
        self.in_flight_max = max(self.in_flight_max, self.in_flight)
        entry = Entry(self._next, iso(now), method, path, query, in_flight=self.in_flight)
        self._next += 1
        self._entries.append(entry)
        return entry

    def end(self, entry: Entry, ms: float) -> None:
        self.in_flight -= 1
        entry.ms = round(ms, 3)

    def forget(self) -> None:
        """Empty the journal; the numbers go on."""
        self._entries.clear()
        self.in_flight_max = self.in_flight

    def since(self, seq: int, seller: str | None) -> list[dict[str, Any]]:
        return [
            asdict(entry) for entry in self._entries if entry.seq > seq and (seller is None or entry.seller == seller)
        ]

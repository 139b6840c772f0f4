"""What keeping accounts current costs in calls, beside what eBay allows an application."""

from collections import defaultdict
from dataclasses import dataclass, field

from benchmarks.connector import Worker
from benchmarks.ground import CALLERS_ORDERS, CALLERS_SKUS, Ground
from benchmarks.results import Entry
from benchmarks.sellers import CALLER
from benchmarks.sizes import CALLS as NAMES
from benchmarks.sizes import Sizes
from ebay_connector.ebay.limits import resources_of
from ebay_connector.streams import STREAMS
from ebay_connector.streams.stream import Stream
from ebay_emulator.limits import QUOTAS

__all__ = ["NAMES", "measure"]

ACCOUNTS, DAYS, MINUTES = 100, 30, 1_440
NOTE = (
    f"{ACCOUNTS} accounts with {CALLERS_ORDERS:,} orders and {CALLERS_SKUS} SKUs each, for {DAYS} days with nothing "
    "new: each round as often as the stream's schedule says, and once a day and once a month what is then read again."
)
WORDS = dict.fromkeys({"marketplace_id", "user_id", "variant", "state", "now"}, "1") | {
    name: "1" for stream in STREAMS for name in stream.record.fields
}
"""Something for any word in braces: only how a path begins says which quota it falls under."""
LIMITS = {quota.resource: quota.limit for quota in QUOTAS if quota.window == MINUTES * 60}


@dataclass(slots=True)
class Rounds:
    """Requests of one stream of one account: in a round with nothing new, in the first of a day, and of a month."""

    stream: Stream
    steady: int = 0
    daily: int = 0
    monthly: int = 0

    def in_a_month(self, default_minutes: int) -> int:
        """Calls of a month; a stream that is read less often than daily has only such rounds."""
        rounds = DAYS * MINUTES / (self.stream.every_minutes or default_minutes)
        days = min(rounds, DAYS)
        return round((rounds - days) * self.steady + (days - 1) * self.daily + self.monthly)


@dataclass(slots=True)
class Spent:
    """Calls of a month under one quota, and those of a round by stream."""

    calls: int = 0
    round: dict[str, int] = field(default_factory=dict)


async def measure(ground: Ground, sizes: Sizes, names: list[str]) -> list[Entry]:
    """Syncs one account: first of all, with nothing new, a day later and a month later."""
    ground.say("Counting the calls of an account …")
    with ground.database("calls") as url:
        found = await _rounds(ground, url)
        minutes = ground.settings(url).sync_every_minutes
    spent: dict[str, Spent] = defaultdict(Spent)
    for rounds in found:
        for resource in resources_of(rounds.stream.source.request(WORDS)):
            if resource in LIMITS:
                spent[resource].calls += ACCOUNTS * rounds.in_a_month(minutes)
                spent[resource].round[rounds.stream.name] = rounds.steady
    return [_entry(resource, each) for resource, each in spent.items() if each.calls]


async def _rounds(ground: Ground, url: str) -> list[Rounds]:
    found = [Rounds(stream) for stream in STREAMS]
    with Worker(ground, url) as worker:

        async def requests(rounds: Rounds) -> int:
            return (await worker.sync(CALLER, rounds.stream.name, full=False)).requests

        for rounds in found:
            await requests(rounds)
        for rounds in found:
            rounds.steady = await requests(rounds)
        ground.emulator.control("clock", {"advance_seconds": 86_400})
        for rounds in found:
            rounds.daily = await requests(rounds)
        ground.emulator.control("clock", {"advance_seconds": DAYS * 86_400})
        for rounds in found:
            rounds.monthly = await requests(rounds)
    return found


def _entry(resource: str, spent: Spent) -> Entry:
    facts = {"calls_per_round_of_an_account": spent.round, "note": NOTE}
    name = f"calls_{resource.replace('.', '_')}/ebay_limit"
    return Entry(name, spent.calls, LIMITS[resource] * DAYS, "calls a month", facts, less_is_better=True)

"""Two weeks at eBay in minutes: time passes for both sides, sellers' records change, and much goes wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from ebay_connector.streams import BY_NAME, STREAMS
from ebay_connector.streams.stream import Stream
from ebay_connector.streams.window import Following
from ebay_connector.sync import permits, runs
from tests.support.connector import Connector, assert_equals_truth, truth
from tests.support.worker import WorkerProcess, eventually

ORDERS = BY_NAME["orders"].source.path
FAULTS: tuple[dict[str, Any], ...] = (
    {"kind": "429", "times": 2},
    {"kind": "429", "times": 1, "retry_after": 0},
    {"kind": "500", "times": 12},
    {"kind": "status", "times": 4, "status": 503},
    {"kind": "torn_json", "times": 3},
    {"kind": "cut", "times": 3},
    {"kind": "reset", "times": 3},
    {"kind": "timeout", "times": 2, "seconds": 0.3},
    {"kind": "slow", "times": 20, "seconds": 0.1},
    {"kind": "expire_token", "times": 4},
    {"kind": "missing_scope", "times": 1},
    {"kind": "revoke_token", "times": 1},
    {"kind": "shift", "times": 3, "match": {"path_prefix": ORDERS}},
)
CHANGEABLE = ("feedback", "locations", "conversations", "fulfillment_policies", "inventory", "offers")
"""What a seller or eBay changes without an order. Their lists are read whole, or follow such a list."""
LASTING = {"conversations"}
"""Of these eBay takes none away."""
RUNNING = "SELECT id FROM sync_runs WHERE status = 'running' ORDER BY id"
DUE = (
    "SELECT s.account_id, s.stream FROM sync_schedules s JOIN accounts a ON a.id = s.account_id "
    "WHERE s.next_at <= now() AND a.status = 'connected'"
)
UNENDED = (
    "SELECT r.id, r.account_id, r.stream, r.status, r.owner IS NOT NULL, j.status, j.abort_requested FROM sync_runs r "
    "LEFT JOIN procrastinate_jobs j ON j.id = r.job_id WHERE r.status IN ('queued', 'running', 'stopping')"
)
PATIENCE, ROUNDS = 240.0, 5
A_DAY, A_MONTH = 25.0, 31 * 24.0


@dataclass
class LivingWorld:
    """Sellers at the local eBay with their accounts here, and what befalls them."""

    connector: Connector
    accounts: dict[str, int]
    chance: Random

    async def begin(self, orders_per_hour: float) -> None:
        """Lets time bring orders, and to these what becomes of them, once every stream has its schedule."""
        self._live(orders_per_hour)
        wanted = [(len(self.accounts) * len(STREAMS),)]

        async def scheduled() -> bool:
            return await self.connector.fetch("SELECT count(*) FROM sync_schedules") == wanted

        await eventually(scheduled)
        await self._make_all_due()

    async def go_on(self, hours: float, worker: WorkerProcess) -> None:
        """Some hours, in which anything may happen."""
        await self._pass_time(hours)
        for _ in range(self.chance.randrange(4)):
            await self._change_something()
        if self.chance.random() < 0.7:
            self._break_something()
        if self.chance.random() < 0.2:
            await self._under_way()
            worker.kill()
            worker.start()
        if self.chance.random() < 0.2:
            await self._stop_some_run()
        if self.chance.random() < 0.8:
            await self._settle()
        self._control("faults", method="DELETE")
        await self._reconnect()

    async def assert_all_known(self) -> None:
        """After a last round without faults the database is what eBay has; what is read through once a month, then."""
        self._live(0)
        await self._pass_time(A_DAY)
        await self._assert_known([stream for stream in STREAMS if not _is_slow(stream)])
        await self._pass_time(A_MONTH)
        await self._assert_known(STREAMS)

    async def _assert_known(self, streams: Sequence[Stream]) -> None:
        """While eBay's records still change, once more."""
        for _ in range(ROUNDS):
            before = await self._all_truth(streams)
            await self._last_round()
            problems = await self._problems(streams)
            if await self._all_truth(streams) == before:
                assert not problems, "\n".join(problems)
                return
        raise AssertionError(f"eBay's records changed in each of {ROUNDS} rounds.")

    async def _last_round(self) -> None:
        """Twice, as what follows another stream may have been read before it."""
        for _ in range(2):
            await self._make_all_due()
            await self._settle()

    async def _all_truth(self, streams: Sequence[Stream]) -> list[Any]:
        emulator = self.connector.emulator
        return [await truth(emulator, seller, stream.name) for seller in self.accounts for stream in streams]

    async def _problems(self, streams: Sequence[Stream]) -> list[str]:
        found = []
        for seller, account in self.accounts.items():
            for stream in streams:
                try:
                    await assert_equals_truth(self.connector, account, seller, stream.name)
                except AssertionError as error:
                    found.append(f"{stream.name} of {seller}: {error}")
        return found

    def _live(self, orders_per_hour: float) -> None:
        self._control("clock", {"live": {"orders_per_hour": orders_per_hour, "sellers": list(self.accounts)}})

    async def _pass_time(self, hours: float) -> None:
        """Moves eBay's clock, and by as much what the connector waits for by Postgres' clock."""
        self._control("clock", {"advance_seconds": hours * 3600})
        for table, column in (("sync_schedules", "next_at"), ("sync_todo", "not_before")):
            await self._execute(f"UPDATE {table} SET {column} = {column} - %s", timedelta(hours=hours))

    def _break_something(self) -> None:
        """Has a few calls go wrong, of anybody or of one seller, here and there."""
        chosen = self.chance.sample(FAULTS, self.chance.randrange(1, 5))
        self._control("faults", [{**self._aim(), **fault} for fault in chosen])

    async def _change_something(self) -> None:
        """Changes one record of a kind, takes another away."""
        seller, entity = self.chance.choice(list(self.accounts)), self.chance.choice(CHANGEABLE)
        names = sorted(await truth(self.connector.emulator, seller, entity))
        if len(names) > 2:
            changed, vanished = self.chance.sample(names, 2)
            note = {"note": f"changed {self.chance.random()}"}
            changes = [{"op": "patch", "id": changed, "payload": note}]
            if entity not in LASTING:
                changes.append({"op": "remove", "id": vanished})
            self._control("records", {"seller": seller, "entity": entity, "changes": changes})

    async def _stop_some_run(self) -> None:
        rows = await self.connector.fetch(RUNNING)
        if rows:
            async with self.connector.database.transaction() as connection:
                await runs.stop(connection, self.connector.jobs, self.chance.choice(rows)[0])

    async def _reconnect(self) -> None:
        """Whoever must, agrees again, as people do when they are asked to."""
        lost = {row[0] for row in await self.connector.fetch("SELECT id FROM accounts WHERE status <> 'connected'")}
        lost |= {account for account, _ in await self._ungranted()}
        for seller, account in self.accounts.items():
            if account in lost:
                assert await self.connector.connect(seller) == account

    async def _make_all_due(self) -> None:
        await self._execute("UPDATE sync_schedules SET next_at = now()")
        await self._execute("UPDATE sync_todo SET not_before = now()")

    async def _all_is_done(self) -> bool:
        """No run is under way, and none is due but of what waits for a consent."""
        due = await self.connector.fetch(DUE)
        return not await self.connector.fetch(UNENDED) and set(due) <= await self._ungranted()

    async def _ungranted(self) -> set[tuple[int, str]]:
        async with self.connector.database.transaction() as connection:
            return await permits.ungranted(connection)

    async def _settle(self) -> None:
        try:
            await eventually(self._all_is_done, PATIENCE)
        except TimeoutError:
            raise AssertionError(f"These runs do not end: {await self.connector.fetch(UNENDED)}") from None

    async def _under_way(self) -> None:
        """Some run is in work, or all were done before one was seen."""

        async def seen() -> bool:
            return bool(await self.connector.fetch(RUNNING)) or await self._all_is_done()

        await eventually(seen)

    def _aim(self) -> dict[str, Any]:
        stream = self.chance.choice(STREAMS)
        aims: list[dict[str, Any]] = [
            {},
            {"path_prefix": stream.source.path.partition("{")[0]},
            {"seller": self.chance.choice(list(self.accounts))},
        ]
        return {"after": self.chance.randrange(40), "match": self.chance.choice(aims)}

    def _control(self, path: str, payload: Any = None, **options: Any) -> Any:
        return self.connector.emulator.control(path, payload, **options)

    async def _execute(self, statement: str, *values: Any) -> None:
        async with self.connector.database.transaction() as connection:
            await connection.execute(statement.encode(), values)


def _is_slow(stream: Stream) -> bool:
    window = stream.window
    return isinstance(window, Following) and window.whole is not None and window.whole > timedelta(days=1)

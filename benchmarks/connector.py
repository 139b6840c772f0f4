"""The product as users get it: a worker of its own process, and a run from its request to its end."""

import time
from dataclasses import dataclass
from typing import Self

import psycopg

from benchmarks.ground import Ground, Spent
from benchmarks.processes import BenchmarkError, Program, cpu_seconds, peak_mb
from benchmarks.sellers import account_of
from ebay_connector.db.pool import Database
from ebay_connector.jobs import Jobs
from ebay_connector.sync import runs

READY_SECONDS = 60
RUN_SECONDS = 1_800
LISTENS = (
    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%') "
    "AND EXISTS (SELECT FROM procrastinate_workers)"
)
LOOK_SECONDS = 0.25
"""Looking takes processor time from the run; when it ended is told by the database."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A run that succeeded: its time from the request to the end, and what it cost."""

    records: int
    requests: int
    created: int
    unchanged: int
    seconds: float
    worker_cpu: float
    ebay_cpu: float
    postgres: Spent

    @property
    def rate(self) -> float:
        return self.records / self.seconds


class Worker:
    """`ebay-connector worker` on a database; `sync` does one run of a seller's stream."""

    def __init__(self, ground: Ground, url: str) -> None:
        self._ground, self._url = ground, url
        environment = ground.environment(url)
        self._program = Program(ground.folder, "ebay_connector.cli", "worker", environment=environment)

    def __enter__(self) -> Self:
        self._program.__enter__()
        try:
            self._until(READY_SECONDS, LISTENS)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._program.__exit__()

    @property
    def peak_mb(self) -> float:
        return peak_mb(self._program.pid)

    async def sync(self, seller: str, stream: str = "orders", *, full: bool) -> Finished:
        """Reads a stream of the seller's; `full` again even when it was read before."""
        cpu, spent = self._cpu(), self._ground.spent()
        run_id = await self._request(account_of(self._url, seller), stream, full=full)
        self._until(RUN_SECONDS, f"SELECT finished_at IS NOT NULL FROM sync_runs WHERE id = {run_id}")
        worker, ebay = (after - before for after, before in zip(self._cpu(), cpu, strict=True))
        return Finished(*self._outcome(run_id), worker, ebay, self._ground.spent().since(spent))

    async def _request(self, account_id: int, stream: str, *, full: bool) -> int:
        database = Database(self._url, self._url, self._ground.settings(self._url))
        await database.open()
        try:
            jobs = Jobs(database)
            await jobs.open()
            async with database.transaction() as connection:
                made = await runs.request(connection, jobs, account_id, stream, kind="manual", full=full)
        finally:
            await database.close()
        return made.run_id

    def _outcome(self, run_id: int) -> tuple[int, int, int, int, float]:
        with psycopg.connect(self._url) as connection:
            row = connection.execute(
                "SELECT status, reason, fetched, requests, created, unchanged, rejected, "
                "extract(epoch FROM finished_at - queued_at)::float FROM sync_runs WHERE id = %s",
                (run_id,),
            ).fetchone()
        assert row is not None
        status, reason, fetched, requests, created, unchanged, rejected, seconds = row
        if status != "succeeded" or rejected:
            raise BenchmarkError(f"The run {status}, with {rejected} records set aside: {reason}")
        return fetched, requests, created, unchanged, seconds

    def _until(self, seconds: float, question: str) -> None:
        deadline = time.monotonic() + seconds
        with psycopg.connect(self._url, autocommit=True) as connection:
            while not (connection.execute(question.encode()).fetchone() or (False,))[0]:
                self._program.check()
                if time.monotonic() > deadline:
                    raise BenchmarkError(f"Not within {seconds:.0f} s: {question}")
                time.sleep(LOOK_SECONDS)

    def _cpu(self) -> tuple[float, float]:
        return cpu_seconds(self._program.pid), cpu_seconds(self._ground.emulator.pid)

"""The job queue: Procrastinate on our own Postgres. Any floor starts work on a higher one by the job's name."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import procrastinate
import psycopg
from procrastinate.connector import BaseConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from psycopg import AsyncConnection

from ebay_connector.db.pool import Database
from ebay_connector.log import get_logger
from ebay_connector.settings import Settings

log = get_logger(__name__)
MISSED_HEARTBEATS = 3
ATTEMPTS, PAUSE_SECONDS = 10, 1.0
AWAY = (psycopg.OperationalError, psycopg.InterfaceError)
"""What tells that Postgres could not be reached, or went away."""


WORKERS = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - %s * interval '1 second'"


class JobsStoppedError(Exception):
    """The queue's own tasks failed, so this process can do no more jobs."""


@contextmanager
def _as_psycopg_says() -> Iterator[None]:
    """What Procrastinate wraps as its own."""
    try:
        yield
    except ConnectorException as error:
        raise error.__cause__ or error from None


class _Manager(JobManager):
    """Goes on after an outage of Postgres, where Procrastinate's own would end without a word."""

    def __init__(self, connector: BaseConnector) -> None:
        super().__init__(connector)
        self._in_work: set[int | None] = set()
        self._in_doubt = False

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        """None as well while Postgres is away. A job whose answer was lost goes back to the queue."""
        try:
            if self._in_doubt:
                await self._give_back_unheard(worker_id)
            found = await super().fetch_job(queues, worker_id)
        except ConnectorException as error:
            if not isinstance(error.__cause__, AWAY):
                raise
            log.warning("Postgres could not be asked for work; it is asked again.", error=str(error.__cause__))
            self._in_doubt = True
            return None
        if found:
            self._in_work.add(found.id)
        return found

    async def _give_back_unheard(self, worker_id: int) -> None:
        for job in await self.list_jobs_async(worker_id=worker_id, status=Status.DOING.value):
            if job.id not in self._in_work:
                await self.give_back(job)
        self._in_doubt = False

    async def give_back(self, job: Job) -> bool:
        """False when the job has ended meanwhile, or another worker gave it back first."""
        try:
            await self.retry_job(job)
        except ConnectorException as error:
            if not isinstance(error.__cause__, psycopg.errors.RaiseException):
                raise
            return False
        return True

    async def listen_for_jobs(self, **options: Any) -> None:
        """Hears of new jobs until cancelled; while it does not, they are looked for."""
        while True:
            try:
                return await super().listen_for_jobs(**options)
            except ConnectorException as error:
                log.debug("LISTEN is not possible at the moment; polling instead.", error=str(error.__cause__))
                await asyncio.sleep(PAUSE_SECONDS)

    async def update_heartbeat(self, worker_id: int) -> None:
        """One sign of life may be missed: if it were the last, the jobs in work would be taken over for ever."""
        try:
            await super().update_heartbeat(worker_id)
        except ConnectorException as error:
            log.warning("A sign of life of this worker did not reach Postgres.", error=str(error.__cause__))

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        """Tells that a job has ended until it is heard: one that seems to be in work holds up all of its lock."""
        await self._finish(job, status, delete_job)
        self._in_work.discard(job.id)

    async def _finish(self, job: Job, status: Status, delete_job: bool) -> None:
        for _ in range(ATTEMPTS):
            try:
                return await super().finish_job(job, status, delete_job)
            except ConnectorException as error:
                if isinstance(error.__cause__, psycopg.errors.RaiseException):
                    return None  # it has heard, and only its answer was lost
                await asyncio.sleep(PAUSE_SECONDS)
        return await super().finish_job(job, status, delete_job)


class Jobs:
    """Enqueues and aborts jobs through the process's pool. A worker gives it the tasks; others need none."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.app = procrastinate.App(connector=procrastinate.PsycopgConnector())
        self._manager = self.app.job_manager = _Manager(self.app.connector)

    async def open(self) -> None:
        await self.app.open_async(self.database.pool)

    def serve(self, name: str, function: Callable[..., Awaitable[None]]) -> None:
        """Has jobs of that name done by `function` in this process, once it works."""
        self.app.task(name=name)(function)

    async def work(self, *, listen: bool) -> None:
        """Does jobs until cancelled; then gives those in work a moment to end, and cancels them."""
        settings = self.database.settings
        try:
            await self.app.run_worker_async(
                concurrency=settings.worker_concurrency,
                fetch_job_polling_interval=settings.worker_poll,
                abort_job_polling_interval=settings.worker_poll,
                update_heartbeat_interval=settings.worker_heartbeat,
                stalled_worker_timeout=settings.worker_heartbeat * MISSED_HEARTBEATS,
                shutdown_graceful_timeout=0,
                listen_notify=listen,
                delete_jobs="successful",
                install_signal_handlers=False,
            )
        except ConnectorException as error:
            reason = str(error.__cause__ or error).strip().rstrip(".")
            raise JobsStoppedError(f"The job queue cannot go on ({reason}). Start the worker again.") from error
        raise JobsStoppedError("The job queue stopped by itself, as it lost the database; the worker starts again.")

    async def enqueue(
        self, connection: AsyncConnection[Any], name: str, *, lock: str | None = None, **arguments: Any
    ) -> int:
        """Adds a job in the transaction of `connection`: it exists when, and only when, that commits."""
        deferrer = self.app.configure_task(name, allow_unknown=True, lock=lock, connection=connection)
        with _as_psycopg_says():
            return await deferrer.defer_async(**arguments)

    async def abort(self, connection: AsyncConnection[Any], job_id: int) -> None:
        """Takes a waiting job out of the queue, or asks the worker that has it to cancel it."""
        with _as_psycopg_says():
            await self._manager.cancel_job_by_id_async(job_id, abort=True, connection=connection)

    async def recover(self) -> int:
        """Gives the jobs of workers that have shown no sign of life for three heartbeats back to the queue."""
        silent_for = self.database.settings.worker_heartbeat * MISSED_HEARTBEATS
        with _as_psycopg_says():
            stalled = await self._manager.get_stalled_jobs(seconds_since_heartbeat=silent_for)
            return sum([await self._manager.give_back(job) for job in stalled])


async def workers_at_work(connection: AsyncConnection[Any], settings: Settings) -> int:
    """How many workers have shown a sign of life lately."""
    cursor = await connection.execute(WORKERS, (settings.worker_heartbeat * MISSED_HEARTBEATS,))
    row = await cursor.fetchone()
    return int(row[0]) if row else 0

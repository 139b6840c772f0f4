"""The job queue: Procrastinate on our own Postgres. Any floor starts work on a higher one by the job's name."""

from typing import Any

import procrastinate
from psycopg import AsyncConnection

from ebay_connector.db.pool import Database

JobError = procrastinate.exceptions.ProcrastinateException


class Jobs:
    """Enqueues and aborts jobs through the process's pool. A worker gives it the tasks; others need none."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.app = procrastinate.App(connector=procrastinate.PsycopgConnector())

    async def open(self) -> None:
        await self.app.open_async(self.database.pool)

    async def enqueue(
        self, connection: AsyncConnection[Any], name: str, *, lock: str | None = None, **arguments: Any
    ) -> int:
        """Adds a job in the transaction of `connection`: it exists when, and only when, that commits."""
        deferrer = self.app.configure_task(name, allow_unknown=True, lock=lock, connection=connection)
        return await deferrer.defer_async(**arguments)

    async def abort(self, connection: AsyncConnection[Any], job_id: int) -> None:
        """Takes a waiting job out of the queue, or asks the worker that has it to cancel it."""
        await self.app.job_manager.cancel_job_by_id_async(job_id, abort=True, connection=connection)

    async def recover(self, silent_for: float) -> int:
        """Gives jobs of workers that have not shown life for `silent_for` seconds back to the queue."""
        stalled = list(await self.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silent_for))
        for job in stalled:
            await self.app.job_manager.retry_job(job)
        return len(stalled)

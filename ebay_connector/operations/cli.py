"""`ebay-connector sync`: starts runs and shows their log, as the sync page does."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import typer

from ebay_connector.db.pool import Database
from ebay_connector.errors import ProblemError
from ebay_connector.jobs import Jobs, workers_at_work
from ebay_connector.operations import queries, service
from ebay_connector.operations.schemas import SyncRequest
from ebay_connector.sync import runs

OnDatabase = Callable[[Callable[[Database], Awaitable[None]]], None]
POLL_SECONDS = 0.5
STEP = 500
ALONE = "No worker runs, so nothing begins: start one with `ebay-connector serve` or `ebay-connector worker`."
GOES_ON = "Only the log ends here: a worker goes on with what was started. Stop it on the page Sync."


def make_sync_command(on_database: OnDatabase) -> Callable[..., None]:
    """The command, on a database that `on_database` finds."""

    def sync(
        stream: Annotated[str, typer.Argument(help="Such as orders.")],
        account: Annotated[list[int] | None, typer.Option(help="Account number; every account when left out.")] = None,
        full: Annotated[bool, typer.Option(help="Read everything again, not only what changed.")] = False,
        follow: Annotated[bool, typer.Option(help="Show the log until the runs have ended.")] = True,
    ) -> None:
        """Start a sync; a running worker does it."""
        wanted = SyncRequest(account_ids=account, full=full)

        async def start(database: Database) -> None:
            started = await _start(database, stream, wanted)
            if follow:
                await _follow_all(database, started)

        on_database(start)

    return sync


async def _start(database: Database, stream: str, wanted: SyncRequest) -> list[dict[str, Any]]:
    jobs = Jobs(database)
    await jobs.open()
    async with database.transaction() as connection:
        answer = await service.start_sync(connection, jobs, service.known_stream(stream), wanted, None)
        is_alone = await workers_at_work(connection, database.settings) == 0
    for skipped in answer["skipped"]:
        print(skipped["detail"])
    for run in answer["runs"]:
        print(f"Run {run['id']}: {stream} of {run['account_name']}, {run['status']}.", flush=True)
    started: list[dict[str, Any]] = answer["runs"]
    if not started:
        raise ProblemError(409, "nothing_started", "No run was started.")
    if is_alone:
        print(ALONE, file=sys.stderr)
    return started


async def _follow_all(database: Database, started: list[dict[str, Any]]) -> None:
    try:
        failed = [run for run in started if not await _follow(database, run)]
    except asyncio.CancelledError:
        print(GOES_ON, file=sys.stderr)
        raise
    if failed:
        raise ProblemError(409, "run_failed", f"{len(failed)} of {len(started)} runs did not succeed.")


async def _follow(database: Database, run: dict[str, Any]) -> bool:
    """Prints the run's log as it grows; whether the run succeeded."""
    seen = 0
    while True:
        async with database.reading() as connection:
            now = await service.known_run(connection, run["id"])
            lines = await queries.events(connection, run["id"], seen, STEP)
        for line in lines:
            seen = line["seq"]
            print(f"[{run['account_name']}] {line['message']}", flush=True)
        if now["status"] not in runs.ACTIVE and seen >= now["last_seq"]:
            return bool(now["status"] == "succeeded")
        if not lines:
            await asyncio.sleep(POLL_SECONDS)

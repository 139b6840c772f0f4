"""The live log of a run as server-sent events: numbered lines, the run as it changes, a ping, an end."""

import time
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from ebay_connector.auth.dependencies import CurrentUser, DatabaseDep
from ebay_connector.db.pool import Database
from ebay_connector.events import Signals
from ebay_connector.operations import queries, service
from ebay_connector.sync import runs

router = APIRouter(prefix="/ebay", tags=["sync"])
STEP = 500
PING_SECONDS = 10


async def _known(run_id: int, _: CurrentUser, database: DatabaseDep) -> int:
    async with database.reading() as connection:
        await service.known_run(connection, run_id)
    return run_id


@router.get("/sync/runs/{run_id}/events", operation_id="follow_run", response_class=EventSourceResponse)
async def follow_run(
    run_id: Annotated[int, Depends(_known)],
    database: DatabaseDep,
    request: Request,
    after: Annotated[int, Query(ge=0)] = 0,
    last_event_id: Annotated[str | None, Header()] = None,
) -> AsyncIterator[ServerSentEvent]:
    """The run's log from the line after `Last-Event-ID` (or `after`) on, until the run has ended."""
    seen = int(last_event_id) if last_event_id and last_event_id.isdigit() else after
    signals: Signals = request.app.state.signals
    shown: dict[str, Any] | None = None
    pinged = time.monotonic()
    while True:
        run, lines = await _read(database, run_id, seen)
        for event in lines:
            seen = event["seq"]
            yield ServerSentEvent(event="log", id=str(seen), data=event)
        if run != shown:
            shown = run
            yield ServerSentEvent(event="run", data=run)
        if len(lines) == STEP:
            continue
        if run is None or (run["status"] not in runs.ACTIVE and seen >= run["last_seq"]):
            yield ServerSentEvent(event="end", data=run)
            return
        if time.monotonic() - pinged > PING_SECONDS:
            pinged = time.monotonic()
            yield ServerSentEvent(comment="ping")
        await signals.wait(str(run_id))


async def _read(database: Database, run_id: int, after: int) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """The run, and its next lines; read in this order, an ended run has no line that is not shown."""
    async with database.reading() as connection:
        run = await queries.run(connection, run_id)
        return run, await queries.events(connection, run_id, after, STEP)

"""The sync part of the API: streams, runs, stop, state, schedules, set-aside records."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from ebay_connector.accounts.scopes import in_words
from ebay_connector.auth.dependencies import CurrentUser, DatabaseDep, Operator, SettingsDep
from ebay_connector.jobs import Jobs
from ebay_connector.operations import log_file, queries, service
from ebay_connector.operations.schemas import (
    RejectedList,
    Run,
    RunList,
    ScheduleChange,
    ScheduleState,
    StreamInfo,
    StreamState,
    SyncAnswer,
    SyncRequest,
)
from ebay_connector.streams import STREAMS, parent_of
from ebay_connector.sync import runs
from ebay_connector.sync.status import RunStatus

router = APIRouter(prefix="/ebay", tags=["sync"])
Limit = Annotated[int, Query(ge=1, le=500)]
Cursor = Annotated[str | None, Query(pattern=r"^\d{1,18}$")]


def _known(stream: str | None = None) -> str | None:
    """A list's filter: nothing of a stream that is none would look like a stream without anything."""
    return stream and service.known_stream(stream).name


StreamFilter = Annotated[str | None, Depends(_known)]


async def _jobs(request: Request) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs


JobsDep = Annotated[Jobs, Depends(_jobs)]


@router.get("/streams", operation_id="list_streams")
async def list_streams(_: CurrentUser, settings: SettingsDep) -> list[StreamInfo]:
    """Everything that can be synced."""
    return [
        StreamInfo(
            name=stream.name,
            title=stream.title,
            topic=stream.topic,
            scope=stream.scope,
            permission=in_words(stream.scope),
            follows=parent_of(stream).name if parent_of(stream) is not stream else None,
            description=stream.description,
            default_every_minutes=stream.every_minutes or settings.sync_every_minutes,
        )
        for stream in STREAMS
    ]


@router.get("/sync/state", operation_id="sync_state", response_model=list[StreamState])
async def sync_state(_: CurrentUser, database: DatabaseDep) -> list[dict[str, Any]]:
    """Every stream of every account."""
    async with database.reading() as connection:
        return await service.sync_state(connection)


@router.get("/sync/runs", operation_id="list_runs", response_model=RunList)
async def list_runs(
    _: CurrentUser,
    database: DatabaseDep,
    stream: StreamFilter,
    account_id: int | None = None,
    status: RunStatus | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Runs, newest first."""
    before = int(cursor) if cursor else None
    async with database.reading() as connection:
        items = await queries.runs(
            connection, account_id=account_id, stream=stream, status=status, before=before, limit=limit
        )
    return _page(items, limit)


@router.get("/sync/runs/{run_id}", operation_id="get_run", response_model=Run)
async def get_run(run_id: int, _: CurrentUser, database: DatabaseDep) -> dict[str, Any]:
    """One run."""
    async with database.reading() as connection:
        return await service.known_run(connection, run_id)


@router.post("/sync/runs/{run_id}/stop", operation_id="stop_run", response_model=Run, status_code=202)
async def stop_run(
    run_id: int, _: Operator, database: DatabaseDep, jobs: JobsDep, response: Response
) -> dict[str, Any]:
    """Stops a run within a second; 200 when it had ended already."""
    async with database.transaction() as connection:
        before = await service.known_run(connection, run_id)
        if before["status"] not in runs.ACTIVE:
            response.status_code = 200
            return before
        await runs.stop(connection, jobs, run_id)
        return await service.known_run(connection, run_id)


@router.get("/sync/runs/{run_id}/log", operation_id="download_run_log", response_class=StreamingResponse)
async def download_run_log(
    run_id: int,
    _: CurrentUser,
    database: DatabaseDep,
    format: Annotated[log_file.Format, Query()] = "text",  # noqa: A002 - the parameter's name in the address
) -> StreamingResponse:
    """The whole log as a file."""
    async with database.reading() as connection:
        await service.known_run(connection, run_id)
    return log_file.download(database, run_id, format)


@router.get("/sync/rejected", operation_id="list_rejected", response_model=RejectedList)
async def list_rejected(
    _: CurrentUser,
    database: DatabaseDep,
    stream: StreamFilter,
    account_id: int | None = None,
    run_id: int | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Records that Postgres refused, as eBay sent them."""
    before = int(cursor) if cursor else None
    async with database.reading() as connection:
        items = await queries.rejected(
            connection, account_id=account_id, stream=stream, run_id=run_id, before=before, limit=limit
        )
    for item in items:
        item["payload"] = bytes(item["payload"]).decode(errors="replace")
    return _page(items, limit)


@router.put("/sync/schedules/{account_id}/{stream}", operation_id="set_schedule", response_model=ScheduleState)
async def set_schedule(
    account_id: int, stream: str, change: ScheduleChange, _: Operator, database: DatabaseDep
) -> dict[str, Any]:
    """Changes when a stream of an account runs by itself; what it follows is switched on with it."""
    known = service.known_stream(stream)
    async with database.transaction() as connection:
        return await service.set_schedule(connection, account_id, known, change)


@router.post("/sync/{stream}", operation_id="start_sync", response_model=SyncAnswer, status_code=202)
async def start_sync(
    stream: str, user: Operator, database: DatabaseDep, jobs: JobsDep, wanted: SyncRequest | None = None
) -> dict[str, Any]:
    """Starts a run for each account; an account whose run is active keeps that one."""
    known = service.known_stream(stream)
    async with database.transaction() as connection:
        return await service.start_sync(connection, jobs, known, wanted or SyncRequest(), user.id)


def _page(items: list[dict[str, Any]], limit: int) -> dict[str, Any]:
    return {"items": items, "next_cursor": str(items[-1]["id"]) if len(items) == limit else None}

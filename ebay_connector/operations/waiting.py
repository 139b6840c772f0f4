"""The part of the API about records that could not be read by their id and are tried again."""

import base64
import binascii
from datetime import datetime
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query

from ebay_connector.auth.dependencies import CurrentUser, DatabaseDep, Operator
from ebay_connector.errors import ProblemError
from ebay_connector.operations import queries, service
from ebay_connector.operations.endpoints import JobsDep, Limit, StreamFilter
from ebay_connector.operations.schemas import WaitingChoice, WaitingList, WaitingTried

router = APIRouter(prefix="/ebay", tags=["sync"])
Position = tuple[datetime, int, str, list[str]]


@router.get("/sync/waiting", operation_id="list_waiting", response_model=WaitingList)
async def list_waiting(
    _: CurrentUser,
    database: DatabaseDep,
    stream: StreamFilter,
    account_id: int | None = None,
    limit: Limit = 50,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> dict[str, Any]:
    """Records that could not be read by their id, the next to be tried first."""
    after = _decode(cursor) if cursor else None
    async with database.reading() as connection:
        items = await queries.waiting(connection, account_id=account_id, stream=stream, after=after, limit=limit)
    return {"items": items, "next_cursor": _encode(items[-1]) if len(items) == limit else None}


@router.post("/sync/waiting/retry", operation_id="try_waiting", response_model=WaitingTried, status_code=202)
async def try_waiting(
    user: Operator, database: DatabaseDep, jobs: JobsDep, choice: WaitingChoice | None = None
) -> dict[str, Any]:
    """Makes waiting records due and starts the runs that read them."""
    async with database.transaction() as connection:
        return await service.try_now(connection, jobs, choice or WaitingChoice(), user.id)


def _encode(item: dict[str, Any]) -> str:
    """Behind which record a list goes on, opaque to clients."""
    position: Position = (item["next_at"], item["account_id"], item["stream"], item["key"])
    return base64.urlsafe_b64encode(msgspec.json.encode(position)).decode().rstrip("=")


def _decode(cursor: str) -> Position:
    try:
        written = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        position: Position = msgspec.json.decode(written, type=Position)
    except (msgspec.DecodeError, binascii.Error, ValueError):
        message = "The cursor does not belong to this list. Start from its first page."
        raise ProblemError(400, "bad_cursor", message) from None
    return position

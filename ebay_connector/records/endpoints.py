"""The records part of the API: what there is, lists, counts, one record, export."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import StreamingResponse

from ebay_connector.auth.dependencies import CurrentUser, DatabaseDep
from ebay_connector.errors import ProblemError
from ebay_connector.records import columns, cursors, export, filters, queries
from ebay_connector.records.related import related
from ebay_connector.records.schemas import RecordCount, RecordDetail, RecordInfo, RecordPage
from ebay_connector.streams import STREAMS
from ebay_connector.streams.stream import Stream

router = APIRouter(prefix="/records", tags=["records"])


@dataclass(frozen=True, slots=True)
class Selection:
    """What a list, a count and an export choose by."""

    stream: Stream
    where: filters.Where
    search: filters.Search | None
    sort: filters.Sort


async def _selection(
    stream: str,
    account_id: Annotated[list[int] | None, Query(description="Only these accounts.")] = None,
    filter: Annotated[list[str] | None, Query(description="column:operator:value")] = None,  # noqa: A002
    q: Annotated[str, Query(description="Words or beginnings of words and ids.", max_length=300)] = "",
    sort: Annotated[str | None, Query(description="A column; `-` before it for descending.")] = None,
) -> Selection:
    known = columns.known_stream(stream)
    where = filters.parse_where(known, account_id or [], filter or [])
    return Selection(known, where, filters.parse_search(q), filters.parse_sort(known, sort))


Selected = Annotated[Selection, Depends(_selection)]


@router.get("", operation_id="list_record_types")
async def list_record_types(_: CurrentUser) -> list[RecordInfo]:
    """Every stream with its columns."""
    return [RecordInfo.model_validate(columns.describe(stream)) for stream in STREAMS]


@router.get("/{stream}", operation_id="list_records", responses={200: {"model": RecordPage}}, response_model=None)
async def list_records(
    _: CurrentUser,
    database: DatabaseDep,
    selected: Selected,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    cursor: str | None = None,
) -> Response:
    """A keyset page, as fast at any depth as at the top."""
    if cursor:
        position = cursors.decode(cursor, selected.sort, selected.stream)
        cursors.go_on(selected.where, selected.stream, selected.sort, position)
    async with database.reading() as connection:
        items, last = await queries.page(
            connection, selected.stream, selected.where, selected.search, selected.sort, limit
        )
    next_cursor = "null"
    if last:
        value, account_id, *key = last
        position = cursors.Position(cursors.name(selected.sort), value, account_id, key)
        next_cursor = f'"{cursors.encode(position)}"'
    return Response(f'{{"items":{items},"next_cursor":{next_cursor}}}', media_type="application/json")


@router.get("/{stream}/count", operation_id="count_records")
async def count_records(_: CurrentUser, database: DatabaseDep, selected: Selected) -> RecordCount:
    """How many rows fit: exact up to 10,000, estimated above."""
    async with database.reading() as connection:
        number, exact = await queries.count(connection, selected.stream, selected.where, selected.search)
    return RecordCount(count=number, exact=exact)


@router.get("/{stream}/export", operation_id="export_records", response_class=StreamingResponse)
async def export_records(
    _: CurrentUser,
    database: DatabaseDep,
    selected: Selected,
    format: Annotated[export.Format, Query()] = "csv",  # noqa: A002 - the parameter's name in the address
    columns: Annotated[
        str | None, Query(description="Comma separated, money with its currency; all when empty.")
    ] = None,
) -> StreamingResponse:
    """The whole selection as a file, streamed."""
    chosen = (selected.where, selected.search, selected.sort)
    pieces = export.chunks(database, selected.stream, *chosen, format, columns)
    headers = {"Content-Disposition": f'attachment; filename="{selected.stream.name}.{format}"'}
    return StreamingResponse(pieces, media_type=export.MEDIA[format], headers=headers)


@router.get("/{stream}/{row_id:path}", operation_id="get_record", response_model=RecordDetail)
async def get_record(stream: str, row_id: str, _: CurrentUser, database: DatabaseDep) -> dict[str, Any]:
    """One record, by its id here or by eBay's id, and what belongs together with it."""
    known = columns.known_stream(stream)
    async with database.reading() as connection:
        for account_id, key in columns.parse_row_id(known, row_id):
            found = await queries.one(connection, known, account_id, key)
            if len(found) > 1:
                message = f"Several accounts have {row_id}. Put the account's number before it, as in 1:{row_id}."
                raise ProblemError(409, "ambiguous_record", message)
            if found:
                return {**found[0], "related": await related(connection, known, found[0])}
    raise ProblemError(404, "unknown_record", f"There is no {row_id} among the {known.name} in the database.")

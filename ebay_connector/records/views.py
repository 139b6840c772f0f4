"""Saved views: one user's named layouts of a grid."""

from fastapi import APIRouter
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from ebay_connector.auth.dependencies import CurrentUser, DatabaseDep
from ebay_connector.errors import ProblemError
from ebay_connector.records.columns import known_stream
from ebay_connector.records.models import SavedView
from ebay_connector.records.schemas import NewView, View

router = APIRouter(prefix="/records", tags=["records"])


@router.get("/{stream}/views", operation_id="list_views")
async def list_views(stream: str, user: CurrentUser, database: DatabaseDep) -> list[View]:
    """The user's views of a stream, by name."""
    known_stream(stream)
    mine = select(SavedView).where(SavedView.user_id == user.id, SavedView.stream == stream)
    async with database.session() as session:
        rows = await session.scalars(mine.order_by(SavedView.name))
        return [View(id=row.id, name=row.name, layout=row.layout) for row in rows]


@router.post("/{stream}/views", operation_id="save_view", status_code=201)
async def save_view(stream: str, view: NewView, user: CurrentUser, database: DatabaseDep) -> View:
    """Saves a layout; one of the same name is replaced."""
    known_stream(stream)
    values = {"user_id": user.id, "stream": stream, "name": view.name, "layout": view.layout}
    statement = insert(SavedView).values(values)
    statement = statement.on_conflict_do_update(
        index_elements=["user_id", "stream", "name"], set_={"layout": statement.excluded.layout}
    )
    async with database.session() as session:
        id_ = await session.scalar(statement.returning(SavedView.id))
    return View(id=id_ or 0, name=view.name, layout=view.layout)


@router.delete("/{stream}/views/{view_id}", operation_id="delete_view", status_code=204)
async def delete_view(stream: str, view_id: int, user: CurrentUser, database: DatabaseDep) -> None:
    """Removes one of the user's own views."""
    mine = delete(SavedView).where(SavedView.id == view_id, SavedView.user_id == user.id, SavedView.stream == stream)
    async with database.session() as session:
        deleted = await session.scalar(mine.returning(SavedView.id))
    if deleted is None:
        raise ProblemError(404, "unknown_view", f"You have no saved view {view_id} of {stream}.")

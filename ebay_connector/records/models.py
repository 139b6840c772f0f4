"""Saved views of a grid."""

from typing import Any

from sqlalchemy import ForeignKey, Identity, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ebay_connector.db.base import Base, CreatedAt


class SavedView(Base):
    """One user's named layout of one stream's grid: columns, filters, sort, search."""

    __tablename__ = "saved_views"
    __table_args__ = (Index("saved_views_user_id_stream_name_idx", "user_id", "stream", "name", unique=True),)

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    stream: Mapped[str]
    name: Mapped[str]
    layout: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[CreatedAt]

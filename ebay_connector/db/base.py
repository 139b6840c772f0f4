"""The declarative base that every table of the project shares."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import DateTime, Integer, MetaData, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMING = {
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}

CreatedAt = Annotated[datetime, mapped_column(DateTime(timezone=True), server_default=func.now())]
"""`timestamptz` that Postgres fills when the row is made."""


class Base(DeclarativeBase):
    """Base of every table; datetimes are `timestamptz` in UTC, dicts are `jsonb`."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own shape
        datetime: DateTime(timezone=True),
        dict: JSONB,
        int: Integer,
        str: Text,
    }

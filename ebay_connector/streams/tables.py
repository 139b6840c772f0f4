"""The records as tables, for migrations alone: whoever reads and writes them needs no SQLAlchemy."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    Text,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.types import TypeEngine

from ebay_connector.db.base import Base
from ebay_connector.streams import STREAMS
from ebay_connector.streams.fields import Field, Kind
from ebay_connector.streams.links import ENDS
from ebay_connector.streams.record import Record

TYPES: dict[Kind, TypeEngine[Any]] = {
    "text": Text(),
    "integer": BigInteger(),
    "number": Numeric(),
    "boolean": Boolean(),
    "timestamp": DateTime(timezone=True),
    "money": Numeric(),
}


def define_tables(record: type[Record]) -> Table:
    """Puts the record's table and its children's into the metadata that migrations are checked against."""
    keys = record.key_names()
    columns = [_column(name, field) for name, field in record.fields.items()]
    table = Table(
        record.table_name,
        Base.metadata,
        Column("account_id", Integer, primary_key=True, autoincrement=False),
        *columns,
        Column("search", TSVECTOR, nullable=False),
        Column("payload", JSONB, nullable=False),
        Column("payload_hash", LargeBinary, nullable=False),
        Column("first_seen_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
        Column("changed_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
        Column("gone_at", DateTime(timezone=True)),
    )
    Index(f"{table.name}_search_idx", table.c.search, postgresql_using="gin")
    for name, field in record.fields.items():
        if field.index:
            Index(f"{table.name}_{name}_idx", table.c[name], table.c.account_id, *(table.c[key] for key in keys))
    for child in record.children.values():
        _define_child(child.record, [(key, record.fields[key]) for key in keys])
    return table


def _define_child(record: type[Record], parent_keys: list[tuple[str, Field]]) -> None:
    Table(
        record.table_name,
        Base.metadata,
        Column("account_id", Integer, primary_key=True, autoincrement=False),
        *(_column(name, field) for name, field in parent_keys),
        *(_column(name, field) for name, field in record.fields.items()),
        Column("position", Integer, nullable=False),
    )


def _column(name: str, field: Field) -> Column[object]:
    return Column(name, TYPES[field.kind], primary_key=field.key, autoincrement=False, nullable=not field.required)


TABLES = tuple(define_tables(stream.record) for stream in STREAMS)


def _index_links() -> None:
    """Both ends of each link are looked up, most of them by the primary key."""
    for end in ENDS:
        table = Base.metadata.tables[end.record.table_name]
        if end.child or end.name != end.record.key_names()[0]:
            Index(f"{table.name}_{end.name}_idx", table.c.account_id, table.c[end.name])


_index_links()

"""What the records part of the API takes and gives."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from ebay_connector.streams.fields import Kind
from ebay_connector.streams.stream import Topic


class ColumnInfo(BaseModel):
    """One column of a grid."""

    name: str
    title: str
    type: Kind
    key: bool
    sortable: bool
    filterable: bool
    default: bool
    choices: list[str] | None
    currency_column: str | None


class ChildInfo(BaseModel):
    """Rows that belong to a record, such as line items."""

    name: str
    title: str
    columns: list[ColumnInfo]


class RecordInfo(BaseModel):
    """A stream whose rows can be browsed."""

    name: str
    title: str
    singular: str
    topic: Topic
    columns: list[ColumnInfo]
    children: list[ChildInfo]
    default_sort: str


class RecordPage(BaseModel):
    """A keyset page. Items hold `id`, `account_id`, `account_name` and the stream's columns; money is a string."""

    items: list[dict[str, Any]]
    next_cursor: str | None


class RecordCount(BaseModel):
    """How many rows fit; an estimate when not exact."""

    count: int
    exact: bool


class RelatedRecords(BaseModel):
    """Records of a stream that belong together with a record: a list of theirs with this `filter` shows them.

    `refers`: it is the record itself that names them. Of a single one the `id` is told.
    """

    stream: str
    filter: str
    refers: bool
    count: int
    exact: bool
    id: str | None


class RecordDetail(BaseModel):
    """One record with its children, what belongs together with it, and eBay's whole payload."""

    id: str
    account_id: int
    account_name: str
    columns: dict[str, Any]
    children: dict[str, list[dict[str, Any]]]
    related: list[RelatedRecords]
    payload: dict[str, Any]
    first_seen_at: datetime
    changed_at: datetime
    gone_at: datetime | None


class NewView(BaseModel, extra="forbid"):
    """A grid's layout under a name."""

    name: str = Field(min_length=1, max_length=80)
    layout: dict[str, Any]


class View(NewView):
    """A saved layout."""

    id: int

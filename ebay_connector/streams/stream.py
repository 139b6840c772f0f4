"""A stream: what is read, from where, by which pages and windows. Data only; the engine is the only loop."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import Table

from ebay_connector.db.upsert import PayloadTable
from ebay_connector.ebay.request import HostName, Request
from ebay_connector.streams.record import Record, define_tables, payload_table


@dataclass(frozen=True, slots=True)
class Offset:
    """Pages by record offset, at most `limit` records each."""

    limit: int


@dataclass(frozen=True, slots=True)
class Modified:
    """Windows over `changes` (when a record last changed); the past is read by `created`, which never moves.

    overlap: how far a window reaches back into the one before; backfill: how far back eBay lets us read;
    slice: the longest window asked for at once.
    """

    changes: str
    created: str
    overlap: timedelta
    backfill: timedelta
    slice: timedelta


@dataclass(frozen=True, slots=True)
class Rest:
    """An eBay REST list: `path` on `host`, the records under `items` in each page."""

    path: str
    items: str
    page: Offset
    host: HostName = "api"

    def request(self, field: str, start: datetime, end: datetime, offset: int) -> Request:
        """One page of the closed window `[start, end]` of the date filter `field`."""
        query = (
            ("filter", f"{field}:[{ebay_time(start)}..{ebay_time(end)}]"),
            ("limit", str(self.page.limit)),
            ("offset", str(offset)),
        )
        return Request("GET", self.host, self.path, query=query)


@dataclass(frozen=True)
class Stream:
    """One stream of the list. `scope` is what the seller must grant, without eBay's prefix."""

    name: str
    title: str
    description: str
    record: type[Record]
    scope: str
    source: Rest
    window: Modified
    default_sort: str

    @cached_property
    def table(self) -> Table:
        return define_tables(self.record)

    @cached_property
    def payload_table(self) -> PayloadTable:
        return payload_table(self.record)


def ebay_time(moment: datetime) -> str:
    """eBay's form of a UTC time, `2026-01-31T08:00:00.000Z`."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"

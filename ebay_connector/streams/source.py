"""Where records come from: eBay's lists and single answers as values, and the requests that they become."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from urllib.parse import quote

from ebay_connector.ebay.request import HostName, Pairs, Request, Scheme

Names = Mapping[str, str]
"""What stands for the words in braces of paths and queries: `marketplace_id`, `user_id`, `variant` and key columns."""


@dataclass(frozen=True, slots=True)
class Offset:
    """Pages of at most `limit` records.

    `unit` is what eBay counts offsets in. Where its documents contradict each other it is "learned" from the link
    to the second page.
    """

    limit: int
    unit: Literal["records", "learned"] = "records"


@dataclass(frozen=True, slots=True)
class Rest:
    """A REST list: `path` on `host`, the records under `items` in each page; without `items` the answer is the record.

    `dates` names the two parameters of a window; without it the window stands in eBay's `filter`. `added` are fields
    put in front of each record, as eBay says them only in the request. A whole pass reads each of the `variants`, such
    as "FROM_EBAY" or "FROM_EBAY:DELETED", which fill `{variant}` and `{state}`. `part` puts the record under a name of
    its own, beside what is read of it elsewhere. `signed` calls carry a digital signature where the law wants it.
    """

    path: str
    items: str = ""
    page: Offset = Offset(200)
    host: HostName = "api"
    total: str = "total"
    query: Pairs = ()
    dates: tuple[str, str] | None = None
    variants: tuple[str, ...] = ("",)
    added: tuple[tuple[str, str], ...] = ()
    part: str = ""
    scheme: Scheme = "Bearer"
    paged: bool = True
    signed: bool = False

    def request(self, names: Names, offset: int = 0, window: "tuple[str, datetime, datetime] | None" = None) -> Request:
        """One page; `window` is a date filter's field with the closed span."""
        filled = ((name, value.format_map(names)) for name, value in self.query)
        query = tuple((name, value) for name, value in filled if value)
        if window:
            query += self._span(*window)
        if self.paged:
            query += (("limit", str(self.page.limit)), ("offset", str(offset)))
        encoded = {name: quote(value, safe="") for name, value in names.items()}
        return Request("GET", self.host, self.path.format_map(encoded), query=query, scheme=self.scheme)

    def shorter(self, limit: int) -> "Rest":
        """The same list in pages of another size."""
        return replace(self, page=replace(self.page, limit=limit))

    def _span(self, field: str, start: datetime, end: datetime) -> Pairs:
        if self.dates is None:
            return (("filter", f"{field}:[{ebay_time(start)}..{ebay_time(end)}]"),)
        return ((self.dates[0], ebay_time(start)), (self.dates[1], ebay_time(end)))


def ebay_time(moment: datetime) -> str:
    """eBay's form of a UTC time, `2026-01-31T08:00:00.000Z`."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"

"""Where records come from: eBay's lists and single answers as values, and the requests that they become."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Literal
from urllib.parse import quote

from ebay_connector.ebay import trading
from ebay_connector.ebay.limits import resources_of
from ebay_connector.ebay.request import HostName, Pairs, Request, Scheme

Names = Mapping[str, str]
"""What stands for the words in braces of paths and queries: `marketplace_id`, `user_id`, `variant` and key columns."""
Span = tuple[str, datetime, datetime]
"""A date filter's field with its closed window."""


@dataclass(frozen=True, slots=True)
class Offset:
    """Pages of at most `limit` records.

    `unit` is what eBay counts offsets in. Where its documents contradict each other it is "learned" from the link
    to the second page, or "tried" where there are no links.
    """

    limit: int
    unit: Literal["records", "learned", "tried"] = "records"


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

    def request(self, names: Names, offset: int = 0, window: Span | None = None) -> Request:
        """One page."""
        filled = ((name, value.format_map(names)) for name, value in self.query)
        query = tuple((name, value) for name, value in filled if value)
        if window:
            query += self._span(*window)
        if self.paged:
            query += (("limit", str(self.page.limit)), ("offset", str(offset)))
        encoded = {name: quote(value, safe="") for name, value in names.items()}
        return Request("GET", self.host, self.path.format_map(encoded), query=query, scheme=self.scheme)

    @property
    def resources(self) -> tuple[str, ...]:
        """eBay's quotas that its calls fall under."""
        return resources_of(Request("GET", self.host, self.path))

    def shorter(self, limit: int) -> "Rest":
        """The same list in pages of another size."""
        return replace(self, page=replace(self.page, limit=limit))

    def _span(self, field: str, start: datetime, end: datetime) -> Pairs:
        if self.dates is None:
            return (("filter", f"{field}:[{ebay_time(start)}..{ebay_time(end)}]"),)
        return ((self.dates[0], ebay_time(start)), (self.dates[1], ebay_time(end)))


@dataclass(frozen=True, slots=True)
class Trading:
    """A call of the Trading API, with its records at `items`, a path such as "ItemArray/Item".

    `asked` are elements of the request by their paths; a window stands in them as `<field>From` and `<field>To`.
    `paging` is the element that holds the request's pagination and the answer's total, the whole one without it.
    Records may stand in groups: at `items` within each `group`, such as line items within orders. Then `head` is the
    name under which a record gets all else that its group says, and `shared` are elements that it gets of it.
    `left_out` changes with every look. An answer without pages may be cut short when it holds as many as `most`.
    """

    call: str
    items: str
    page: Offset = Offset(200)
    asked: Pairs = ()
    paging: str = ""
    group: str = ""
    head: str = ""
    shared: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    paged: bool = True
    most: int = 0

    path: ClassVar[str] = trading.PATH
    host: ClassVar[HostName] = "api"
    variants: ClassVar[tuple[str, ...]] = ("",)
    added: ClassVar[tuple[tuple[str, str], ...]] = ()
    part: ClassVar[str] = ""
    signed: ClassVar[bool] = False

    def request(self, names: Names, offset: int = 0, window: Span | None = None) -> Request:
        """One page; pages have numbers, from 1."""
        asked = [(path, value.format_map(names)) for path, value in self.asked]
        if window:
            field, start, end = window
            asked += [(f"{field}From", ebay_time(start)), (f"{field}To", ebay_time(end))]
        if self.paged:
            where = f"{self.paging}/Pagination" if self.paging else "Pagination"
            number = offset // self.page.limit + 1
            asked += [(f"{where}/EntriesPerPage", str(self.page.limit)), (f"{where}/PageNumber", str(number))]
        return trading.request(self.call, asked, names["marketplace_id"])

    @property
    def resources(self) -> tuple[str, ...]:
        """eBay's quotas that its calls fall under."""
        return resources_of(trading.request(self.call, (), ""))

    def shorter(self, limit: int) -> "Trading":
        """The same list in pages of another size."""
        return replace(self, page=replace(self.page, limit=limit))


Source = Rest | Trading


def ebay_time(moment: datetime) -> str:
    """eBay's form of a UTC time, `2026-01-31T08:00:00.000Z`."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"

"""A stream: what is read, from where, by which pages and windows. Data only; the engine is the only loop."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ebay_connector.db.payload_table import PayloadTable
from ebay_connector.streams.record import Record, payload_table
from ebay_connector.streams.source import Source, Trading
from ebay_connector.streams.window import Dated, Following, Modified, Moment, Whole

Topic = Literal["Orders", "Money", "Claims", "Buyers", "Items", "Account"]
"""What a stream is about: how people find it."""


@dataclass(frozen=True, slots=True)
class Single:
    """What eBay tells of one record by its id, beyond the list.

    `sources` are asked one after the other, each filling its part. `when` is a condition in SQL on a row that is new or
    changed; `again` one on rows that are read at each run; `settled` one on rows whose answer is final while the list
    shows them unchanged, which a full re-read leaves out. `merge` says in SQL how an `{answer}` gets into `{payload}`;
    without it the answer's part is put there. With `confirms` alone it is asked only whether a record is gone.
    """

    sources: tuple[Source, ...]
    when: str = "true"
    again: str = "false"
    settled: str = "false"
    merge: str = ""
    confirms: bool = False


@dataclass(frozen=True)
class Stream:
    """One stream of the list. `scope` is what the seller must grant, without eBay's prefix; "" for any.

    `every_minutes` is the default interval of its schedule, None for the installation's; `empty` explains why there may
    be nothing; `none_errors` are eBay's error numbers that mean "no records".
    """

    name: str
    title: str
    topic: Topic
    description: str
    record: type[Record]
    scope: str
    source: Source
    window: Modified | Dated | Whole | Moment | Following
    default_sort: str
    single: Single | None = None
    every_minutes: int | None = None
    empty: str = ""
    none_errors: frozenset[int] = frozenset()
    bad_record_errors: frozenset[int] = frozenset()

    @property
    def noun(self) -> str:
        """What its records are called within a sentence."""
        return self.title.lower()

    @property
    def is_grouped(self) -> bool:
        """Whether eBay gives, counts and pages groups of its records."""
        return any(isinstance(source, Trading) and source.group for source in (self.source, self.source_of("whole")))

    @cached_property
    def payload_table(self) -> PayloadTable:
        return payload_table(self.record, merge=self._list_merge, derive_merged=bool(self.source.part))

    @cached_property
    def _events_table(self) -> PayloadTable:
        return payload_table(self.record, merge="t.payload || excluded.payload", derive_merged=True)

    def table_of(self, kind: str) -> PayloadTable:
        """How what the windows of a kind show is written: events tell less of a record than a whole pass does."""
        is_event = isinstance(self.window, Whole) and kind == "changes"
        return self._events_table if is_event else self.payload_table

    def source_of(self, kind: str) -> Source:
        """Where the windows of a kind are read."""
        if isinstance(self.window, Whole) and self.window.events and kind == "changes":
            return self.window.events.source
        if isinstance(self.window, Following) and self.window.current:
            return self.window.current.source
        return self.source

    @property
    def resources(self) -> frozenset[str]:
        """eBay's quotas that its calls fall under."""
        kinds = [self.source_of(kind) for kind in ("changes", "whole")]
        sources = {self.source, *kinds, *(self.single.sources if self.single else ())}
        return frozenset(resource for source in sources for resource in source.resources)

    @property
    def _list_merge(self) -> str:
        return "t.payload || excluded.payload" if self.source.part else self.record.list_merge

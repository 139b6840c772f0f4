"""What eBay counts offsets in, found out where its documents contradict each other."""

from collections.abc import Callable

from ebay_connector.sync.pages import Page, RawRecord

Count = Callable[[int, int], int]
"""The offset to ask for, from the number of the first record wanted (from 0) and the length of pages."""


def records(first: int, _: int) -> int:
    return first


def pages(first: int, limit: int) -> int:
    """Pages from 0."""
    return first // limit


def numbered_pages(first: int, limit: int) -> int:
    """Pages from 1."""
    return first // limit + 1


def by_link(first: Page, limit: int) -> Count | None:
    """What the first page's link to the second counts in; None without one."""
    if first.linked is None:
        return None
    return pages if first.linked < limit else records


def by_trial(first: Page, trial: Page) -> Count:
    """What the answer to the offset 1 begins with: the first record again, the second one, or another page."""
    shown = _name(trial.records[0]) if trial.records else None
    if shown == _name(first.records[0]):
        return numbered_pages
    return records if shown == _name(first.records[1]) else pages


def _name(record: RawRecord) -> object:
    return record.key or record.digest

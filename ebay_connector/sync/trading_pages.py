"""Answers of the Trading API cut into raw records: the same JSON that a row keeps."""

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

import msgspec

from ebay_connector.ebay import trading, xml
from ebay_connector.ebay.errors import EbayError, NotFoundError, TransientError
from ebay_connector.ebay.request import Response
from ebay_connector.streams.source import Trading

TOTAL = "PaginationResult/TotalNumberOfEntries"


class OverfullAnswerError(EbayError):
    """An answer without pages holds as much as one can: more may have been left out."""


def cut(source: Trading, response: Response) -> tuple[int, list[memoryview]]:
    """How many entries there are in all, and the records of an answer."""
    root = trading.read(response)
    records = [memoryview(msgspec.json.encode(record)) for record in _records(source, root)]
    if not source.paged:
        if source.most and len(records) >= source.most:
            raise OverfullAnswerError(
                f"eBay's answer to {source.call} holds {len(records)} records, as many as it can. "
                "More may have been left out, so a shorter window is needed."
            )
        return len(records), records
    if source.paging and not xml.find_all(root, source.paging):
        return 0, []  # a list of several in one answer is left out where it would be empty
    total = xml.text_at(root, f"{source.paging}/{TOTAL}" if source.paging else TOTAL)
    if total is None or not total.isdecimal():
        raise TransientError(f"eBay's answer to {source.call} does not say how many entries there are.")
    return int(total), records


def only_record(source: Trading, response: Response, names: Mapping[str, str]) -> memoryview:
    """The record that was asked for by its id."""
    for record in _records(source, trading.read(response)):
        return memoryview(msgspec.json.encode(record))
    asked = ", ".join(value.format_map(names) for _, value in source.asked if "{" in value)
    raise NotFoundError(f"eBay has no record for {source.call} of {asked}.")


def _records(source: Trading, root: Element) -> Iterator[Any]:
    for group in xml.find_all(root, source.group):
        inherited = _inherited(source, group)
        for element in xml.find_all(group, source.items):
            record = xml.as_json(element, source.left_out)
            yield {**record, **inherited} if isinstance(record, dict) else record


def _inherited(source: Trading, group: Element) -> dict[str, Any]:
    """What the records of a group get of it."""
    if source.head:
        return {source.head: xml.as_json(group, frozenset({source.items.partition("/")[0]}))}
    shared = (element for name in source.shared for element in xml.find_all(group, name))
    return {xml.local_name(element): xml.as_json(element) for element in shared}

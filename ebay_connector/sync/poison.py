"""A record that eBay itself cannot read spoils its page: that is asked for in ever smaller ones, until it is alone."""

from collections.abc import Awaitable, Callable

import msgspec

from ebay_connector.db.raw_json import digest_of
from ebay_connector.ebay.errors import RequestRefusedError
from ebay_connector.sync.pages import Page, RawRecord

PARTS = 5
Ask = Callable[[int, int], Awaitable[Page]]
"""A page by offset and limit."""


async def narrowed(ask: Ask, offset: int, limit: int, error: RequestRefusedError) -> Page:
    """The records of the page at `offset` but for those eBay cannot read; these stand among them without a key."""
    if limit == 1:
        return Page(0, offset, [_unreadable(offset, error)])
    size = limit // PARTS if limit % PARTS == 0 else 1
    records: list[RawRecord] = []
    total, at = 0, offset
    while at < offset + limit and (at == offset or at < total or total == 0):
        page = await _part(ask, at, size)
        total = page.total or total
        records += page.records
        at += size
        if total == 0 and not page.records:
            break
    return Page(total, offset, records)


async def _part(ask: Ask, offset: int, limit: int) -> Page:
    try:
        return await ask(offset, limit)
    except RequestRefusedError as error:
        return await narrowed(ask, offset, limit, error)


def _unreadable(offset: int, error: RequestRefusedError) -> RawRecord:
    said = [{"errorId": detail.error_id, "message": detail.message} for detail in error.errors]
    payload = msgspec.json.encode({"offset": offset, "errors": said})
    digest = digest_of(payload)
    return RawRecord(
        memoryview(payload), digest, None, f"eBay cannot read it itself, at offset {offset}: {error.sentence}"
    )

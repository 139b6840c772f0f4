"""Asks eBay for one page or one record on behalf of a run."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from ebay_connector.ebay.client import MARKETPLACE_HEADER
from ebay_connector.ebay.request import Exchange, Response
from ebay_connector.streams.source import Source, Span
from ebay_connector.sync.context import RunContext
from ebay_connector.sync.exchanges import exchange_line
from ebay_connector.sync.pages import Page
from ebay_connector.sync.patience import patiently

T = TypeVar("T")


async def fetch(
    context: RunContext,
    source: Source,
    read: Callable[[Response], T],
    *,
    names: Mapping[str, str],
    offset: int = 0,
    window: Span | None = None,
    deep: bool = False,
) -> T:
    """What `read` makes of the answer; the exchange stands in the run's log. `deep`: it is not new, and may wait."""
    request = source.request(names, offset, window)
    request = replace(
        request,
        headers=(*request.headers, (MARKETPLACE_HEADER, context.marketplace_id)),
        signed_with=context.signing_key if source.signed else None,
    )

    budget = context.calls.deep if deep else context.calls.current
    records: int | None = None

    def decode(response: Response) -> T:
        nonlocal records
        answer = read(response)
        records = len(answer.records) if isinstance(answer, Page) else 1
        return answer

    def observe(exchange: Exchange) -> None:
        context.journal.count_request()
        context.journal.add(exchange_line(exchange, records=records, bodies=context.log_bodies))

    def send() -> Awaitable[T]:
        return context.client.send(request, context.credentials, observe=observe, validate=decode, budget=budget)

    return await patiently(context.journal, send)

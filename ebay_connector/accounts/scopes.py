"""Which permissions a consent asks for: those of the chosen streams, and to know who the seller is."""

from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from ebay_connector.ebay.oauth import scope_url
from ebay_connector.errors import ProblemError

IDENTITY = "commerce.identity.readonly"
WORDS = {
    IDENTITY: "Who the seller is",
    "sell.fulfillment": "Orders and shipping",
    "sell.finances": "Payments, payouts and fees",
    "sell.payment.dispute": "Payment disputes",
    "sell.inventory": "Inventory and offers",
    "sell.account": "Business policies and selling limits",
    "commerce.message": "Messages",
    "commerce.feedback": "Feedback",
}

StreamScopes = Mapping[str, Collection[str]]
"""What each stream needs to be granted."""


def in_words(scope: str) -> str:
    """What a scope is about, as people say it; an unknown one by its name."""
    return WORDS.get(scope, scope)


def wanted_scopes(
    stream_scopes: StreamScopes, streams: Iterable[str] | None, granted: Iterable[str] | None = None
) -> list[str]:
    """The scopes, as eBay writes them, for these streams.

    Without `streams` they are those of all, or for an account that has `granted` some, those again. A new consent
    replaces the one before, so what was granted is always asked for, as far as any stream still needs it.
    """
    chosen = _chosen(stream_scopes, streams, [] if granted is not None else list(stream_scopes))
    wanted = {scope_url(scope) for scope in (IDENTITY, *chain.from_iterable(stream_scopes[name] for name in chosen))}
    needed = {scope_url(scope) for scope in chain.from_iterable(stream_scopes.values())}
    return sorted(wanted | (set(granted or ()) & needed))


def _chosen(stream_scopes: StreamScopes, streams: Iterable[str] | None, usual: list[str]) -> list[str]:
    chosen = usual if streams is None else list(streams)
    unknown = [name for name in chosen if name not in stream_scopes]
    if unknown:
        known = ", ".join(stream_scopes)
        raise ProblemError(404, "unknown_stream", f"There is no stream “{unknown[0]}”. The streams are: {known}.")
    return chosen

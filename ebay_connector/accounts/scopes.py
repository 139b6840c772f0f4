"""Which permissions a consent asks for: those of the chosen streams, and to know who the seller is."""

from collections.abc import Iterable, Mapping

from ebay_connector.ebay.oauth import scope_url
from ebay_connector.errors import ProblemError

IDENTITY = "commerce.identity.readonly"


def wanted_scopes(
    stream_scopes: Mapping[str, str], streams: Iterable[str] | None, granted: Iterable[str] = ()
) -> list[str]:
    """The scopes, as eBay writes them, for these streams, or for all of them when None.

    A new consent replaces the one before, so what an account has `granted` is asked for again, as far as
    any stream still needs it.
    """
    chosen = list(stream_scopes) if streams is None else list(streams)
    unknown = [name for name in chosen if name not in stream_scopes]
    if unknown:
        known = ", ".join(stream_scopes)
        raise ProblemError(404, "unknown_stream", f"There is no stream “{unknown[0]}”. The streams are: {known}.")
    wanted = {scope_url(IDENTITY), *(scope_url(stream_scopes[name]) for name in chosen if stream_scopes[name])}
    needed = {scope_url(scope) for scope in stream_scopes.values() if scope}
    return sorted(wanted | (set(granted) & needed))

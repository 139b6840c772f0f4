"""What is read from eBay: one file per stream, and this list of them."""

from collections.abc import Collection
from functools import cache

from ebay_connector.db.payload_table import Todo
from ebay_connector.streams.account import fulfillment_policies, payment_policies, privileges, return_policies
from ebay_connector.streams.after_sale import cancellations, cases, inquiries, returns
from ebay_connector.streams.best_offers import best_offers
from ebay_connector.streams.disputes import disputes
from ebay_connector.streams.feedback import feedback
from ebay_connector.streams.finances import funds, payouts, transactions
from ebay_connector.streams.fulfillments import fulfillments
from ebay_connector.streams.inventory import inventory, locations, offers
from ebay_connector.streams.listings import listings
from ebay_connector.streams.orders import orders
from ebay_connector.streams.purchases import purchases
from ebay_connector.streams.stream import Stream
from ebay_connector.streams.talk import conversations, messages
from ebay_connector.streams.window import Following

STREAMS: tuple[Stream, ...] = (
    orders,
    fulfillments,
    purchases,
    transactions,
    payouts,
    funds,
    disputes,
    returns,
    cancellations,
    inquiries,
    cases,
    conversations,
    messages,
    feedback,
    listings,
    best_offers,
    inventory,
    offers,
    locations,
    fulfillment_policies,
    payment_policies,
    return_policies,
    privileges,
)
BY_NAME: dict[str, Stream] = {stream.name: stream for stream in STREAMS}


def parent_of(stream: Stream) -> Stream:
    """The stream that it follows, else itself."""
    return BY_NAME[stream.window.stream] if isinstance(stream.window, Following) else stream


def with_followed(names: Collection[str]) -> list[str]:
    """These streams and those that they follow, without which they have nothing to read; in the order of the list."""
    chosen = [stream for stream in STREAMS if stream.name in names]
    wanted = {name for stream in chosen for name in (stream.name, parent_of(stream).name)}
    return [stream.name for stream in STREAMS if stream.name in wanted]


@cache
def scopes_of(stream: Stream) -> frozenset[str]:
    """What the seller must grant for it and for what it follows."""
    return frozenset(BY_NAME[name].scope for name in with_followed([stream.name])) - {""}


@cache
def followers_of(stream: Stream) -> tuple[str, ...]:
    """Names of the streams that follow it."""
    return tuple(other.name for other in STREAMS if other is not stream and parent_of(other) is stream)


@cache
def todos_of(stream: Stream) -> tuple[Todo, ...]:
    """What new and changed rows of a stream give to read: more of themselves, and what follows them."""
    own = [Todo(stream.name, stream.single.when)] if stream.single and stream.single.when != "false" else []
    windows = ((other.name, other.window) for other in STREAMS)
    following = [
        Todo(name, window.when, follows=True)
        for name, window in windows
        if isinstance(window, Following) and window.stream == stream.name
    ]
    return (*own, *following)

"""What is read from eBay: one file per stream, and this list of them."""

from ebay_connector.streams.orders import orders
from ebay_connector.streams.stream import Stream

STREAMS: tuple[Stream, ...] = (orders,)
BY_NAME: dict[str, Stream] = {stream.name: stream for stream in STREAMS}
TABLES = tuple(stream.table for stream in STREAMS)

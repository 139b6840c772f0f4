"""eBay Connector: your whole eBay business, in your own Postgres."""

__version__ = "0.1.0"

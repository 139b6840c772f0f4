"""What one run works with."""

from dataclasses import dataclass

from ebay_connector.db.pool import Database
from ebay_connector.ebay.client import Credentials, EbayClient
from ebay_connector.settings import Settings
from ebay_connector.streams.stream import Stream
from ebay_connector.sync.journal import Journal


@dataclass(frozen=True, slots=True)
class RunContext:
    """One run: its account and stream, the way to eBay and to Postgres, and its journal.

    `afresh`: nothing is planned yet and everything is to be read again.
    """

    run_id: int
    account_id: int
    account_name: str
    environment: str
    marketplace_id: str
    scopes: tuple[str, ...]
    stream: Stream
    afresh: bool
    log_bodies: bool
    database: Database
    settings: Settings
    client: EbayClient
    credentials: Credentials
    journal: Journal

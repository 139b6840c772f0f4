"""What one run works with."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from ebay_connector.budget.purse import RunCalls
from ebay_connector.db.payload_table import Todo
from ebay_connector.db.pool import Database
from ebay_connector.ebay.client import Credentials, EbayClient
from ebay_connector.ebay.hosts import SPOKEN, Environment
from ebay_connector.ebay.signature import SigningKey
from ebay_connector.settings import Settings
from ebay_connector.streams.stream import Stream
from ebay_connector.sync.fields import Fields
from ebay_connector.sync.journal import Journal


@dataclass(frozen=True, slots=True)
class RunContext:
    """One run: its account and stream, the way to eBay and to Postgres, and its journal.

    `names` stand for the words in braces of a source; `parent` is the stream that this one follows, else itself;
    `todos` is what new and changed records give to read; `calls` is what may be spent on it.
    `afresh`: nothing is planned yet and everything is to be read again. `has_rejected` is set when records of the
    stream are set aside, before this run or by it. `fields` are those of eBay's that are known.
    """

    run_id: int
    account_id: int
    account_name: str
    environment: Environment
    marketplace_id: str
    scopes: tuple[str, ...]
    names: Mapping[str, str]
    stream: Stream
    parent: Stream
    todos: tuple[Todo, ...]
    afresh: bool
    has_rejected: asyncio.Event
    fields: Fields
    log_bodies: bool
    database: Database
    settings: Settings
    client: EbayClient
    credentials: Credentials
    calls: RunCalls
    signing_key: SigningKey | None
    journal: Journal

    @property
    def who(self) -> str:
        """The account as sentences name it."""
        return f"{self.account_name} ({SPOKEN[self.environment]}, {self.marketplace_id})"

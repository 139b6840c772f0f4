"""Where the database is: a hosted one's addresses from the settings, else the embedded one's."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ebay_connector.db.embedded import EmbeddedPostgres
from ebay_connector.settings import Settings


@dataclass(frozen=True)
class Addresses:
    """Where the database is: for the pool, and for migrations and LISTEN."""

    url: str
    direct_url: str


def hosted(settings: Settings) -> Addresses | None:
    """The addresses that the settings name, if any."""
    if settings.database_url is None:
        return None
    url = settings.database_url.get_secret_value()
    direct = settings.database_direct_url
    return Addresses(url, direct.get_secret_value() if direct else url)


@contextmanager
def addresses(settings: Settings) -> Iterator[Addresses]:
    """The hosted database's addresses, or those of the embedded one, which runs until the block ends."""
    if found := hosted(settings):
        yield found
        return
    with EmbeddedPostgres(settings.data_dir) as server:
        yield Addresses(server.url, server.url)

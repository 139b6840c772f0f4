"""A seller of the local eBay, a client, and credentials that really refresh."""

from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest

from ebay_connector.ebay import oauth
from ebay_connector.ebay.client import EbayClient
from ebay_connector.ebay.hosts import Hosts, hosts_for
from ebay_connector.ebay.oauth import Keyset
from ebay_connector.ebay.request import Exchange, Request, Response
from ebay_connector.ebay.retry import RetryPolicy

SELLER = "harbor_goods"
ORDERS = 60
PATH = "/sell/fulfillment/v1/order"
PAGE = Request("GET", "api", PATH, query=(("limit", "50"), ("offset", "0")))


class Orders(msgspec.Struct):
    total: int
    orders: list[msgspec.Raw]


def orders(response: Response) -> Orders:
    return response.json(Orders)


def fault(emulator: Any, kind: str, times: int | None = 1, prefix: str = PATH, **options: Any) -> None:
    """The next requests below the prefix meet this fault."""
    emulator.control("faults", [{"kind": kind, "times": times, "match": {"path_prefix": prefix}, **options}])


def asked(emulator: Any, prefix: str = "/sell/") -> list[dict[str, Any]]:
    """What eBay was asked below the prefix."""
    return [entry for entry in emulator.control("requests")["requests"] if entry["path"].startswith(prefix)]


class Seller:
    """Credentials of one seller, refreshed at the local eBay as the product does it."""

    def __init__(self, client: EbayClient, keyset: Keyset, access_token: str, refresh_token: str) -> None:
        self._client, self._keyset = client, keyset
        self.token, self.refresh_token = access_token, refresh_token
        self.rejected: list[str] = []

    async def access_token(self) -> str:
        return self.token

    async def renew(self, rejected: str) -> str:
        self.rejected.append(rejected)
        fresh = await self._client.token(oauth.refresh_grant(self._keyset, self.refresh_token))
        self.token = fresh.access_token
        return self.token


class Watch(list[Exchange]):
    """An observer that keeps what it saw."""

    def __call__(self, exchange: Exchange) -> None:
        self.append(exchange)

    @property
    def statuses(self) -> list[int | None]:
        return [exchange.status for exchange in self]


@pytest.fixture
def emulator(emulator_process: Any) -> Any:
    """The local eBay with one small seller."""
    emulator_process.control("reset", {"demo": False})
    emulator_process.control("seed", {"seller": SELLER, "orders": ORDERS, "days": 60})
    return emulator_process


@pytest.fixture
def hosts(emulator: Any) -> Hosts:
    return hosts_for("emulator", emulator.url)


@pytest.fixture
def keyset() -> Keyset:
    return Keyset("EmulatorDemo-App-1", "EmulatorDemo-Cert-1", "EmulatorDemo-RuName-1")


@pytest.fixture
async def client(hosts: Hosts) -> AsyncIterator[EbayClient]:
    """A client that retries quickly."""
    async with EbayClient("emulator", hosts, timeout=10, retry=RetryPolicy(attempts=4, base=0.01)) as client:
        yield client


@pytest.fixture
def seller(emulator: Any, client: EbayClient, keyset: Keyset) -> Seller:
    tokens = emulator.control("tokens", {"seller": SELLER})
    return Seller(client, keyset, tokens["access_token"], tokens["refresh_token"])


@pytest.fixture
def watch() -> Watch:
    return Watch()

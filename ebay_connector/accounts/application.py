"""The application's own access to eBay, which belongs to no seller: its token is asked for once and kept in memory."""

import asyncio
import time

from ebay_connector.ebay import oauth
from ebay_connector.ebay.client import EbayClient

AHEAD_SECONDS = 300.0


class Application:
    """eBay's `Credentials` of one keyset. eBay gives a thousand such tokens a day, so processes share theirs."""

    def __init__(self, client: EbayClient, keyset: oauth.Keyset) -> None:
        self._client = client
        self._keyset = keyset
        self._lock = asyncio.Lock()
        self._token = ""
        self._ends = 0.0

    async def access_token(self) -> str:
        async with self._lock:
            return self._token if time.monotonic() < self._ends else await self._ask()

    async def renew(self, rejected: str) -> str:
        async with self._lock:
            return self._token if self._token != rejected else await self._ask()

    async def _ask(self) -> str:
        given = await self._client.token(oauth.client_credentials(self._keyset))
        self._token, self._ends = given.access_token, time.monotonic() + given.expires_in - AHEAD_SECONDS
        return self._token

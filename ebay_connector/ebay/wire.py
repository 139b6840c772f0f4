"""One request over HTTP and its whole answer; the only file that knows aiohttp."""

import time

import aiohttp
from yarl import URL

from ebay_connector.ebay.errors import TransientError, UnreachableError
from ebay_connector.ebay.hosts import Hosts
from ebay_connector.ebay.request import Pairs, Request, Response

CONNECTIONS = 128
KEEPALIVE_SECONDS = 60
HEADERS = {"Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": "ebay-connector"}


class Wire:
    """A pool of connections to one environment. `timeout` is in seconds for one request, reading included."""

    def __init__(self, hosts: Hosts, timeout: float) -> None:
        self._bases = {"api": hosts.api, "apiz": hosts.apiz}
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Opens the pool; connections are made when needed."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEEPALIVE_SECONDS),
                timeout=aiohttp.ClientTimeout(total=self._timeout),
                headers=HEADERS,
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def close(self) -> None:
        """Closes all connections."""
        session, self._session = self._session, None
        if session:
            await session.close()

    async def fetch(self, request: Request, headers: Pairs) -> Response:
        """The answer, of any status. TransientError when none came or only a part of it."""
        if self._session is None:
            raise RuntimeError("The eBay client is not started: use it with `async with`, or call start().")
        url = URL(self._bases[request.host] + request.target, encoded=True)
        started = time.monotonic()
        status: int | None = None
        try:
            # A cancelled or failed read closes the connection: it never returns to the pool half read.
            async with self._session.request(
                request.method, url, headers=headers, data=request.body, allow_redirects=False
            ) as answer:
                status = answer.status
                body = await answer.read()
        except TimeoutError as error:
            raise TransientError(
                f"eBay did not answer {request.name} within {self._timeout:g} s.", status=status
            ) from error
        except aiohttp.ClientConnectorError as error:
            raise UnreachableError(
                f"No connection to {url.host} for {request.name}: {error.strerror or error}."
            ) from error
        except aiohttp.ClientError as error:
            raise TransientError(_lost(request, status, error), status=status) from error
        received = {name.lower(): value for name, value in answer.headers.items()}
        return Response(status, received, body, round((time.monotonic() - started) * 1000))


def _lost(request: Request, status: int | None, error: aiohttp.ClientError) -> str:
    when = "before eBay answered" if status is None else "in the middle of eBay's answer to"
    return f"The connection broke {when} {request.name} ({type(error).__name__})."

"""One request over HTTP and its whole answer; the only file that knows aiohttp."""

import os
import time

import aiohttp
from yarl import URL

from ebay_connector.ebay.errors import TransientError, UnreachableError
from ebay_connector.ebay.hosts import Hosts
from ebay_connector.ebay.request import Pairs, Request, Response, find_request_id

KEEPALIVE_SECONDS = 60
ANSWER_BYTES = 4_000_000
"""So much of an answer may come before it is fetched from aiohttp: pages have a megabyte, and are wanted whole."""
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
                # No limit: runs bound themselves, and a request that waited here would seem to wait for eBay.
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEPALIVE_SECONDS),
                timeout=aiohttp.ClientTimeout(total=self._timeout),
                headers=HEADERS,
                cookie_jar=aiohttp.DummyCookieJar(),
                read_bufsize=ANSWER_BYTES,
            )

    async def close(self) -> None:
        """Closes all connections."""
        session, self._session = self._session, None
        if session:
            await session.close()

    def signature(self, request: Request, created: int) -> Pairs:
        """The headers that sign a request for the host it goes to."""
        url = URL(self._bases[request.host] + request.path, encoded=True)
        key = request.signed_with
        return key.headers(request.method, url.raw_path, url.authority, created) if key else ()

    async def fetch(self, request: Request, headers: Pairs) -> Response:
        """The answer, of any status. TransientError when none came or only a part of it.

        aiohttp itself repeats all but POST once when a kept connection turns out to be closed.
        """
        if self._session is None:
            raise RuntimeError("The eBay client is not started: use it with `async with`, or call start().")
        url = URL(self._bases[request.host] + request.target, encoded=True)
        started = time.monotonic()
        answer: aiohttp.ClientResponse | None = None
        try:
            # A cancelled or failed read closes the connection: it never returns to the pool half read.
            async with self._session.request(
                request.method, url, headers=headers, data=request.body, allow_redirects=False
            ) as answer:
                body = await answer.read()
        except TimeoutError as error:
            sentence = f"eBay did not answer {request.name} within {self._timeout:g} s."
            raise _broken(sentence, answer) from error
        except aiohttp.ClientConnectorError as error:
            reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
            raise UnreachableError(f"No connection to {url.authority} for {request.name}: {reason}.") from error
        except aiohttp.ClientError as error:
            when = "in the middle of eBay's answer to" if answer is not None else "before eBay answered"
            sentence = f"The connection broke {when} {request.name} ({type(error).__name__})."
            raise _broken(sentence, answer) from error
        return Response(answer.status, _headers(answer), body, round((time.monotonic() - started) * 1000))


def _headers(answer: aiohttp.ClientResponse) -> dict[str, str]:
    return {name.lower(): value for name, value in answer.headers.items()}


def _broken(sentence: str, answer: aiohttp.ClientResponse | None) -> TransientError:
    if answer is None:
        return TransientError(sentence)
    return TransientError(sentence, status=answer.status, request_id=find_request_id(_headers(answer)))

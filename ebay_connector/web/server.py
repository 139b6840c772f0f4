"""uvicorn, told what to do and otherwise left alone: no signals, no log of its own, no lifespan."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn

from ebay_connector.errors import StartError
from ebay_connector.web.gate import Gate

GRACE_SECONDS = 5
BACKLOG = 2048
KEEP_ALIVE_SECONDS = 75
"""Longer than the 60 seconds of most proxies: one that reuses a connection just as we close it gives its user a 502."""


def listen(host: str, port: int, setting: str = "PORT") -> socket.socket:
    """The server's socket, taken before anything else so that a taken port is said at once."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(BACKLOG)
        except OSError:
            listener.close()
            raise
    except OSError as error:
        raise StartError(
            f"The server cannot listen on {host}:{port} ({error.strerror}): "
            f"end what uses that port, or choose another with {setting}."
        ) from None
    return listener


class _Server(uvicorn.Server):
    ready: asyncio.Event

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are `serve`'s, which stops more than the web server."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


class WebServer:
    """Serves a gate on a socket until stopped."""

    def __init__(self, gate: Gate, listener: socket.socket) -> None:
        self._gate = gate
        self._listener = listener
        self._server = _Server(
            uvicorn.Config(
                gate,
                lifespan="off",
                log_config=None,
                log_level="warning",
                access_log=False,
                proxy_headers=False,  # TRUSTED_PROXIES says which are believed
                server_header=False,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        )
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Returns when requests are answered."""
        self._server.ready = asyncio.Event()
        self._task = asyncio.create_task(self._server.serve([self._listener]), name="web server")
        ready = asyncio.create_task(self._server.ready.wait())
        await asyncio.wait((self._task, ready), return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()

    async def stop(self) -> None:
        """Takes no new requests, ends streams, and lets the rest finish for a few seconds."""
        if self._task is not None:
            self._gate.close()
            self._server.should_exit = True
            await self._task

"""A Postgres that is far away: what is sent to it, and what it answers, arrives late and in its order."""

import asyncio
import contextlib
import threading
from typing import Any, Self
from urllib.parse import urlsplit

CHUNK = 256 * 1024


class Distance:
    """Use it with `with`: `url` leads to the server at `near` and takes so many seconds for there and back."""

    def __init__(self, near: str, seconds: float) -> None:
        self._near, self._delay = urlsplit(near), seconds / 2
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._listens = threading.Event()
        self._port = 0
        self._writers: set[asyncio.StreamWriter] = set()
        self._connections: set[asyncio.Future[Any]] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        self._listens.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()

    @property
    def url(self) -> str:
        who = self._near.netloc.rpartition("@")[0]
        return self._near._replace(netloc=f"{who}@127.0.0.1:{self._port}").geturl()

    async def _serve(self) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0, limit=CHUNK)
        self._port = server.sockets[0].getsockname()[1]
        self._listens.set()
        await self._ended.wait()
        server.close()
        for writer in self._writers:
            writer.close()
        if self._connections:
            await asyncio.wait(self._connections)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = self._near.hostname, self._near.port or 5432
        near_reader, near_writer = await asyncio.open_connection(host, port, limit=CHUNK)
        self._writers |= {writer, near_writer}
        pair = asyncio.gather(self._carry(reader, near_writer), self._carry(near_reader, writer))
        self._connections.add(pair)
        await pair

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        delivery = asyncio.create_task(self._deliver(under_way, writer))
        with contextlib.suppress(ConnectionError):
            while chunk := await reader.read(CHUNK):
                under_way.put_nowait((self._loop.time() + self._delay, chunk))
        under_way.put_nowait((0, b""))
        await delivery

    async def _deliver(self, under_way: "asyncio.Queue[tuple[float, bytes]]", writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while True:
                due, chunk = await under_way.get()
                if not chunk:
                    break
                await asyncio.sleep(due - self._loop.time())
                writer.write(chunk)
                await writer.drain()
        writer.close()

"""A wire to Postgres that breaks at chosen COMMITs: before they arrive, or before their answer does."""

import asyncio
from contextlib import suppress
from typing import Literal, Self

CHUNK = 1 << 16
Loss = Literal["commit", "answer"]


class LossyWire:
    """Carries everything to a Postgres; loses commits of transactions in which a statement holds `mark`."""

    def __init__(self, host: str, port: int, mark: bytes, losses: list[Loss]) -> None:
        self._far, self._mark, self.losses = (host, port), mark, losses

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(*self._far)
        back = asyncio.create_task(_pump(far_reader, writer))
        with suppress(OSError):
            await self._forward(reader, far_reader, far_writer, back)
        back.cancel()
        for end in (writer, far_writer):
            end.transport.abort()

    async def _forward(
        self,
        reader: asyncio.StreamReader,
        far_reader: asyncio.StreamReader,
        far_writer: asyncio.StreamWriter,
        back: asyncio.Task[None],
    ) -> None:
        is_marked = False
        while chunk := await reader.read(CHUNK):
            is_marked = is_marked or self._mark in chunk
            if is_marked and b"COMMIT\0" in chunk:
                is_marked = False
                if self.losses:
                    return await self._lose(self.losses.pop(0), chunk, far_reader, far_writer, back)
            far_writer.write(chunk)
            await far_writer.drain()

    async def _lose(
        self,
        loss: Loss,
        chunk: bytes,
        far_reader: asyncio.StreamReader,
        far_writer: asyncio.StreamWriter,
        back: asyncio.Task[None],
    ) -> None:
        if loss == "commit":
            return
        back.cancel()
        await asyncio.wait({back})
        far_writer.write(chunk)
        await far_writer.drain()
        await far_reader.read(CHUNK)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while chunk := await reader.read(CHUNK):
            writer.write(chunk)
            await writer.drain()
    writer.close()

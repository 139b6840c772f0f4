"""Publish and subscribe over Postgres: whoever waits for a topic wakes as soon as it changes, or polls."""

import asyncio
from collections import defaultdict
from contextlib import suppress

import psycopg

from ebay_connector.db.pool import Database, connection_options
from ebay_connector.log import get_logger

log = get_logger(__name__)
POLL_SECONDS = 0.4
LISTENING_POLL_SECONDS = 2.0
RECONNECT_SECONDS = 5.0


class Signals:
    """One LISTEN connection of the process for one channel; a notification's payload is the topic.

    Through a pooler that forbids LISTEN nothing arrives, and every wait ends after POLL_SECONDS.
    """

    def __init__(self, database: Database, channel: str) -> None:
        self._database = database
        self._channel = channel
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._heard = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._listen_for_ever(), name="signals")

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def wait(self, topic: str) -> None:
        """Returns when the topic was notified, or after the poll interval."""
        event = asyncio.Event()
        self._waiting[topic].add(event)
        timeout = LISTENING_POLL_SECONDS if self._heard else POLL_SECONDS
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(timeout):
                    await event.wait()
        finally:
            self._waiting[topic].discard(event)
            if not self._waiting[topic]:
                del self._waiting[topic]

    async def _listen_for_ever(self) -> None:
        while True:
            try:
                await self._listen()
            except psycopg.Error as error:
                self._heard = False
                log.debug("LISTEN is not possible at the moment; polling instead.", error=str(error))
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _listen(self) -> None:
        options = connection_options(self._database.settings)
        async with await psycopg.AsyncConnection.connect(
            self._database.direct_url, autocommit=True, **options
        ) as connection:
            await connection.execute(f"LISTEN {self._channel}")
            async for notification in connection.notifies():
                self._heard = True
                for event in self._waiting.get(notification.payload, ()):
                    event.set()

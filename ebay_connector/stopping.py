"""How a process is told to stop: the first signal ends it in order, the second at once."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM)
FORCED = 130
AGAIN_SECONDS = 5.0


class Stop:
    """Becomes set at the first signal; a second one calls `force` and ends the process.

    A hang-up says that the terminal or our parent is gone. It may come several times, and never forces.
    """

    def __init__(self) -> None:
        self._asked = asyncio.Event()
        self.force: list[Callable[[], None]] = []
        self.orphaned = False

    def __call__(self) -> None:
        if self._asked.is_set():
            for act in self.force:
                act()
            os._exit(FORCED)
        self._asked.set()

    def hang_up(self) -> None:
        self.orphaned = True
        self._asked.set()

    @property
    def asked(self) -> bool:
        return self._asked.is_set()

    async def wait(self) -> None:
        await self._asked.wait()

    async def or_end_of(self, work: Awaitable[Any]) -> bool:
        """Whether the work came to its end (raising what it raised) before we were told to stop; else it is
        cancelled and has ended when this returns."""
        task, waiting = asyncio.ensure_future(work), asyncio.ensure_future(self.wait())
        try:
            await asyncio.wait((task, waiting), return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
            while not task.done():
                # Once may not do: in Python 3.11 `asyncio.wait_for` forgets a cancellation that comes as it ends.
                task.cancel()
                await asyncio.wait({task}, timeout=AGAIN_SECONDS)
        if not task.cancelled():
            task.result()
        return not task.cancelled()


@asynccontextmanager
async def stop_on_signals() -> AsyncIterator[Stop]:
    loop = asyncio.get_running_loop()
    stop = Stop()
    for number in SIGNALS:
        loop.add_signal_handler(number, stop)
    loop.add_signal_handler(signal.SIGHUP, stop.hang_up)
    try:
        yield stop
    finally:
        for number in (*SIGNALS, signal.SIGHUP):
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_IGN)  # the process is about to end; nothing more is to be told

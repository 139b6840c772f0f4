"""How a process is told to stop: the first signal ends it in order, one that comes later at once."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM)
FORCED = 130
AGAIN_SECONDS = 5.0
TOGETHER_SECONDS = 2.0
"""Signals that come this soon after the first say the same: of a terminal, `make` and a supervisor each sends one."""


class Stop:
    """Becomes set at the first signal; one that comes later, out of impatience, calls `force` and ends the process.

    A hang-up says that the terminal or our parent is gone. It may come several times, and never forces.
    """

    def __init__(self) -> None:
        self._asked = asyncio.Event()
        self._asked_at = 0.0
        self.force: list[Callable[[], None]] = []
        self.orphaned = False

    def __call__(self) -> None:
        if not self.asked:
            self._ask()
        elif time.monotonic() - self._asked_at > TOGETHER_SECONDS:
            self._end_at_once()

    def hang_up(self) -> None:
        self.orphaned = True
        if not self.asked:
            self._ask()

    def _ask(self) -> None:
        self._asked_at = time.monotonic()
        self._asked.set()

    def _end_at_once(self) -> None:
        try:
            for act in self.force:
                act()
        finally:
            os._exit(FORCED)

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

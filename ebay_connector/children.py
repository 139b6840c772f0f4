"""Processes of ours beside the server: kept running, stopped in order, and never left behind."""

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence

from ebay_connector.log import get_logger

log = get_logger(__name__)

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
STEADY_SECONDS = 60.0
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class Child:
    """One process that is started again, ever more slowly, when it ends by itself. Its output is ours."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.name = name
        self._command = command
        self._environment = {**os.environ, **environment}
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process and self._process.returncode is None else None

    async def start(self) -> None:
        await self._spawn()
        self._keeper = asyncio.create_task(self._keep(), name=f"keep {self.name}")

    async def stop(self, patience: float) -> None:
        """Asks it to end, and ends it after `patience` seconds."""
        if self._keeper:
            self._keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeper
        if self._process is None or self._process.returncode is not None:
            return
        self._signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(patience):
                await self._process.wait()
        except TimeoutError:
            log.warning("A process did not end in time and is killed.", child=self.name, pid=self.pid)
            self.kill()
            await self._process.wait()

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        if self._process and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(number)

    async def _spawn(self) -> None:
        # A session of its own: Ctrl-C reaches us alone, and we stop the others in order.
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with(os.getpid()),
        )
        log.info("Started a process.", child=self.name, pid=self.pid)

    async def _keep(self) -> None:
        pause = FIRST_PAUSE
        while self._process is not None:
            started = time.monotonic()
            code = await self._process.wait()
            pause = FIRST_PAUSE if time.monotonic() - started > STEADY_SECONDS else pause
            log.warning("A process ended; it is started again.", child=self.name, code=code, in_seconds=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
            await self._spawn()


def die_with(parent: int) -> Callable[[], None] | None:
    """Run in the child before its program: the kernel ends it when we are killed. Linux only."""
    libc = _libc
    if libc is None:
        return None

    def prepare() -> None:
        # One hang-up for each thread of ours that ends, so not a signal that counts.
        libc.prctl(DIE_WITH_PARENT, signal.SIGHUP)
        if os.getppid() != parent:
            os._exit(1)

    return prepare

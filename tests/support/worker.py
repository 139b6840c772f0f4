"""A worker as a process of its own, to be killed."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Self

from ebay_connector.settings import Settings
from tests.support.connector import Connector, Row

PATIENCE = 60.0


async def eventually(condition: Callable[[], Awaitable[bool]], seconds: float = PATIENCE) -> None:
    """Returns as soon as the condition holds; fails when it does not in time."""
    async with asyncio.timeout(seconds):
        while not await condition():  # noqa: ASYNC110 - what is waited for is in another process
            await asyncio.sleep(0.02)


async def is_locked(connector: Connector) -> bool:
    """Whether anybody waits for a lock."""
    waiting = "datname = current_database() AND wait_event_type = 'Lock'"
    return bool(await connector.fetch(f"SELECT 1 FROM pg_stat_activity WHERE {waiting}"))


async def ended(connector: Connector, run_id: int, seconds: float = PATIENCE) -> Row:
    """The run, once it has ended."""

    async def has_ended() -> bool:
        return (await connector.run(run_id))["status"] in ("succeeded", "stopped", "failed")

    await eventually(has_ended, seconds)
    return await connector.run(run_id)


class WorkerProcess:
    """`ebay-connector worker` on the given settings; `kill` is kill -9."""

    def __init__(self, settings: Settings, emulator_url: str, output: Path, **values: str) -> None:
        self._environment = {**os.environ, "EMULATOR_URL": emulator_url, **settings_environment(settings), **values}
        self._output = output
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def start(self) -> None:
        with self._output.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ebay_connector.cli", "worker"],
                env=self._environment,
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
            )

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def terminate(self) -> int:
        """SIGTERM; returns the exit code."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(30)


def settings_environment(settings: Settings) -> dict[str, str]:
    """The settings as a process of their own gets them."""
    values = {}
    for name in settings.model_fields_set:
        value = getattr(settings, name)
        values[name.upper()] = value.get_secret_value() if hasattr(value, "get_secret_value") else str(value)
    return values

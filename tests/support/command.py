"""`ebay-connector` as a process of its own, and what it leaves behind."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import httpx
import psutil
import pytest

from ebay_connector.db.cluster import free_port
from ebay_connector.db.processes import wait_until
from ebay_connector.settings import Settings

MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3
START_SECONDS = 60
STOP_SECONDS = 40


@contextlib.contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder in memory where there is room, as making a database waits for the disk many times."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    with tempfile.TemporaryDirectory(prefix="ebay-connector-tests-", dir=MEMORY if roomy else None) as folder:
        yield Path(folder)


class Command:
    """One run of a command in a folder of its own; killed with all it started when the block ends."""

    def __init__(self, folder: Path, *arguments: str, **environment: Any) -> None:
        self.port = int(environment.setdefault("PORT", free_port()))
        self.arguments = arguments
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._environment = _clean() | {"DATA_DIR": str(folder / "data"), "LOG_FORMAT": "json"}
        self._environment |= {name: str(value) for name, value in environment.items()}
        self._seen: dict[int, psutil.Process] = {}

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "ebay_connector.cli", *self.arguments]
        with self._file("out").open("wb") as out, self._file("err").open("wb") as err:
            self.process = subprocess.Popen(
                command, stdout=out, stderr=err, stdin=subprocess.DEVNULL, env=self._environment
            )
        return self

    def __exit__(self, *_: object) -> None:
        for process in [*self.others(), psutil.Process(self.process.pid)] if self.process.poll() is None else []:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        self.process.wait()
        for process in self.left_over():
            process.kill()

    def _file(self, name: str) -> Path:
        return self.folder / f"{self.arguments[0]}-{self.port}.{name}"

    @property
    def out(self) -> str:
        return self._file("out").read_text()

    @property
    def err(self) -> str:
        return self._file("err").read_text()

    def get(self, path: str, **options: Any) -> httpx.Response | None:
        """The answer, or None when nobody answers."""
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=10, **options)
        except httpx.TransportError:
            return None

    def health(self) -> dict[str, Any]:
        answer = self.get("/healthz")
        return dict(answer.json()) if answer is not None else {}

    def until_ready(self) -> Self:
        ready = wait_until(lambda: self.health().get("status") == "ok" or self.ended, START_SECONDS)
        assert ready and not self.ended, self.out + self.err  # noqa: PT018 - one message for both
        self.others()
        return self

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None

    def wait(self) -> int:
        """The exit code."""
        return self.process.wait(START_SECONDS)

    def others(self) -> list[psutil.Process]:
        """Every process it has started, remembered for `left_over`."""
        with contextlib.suppress(psutil.NoSuchProcess):
            for process in psutil.Process(self.process.pid).children(recursive=True):
                self._seen[process.pid] = process
        return [process for process in self._seen.values() if _lives(process)]

    def has_started(self, name: str) -> bool:
        """Whether a process whose name contains this lives."""
        for process in self.others():
            with contextlib.suppress(psutil.NoSuchProcess):
                if name in process.name():
                    return True
        return False

    def other(self, words: str) -> psutil.Process:
        """The living process with these words in its command line."""
        return next(process for process in self.others() if words in " ".join(process.cmdline()))

    def left_over(self) -> list[psutil.Process]:
        return [process for process in self._seen.values() if _lives(process)]

    def assert_nothing_left(self, seconds: float = 0) -> None:
        """Fails, telling what lives on, unless all that it started has ended in time."""
        if not wait_until(lambda: not self.left_over(), seconds):
            pytest.fail(f"{self.left_over()} live on.\n{self.err}")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.others()
        self.process.send_signal(number)
        return self.process.wait(STOP_SECONDS)


def run_command(folder: Path, *arguments: str, **environment: Any) -> Command:
    """Runs a command to its end."""
    with Command(folder, *arguments, **environment) as command:
        command.wait()
    return command


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _clean() -> dict[str, str]:
    """The environment without settings of ours."""
    ours = {name.upper() for name in Settings.model_fields} | {"PYTHONDONTWRITEBYTECODE"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"PYTHONPATH": str(Path.cwd())}

"""Programs that take part: started with a clean environment, measured, always ended."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import psutil

from ebay_connector.children import die_with
from ebay_connector.settings import Settings

ROOT = Path(__file__).parent.parent
STOP_SECONDS = 30
PEER_SECONDS = 1_200


class BenchmarkError(Exception):
    """Something did not work or gave wrong results, so there is nothing to measure."""


class Program:
    """A Python module in a process of its own; its output goes to a file in `folder`."""

    def __init__(self, folder: Path, module: str, *arguments: str, environment: Mapping[str, str]) -> None:
        self._command = [sys.executable, "-m", module, *arguments]
        self._environment = clean_environment(environment)
        self._folder = folder
        self._output = folder / f"{module.rpartition('.')[2]}-{'-'.join(arguments)}.log"
        self._process: psutil.Popen | None = None

    def __enter__(self) -> Self:
        with self._output.open("ab") as output:
            self._process = psutil.Popen(
                self._command,
                env=self._environment,
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                preexec_fn=die_with(os.getpid()),
            )
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except psutil.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def check(self) -> None:
        """Raises when it has ended by itself."""
        if self._process is None or self._process.poll() is not None:
            last = self._output.read_text(errors="replace")[-2_000:]
            raise BenchmarkError(f"{' '.join(self._command[1:])} ended by itself. Its last words:\n{last}")

    @property
    def pid(self) -> int:
        return int(self._process.pid) if self._process else 0


def clean_environment(values: Mapping[str, str]) -> dict[str, str]:
    """The environment without settings of the developer's, so that defaults are defaults."""
    ours = {name.upper() for name in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "PYTHONPATH": str(ROOT), **values}


def run_peer(folder: Path, module: str, spec: Mapping[str, Any]) -> dict[str, Any]:
    """Runs a module that reads a spec as JSON and prints what it found as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", module],
        input=json.dumps(spec),
        capture_output=True,
        text=True,
        env=clean_environment({}),
        cwd=folder,
        timeout=PEER_SECONDS,
        check=False,
    )
    if done.returncode:
        raise BenchmarkError(f"{module} failed:\n{done.stderr[-3_000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def peak_mb(pid: int) -> float:
    """The most memory the process has had; at this moment where the system does not keep the peak."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return round(float(psutil.Process(pid).memory_info().rss) / 1e6, 1)
    kilobytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return round(kilobytes * 1024 / 1e6, 1)


def cpu_seconds(pid: int) -> float:
    """Processor time of a process and of all that it has started, ended ones among them."""
    process = psutil.Process(pid)
    own = process.cpu_times()
    living = sum(_own_seconds(child) for child in process.children())
    return float(own.user + own.system + own.children_user + own.children_system + living)


def _own_seconds(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)

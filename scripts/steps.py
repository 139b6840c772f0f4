"""Runs commands as named steps that say what they do and how long it took."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class StepError(Exception):
    """A step that failed; `str(error)` is what to show."""


@contextmanager
def step(label: str) -> Iterator[None]:
    """Shows that a longer piece of work begins, and its time at the end."""
    say(f"▸ {label}")
    began = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - began:.1f} s")


def say(line: str) -> None:
    print(f"\033[1m{line}\033[0m" if sys.stdout.isatty() else line, flush=True)


def call(command: Sequence[str | Path], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> str:
    """Runs a command without input; returns its output, or raises with all it printed."""
    done = subprocess.run(
        command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode != 0:
        words = " ".join(str(word) for word in command)
        raise StepError(f"{done.stdout}\n`{words}` failed with exit code {done.returncode}.")
    return done.stdout

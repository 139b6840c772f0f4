"""Lets one process at a time do a piece of work in this folder; a second one says that it waits.

`python one_at_a_time.py LOCK WHAT COMMAND…` becomes the command, which holds the lock until it ends, however it ends.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None  # type: ignore[assignment]


@contextmanager
def one_at_a_time(lock: Path, what: str) -> Iterator[int]:
    """Gives the descriptor of the held lock."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("ab") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print(f"▸ Another process is {what} in this folder; waiting for it", flush=True)
                fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


def main(lock: str, what: str, *command: str) -> None:
    with one_at_a_time(Path(lock), what) as descriptor:
        os.set_inheritable(descriptor, True)
        os.execvp(command[0], command)  # noqa: S606 - the command is our own script


if __name__ == "__main__":
    main(*sys.argv[1:])

"""What commands ask of the terminal: words to choose from, and passwords."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from ebay_connector.errors import ProblemError

STOPPED = 130
"""How a command ends that was told to stop."""


def fill_closed_streams() -> None:
    """Puts /dev/null where stdin, stdout or stderr is closed, lest a connection take its number."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
    if sys.stderr is None:
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115 - a number, and for as long as we live


def one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    """An option's parser that takes these words alone."""

    def parse(value: str) -> str:
        if value not in choices:
            raise typer.BadParameter(f"{value!r} is not one of {', '.join(choices)}.")
        return value

    return parse


def ask_password() -> str:
    """Typed twice at a terminal, else a line from a pipe."""
    if sys.stdin is None:
        raise ProblemError(422, "no_password", "There is no input to read the password from: give it with --password.")
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    try:
        with _interruptible():
            password: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    except typer.Abort:  # by Ctrl-C or Ctrl-D; asyncio would show a KeyboardInterrupt with its traceback
        raise typer.Exit(STOPPED) from None
    return password


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl-C ends the question, although it comes from the midst of an event loop, which else heeds signals later."""
    before = {number: signal.signal(number, signal.default_int_handler) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

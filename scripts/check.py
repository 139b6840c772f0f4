"""`make check`: every check, two at a time; each says its time, and what is wrong when it fails."""

import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path

from scripts import frontend, locks
from scripts.steps import StepError, call, say

BIN = Path(sys.executable).parent
Check = tuple[str, Callable[[], object]]

BIOME, TSC = "node_modules/@biomejs/biome/bin/biome", "node_modules/typescript-native/bin/tsc"
PAGES_FUNCTION = "../deploy/cloudflare/functions/api/[[path]].ts"
PAGES_OPTIONS = ("--noEmit", "--strict", "--ignoreConfig", "--target", "es2023", "--module", "esnext", "--types", "")


def tool(name: str, *arguments: str) -> Callable[[], object]:
    return partial(call, [BIN / name, *arguments])


def node(*arguments: str) -> Callable[[], object]:
    return partial(frontend.node, *arguments)


def generated() -> None:
    from scripts.generate import stale

    if files := stale():
        raise StepError(f"These were out of date and are written anew, so commit them: {', '.join(files)}.")


def locked() -> None:
    if sentences := list(locks.problems()):
        raise StepError("\n".join(sentences))


BACK_END: Sequence[Check] = (
    ("ruff check", tool("ruff", "check", "--quiet")),
    ("ruff format", tool("ruff", "format", "--check", "--quiet")),
    ("import rule", tool("lint-imports", "--no-logo")),
    ("migrations: one head, all tables", tool("ebay-connector", "migrate", "--check")),
    ("locks", locked),
    ("mypy", tool("mypy")),
)
FRONT_END: Sequence[Check] = (
    ("frontend packages", frontend.install),
    ("generated files", generated),
    ("biome and tsc", node("--run", "check")),
    ("biome on the Pages function", node(BIOME, "ci", PAGES_FUNCTION)),
    ("tsc on the Pages function", node(TSC, *PAGES_OPTIONS, PAGES_FUNCTION)),
)


def main() -> int:
    began = time.monotonic()
    with ThreadPoolExecutor(max_workers=2) as lanes:
        failed = list(chain.from_iterable(lanes.map(run_lane, (FRONT_END, BACK_END))))
    seconds = time.monotonic() - began
    outcome = f"failed: {', '.join(failed)}" if failed else "all is well"
    say(f"make check: {outcome} ({seconds:.1f} s)")
    return 1 if failed else 0


def run_lane(checks: Sequence[Check]) -> list[str]:
    """Runs the checks one after the other; returns the labels of those that failed."""
    return [label for label, check in checks if not passes(label, check)]


def passes(label: str, check: Callable[[], object]) -> bool:
    began = time.monotonic()
    try:
        check()
    except StepError as error:
        say(f"✗ {label} ({time.monotonic() - began:.1f} s)\n{error}\n")
        return False
    print(f"✓ {label} ({time.monotonic() - began:.1f} s)", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())

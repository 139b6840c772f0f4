"""The system's programs that some tests need: installs what is missing, or says what is skipped without it.

`python -m scripts.programs` does so; the browser tests ask `find_browser()`.
"""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.frontend import NODE
from scripts.steps import StepError, call, say, step
from tests.support.pgbouncer import find_pgbouncer

# Playwright brings a Node of its own, which needs a library that small systems lack; ours does not.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSERS = ("Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium")
APT_PACKAGES = {"Chromium": "chromium", "PgBouncer": "pgbouncer"}
BREW_PACKAGES = {"Chromium": "--cask google-chrome", "PgBouncer": "pgbouncer"}
LOSSES = {"Chromium": "the browser tests", "PgBouncer": "the tests through PgBouncer"}


def find_browser() -> str | None:
    """A Chromium that starts; BROWSER_PATH names another one."""
    return next((path for path in _browsers() if _starts(path)), None)


def missing() -> list[str]:
    found = {"Chromium": find_browser(), "PgBouncer": find_pgbouncer()}
    return [name for name, path in found.items() if path is None]


def install(names: list[str]) -> None:
    """Installs what apt-get has; a failure is only told, as the tests skip what is not there."""
    with step(f"Installing {' and '.join(names)} with apt-get"):
        apt = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        try:
            call(["apt-get", "update", "-qq"], env=apt)
            call(["apt-get", "install", "-y", "-qq", *(APT_PACKAGES[name] for name in names)], env=apt)
            if "Chromium" in missing():  # Ubuntu's package is a snap, which containers cannot run
                call([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"], env=apt)
        except StepError as error:
            say(str(error))


def main() -> None:
    if (names := missing()) and os.geteuid() == 0 and shutil.which("apt-get"):
        install(names)
        names = missing()
    for name in names:
        command = f"brew install {BREW_PACKAGES[name]}" if platform.system() == "Darwin" else _apt_command(name)
        say(f"{name} is missing, so {LOSSES[name]} are skipped; to run them: {command}")


def _apt_command(name: str) -> str:
    return f"sudo apt-get install {APT_PACKAGES[name]}"


def _browsers() -> Iterator[str]:
    if named := os.environ.get("BROWSER_PATH"):
        yield named
        return
    yield from filter(None, map(shutil.which, BROWSERS))
    yield from (str(path) for name in MAC_BROWSERS if (path := Path("/Applications", name)).exists())
    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def _starts(path: str) -> bool:
    try:
        return "Chrom" in call([path, "--version"])
    except (StepError, OSError):
        return False


if __name__ == "__main__":
    main()

"""The locks: every Python package with its version and hashes, for all systems and Pythons at once.

`python -m scripts.locks write [--upgrade]` writes them; `problems()` says what is wrong with them.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.steps import ROOT, StepError, call

RUNTIME = ROOT / "requirements" / "runtime.txt"
DEV = ROOT / "requirements" / "dev.txt"
FRONTEND = [ROOT / "frontend" / name for name in ("pnpm-lock.yaml", "pnpm/package-lock.json")]

COMPILE = [
    *(sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet", "--universal", "--generate-hashes"),
    *("--python-version", "3.11", "--no-emit-index-url", "--no-annotate", "--custom-compile-command", "make lock"),
]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
ADDRESS = re.compile(r"(?:https?|git\+\w+|file)://\S+")


def write(upgrade: bool) -> None:
    """Everything first, then what the product alone needs of it, at the same versions."""
    newest = ["--upgrade"] if upgrade else []
    call([*COMPILE, *newest, "--group", "dev", "--output-file", DEV])
    call([*COMPILE, *newest, "--constraint", DEV, "--output-file", RUNTIME])


def problems() -> Iterator[str]:
    """A sentence for each thing to mend."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime, dev = _pins(RUNTIME.read_text()), _pins(DEV.read_text())
    yield from _unmet("runtime.txt", runtime, project["project"]["dependencies"])
    yield from _unmet("dev.txt", dev, project["project"]["dependencies"] + project["dependency-groups"]["dev"])
    for name in sorted(runtime.items() - dev.items()):
        yield f"{name[0]} has another version in runtime.txt than in dev.txt: run `make lock`."
    for lock in (RUNTIME, DEV, *FRONTEND):
        for address in ADDRESS.findall(lock.read_text()):
            if "funding" not in address and not address.startswith("https://opencollective.com"):
                yield f"{lock.relative_to(ROOT)} names an address, {address}: locks hold names and hashes only."


def _pins(lock: str) -> dict[str, str]:
    return {canonicalize_name(name): version for name, version in PIN.findall(lock)}


def _unmet(lock: str, pins: dict[str, str], wanted: Iterable[str]) -> Iterator[str]:
    for line in wanted:
        requirement = Requirement(line)
        found = pins.get(canonicalize_name(requirement.name))
        if found is None or not requirement.specifier.contains(found, prereleases=True):
            yield f"{lock} has {found or 'nothing'} for {line}: run `make lock`."


if __name__ == "__main__":
    try:
        write("--upgrade" in sys.argv)
    except StepError as error:
        sys.exit(str(error))

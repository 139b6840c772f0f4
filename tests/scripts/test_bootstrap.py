"""Setting up: of two at once in one folder, one works and the other waits, and says so."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.one_at_a_time import one_at_a_time
from scripts.steps import ROOT

PYTHON = """#!/bin/sh
# Stands in for Python: makes a .venv that notes each installation into it, and waits in the first for a sign.
case "$*" in
  *one_at_a_time*) exec {python} "$@" ;;
  "-m venv .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
  *pip*requirements*) echo installed >>installations; echo begun >begun; read -r _ <sign ;;
  *pip*editable*) cp "$0" .venv/bin/ebay-connector ;;
esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What `make setup` reads, and a Python that installs nothing."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/dev.txt").touch()
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "python").write_text(PYTHON.format(python=sys.executable))
    (tmp_path / "python").chmod(0o755)
    os.mkfifo(tmp_path / "sign")
    os.mkfifo(tmp_path / "begun")
    return tmp_path


def set_up(checkout: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHON": str(checkout / "python")}
    return subprocess.Popen(
        ["sh", checkout / "scripts/bootstrap.sh"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_of_two_setups_at_once_the_second_waits_and_finds_all_done(checkout: Path) -> None:
    first = set_up(checkout)
    assert (checkout / "begun").read_text() == "begun\n"
    second = set_up(checkout)
    assert second.stdout
    assert second.stdout.readline() == "▸ Another process is setting up in this folder; waiting for it\n"
    (checkout / "sign").write_text("go on\n")
    assert (first.wait(30), second.wait(30)) == (0, 0)
    assert (checkout / "installations").read_text() == "installed\n"


def test_a_killed_setup_does_not_keep_the_lock(checkout: Path) -> None:
    first = set_up(checkout)
    assert (checkout / "begun").read_text() == "begun\n"
    (checkout / "sign").write_text("go on\n")
    first.kill()
    first.wait(30)
    with one_at_a_time(checkout / ".cache/setup.lock", "setting up") as descriptor:
        assert descriptor > 0

"""Which build it is: counted from git, stamped elsewhere."""

import shutil
import subprocess
from pathlib import Path

import pytest

from ebay_connector.build import from_git, from_stamp


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    if shutil.which("git") is None:
        pytest.skip("git is not installed, so there are no checkouts here")
    for command in (
        ["init", "--quiet"],
        ["commit", "--quiet", "--allow-empty", "-m", "one"],
        ["commit", "--quiet", "--allow-empty", "-m", "two"],
    ):
        who = ["-c", "user.name=Tests", "-c", "user.email=tests@shop.test"]
        subprocess.run(["git", "-C", str(tmp_path), *who, *command], check=True)
    return tmp_path


def test_in_a_checkout_it_is_the_number_of_commits_and_the_short_sha(checkout: Path) -> None:
    head = subprocess.run(
        ["git", "-C", str(checkout), "rev-parse", "HEAD"], capture_output=True, text=True, check=True
    ).stdout
    build = from_git(checkout)
    assert build
    assert build.build == 2
    assert head.startswith(build.commit)
    assert len(build.commit) >= 7


def test_without_a_checkout_it_is_what_was_stamped(tmp_path: Path) -> None:
    assert from_git(tmp_path) is None
    stamp = tmp_path / "_build.json"
    assert from_stamp(stamp) is None
    stamp.write_text('{"version": "0.0.1", "build": 41, "commit": "abc1234"}')
    build = from_stamp(stamp)
    assert build
    assert (build.build, build.commit) == (41, "abc1234")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"build": "many", "commit": "x"}'])
def test_a_broken_stamp_is_no_stamp(tmp_path: Path, text: str) -> None:
    (tmp_path / "_build.json").write_text(text)
    assert from_stamp(tmp_path / "_build.json") is None

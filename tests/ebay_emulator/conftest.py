"""The local eBay for its own tests: one process, begun anew for each test."""

from collections.abc import Iterator

import pytest

from ebay_emulator.testing import EmulatorProcess
from tests.ebay_emulator.client import Ebay

NOW = "2026-11-20T12:00:00.000Z"


@pytest.fixture(scope="session")
def local_process() -> Iterator[EmulatorProcess]:
    with EmulatorProcess(accept_url="https://app.example/callback?from=ebay") as process:
        yield process


@pytest.fixture
def ebay(local_process: EmulatorProcess) -> Ebay:
    """Nobody sells anything yet."""
    local_process.control("reset", {"demo": False})
    return Ebay(local_process)


@pytest.fixture
def demo(local_process: EmulatorProcess) -> Ebay:
    """The demo shop, at a fixed time."""
    local_process.control("reset", {"now": NOW})
    return Ebay(local_process)


@pytest.fixture
def still(local_process: EmulatorProcess) -> Ebay:
    """Nobody sells anything yet, at a fixed time: what a seed brings depends on it."""
    local_process.control("reset", {"demo": False, "now": NOW})
    return Ebay(local_process)

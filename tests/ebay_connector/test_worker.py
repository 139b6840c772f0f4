"""A worker that is set up otherwise than the others finds the local eBay, or says what it lacks when it starts."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ebay_connector.db.cluster import free_port
from ebay_connector.settings import Settings
from tests.support.connector import Connector
from tests.support.worker import WorkerProcess, ended, eventually


async def test_it_says_which_of_its_accounts_it_cannot_read(
    connector: Connector, settings: Settings, emulator: Any, tmp_path: Path
) -> None:
    account = await connector.connect("quiet_corner")
    log = tmp_path / "worker.log"
    with WorkerProcess(settings, emulator.url, log, EMULATOR_URL="", EMULATOR_PORT=str(free_port())):

        async def ready() -> bool:
            return "The worker is ready." in log.read_text()

        await eventually(ready)
        run = await ended(connector, await connector.request(account))
    assert "Runs of this environment will fail in this worker." in log.read_text()
    assert "missing=EMULATOR_URL" in log.read_text().replace('"', "").replace(": ", "=")
    assert run["reason"] == (
        "eBay's emulator environment is not set up in this process. Set EMULATOR_URL and start it again."
    )


async def test_beside_a_demo_it_finds_the_local_ebay(
    connector: Connector, settings: Settings, emulator: Any, tmp_path: Path
) -> None:
    account = await connector.connect("quiet_corner")
    port = str(urlsplit(emulator.url).port)
    with WorkerProcess(settings, emulator.url, tmp_path / "worker.log", EMULATOR_URL="", EMULATOR_PORT=port):
        run = await ended(connector, await connector.request(account))
    assert run["status"] == "succeeded"

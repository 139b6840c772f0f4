"""A worker that is set up otherwise than the others says so when it starts."""

from pathlib import Path
from typing import Any

from ebay_connector.settings import Settings
from tests.support.connector import Connector
from tests.support.worker import WorkerProcess, ended, eventually


async def test_it_says_which_of_its_accounts_it_cannot_read(
    connector: Connector, settings: Settings, emulator: Any, tmp_path: Path
) -> None:
    account = await connector.connect("quiet_corner")
    log = tmp_path / "worker.log"
    with WorkerProcess(settings, emulator.url, log, EMULATOR_URL=""):

        async def ready() -> bool:
            return "The worker is ready." in log.read_text()

        await eventually(ready)
        run = await ended(connector, await connector.request(account))
    assert "Runs of this environment will fail in this worker." in log.read_text()
    assert "missing=EMULATOR_URL" in log.read_text().replace('"', "").replace(": ", "=")
    assert run["reason"] == (
        "eBay's emulator environment is not set up in this process. Set EMULATOR_URL and start it again."
    )

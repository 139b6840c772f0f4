"""Two weeks at eBay while everything goes wrong: at their end the database equals the truth, record by record.

WORLD_DAYS lets it go on for longer, WORLD_SEED otherwise.
"""

import os
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ebay_connector.settings import Settings
from tests.support.connector import Connector
from tests.support.worker import WorkerProcess
from tests.support.world import LivingWorld

DAYS, SEED = float(os.environ.get("WORLD_DAYS", "14")), int(os.environ.get("WORLD_SEED", "1"))
SELLERS = ("harbor_annex", "fenland_books", "alpine_parts")
"""One of the US, one whose finances must be signed for, and one with SKUs that eBay itself cannot read."""
QUICK = {"WORKER_HEARTBEAT": "0.5", "WORKER_POLL": "0.05", "EBAY_RETRY_BASE": "0.01", "WORKER_CONCURRENCY": "8"}


@pytest.fixture
async def world(connector: Connector) -> LivingWorld:
    connector.emulator.control("seed", {"seller": SELLERS[0], "orders": 150, "days": 60})
    accounts = {seller: await connector.connect(seller) for seller in SELLERS}
    return LivingWorld(connector, accounts, Random(SEED))


@pytest.fixture
def worker(settings: Settings, emulator: Any, tmp_path: Path) -> WorkerProcess:
    return WorkerProcess(settings, emulator.url, tmp_path / "worker.log", **QUICK)


@pytest.mark.timeout(DAYS * 60)
async def test_after_two_weeks_of_everything_nothing_is_lost_or_twice(
    world: LivingWorld, worker: WorkerProcess
) -> None:
    with worker:
        await world.begin(orders_per_hour=3)
        hours = 0.0
        while hours < DAYS * 24:
            step = world.chance.uniform(4, 24)
            hours += step
            await world.go_on(step, worker)
        await world.assert_all_known()

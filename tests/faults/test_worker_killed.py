"""Workers die at any moment, are stopped and taken over: no record is lost, none is twice, the log has no gap."""

import random
from pathlib import Path
from typing import Any

import pytest

from ebay_connector.settings import Settings
from ebay_connector.sync import runs
from tests.support.connector import Connector, assert_equals_truth
from tests.support.worker import WorkerProcess, ended, eventually

SELLER = "kill_me"
ORDERS = 8_000
KILLS = 20
QUICK = {"WORKER_HEARTBEAT": "0.1", "WORKER_POLL": "0.05", "SYNC_PAGES_IN_FLIGHT": "4"}
LATENCY = [{"kind": "slow", "match": {"path_prefix": "/sell"}, "seconds": 0.15}]


@pytest.fixture
def worker(settings: Settings, emulator: Any, tmp_path: Path) -> WorkerProcess:
    return WorkerProcess(settings, emulator.url, tmp_path / "worker.log", **QUICK)


async def fetched(connector: Connector, run_id: int) -> int:
    count: int = (await connector.run(run_id))["counts"]["fetched"]
    return count


async def test_killed_twenty_times_in_a_row_nothing_is_lost_or_doubled(
    connector: Connector, worker: WorkerProcess
) -> None:
    connector.emulator.control("seed", {"seller": SELLER, "orders": ORDERS})
    connector.emulator.control("faults", LATENCY)
    account = await connector.connect(SELLER)
    run_id = await connector.request(account)
    chance = random.Random(20)
    for _ in range(KILLS):
        before = await fetched(connector, run_id)
        further = before + chance.choice((1, 1, 200, 400))

        async def got_further(goal: int = further) -> bool:
            run = await connector.run(run_id)
            return bool(run["counts"]["fetched"] >= goal or run["status"] == "succeeded")

        with worker:
            await eventually(got_further)
    connector.emulator.control("faults", method="DELETE")
    with worker:
        run = await ended(connector, run_id)
    assert run["status"] == "succeeded", run["reason"]
    assert run["counts"]["created"] == ORDERS
    assert run["slices"]["done"] == run["slices"]["total"]
    assert run["expected"] == run["counts"]["fetched"]
    await assert_equals_truth(connector, account, SELLER)
    lines = await connector.events(run_id)
    assert [line["seq"] for line in lines] == list(range(1, run["last_seq"] + 1))
    assert len([line for line in lines if line["kind"] == "takeover"]) >= KILLS // 2


async def test_stop_ends_a_run_within_a_second_in_the_middle_of_a_slow_request(
    connector: Connector, worker: WorkerProcess
) -> None:
    connector.emulator.control("faults", [{"kind": "slow", "match": {"path_prefix": "/sell"}, "seconds": 30}])
    account = await connector.connect("alpine_parts")
    run_id = await connector.request(account)

    async def asking() -> bool:
        state: int = connector.emulator.control("state")["in_flight"]
        return state > 1

    with worker:
        await eventually(asking)
        async with connector.database.transaction() as connection:
            await runs.stop(connection, connector.jobs, run_id)
        run = await ended(connector, run_id, seconds=1.0)
        assert run["status"] == "stopped"
        assert "On request" in run["reason"]
        lines = await connector.events(run_id)
        assert any(line["data"].get("stopped") for line in lines)
        assert {line["level"] for line in lines} == {"info"}, "what was asked for is no error"
        connector.emulator.control("faults", method="DELETE")
        assert (await ended(connector, await connector.request(account)))["status"] == "succeeded"
    await assert_equals_truth(connector, account, "alpine_parts")


async def test_a_worker_that_shuts_down_gives_its_run_back(connector: Connector, worker: WorkerProcess) -> None:
    connector.emulator.control("seed", {"seller": SELLER, "orders": 2_000})
    connector.emulator.control("faults", LATENCY)
    account = await connector.connect(SELLER)
    run_id = await connector.request(account)

    async def under_way() -> bool:
        return await fetched(connector, run_id) > 0

    with worker:
        await eventually(under_way)
        assert worker.terminate() == 0
        assert (await connector.run(run_id))["status"] == "queued"
    connector.emulator.control("faults", method="DELETE")
    with worker:
        assert (await ended(connector, run_id))["status"] == "succeeded"
    await assert_equals_truth(connector, account, SELLER)


async def test_a_run_that_was_told_to_stop_ends_though_its_worker_died(
    connector: Connector, worker: WorkerProcess
) -> None:
    connector.emulator.control("faults", [{"kind": "slow", "match": {"path_prefix": "/sell"}, "seconds": 30}])
    account = await connector.connect("alpine_parts")
    run_id = await connector.request(account)

    async def running() -> bool:
        return bool((await connector.run(run_id))["status"] == "running")

    with worker:
        await eventually(running)
    async with connector.database.transaction() as connection:
        await runs.stop(connection, connector.jobs, run_id)
    with worker:
        assert (await ended(connector, run_id))["status"] == "stopped"

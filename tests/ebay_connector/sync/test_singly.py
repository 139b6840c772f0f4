"""How far a run is that asks about records one by one: counted by what it asks about, not by what that brings."""

from typing import Any

from tests.support.connector import Connector
from tests.support.worker import WorkerProcess, ended, eventually

SELLER = "harbor_goods"
ORDER = "/sell/fulfillment/v1/order"
SLOW = [{"kind": "slow", "match": {"path_prefix": "/sell/fulfillment"}, "seconds": 0.2}]


async def orders_to_ask(connector: Connector) -> int:
    count = "SELECT count(*) FROM orders WHERE order_fulfillment_status <> 'NOT_STARTED'"
    return int((await connector.fetch(count))[0][0])


async def test_what_follows_is_counted_by_what_it_follows(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account)
    run = await connector.sync(account, "fulfillments")
    orders = await orders_to_ask(connector)
    assert run["asked"] == {"records": "orders", "done": orders, "total": orders}
    assert run["counts"]["fetched"] != orders > 0
    assert run["expected"] is None
    assert (await connector.sync(account, "fulfillments"))["asked"] is None


async def test_details_are_counted_beside_the_records_that_the_list_announced(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    run = await connector.sync(account, "returns")
    assert run["asked"]["records"] == "returns"
    assert run["asked"]["done"] == run["asked"]["total"] == run["expected"] > 0


async def test_another_worker_goes_on_counting(
    connector: Connector, settings: Any, emulator: Any, tmp_path: Any
) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account)
    connector.emulator.control("faults", SLOW)
    run_id = await connector.request(account, "fulfillments")
    quick = {"WORKER_HEARTBEAT": "0.1", "WORKER_POLL": "0.05", "SYNC_PAGES_IN_FLIGHT": "4"}

    async def under_way() -> bool:
        asked = (await connector.run(run_id))["asked"]
        return bool(asked and 0 < asked["done"] < asked["total"])

    worker = WorkerProcess(settings, emulator.url, tmp_path / "worker.log", **quick)
    with worker:
        await eventually(under_way)
    connector.emulator.control("faults", method="DELETE")
    with worker:
        run = await ended(connector, run_id)
    orders = await orders_to_ask(connector)
    assert run["asked"] == {"records": "orders", "done": orders, "total": orders}


async def test_an_answer_that_takes_long_holds_up_no_other_record(
    connector: Connector, settings: Any, emulator: Any, tmp_path: Any
) -> None:
    account = await connector.connect(SELLER)
    stuck = {"kind": "slow", "match": {"path_prefix": f"{ORDER}/"}, "times": 1, "seconds": 60}
    connector.emulator.control("faults", [stuck, {"kind": "slow", "match": {"path_prefix": ORDER}, "seconds": 0.3}])
    await connector.request(account, "orders")

    async def only_one_is_left() -> bool:
        windows = "SELECT count(finished_at) > 0 AND count(*) = count(finished_at) FROM sync_slices"
        listed = "SELECT count(*) FROM sync_todo WHERE stream = 'orders'"
        return bool((await connector.fetch(windows))[0][0]) and (await connector.fetch(listed))[0][0] == 1

    with WorkerProcess(settings, emulator.url, tmp_path / "worker.log"):
        await eventually(only_one_is_left)
    asked = [entry["path"] for entry in connector.emulator.control("requests")["requests"]]
    singles = [path for path in asked if path.startswith(f"{ORDER}/")]
    assert len(singles) == len(set(singles)) > 1

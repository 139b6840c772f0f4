"""Offsets that count records or pages: every record is read once either way."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.support.connector import Connector, assert_equals_truth, truth
from tests.support.worker import eventually

SELLER = "harbor_goods"
ENTITIES = {"returns": "returnId", "cancellations": "cancelId", "inquiries": "inquiryId", "cases": "caseId"}
MANY = 250
"""More than a page in one window."""


def many(connector: Connector, stream: str) -> None:
    """Copies of one record, each with an id of its own."""
    name = ENTITIES[stream]
    record = connector.emulator.control(f"truth/{stream}?seller={SELLER}")[0]
    now = datetime.fromisoformat(connector.emulator.control("state")["now"])
    put = {"op": "put", "at": (now - timedelta(days=1)).isoformat()}
    changes = [{**put, "id": str(n), "payload": renamed(record, name, str(n))} for n in range(7000, 7000 + MANY)]
    connector.emulator.control("records", {"seller": SELLER, "entity": stream, "changes": changes})


def renamed(record: Any, name: str, value: str) -> Any:
    if isinstance(record, dict):
        return {key: value if key == name else renamed(inner, name, value) for key, inner in record.items()}
    return record


@pytest.mark.parametrize("unit", ["records", "pages"])
@pytest.mark.parametrize("stream", ENTITIES)
async def test_post_orders_offsets_may_count_records_or_pages(connector: Connector, stream: str, unit: str) -> None:
    wishes = {"post_order_offset": unit}
    connector.emulator.control("seed", {"seller": SELLER, "orders": 1, "wishes": wishes})
    many(connector, stream)
    account = await connector.connect(SELLER)
    run = await connector.sync(account, stream)
    assert run["status"] == "succeeded", run["reason"]
    assert run["counts"]["created"] == len(await connector.stored(account, stream)) > MANY
    await assert_equals_truth(connector, account, SELLER, stream)


async def test_a_list_that_changes_during_the_trial_teaches_nothing(connector: Connector) -> None:
    wishes = {"post_order_offset": "records"}
    connector.emulator.control("seed", {"seller": SELLER, "orders": 1, "wishes": wishes})
    many(connector, "returns")
    account = await connector.connect(SELLER)
    search = "/post-order/v2/return/search"
    fault = {"match": {"path_prefix": search, "min_offset": 1}, "kind": "slow", "seconds": 1, "times": 1}
    connector.emulator.control("faults", [fault])
    reading = asyncio.create_task(connector.sync(account, "returns"))

    async def is_tried() -> bool:
        asked = connector.emulator.control("requests", method="GET")["requests"]
        return any(each["path"] == search and "offset=1&" in f"{each['query']}&" for each in asked)

    await eventually(is_tried)
    ends = [{"op": "remove", "id": str(number)} for number in (7000, 7000 + MANY - 1)]
    connector.emulator.control("records", {"seller": SELLER, "entity": "returns", "changes": ends})
    await reading
    stored, removed = await connector.stored(account, "returns"), {change["id"] for change in ends}
    expected = await truth(connector.emulator, SELLER, "returns")
    assert stored.keys() - removed == expected.keys()


async def test_a_refused_trial_means_records(connector: Connector) -> None:
    connector.emulator.control("seed", {"seller": SELLER, "orders": 1, "wishes": {"post_order_offset": "records"}})
    many(connector, "returns")
    account = await connector.connect(SELLER)
    match = {"path_prefix": "/post-order/v2/return/search", "min_offset": 1}
    fault = {"match": match, "kind": "status", "status": 400, "error_id": 1616, "times": 1}
    connector.emulator.control("faults", [fault])
    run = await connector.sync(account, "returns")
    assert run["status"] == "succeeded", run["reason"]
    await assert_equals_truth(connector, account, SELLER, "returns")

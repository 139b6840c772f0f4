"""What goes wrong while a stream is read: nothing is lost, and what cannot be had is told."""

import asyncio
import json
from typing import Any

import pytest

from ebay_connector.streams import BY_NAME
from tests.support.connector import Connector, assert_equals_truth
from tests.support.every_stream import counts, every_stream, prepared, seller_of
from tests.support.worker import eventually

SPOILED = "99-99999-99999"
POLICIES = {"fulfillment_policies", "payment_policies", "return_policies"}
TINY = {"funds", "privileges", "locations", "conversations", "listings", "best_offers", "purchases", *POLICIES}
"""Streams of a page or two: what goes wrong, goes wrong at once."""
only_orders = pytest.mark.parametrize("stream", ["orders"])


def fault(stream: str, kind: str, **more: Any) -> dict[str, Any]:
    """What goes wrong while the stream is read."""
    prefix = BY_NAME[stream].source.path.partition("{")[0]
    return {"match": {"path_prefix": prefix}, "kind": kind, "times": 1, "after": 0 if stream in TINY else 2, **more}


@every_stream
@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("429", {}),
        ("429", {"retry_after": 0}),
        ("500", {}),
        ("torn_json", {}),
        ("expire_token", {}),
    ],
)
async def test_a_passing_fault_loses_nothing(
    connector: Connector, stream: str, kind: str, more: dict[str, Any]
) -> None:
    account = await prepared(connector, stream)
    connector.emulator.control("faults", [fault(stream, kind, **more)])
    run = await connector.sync(account, stream)
    assert run["status"] == "succeeded", run["reason"]
    hits = connector.emulator.control("faults", method="GET")
    assert all(entry["hits"] > 0 for entry in hits), "the fault never happened"
    await connector.sync(account, stream)
    await assert_equals_truth(connector, account, seller_of(stream), stream)


@only_orders
async def test_a_record_that_leaves_its_window_is_not_lost(connector: Connector, stream: str) -> None:
    account = await prepared(connector, stream)
    connector.emulator.control("faults", [fault(stream, "shift", times=3)])
    run = await connector.sync(account, stream)
    assert run["status"] == "succeeded", run["reason"]
    assert connector.emulator.control("faults", method="GET")[0]["hits"] == 3
    await connector.sync(account, stream)
    await assert_equals_truth(connector, account, seller_of(stream), stream)


@every_stream
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("revoke_token", "onnect"),
        ("missing_scope", "permission"),
        ("wrong_host", "host"),
    ],
)
async def test_a_lasting_fault_ends_the_run_and_the_next_goes_on(
    connector: Connector, stream: str, kind: str, words: str
) -> None:
    account = await prepared(connector, stream)
    connector.emulator.control("faults", [fault(stream, kind, times=None)])
    run = await connector.sync(account, stream)
    assert run["status"] == "failed"
    assert words in run["reason"]
    connector.emulator.control("faults", method="DELETE")
    assert await connector.connect(seller_of(stream)) == account
    assert (await connector.sync(account, stream))["status"] == "succeeded"
    await assert_equals_truth(connector, account, seller_of(stream), stream)


@only_orders
async def test_one_page_that_always_fails_is_narrowed_down(connector: Connector, stream: str) -> None:
    account = await prepared(connector, stream)
    connector.emulator.control("faults", [fault(stream, "500", times=9)])
    run = await connector.sync(account, stream)
    assert run["status"] == "succeeded", run["reason"]
    await assert_equals_truth(connector, account, seller_of(stream), stream)


@only_orders
async def test_stop_midway_keeps_what_was_committed(connector: Connector, stream: str) -> None:
    account = await prepared(connector, stream)
    connector.emulator.control("faults", [fault(stream, "slow", times=None, seconds=30)])
    run_id = await connector.request(account, stream)
    task = asyncio.create_task(connector.runner.run(run_id))

    async def under_way() -> bool:
        return bool((await connector.run(run_id))["counts"]["fetched"])

    await eventually(under_way)
    async with connector.database.transaction() as connection:
        await connection.execute("UPDATE sync_runs SET status = 'stopping' WHERE id = %s", (run_id,))
    task.cancel()
    await asyncio.wait({task}, timeout=30)
    run = await connector.run(run_id)
    assert run["status"] == "stopped"
    assert len(await connector.stored(account, stream)) == run["counts"]["created"]
    connector.emulator.control("faults", method="DELETE")
    assert (await connector.sync(account, stream))["status"] == "succeeded"
    await assert_equals_truth(connector, account, seller_of(stream), stream)


@only_orders
@pytest.mark.parametrize(
    "bad",
    ['{"creationDate": "soon"}', '{"creationDate": null}', '{"note": "a\\u0000b"}', '{"note": "\\ud800"}',
     '{"lineItems": 7}', '{"pricingSummary": {"total": {"value": "1,5", "currency": "USD"}}}'],
)  # fmt: skip
async def test_a_bad_record_among_good_ones_is_set_aside(connector: Connector, stream: str, bad: str) -> None:
    account = await prepared(connector, stream)
    good = json.loads(connector.emulator.truth_lines(seller_of(stream))[0]) | {"orderId": SPOILED}
    raw = json.dumps(good | json.loads(bad))
    connector.emulator.control(
        stream, {"seller": seller_of(stream), "changes": [{"op": "raw", "raw": raw, "order_id": SPOILED}]}
    )
    run = await connector.sync(account, stream)
    assert run["status"] == "succeeded", run["reason"]
    assert counts(run)[3] == 1
    rejected = await connector.fetch("SELECT key, reason, payload FROM rejected_records")
    assert [row[0] for row in rejected] == [SPOILED]
    assert SPOILED not in await connector.stored(account, stream)

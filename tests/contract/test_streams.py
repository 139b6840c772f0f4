"""What every stream must hold against eBay, whatever happens in between: the database equals the truth."""

import asyncio
import json
from typing import Any

import pytest

from ebay_connector.streams import STREAMS
from tests.support.connector import Connector, assert_equals_truth
from tests.support.worker import eventually

SELLER = "alpine_parts"
SPOILED = "99-99999-99999"
PATHS = {stream.name: stream.source.path for stream in STREAMS}
every_stream = pytest.mark.parametrize("stream", [stream.name for stream in STREAMS])


def fault(stream: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"match": {"path_prefix": PATHS[stream]}, "kind": kind, "times": 1, "after": 2, **more}


def counts(run: dict[str, Any]) -> tuple[int, int, int, int]:
    numbers = run["counts"]
    return numbers["created"], numbers["updated"], numbers["unchanged"], numbers["rejected"]


@every_stream
async def test_the_first_read_brings_everything(connector: Connector, stream: str) -> None:
    account = await connector.connect(SELLER)
    run = await connector.sync(account, stream)
    assert run["status"] == "succeeded", run["reason"]
    assert run["counts"]["created"] == len(await connector.stored(account, stream)) > 500
    await assert_equals_truth(connector, account, SELLER, stream)


@every_stream
async def test_the_second_read_changes_nothing(connector: Connector, stream: str) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account, stream)
    before = await connector.fetch(f"SELECT order_id, xmin::text, changed_at FROM {stream} ORDER BY 1")
    run = await connector.sync(account, stream, full=True)
    assert run["status"] == "succeeded"
    assert counts(run) == (0, 0, len(before), 0)
    assert await connector.fetch(f"SELECT order_id, xmin::text, changed_at FROM {stream} ORDER BY 1") == before


@every_stream
async def test_changed_and_new_records_arrive(connector: Connector, stream: str) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account, stream)
    some = sorted(await connector.stored(account, stream))[:3]
    connector.emulator.control(
        stream, {"seller": SELLER, "changes": [*({"op": "touch", "order_id": key} for key in some), {"op": "create"}]}
    )
    run = await connector.sync(account, stream)
    assert run["status"] == "succeeded"
    assert counts(run)[:2] == (1, 3)
    await assert_equals_truth(connector, account, SELLER, stream)


@every_stream
async def test_an_empty_answer_is_explained(connector: Connector, stream: str) -> None:
    account = await connector.connect("quiet_corner")
    run = await connector.sync(account, stream)
    assert (run["status"], run["counts"]["fetched"]) == ("succeeded", 0)
    assert "eBay has no orders for" in run["reason"]
    assert "last 2 years" in run["reason"]


@every_stream
@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("429", {}),
        ("429", {"retry_after": 0}),
        ("500", {}),
        ("torn_json", {}),
        ("expire_token", {}),
        ("shift", {"times": 3}),
    ],
)
async def test_a_passing_fault_loses_nothing(
    connector: Connector, stream: str, kind: str, more: dict[str, Any]
) -> None:
    account = await connector.connect(SELLER)
    connector.emulator.control("faults", [fault(stream, kind, **more)])
    run = await connector.sync(account, stream)
    assert run["status"] == "succeeded", run["reason"]
    hits = connector.emulator.control("faults", method="GET")
    assert all(entry["hits"] > 0 for entry in hits), "the fault never happened"
    await connector.sync(account, stream)
    await assert_equals_truth(connector, account, SELLER, stream)


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
    account = await connector.connect(SELLER)
    connector.emulator.control("faults", [fault(stream, kind, times=None)])
    run = await connector.sync(account, stream)
    assert run["status"] == "failed"
    assert words in run["reason"]
    connector.emulator.control("faults", method="DELETE")
    assert await connector.connect(SELLER) == account
    assert (await connector.sync(account, stream))["status"] == "succeeded"
    await assert_equals_truth(connector, account, SELLER, stream)


@every_stream
async def test_one_page_that_always_fails_is_narrowed_down(connector: Connector, stream: str) -> None:
    account = await connector.connect(SELLER)
    connector.emulator.control("faults", [fault(stream, "500", times=9)])
    run = await connector.sync(account, stream)
    assert run["status"] == "succeeded", run["reason"]
    await assert_equals_truth(connector, account, SELLER, stream)


@every_stream
async def test_stop_midway_keeps_what_was_committed(connector: Connector, stream: str) -> None:
    account = await connector.connect(SELLER)
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
    await assert_equals_truth(connector, account, SELLER, stream)


@every_stream
@pytest.mark.parametrize(
    "bad",
    ['{"creationDate": "soon"}', '{"creationDate": null}', '{"note": "a\\u0000b"}', '{"note": "\\ud800"}',
     '{"lineItems": 7}', '{"pricingSummary": {"total": {"value": "1,5", "currency": "USD"}}}'],
)  # fmt: skip
async def test_a_bad_record_among_good_ones_is_set_aside(connector: Connector, stream: str, bad: str) -> None:
    account = await connector.connect(SELLER)
    good = json.loads(connector.emulator.truth_lines(SELLER)[0]) | {"orderId": SPOILED}
    raw = json.dumps(good | json.loads(bad))
    connector.emulator.control(stream, {"seller": SELLER, "changes": [{"op": "raw", "raw": raw, "order_id": SPOILED}]})
    run = await connector.sync(account, stream)
    assert run["status"] == "succeeded", run["reason"]
    assert counts(run)[3] == 1
    rejected = await connector.fetch("SELECT key, reason, payload FROM rejected_records")
    assert [row[0] for row in rejected] == [SPOILED]
    assert SPOILED not in await connector.stored(account, stream)


@every_stream
async def test_the_log_is_numbered_and_tells_the_whole_story(connector: Connector, stream: str) -> None:
    account = await connector.connect(SELLER)
    run = await connector.sync(account, stream)
    lines = await connector.events(run["id"])
    assert [line["seq"] for line in lines] == list(range(1, run["last_seq"] + 1))
    assert (lines[0]["kind"], lines[-1]["kind"]) == ("start", "end")
    start = lines[0]["data"]
    assert start["environment"] == "emulator"
    assert start["scopes"]
    requests = [line["data"] for line in lines if line["kind"] == "request"]
    assert len(requests) == run["requests"]
    assert all(line["status"] == 200 and line["ebay_request_id"] for line in requests)
    assert "v^1.1#" not in str(lines)

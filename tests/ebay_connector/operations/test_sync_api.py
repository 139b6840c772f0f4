"""Starting, watching, stopping and scheduling through the API; bad input gets the right status and one sentence."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from ebay_connector.streams import STREAMS
from ebay_connector.sync.housekeeping import make_schedules
from tests.support.connector import Connector
from tests.support.worker import eventually

SELLER = "alpine_parts"


async def follow(client: httpx.AsyncClient, run_id: int, headers: dict[str, str] | None = None) -> list[dict[str, Any]]:
    """Every server-sent event of a run until its stream ends: event, id and decoded data."""
    answer = await client.get(f"/ebay/sync/runs/{run_id}/events", headers=headers or {})
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = []
    for block in answer.text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            events.append({**fields, "data": json.loads(fields["data"])})
    return events


async def started(client: httpx.AsyncClient, **wanted: Any) -> dict[str, Any]:
    answer = await client.post("/ebay/sync/orders", json=wanted)
    assert answer.status_code == 202, answer.text
    run: dict[str, Any] = answer.json()["runs"][0]
    return run


async def test_a_run_is_followed_live_to_its_end(connector: Connector, operator: httpx.AsyncClient) -> None:
    await connector.connect(SELLER)
    run = await started(operator)
    assert (run["status"], run["kind"], run["requested_by"]) == ("queued", "manual", "operator@shop.test")
    _, events = await asyncio.gather(connector.runner.run(run["id"]), follow(operator, run["id"]))
    lines = [event for event in events if event["event"] == "log"]
    assert [int(line["id"]) for line in lines] == list(range(1, len(lines) + 1))
    assert events[-1]["event"] == "end"
    assert events[-1]["data"]["status"] == "succeeded"
    assert events[-1]["data"]["last_seq"] == len(lines)
    assert len([event for event in events if event["event"] == "run"]) > 1


@pytest.mark.parametrize("resume", ["header", "parameter"])
async def test_a_cut_stream_goes_on_where_it_ended(
    connector: Connector, operator: httpx.AsyncClient, resume: str
) -> None:
    run = await connector.sync(await connector.connect(SELLER))
    if resume == "header":
        events = await follow(operator, run["id"], {"Last-Event-ID": "7"})
    else:
        answer = await operator.get(f"/ebay/sync/runs/{run['id']}/events?after=7")
        events = [{"event": "log", "id": line[4:]} for line in answer.text.splitlines() if line.startswith("id: ")]
    ids = [int(event["id"]) for event in events if event["event"] == "log"]
    assert ids == list(range(8, run["last_seq"] + 1))


async def test_a_second_start_keeps_the_active_run(connector: Connector, operator: httpx.AsyncClient) -> None:
    await connector.connect(SELLER)
    run = await started(operator)
    answer = (await operator.post("/ebay/sync/orders", json={})).json()
    assert [again["id"] for again in answer["runs"]] == [run["id"]]
    assert answer["skipped"][0]["code"] == "already_running"


async def test_a_waiting_run_is_stopped_at_once(connector: Connector, operator: httpx.AsyncClient) -> None:
    await connector.connect(SELLER)
    run = await started(operator)
    answer = await operator.post(f"/ebay/sync/runs/{run['id']}/stop")
    assert (answer.status_code, answer.json()["status"]) == (202, "stopped")
    assert (await operator.post(f"/ebay/sync/runs/{run['id']}/stop")).status_code == 200
    await connector.runner.run(run["id"])
    assert (await connector.run(run["id"]))["counts"]["fetched"] == 0


async def test_a_running_run_is_fenced_when_it_is_stopped(connector: Connector, operator: httpx.AsyncClient) -> None:
    connector.emulator.control("faults", [{"kind": "slow", "match": {"path_prefix": "/sell"}, "seconds": 0.2}])
    await connector.connect(SELLER)
    run = await started(operator)
    task = asyncio.create_task(connector.runner.run(run["id"]))

    async def running() -> bool:
        return bool((await connector.run(run["id"]))["status"] == "running")

    await eventually(running)
    assert (await operator.post(f"/ebay/sync/runs/{run['id']}/stop")).json()["status"] == "stopping"
    await asyncio.wait_for(task, 10)
    assert (await operator.get(f"/ebay/sync/runs/{run['id']}")).json()["status"] == "stopped"


async def test_state_history_and_log_tell_the_same_story(connector: Connector, operator: httpx.AsyncClient) -> None:
    account = await connector.connect(SELLER)
    run = await connector.sync(account)
    state = (await operator.get("/ebay/sync/state")).json()
    assert [row["stream"] for row in state] == [stream.name for stream in STREAMS]
    assert [(row["account_id"], row["rows"]) for row in state[:1]] == [(account, run["counts"]["created"])]
    assert state[0]["last_run"]["id"] == run["id"]
    assert state[0]["backfill"]["done"] == state[0]["backfill"]["total"] > 20
    assert (await operator.get("/ebay/sync/runs?status=succeeded")).json()["items"][0]["id"] == run["id"]
    text = (await operator.get(f"/ebay/sync/runs/{run['id']}/log")).text
    lines = (await operator.get(f"/ebay/sync/runs/{run['id']}/log?format=ndjson")).text.splitlines()
    assert len(text.splitlines()) == len(lines) == run["last_seq"]
    assert json.loads(lines[-1])["kind"] == "end"


async def test_the_state_tells_how_many_records_are_set_aside(
    connector: Connector, operator: httpx.AsyncClient
) -> None:
    account = await connector.connect(SELLER)
    spoiled = json.loads(connector.emulator.truth_lines(SELLER)[0]) | {"orderId": "00-1", "lineItems": 7}
    change = {"op": "raw", "raw": json.dumps(spoiled), "order_id": spoiled["orderId"]}
    connector.emulator.control("orders", {"seller": SELLER, "changes": [change]})
    run = await connector.sync(account)
    aside = {row["stream"]: row["set_aside"] for row in (await operator.get("/ebay/sync/state")).json()}
    assert aside["orders"] == run["counts"]["rejected"] == 1
    assert aside["transactions"] == 0
    assert len((await operator.get("/ebay/sync/rejected?stream=orders")).json()["items"]) == 1


async def test_a_request_tells_how_many_records_its_answer_held(connector: Connector) -> None:
    torn = {"kind": "torn_json", "match": {"path_prefix": "/sell"}, "times": 1}
    connector.emulator.control("faults", [torn])
    run = await connector.sync(await connector.connect(SELLER))
    requests, retries = [await connector.events(run["id"], kind) for kind in ("request", "retry")]
    listed = [line["data"]["records"] for line in requests if line["data"]["path"].endswith("/order")]
    assert sum(listed) == run["counts"]["fetched"], "an order read again by its id is no other record"
    assert [line["data"]["records"] for line in retries] == [None]
    assert all(f", {line['data']['records']} record" in line["message"] for line in requests)


async def test_a_request_with_an_expired_token_is_made_again_at_once(connector: Connector) -> None:
    expired = {"kind": "expire_token", "match": {"path_prefix": "/sell"}, "times": 1}
    connector.emulator.control("faults", [expired])
    run = await connector.sync(await connector.connect(SELLER))
    retries = [line["message"] for line in await connector.events(run["id"], "retry")]
    assert retries
    assert all(message.endswith(" Attempt 2 at once.") for message in retries)


async def test_during_a_full_read_the_state_tells_until_when_it_was_complete_before(
    connector: Connector, operator: httpx.AsyncClient
) -> None:
    async def synced_until() -> str | None:
        until: str | None = (await operator.get("/ebay/sync/state")).json()[0]["synced_until"]
        return until

    account = await connector.connect(SELLER)
    refusal = {"kind": "status", "status": 400, "match": {"path_prefix": "/sell"}, "after": 3}
    connector.emulator.control("faults", [refusal])
    assert (await connector.sync(account))["status"] == "failed"
    assert await synced_until() is None, "the first read has not come to its end"
    connector.emulator.control("faults", [])
    await connector.sync(account)
    before = await synced_until()
    assert before is not None
    connector.emulator.control("faults", [refusal])
    for _ in range(2):
        assert (await connector.sync(account, full=True))["status"] == "failed"
        assert await synced_until() == before
    connector.emulator.control("faults", [])
    await connector.sync(account)
    after = await synced_until()
    assert after is not None
    assert after > before


async def test_a_stream_waits_until_what_it_follows_is_read(connector: Connector, operator: httpx.AsyncClient) -> None:
    async def parcels() -> tuple[str | None, bool]:
        states = (await operator.get("/ebay/sync/state")).json()
        state = next(each for each in states if each["stream"] == "fulfillments")
        return state["waits_for"], state["synced_until"] is not None

    account = await connector.connect("quiet_corner")
    run = await connector.sync(account, "fulfillments")
    assert run["reason"].startswith("Waits for the orders of quiet_corner")
    assert await parcels() == ("orders", False)
    await connector.sync(account)
    run = await connector.sync(account, "fulfillments")
    assert run["reason"].startswith("eBay has no fulfillments for quiet_corner")
    assert await parcels() == (None, True)


async def test_a_schedule_can_be_changed_and_switched_off(connector: Connector, operator: httpx.AsyncClient) -> None:
    account = await connector.connect(SELLER)
    path = f"/ebay/sync/schedules/{account}/orders"
    assert (await operator.put(path, json={"enabled": True, "every_minutes": 30})).json()["every_minutes"] == 30
    off = (await operator.put(path, json={"enabled": False, "every_minutes": 30})).json()
    assert off == {"enabled": False, "every_minutes": 30, "next_at": None}


async def test_with_what_follows_a_stream_that_is_switched_on_too(
    connector: Connector, operator: httpx.AsyncClient
) -> None:
    async def enabled() -> dict[str, bool]:
        found = await connector.fetch("SELECT stream, enabled FROM sync_schedules")
        return {stream: on for stream, on in found if stream in ("orders", "fulfillments")}

    account = await connector.connect(SELLER)
    await make_schedules(connector.database, 15)
    path = f"/ebay/sync/schedules/{account}"
    for stream in ("orders", "fulfillments"):
        await operator.put(f"{path}/{stream}", json={"enabled": False, "every_minutes": 15})
    assert await enabled() == {"orders": False, "fulfillments": False}
    await operator.put(f"{path}/fulfillments", json={"enabled": True, "every_minutes": 15})
    assert await enabled() == {"orders": True, "fulfillments": True}


async def test_what_waits_for_a_stream_that_is_off_says_so(connector: Connector, operator: httpx.AsyncClient) -> None:
    account = await connector.connect("quiet_corner")
    change = {"enabled": False, "every_minutes": 15}
    await operator.put(f"/ebay/sync/schedules/{account}/orders", json=change)
    reason = (await connector.sync(account, "fulfillments"))["reason"]
    assert reason.startswith("Waits for the orders of quiet_corner")
    assert reason.endswith("The schedule of Orders is off: switch it on, or start a run by hand.")


async def test_a_schedule_has_no_next_time_until_the_account_is_connected_again(
    connector: Connector, operator: httpx.AsyncClient
) -> None:
    account = await connector.connect(SELLER)
    path, change = f"/ebay/sync/schedules/{account}/orders", {"enabled": True, "every_minutes": 30}
    assert (await operator.put(path, json=change)).json()["next_at"]
    assert (await operator.get("/ebay/sync/state")).json()[0]["schedule"]["next_at"]
    connector.emulator.control("faults", [{"kind": "revoke_token"}])
    assert (await connector.sync(account))["status"] == "failed"
    state = (await operator.get("/ebay/sync/state")).json()[0]
    assert (state["blocked"]["code"], state["schedule"]) == ("reconnect_needed", {**change, "next_at": None})
    assert (await operator.put(path, json=change)).json() == {**change, "next_at": None}


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("POST", "/ebay/sync/nothing", {}, 404, "unknown_stream"),
        ("POST", "/ebay/sync/orders", {"account_ids": [99]}, 404, "unknown_account"),
        ("POST", "/ebay/sync/orders", {"account_ids": "all"}, 422, "invalid_request"),
        ("POST", "/ebay/sync/orders", {"account_ids": []}, 422, "invalid_request"),
        ("POST", "/ebay/sync/orders", {}, 409, "no_accounts"),
        ("GET", "/ebay/sync/runs?stream=nothing", None, 404, "unknown_stream"),
        ("GET", "/ebay/sync/runs?stream=%00", None, 404, "unknown_stream"),
        ("GET", "/ebay/sync/rejected?stream=nothing", None, 404, "unknown_stream"),
        ("GET", "/ebay/sync/waiting?stream=nothing", None, 404, "unknown_stream"),
        ("POST", "/ebay/sync/waiting/retry", {"stream": "nothing"}, 404, "unknown_stream"),
        ("POST", "/ebay/sync/waiting/retry", {"account_id": 99}, 404, "unknown_account"),
        ("POST", "/ebay/sync/waiting/retry", {"account_id": 99_999_999_999}, 404, "unknown_account"),
        ("GET", "/ebay/sync/runs/99", None, 404, "unknown_run"),
        ("GET", "/ebay/sync/runs/99/events", None, 404, "unknown_run"),
        ("GET", "/ebay/sync/runs/99/log", None, 404, "unknown_run"),
        ("GET", "/ebay/sync/runs/99999999999999999999", None, 404, "unknown_run"),
        ("GET", "/ebay/sync/runs/nonsense", None, 422, "invalid_request"),
        ("POST", "/ebay/sync/runs/99/stop", None, 404, "unknown_run"),
        ("PUT", "/ebay/sync/schedules/99/orders", {"enabled": True, "every_minutes": 15}, 404, "unknown_account"),
        ("PUT", "/ebay/sync/schedules/1/orders", {"enabled": True, "every_minutes": 1}, 422, "invalid_request"),
    ],
)
async def test_what_makes_no_sense_is_refused(
    operator: httpx.AsyncClient, method: str, path: str, body: Any, status: int, code: str
) -> None:
    answer = await operator.request(method, path, json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["detail"].rstrip().endswith(".")


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/ebay/sync/orders"), ("POST", "/ebay/sync/runs/1/stop"), ("PUT", "/ebay/sync/schedules/1/orders")],
)
async def test_a_viewer_may_look_but_not_act(viewer: httpx.AsyncClient, method: str, path: str) -> None:
    answer = await viewer.request(method, path, json={"enabled": True, "every_minutes": 15})
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert (await viewer.get("/ebay/sync/state")).status_code == 200

"""The control plane: changes by hand, the clock, a living world, seeds, raw records, the journal."""

import json
import signal
import socket
import subprocess
import sys
import time
from datetime import datetime
from typing import Any

import pytest

from ebay_emulator.testing import EmulatorError, EmulatorProcess
from tests.ebay_emulator.client import ORDERS, Ebay
from tests.ebay_emulator.conftest import NOW

Json = dict[str, Any]


@pytest.fixture
def token(ebay: Ebay) -> str:
    ebay.control("seed", {"seller": "shop", "orders": 60, "days": 30})
    return str(ebay.tokens("shop")["access_token"])


def one(ebay: Ebay, **change: Any) -> Json:
    """The order that a change was made to, afterwards."""
    (name,) = ebay.change("shop", change)
    return ebay.truth("shop")[name]


def test_changes_of_single_orders(ebay: Ebay, token: str) -> None:
    made = one(ebay, op="create", patch={"buyerCheckoutNotes": "hello"})
    name = made["orderId"]
    assert (made["buyerCheckoutNotes"], made["orderPaymentStatus"]) == ("hello", "PAID")
    assert one(ebay, op="ship", order_id=name)["orderFulfillmentStatus"] == "FULFILLED"
    part = one(ebay, op="refund", order_id=name, amount="1.00")
    assert part["orderPaymentStatus"] == "PARTIALLY_REFUNDED"
    assert one(ebay, op="refund", order_id=name)["orderPaymentStatus"] == "FULLY_REFUNDED"
    changed = one(ebay, op="set", order_id=name, patch={"buyer": {"username": "someone"}, "buyerCheckoutNotes": None})
    assert changed["buyer"]["username"] == "someone"
    assert changed["buyer"]["taxAddress"] == made["buyer"]["taxAddress"]
    assert "buyerCheckoutNotes" not in changed
    assert ebay.get(f"{ORDERS}/{name}", token).json == changed
    ebay.change("shop", {"op": "delete", "order_id": name})
    assert name not in ebay.truth("shop")
    assert ebay.get(f"{ORDERS}/{name}", token).status == 404


def test_a_cancellation_is_asked_for_and_granted(ebay: Ebay, token: str) -> None:
    name = one(ebay, op="create")["orderId"]
    asked = one(ebay, op="request_cancel", order_id=name)["cancelStatus"]
    assert (asked["cancelState"], asked["cancelRequests"][0]["cancelRequestState"]) == ("IN_PROGRESS", "REQUESTED")
    granted = one(ebay, op="cancel", order_id=name)
    assert granted["cancelStatus"]["cancelState"] == "CANCELED"
    assert granted["orderPaymentStatus"] == "FULLY_REFUNDED"
    assert granted["paymentSummary"]["totalDueSeller"]["value"] == "0.0"


def test_each_change_moves_the_modification_forward(ebay: Ebay, token: str) -> None:
    name = one(ebay, op="create")["orderId"]
    seen = ebay.truth("shop")[name]["lastModifiedDate"]
    for _ in range(5):
        before = ebay.now()
        after = one(ebay, op="touch", order_id=name)["lastModifiedDate"]
        assert after > seen
        assert before < after <= ebay.now()
        seen = after
    closed = ebay.get(ORDERS, token, filter=f"lastmodifieddate:[{seen}..]").order_ids
    assert closed == [name]


def test_a_changed_order_leaves_the_window_it_was_in(ebay: Ebay, token: str) -> None:
    oldest = min(ebay.truth("shop").values(), key=lambda order: str(order["lastModifiedDate"]))
    window = f"lastmodifieddate:[{oldest['lastModifiedDate']}..{ebay.now()}]"
    before = ebay.get(ORDERS, token, filter=window, limit=200)
    ebay.change("shop", {"op": "touch", "order_id": oldest["orderId"]})
    after = ebay.get(ORDERS, token, filter=window, limit=200)
    assert set(before.order_ids) - set(after.order_ids) == {oldest["orderId"]}
    assert after.json["total"] == before.json["total"] - 1


def test_orders_can_be_made_in_the_past(ebay: Ebay, token: str) -> None:
    created = "2026-01-05T10:00:00.000Z"
    order = one(ebay, op="create", created=created, modified="2026-01-06T10:00:00.000Z")
    assert (order["creationDate"], order["lastModifiedDate"]) == (created, "2026-01-06T10:00:00.000Z")
    assert ebay.get(ORDERS, token, filter=f"creationdate:[{created}..2026-01-07T00:00:00.000Z]").json["total"] == 1


def test_many_orders_at_once(ebay: Ebay, token: str) -> None:
    assert len(set(ebay.change("shop", {"op": "create", "count": 25}))) == 25
    assert len(ebay.truth("shop")) == 85


RAW = [
    '{"orderId":"11-11111-11111","creationDate":"not a date","surprise":{"a":[1,2]},"orderPaymentStatus":"ODD"}',
    '{"orderId":"11-11111-11112","buyerCheckoutNotes":"a\\u0000b"}',
    '{"orderId":"11-11111-11113","buyerCheckoutNotes":"\\ud800 alone"}',
    '{"noOrderId":true}',
    '{"orderId":null}',
    '"not an object"',
]


def test_raw_records_are_served_as_they_are(ebay: Ebay, token: str) -> None:
    for raw in RAW:
        ebay.change("shop", {"op": "raw", "raw": raw})
    served = ebay.get(ORDERS, token, limit=200, check=False).body
    lines = ebay.process.truth_lines("shop")
    assert len(lines) == 66
    for raw in RAW:
        assert raw.encode() in served
        assert raw.encode() in lines
    assert json.loads(served)["total"] == 66


def test_a_raw_record_may_replace_an_order(ebay: Ebay, token: str) -> None:
    name = next(iter(ebay.truth("shop")))
    raw = f'{{"orderId":"{name}","total":1e999}}'
    assert ebay.change("shop", {"op": "raw", "order_id": name, "raw": raw}) == [name]
    assert ebay.get(f"{ORDERS}/{name}", token, check=False).body == raw.encode()
    assert raw.encode() in ebay.get(ORDERS, token, limit=1, offset=59, check=False).body


def test_raw_records_stand_in_nobodys_way(ebay: Ebay, token: str) -> None:
    for raw in (*RAW, "{torn"):
        ebay.change("shop", {"op": "raw", "raw": raw})
    changed = ebay.change("shop", {"op": "touch"}, {"op": "ship"}, {"op": "refund"}, {"op": "cancel"})
    assert all(len(name) == 14 for name in changed)
    ebay.control("faults", [{"kind": "shift"}])
    assert ebay.get(ORDERS, token, limit=1, check=False).status == 200
    ebay.control("faults", method="DELETE")
    assert len(ebay.process.truth_lines("shop")) == 67


def test_raw_bytes_need_not_be_text(ebay: Ebay, token: str) -> None:
    ebay.change("shop", {"op": "raw", "raw_base64": "eyJhIjoi/yJ9"})
    assert b'{"a":"\xff"}' in ebay.get(ORDERS, token, limit=1, check=False).body
    with pytest.raises(EmulatorError, match="one line"):
        ebay.change("shop", {"op": "raw", "raw": "{\n}"})


def test_the_clock_moves_forward_only(ebay: Ebay) -> None:
    before = datetime.fromisoformat(ebay.now())
    later = datetime.fromisoformat(ebay.control("clock", {"advance_seconds": 3600})["now"])
    assert 3600 <= (later - before).total_seconds() < 3620
    ebay.control("clock", {"set": "2020-01-01T00:00:00.000Z"})
    assert datetime.fromisoformat(ebay.now()) >= later
    assert ebay.control("clock", {"set": "2035-01-01T00:00:00.000Z"})["now"].startswith("2035-01-01T00:00:0")


def test_a_world_that_does_not_live_stands_still(ebay: Ebay, token: str) -> None:
    before = ebay.process.truth_lines("shop")
    ebay.control("clock", {"advance_seconds": 86_400})
    assert ebay.process.truth_lines("shop") == before


def test_a_living_world_brings_orders_and_changes(demo: Ebay) -> None:
    before = {seller: demo.truth(seller) for seller in ("harbor_goods", "fenland_books")}
    demo.control("clock", {"live": {"orders_per_hour": 4}})
    start = demo.now()
    demo.control("clock", {"advance_seconds": 18 * 86_400})
    after, end = {seller: demo.truth(seller) for seller in before}, demo.now()
    assert demo.truth("quiet_corner") == {}
    for seller, orders in after.items():
        new = {name: order for name, order in orders.items() if name not in before[seller]}
        assert len(new) > 50
        assert {order["orderFulfillmentStatus"] for order in new.values()} >= {"FULFILLED", "NOT_STARTED"}
        changed = [order for name, order in before[seller].items() if orders.get(name, order) != order]
        assert changed
        for order in changed:
            moved = orders[order["orderId"]]
            assert start < moved["lastModifiedDate"] <= end
            assert moved["lastModifiedDate"] > order["lastModifiedDate"]
    every = [order for order in after["harbor_goods"].values() if order["lastModifiedDate"] >= start]
    states = {order["cancelStatus"]["cancelState"] for order in every} | {o["orderPaymentStatus"] for o in every}
    assert states >= {"CANCELED", "PARTIALLY_REFUNDED", "FULLY_REFUNDED", "PAID"}


def test_what_a_window_showed_stays_so_while_the_world_lives(ebay: Ebay, token: str) -> None:
    """Orders may leave a closed window of modification dates, but none may enter it."""
    ebay.control("clock", {"live": {"orders_per_hour": 3_600}})
    shown: dict[str, set[str]] = {}
    start = ebay.now()
    for _ in range(20):
        ebay.control("clock", {"advance_seconds": 15})
        end = ebay.now()
        window = f"lastmodifieddate:[{start}..{end}]"
        shown[window] = set(ebay.get(ORDERS, token, filter=window, limit=200, check=False).order_ids)
        start = end
    assert all(shown.values())
    for window, before in shown.items():
        assert set(ebay.get(ORDERS, token, filter=window, limit=200, check=False).order_ids) <= before


def test_seeds_are_the_same_each_time(ebay: Ebay) -> None:
    def lines(seed: int) -> list[bytes]:
        ebay.control("reset", {"demo": False, "now": NOW})
        ebay.control("seed", {"seller": "shop", "orders": 50, "seed": seed})
        return ebay.process.truth_lines("shop")

    assert lines(7) == lines(7)
    assert not set(lines(7)) & set(lines(8))


def test_seeding_twice_adds(ebay: Ebay) -> None:
    assert ebay.control("seed", {"seller": "shop", "orders": 30})["orders"] == 30
    assert ebay.control("seed", {"seller": "shop", "orders": 20})["orders"] == 50
    assert len(ebay.truth("shop")) == 50


@pytest.mark.parametrize("size", [4_300, 9_000])
def test_seeded_orders_can_be_of_a_size(ebay: Ebay, size: int) -> None:
    ebay.control("seed", {"seller": "shop", "orders": 300, "order_bytes": size})
    for line in ebay.process.truth_lines("shop", "&view=list"):
        assert size - 50 <= len(line) <= size + 1500


def test_the_journal_tells_what_was_asked(ebay: Ebay, token: str) -> None:
    last = ebay.control("requests")["last"]
    ebay.get(ORDERS, token, limit=2)
    ebay.get(ORDERS, token, limit=999)
    ebay.send("GET", "/nowhere")
    told = ebay.control(f"requests?since={last}")["requests"]
    assert [(each["path"], each["query"], each["status"], each["seller"]) for each in told] == [
        (ORDERS, "limit=2", 200, "shop"),
        (ORDERS, "limit=999", 400, "shop"),
        ("/nowhere", "", 404, None),
    ]
    assert len(ebay.control(f"requests?since={last}&seller=shop")["requests"]) == 2
    assert token not in json.dumps(told)
    ebay.control("requests", method="DELETE")
    assert ebay.control("requests")["requests"] == []


@pytest.mark.parametrize(
    ("path", "payload"),
    [
        ("orders", {"seller": "nobody", "changes": []}),
        ("orders", {"seller": "shop", "changes": [{"op": "explode"}]}),
        ("orders", {"seller": "shop", "changes": [{"op": "touch", "order_id": "1"}]}),
        ("orders", {"seller": "shop", "changes": [{"op": "pay"}]}),
        ("tokens", {"seller": "nobody"}),
        ("clock", {"set": "noon"}),
        ("clock", {"hurry": True}),
        ("seed", {"seller": "shop"}),
        ("truth/orders?seller=nobody", None),
    ],
)
def test_control_requests_that_make_no_sense_are_refused(ebay: Ebay, token: str, path: str, payload: object) -> None:
    with pytest.raises(EmulatorError, match="answered 400"):
        ebay.control(path, payload)


def test_a_large_seed_is_quick_and_small(ebay: Ebay) -> None:
    ebay.control("seed", {"seller": "giant", "orders": 100_000})
    token = ebay.tokens("giant")["access_token"]
    page = ebay.get(ORDERS, token, filter="creationdate:[2025-01-01T00:00:00.000Z..]", limit=200, offset=50_000)
    assert len(set(page.order_ids)) == 200
    name = page.order_ids[100]
    assert ebay.get(f"{ORDERS}/{name}", token).json == page.json["orders"][100]
    ebay.change("giant", {"op": "touch", "order_id": name})
    recent = ebay.get(ORDERS, token, limit=1, filter=f"lastmodifieddate:[{page.json['orders'][0]['creationDate']}..]")
    assert recent.order_ids == [name]


def test_it_stops_when_told_to() -> None:
    with EmulatorProcess("--live", "10") as process:
        assert process._process is not None
        process._process.send_signal(signal.SIGTERM)
        assert process._process.wait(5) == 0


def test_it_ends_with_the_process_that_started_it() -> None:
    script = "import os; from ebay_emulator.testing import EmulatorProcess as E; print(E().start().port); os._exit(9)"
    command = [sys.executable, "-u", "-c", script]
    port = int(subprocess.run(command, capture_output=True, timeout=30, check=False).stdout)
    deadline = time.monotonic() + 10
    while _answers(port):
        assert time.monotonic() < deadline, "still there"


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_taken_port_is_said(local_process: EmulatorProcess) -> None:
    command = [sys.executable, "-m", "ebay_emulator", "--port", str(local_process.port)]
    ended = subprocess.run(command, capture_output=True, timeout=20, check=False)
    assert ended.returncode != 0
    assert f"cannot listen on 127.0.0.1:{local_process.port}".encode() in ended.stderr
    assert b"Traceback" not in ended.stderr

"""Post-Order: searching for what a record is about, and records changed by hand."""

from typing import Any
from urllib.parse import urlencode

import pytest

from tests.ebay_emulator.client import Ebay
from tests.ebay_emulator.services.post_order_client import (
    ENTITIES,
    IDS,
    SEARCHES,
    V2,
    Ask,
    Json,
    access,
    error,
    get,
    members,
    truth,
)


@pytest.fixture
def token(demo: Ebay) -> str:
    return access(demo, "harbor_goods")


@pytest.fixture
def ask(demo: Ebay, token: str) -> Ask:
    return lambda path, **query: get(demo, token, path, **query)


def test_returns_by_what_they_are_about(demo: Ebay, ask: Ask) -> None:
    every = truth(demo, "return", "list")
    wanted = every[-1]
    item = wanted["creationInfo"]["item"]
    for name, value in (
        ("return_id", wanted["returnId"]),
        ("order_id", wanted["orderId"]),
        ("transaction_id", item["transactionId"]),
    ):
        assert members(ask("return/search", **{name: value})) == [wanted]
    same = [each for each in every if each["creationInfo"]["item"]["itemId"] == item["itemId"]]
    assert members(ask("return/search", item_id=item["itemId"])) == same
    assert members(ask("return/search", role="BUYER")) == []


def test_returns_by_state(still: Ebay) -> None:
    still.control("seed", {"seller": "shop", "orders": 20_000, "days": 100})
    token = access(still, "shop")

    def found(**asked: Any) -> list[Json]:
        return members(get(still, token, "return/search", limit=200, **asked))

    everything = get(still, token, "return/search", limit=200).json
    assert everything["total"] > 200
    counts = {each["filter"]: each["count"] for each in everything["countSummary"]}
    assert sum(counts.values()) == everything["total"]
    open_ones = found(return_state="ALL_OPEN")
    assert len(open_ones) == counts["ALL_OPEN"] > 0
    assert all(each["status"] != "CLOSED" for each in open_ones)
    assert [each["state"] for each in found(states=["ITEM_SHIPPED", "ITEM_DELIVERED"])] == [
        each["state"] for each in open_ones if each["state"] in ("ITEM_SHIPPED", "ITEM_DELIVERED")
    ]
    due = found(return_state="SELLER_ACTION_DUE")
    assert due == [each for each in open_ones if "sellerResponseDue" in each]
    assert due
    assert error(get(still, token, "return/search", return_state="LOST")) == (400, 1302)


def test_cancellations_by_what_they_are_about(demo: Ebay, ask: Ask) -> None:
    wanted = truth(demo, "cancellation", "list")[-1]
    line = wanted["lineItems"][-1]
    for name, value in (
        ("cancel_id", wanted["cancelId"]),
        ("legacy_order_id", wanted["legacyOrderId"]),
        ("transaction_id", line["transactionId"]),
    ):
        assert members(ask("cancellation/search", **{name: value})) == [wanted]
    assert wanted in members(ask("cancellation/search", item_id=line["itemId"], limit=200))


@pytest.mark.parametrize("kind", ["inquiry", "casemanagement"])
def test_claims_by_what_they_are_about(demo: Ebay, ask: Ask, kind: str) -> None:
    every = truth(demo, kind, "list")
    wanted = every[-1]
    path = f"{kind}/search"
    assert members(ask(path, transaction_id=wanted["transactionId"])) == [wanted]
    assert wanted in members(ask(path, item_id=wanted["itemId"]))
    orders = demo.truth("harbor_goods").values()
    order = next(
        each for each in orders if any(line["lineItemId"] == str(wanted["transactionId"]) for line in each["lineItems"])
    )
    assert members(ask(path, order_id=order["orderId"])) == [wanted]
    assert members(ask(path, order_id="01-00000-00001")) == []
    name, status = {
        "inquiry": ("inquiry_status", "inquiryStatusEnum"),
        "casemanagement": ("case_status_filter", "caseStatusEnum"),
    }[kind]
    lately = members(ask(path, limit=200))
    for state in {each[status] for each in lately}:
        found = members(ask(path, limit=200, **{name: state}))
        assert found == [each for each in lately if each[status] == state]


def test_the_case_of_a_return(demo: Ebay, ask: Ask) -> None:
    escalated = [each for each in truth(demo, "return", "list") if "caseId" in each["escalationInfo"]]
    assert escalated
    for each in escalated:
        (found,) = members(ask("casemanagement/search", return_id=each["returnId"]))
        assert str(found["caseId"]) == each["escalationInfo"]["caseId"]
        assert ask(f"casemanagement/{found['caseId']}").json["returnId"] == each["returnId"]


@pytest.mark.parametrize("kind", SEARCHES)
def test_changes_by_hand(demo: Ebay, token: str, kind: str) -> None:
    wish = {"seller": "harbor_goods", "entity": ENTITIES[kind]}
    raw = '{"text":"\\u0000 \\ud800 ' + "x" * 1_000_000 + '"}'
    demo.control("records", wish | {"changes": [{"op": "raw", "id": "5999999999", "raw": raw}]})
    headers = {"Authorization": f"IAF {token}"}
    assert demo.send("GET", f"{V2}/{kind}/5999999999", headers=headers).body == raw.encode()
    assert raw.encode() in demo.send("GET", f"{V2}/{kind}/search", headers=headers).body
    demo.control("records", wish | {"changes": [{"op": "remove", "id": "5999999999"}]})
    assert error(get(demo, token, f"{kind}/5999999999")) == (404, 1304)
    name = str(truth(demo, kind, "list")[0][IDS[kind]])
    patch: Json = {"note": "by hand"}
    patch = {"return": {"summary": patch}, "cancellation": {"cancelDetail": patch}}.get(kind, patch)
    demo.control("records", wish | {"changes": [{"op": "patch", "id": name, "payload": patch}]})
    fields = {"fieldgroups": "SUMMARY"} if kind == "return" else {}
    path = f"{V2}/{kind}/{name}?{urlencode(fields)}"
    assert b'"note":"by hand"' in demo.send("GET", path, headers=headers).body

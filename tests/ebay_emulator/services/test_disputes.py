"""Payment disputes: searched, one by one, their activity and evidence; coherent with orders, moving on with time."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.ebay_emulator.client import Answer, Ebay

Json = dict[str, Any]

SUMMARY = "/sell/fulfillment/v1/payment_dispute_summary"
DISPUTE = "/sell/fulfillment/v1/payment_dispute"
SCOPES = ["sell.payment.dispute"]


def access(ebay: Ebay, seller: str) -> str:
    return str(ebay.tokens(seller, SCOPES)["access_token"])


def stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def truth(ebay: Ebay, seller: str, view: str = "one") -> dict[str, Json]:
    return {each["paymentDisputeId"]: each for each in ebay.control(f"truth/disputes?seller={seller}&view={view}")}


@pytest.fixture
def token(demo: Ebay) -> str:
    return access(demo, "harbor_goods")


@pytest.fixture
def ask(demo: Ebay, token: str) -> Callable[..., Answer]:
    return lambda **query: demo.get(SUMMARY, token, **query)


def windows(now: str) -> Iterator[tuple[str, str]]:
    """Eighteen months, ninety days at a time."""
    start, end = instant(now) - timedelta(days=545), instant(now)
    while start < end:
        yield stamp(start), stamp(min(start + timedelta(days=90), end))
        start += timedelta(days=90)


def test_all_windows_together_are_the_truth(demo: Ebay, ask: Callable[..., Answer]) -> None:
    found: dict[str, Json] = {}
    for start, end in windows(demo.now()):
        page = ask(open_date_from=start, open_date_to=end).json
        assert (page["limit"], page["offset"], page["total"]) == (200, 0, len(page["paymentDisputeSummaries"]))
        found |= {each["paymentDisputeId"]: each for each in page["paymentDisputeSummaries"]}
    known = truth(demo, "harbor_goods", "list")
    reached = stamp(instant(demo.now()) - timedelta(days=545))
    assert found == {name: each for name, each in known.items() if each["openDate"] >= reached}
    assert 10 < len(found) <= len(known)


def test_each_dispute_by_its_id(demo: Ebay, token: str) -> None:
    summaries = truth(demo, "harbor_goods", "list")
    for name, dispute in truth(demo, "harbor_goods").items():
        assert demo.get(f"{DISPUTE}/{name}", token).json == dispute
        assert {key: dispute[key] for key in summaries[name]} == summaries[name]
        told = [each["activityType"] for each in demo.get(f"{DISPUTE}/{name}/activity", token).json["activity"]]
        assert told[0] == "DISPUTE_OPENED"
        assert ("DISPUTE_CLOSED" in told) == (dispute["paymentDisputeStatus"] == "CLOSED")
        assert ("SELLER_CONTEST" in told) == (dispute.get("sellerResponse") == "SELLER_CONTEST")


def test_an_order_id_alone_decides(demo: Ebay, ask: Callable[..., Answer]) -> None:
    oldest = list(truth(demo, "harbor_goods", "list").values())[-1]
    asked = {"order_id": oldest["orderId"], "open_date_from": demo.now(), "payment_dispute_status": "ELSEWHERE"}
    assert ask(**asked).json["paymentDisputeSummaries"] == [oldest]
    assert ask(order_id="01-00000-00001").json["paymentDisputeSummaries"] == []


def test_filters_by_state_and_buyer(demo: Ebay, token: str) -> None:
    since = stamp(instant(demo.now()) - timedelta(days=90))
    every = demo.get(SUMMARY, token, open_date_from=since).json["paymentDisputeSummaries"]
    path = f"{SUMMARY}?open_date_from={since}"
    states = {each["paymentDisputeStatus"] for each in every}
    assert "CLOSED" in states
    assert len(states) > 1
    for state in states:
        found = demo.get(f"{path}&payment_dispute_status={state}", token).json["paymentDisputeSummaries"]
        assert found == [each for each in every if each["paymentDisputeStatus"] == state]
    both = "&payment_dispute_status=OPEN&payment_dispute_status=ACTION_NEEDED"
    open_ones = demo.get(path + both, token).json["paymentDisputeSummaries"]
    assert open_ones == [each for each in every if each["paymentDisputeStatus"] != "CLOSED"]
    buyer = every[0]["buyerUsername"]
    found = demo.get(f"{path}&buyer_username={buyer}", token).json["paymentDisputeSummaries"]
    assert found == [each for each in every if each["buyerUsername"] == buyer]


def test_without_filters_open_and_recent_ones(demo: Ebay, ask: Callable[..., Answer]) -> None:
    recent = stamp(instant(demo.now()) - timedelta(days=90))
    expected = [
        each
        for each in truth(demo, "harbor_goods", "list").values()
        if each["paymentDisputeStatus"] != "CLOSED" or each["closedDate"] >= recent
    ]
    assert ask().json["paymentDisputeSummaries"] == expected
    assert 0 < len(expected) < len(truth(demo, "harbor_goods"))


def test_a_start_alone_reaches_ninety_days(demo: Ebay, ask: Callable[..., Answer]) -> None:
    start = instant(demo.now()) - timedelta(days=400)
    alone = ask(open_date_from=stamp(start)).json["paymentDisputeSummaries"]
    assert (
        alone
        == ask(open_date_from=stamp(start), open_date_to=stamp(start + timedelta(days=90))).json[
            "paymentDisputeSummaries"
        ]
    )
    assert alone


def test_pages(demo: Ebay, token: str) -> None:
    since = stamp(instant(demo.now()) - timedelta(days=90))
    every = demo.get(SUMMARY, token, open_date_from=since).json
    first = demo.get(SUMMARY, token, open_date_from=since, limit=2).json
    assert first["total"] == every["total"] > 2
    assert "prev" not in first
    found, page = list(first["paymentDisputeSummaries"]), first
    while "next" in page:
        page = demo.get(page["next"].removeprefix(demo.process.url), token).json
        found += page["paymentDisputeSummaries"]
    assert found == every["paymentDisputeSummaries"]
    back = demo.get(page["prev"].removeprefix(demo.process.url), token).json
    assert back["offset"] == page["offset"] - 2
    beyond = demo.get(SUMMARY, token, open_date_from=since, offset=500).json
    assert (beyond["paymentDisputeSummaries"], beyond["total"]) == ([], every["total"])


@pytest.mark.parametrize(
    "asked",
    [
        {"limit": 0},
        {"limit": 201},
        {"limit": "many"},
        {"offset": -1},
        {"payment_dispute_status": "SHUT"},
        {"open_date_from": "yesterday"},
        {"open_date_from": "2026-02-31T00:00:00.000Z"},
        {"open_date_from": "2026-08-01T00:00:00.000Z", "open_date_to": "2026-10-31T00:00:00.000Z"},
        {"open_date_from": "2026-09-01T00:00:00.000Z", "open_date_to": "2026-08-31T00:00:00.000Z"},
        {"open_date_from": "2025-05-19T23:59:59.999Z"},
        {"open_date_from": "2026-11-20T13:00:00.000Z"},
    ],
)
def test_wrong_questions(ask: Callable[..., Answer], asked: Json) -> None:
    answer = ask(**asked)
    assert (answer.status, answer.error_id) == (400, 33001)


def test_limits_that_are_just_right(ask: Callable[..., Answer]) -> None:
    window = {"open_date_from": "2025-05-20T00:00:00.000Z", "open_date_to": "2025-08-18T00:00:00.000Z"}
    assert ask(limit=200, **window).status == 200


def test_unknown_disputes(demo: Ebay, token: str) -> None:
    for path in ("", "/activity", "/fetch_evidence_content?evidence_id=1&file_id=1"):
        answer = demo.get(f"{DISPUTE}/5800000000{path}", token)
        assert (answer.status, answer.error_id) == (404, 33001)


def test_evidence_is_a_file(demo: Ebay, token: str) -> None:
    found = [each for each in truth(demo, "harbor_goods").values() if "files" in each.get("evidence", [{}])[0]]
    dispute = found[0]
    evidence = dispute["evidence"][0]
    path = f"{DISPUTE}/{dispute['paymentDisputeId']}/fetch_evidence_content"
    ids = {"evidence_id": evidence["evidenceId"], "file_id": evidence["files"][0]["fileId"]}
    answer = demo.get(path, token, check=False, **ids)
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.body.startswith(b"\x89PNG")
    assert demo.get(path, token, **ids | {"evidence_id": "1"}).error_id == 33002
    assert demo.get(path, token, **ids | {"file_id": "1"}).error_id == 33003


def test_host_and_scope(demo: Ebay, token: str) -> None:
    assert demo.get(f"/_host/apiz{SUMMARY}", token).status == 200
    wrong = demo.get(f"/_host/api{SUMMARY}", token)
    assert (wrong.status, wrong.body) == (404, b"")
    orders_only = str(demo.tokens("harbor_goods", ["sell.fulfillment"])["access_token"])
    assert demo.get(SUMMARY, orders_only).error_id == 1100
    iaf = demo.send("GET", SUMMARY, headers={"Authorization": f"IAF {token}"})
    assert (iaf.status, iaf.error_id) == (400, 1003)


def test_nobody_disputes_with_a_quiet_seller(demo: Ebay) -> None:
    page = demo.get(SUMMARY, access(demo, "quiet_corner")).json
    assert (page["total"], page["paymentDisputeSummaries"]) == (0, [])

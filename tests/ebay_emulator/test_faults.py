"""Everything that can go wrong with eBay, each on demand."""

import http.client
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.ebay_emulator.client import ORDERS, USER, Ebay

Json = dict[str, Any]


@pytest.fixture
def token(ebay: Ebay) -> Iterator[str]:
    ebay.control("seed", {"seller": "shop", "orders": 500, "days": 60})
    yield str(ebay.tokens("shop")["access_token"])
    ebay.control("faults", method="DELETE")


def faults(ebay: Ebay, *listed: Json) -> None:
    ebay.control("faults", list(listed))


def hits(ebay: Ebay) -> list[int]:
    return [fault["hits"] for fault in ebay.control("faults")]


@pytest.mark.parametrize(
    ("fault", "status", "error_id"),
    [
        ({"kind": "429"}, 429, 2001),
        ({"kind": "500"}, 500, 30500),
        ({"kind": "missing_scope"}, 403, 1100),
        ({"kind": "expire_token"}, 401, 1001),
        ({"kind": "revoke_token"}, 401, 1001),
    ],
)
def test_error_answers(ebay: Ebay, token: str, fault: Json, status: int, error_id: int) -> None:
    faults(ebay, fault | {"times": 1})
    answer = ebay.get(ORDERS, token)
    assert (answer.status, answer.error_id) == (status, error_id)
    assert hits(ebay) == [1]


def test_a_chosen_status(ebay: Ebay, token: str) -> None:
    faults(ebay, {"kind": "status", "status": 503, "times": 1}, {"kind": "status", "status": 400, "error_id": 2004})
    assert (ebay.get(ORDERS, token).status, ebay.get(ORDERS, token, check=False).error_id) == (503, 2004)


def test_too_many_requests_usually_do_not_say_when_to_come_back(ebay: Ebay, token: str) -> None:
    faults(ebay, {"kind": "429", "times": 1}, {"kind": "429", "retry_after": 7})
    assert "retry-after" not in ebay.get(ORDERS, token).headers
    assert ebay.get(ORDERS, token).headers["retry-after"] == "7"


def test_a_wrong_host_answers_nothing(ebay: Ebay, token: str) -> None:
    faults(ebay, {"kind": "wrong_host"})
    answer = ebay.get(ORDERS, token)
    assert (answer.status, answer.body) == (404, b"")


def test_an_expired_token_can_be_renewed(ebay: Ebay) -> None:
    ebay.control("seed", {"seller": "shop", "orders": 5})
    tokens = ebay.tokens("shop")
    faults(ebay, {"kind": "expire_token", "times": 1})
    assert ebay.get(ORDERS, tokens["access_token"]).error_id == 1001
    assert ebay.get(ORDERS, tokens["access_token"]).error_id == 1001
    renewed = ebay.grant(grant_type="refresh_token", refresh_token=tokens["refresh_token"]).json["access_token"]
    assert ebay.get(ORDERS, renewed).status == 200


def test_a_revoked_consent_cannot_be_renewed(ebay: Ebay) -> None:
    ebay.control("seed", {"seller": "shop", "orders": 5})
    tokens = ebay.tokens("shop")
    faults(ebay, {"kind": "revoke_token", "times": 1})
    assert ebay.get(ORDERS, tokens["access_token"]).error_id == 1001
    again = ebay.grant(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert again.json["error"] == "invalid_grant"


def test_torn_json_looks_complete(ebay: Ebay, token: str) -> None:
    whole = ebay.get(ORDERS, token).body
    faults(ebay, {"kind": "torn_json", "times": 1})
    torn = ebay.get(ORDERS, token, check=False)
    assert (torn.status, torn.headers["content-type"]) == (200, "application/json")
    assert int(torn.headers["content-length"]) == len(torn.body) == len(whole) // 2
    with pytest.raises(json.JSONDecodeError):
        torn.json  # noqa: B018


def test_a_connection_cut_in_the_middle(ebay: Ebay, token: str) -> None:
    faults(ebay, {"kind": "cut", "times": 1})
    with pytest.raises(http.client.IncompleteRead) as cut:
        ebay.get(ORDERS, token)
    assert len(cut.value.partial) > 0
    assert ebay.get(ORDERS, token).status == 200


def test_a_connection_lost_before_any_answer(ebay: Ebay, token: str) -> None:
    faults(ebay, {"kind": "reset", "times": 1})
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
        ebay.get(ORDERS, token)
    assert ebay.get(ORDERS, token).status == 200


def test_no_answer_until_the_caller_gives_up(ebay: Ebay, token: str) -> None:
    faults(ebay, {"kind": "timeout", "times": 1})
    connection = http.client.HTTPConnection("127.0.0.1", ebay.process.port, timeout=0.3)
    connection.request("GET", ORDERS, headers={"Authorization": f"Bearer {token}"})
    with pytest.raises(TimeoutError):
        connection.getresponse()
    connection.close()
    assert ebay.get(ORDERS, token).status == 200
    deadline = time.monotonic() + 5
    while ebay.control("state")["in_flight"] and time.monotonic() < deadline:
        pass
    assert ebay.control("state")["in_flight"] == 0


def test_a_timeout_of_ebays_own(ebay: Ebay, token: str) -> None:
    faults(ebay, {"kind": "timeout", "seconds": 0.05, "times": 1})
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
        ebay.get(ORDERS, token)


def test_slow_answers_do_not_wait_for_each_other(ebay: Ebay, token: str) -> None:
    faults(ebay, {"kind": "slow", "seconds": 0.4})
    started = time.monotonic()
    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(lambda _: ebay.get(ORDERS, token, limit=1, check=False).status, range(40)))
    took = time.monotonic() - started
    assert answers == [200] * 40
    assert 0.4 <= took < 8
    assert ebay.control("requests")["in_flight_max"] >= 10


def test_slow_and_then_an_error(ebay: Ebay, token: str) -> None:
    faults(ebay, {"kind": "slow", "seconds": 0.1}, {"kind": "500", "times": 1})
    started = time.monotonic()
    assert ebay.get(ORDERS, token).status == 500
    assert time.monotonic() - started >= 0.1
    assert hits(ebay) == [1, 1]


def test_a_fault_meets_only_what_it_matches(ebay: Ebay, token: str) -> None:
    ebay.control("seed", {"seller": "other", "orders": 5, "days": 5})
    other = ebay.tokens("other")["access_token"]
    match = {"method": "GET", "path_prefix": ORDERS, "seller": "shop", "min_offset": 100}
    faults(ebay, {"kind": "500", "match": match})
    assert ebay.get(f"/_host/api{ORDERS}", token, offset=100).status == 500
    assert ebay.get(ORDERS, token, offset=99).status == 200
    assert ebay.get(ORDERS, other, offset=100).status == 200
    assert ebay.get(USER, token).status == 200


def test_a_fault_meets_the_refresh_of_its_seller(ebay: Ebay) -> None:
    ebay.control("seed", {"seller": "shop", "orders": 5})
    refresh = ebay.tokens("shop")["refresh_token"]
    faults(ebay, {"kind": "500", "match": {"seller": "shop", "path_prefix": "/identity"}, "times": 1})
    assert ebay.grant(grant_type="refresh_token", refresh_token=refresh).status == 500
    assert ebay.grant(grant_type="refresh_token", refresh_token=refresh).status == 200


def test_after_times_and_call_index(ebay: Ebay, token: str) -> None:
    def statuses(count: int) -> list[int]:
        return [ebay.get(ORDERS, token, limit=1).status for _ in range(count)]

    faults(ebay, {"kind": "500", "after": 2, "times": 2})
    assert statuses(6) == [200, 200, 500, 500, 200, 200]
    faults(ebay, {"kind": "500", "match": {"call_index": 1}})
    assert statuses(4) == [200, 500, 200, 200]
    faults(ebay, {"kind": "429", "times": 1}, {"kind": "500", "times": 1})
    assert statuses(3) == [429, 500, 200]


def test_an_order_leaves_the_window_between_two_pages(ebay: Ebay, token: str) -> None:
    dates = sorted(order["lastModifiedDate"] for order in ebay.truth("shop").values())
    window = f"lastmodifieddate:[{dates[0]}..{dates[299]}]"
    faults(ebay, {"kind": "shift", "match": {"min_offset": 100}, "times": 1})
    read = [ebay.get(ORDERS, token, filter=window, limit=100, offset=offset) for offset in (0, 100, 200)]
    assert [page.json["total"] for page in read] == [300, 299, 299]
    seen = {name for page in read for name in page.order_ids}
    assert len(seen) == 299
    modified = {order["lastModifiedDate"]: name for name, order in ebay.truth("shop").items()}
    assert modified[max(modified)] in seen
    lost = {name for name, order in ebay.truth("shop").items() if order["lastModifiedDate"] <= dates[299]} - seen
    assert len(lost) == 1


def test_a_list_of_faults_that_makes_no_sense_is_refused(ebay: Ebay) -> None:
    for listed in ([{"kind": "earthquake"}], [{"kind": "500", "match": {"colour": "red"}}]):
        status, body = ebay.process._send("POST", "faults", listed)
        assert status == 400
        assert b"Invalid" in body or b"unknown" in body

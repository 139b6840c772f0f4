"""Hosts, access tokens and headers: what stands before every service."""

from email.utils import parsedate_to_datetime

import pytest

from tests.ebay_emulator.client import ORDERS, SCOPE, USER, Ebay

DISPUTES = "/sell/fulfillment/v1/payment_dispute_summary"


@pytest.fixture
def token(ebay: Ebay) -> str:
    ebay.control("seed", {"seller": "shop", "orders": 3, "days": 30})
    return str(ebay.tokens("shop")["access_token"])


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("api", USER),
        ("api", DISPUTES),
        ("api", "/sell/finances/v1/transaction"),
        ("apiz", ORDERS),
        ("apiz", "/identity/v1/oauth2/token"),
        ("auth", ORDERS),
        ("api", "/oauth2/authorize"),
    ],
)
@pytest.mark.parametrize("way", ["prefix", "header"])
def test_a_path_on_the_wrong_host_gets_nothing(ebay: Ebay, token: str, host: str, path: str, way: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    if way == "header":
        answer = ebay.send("GET", path, headers=headers | {"Host": f"{host}.ebay.test"})
    else:
        answer = ebay.send("GET", f"/_host/{host}{path}", headers=headers)
    assert (answer.status, answer.body) == (404, b"")
    assert "content-type" not in answer.headers
    assert answer.headers["content-length"] == "0"


@pytest.mark.parametrize(("host", "path"), [("api", ORDERS), ("apiz", USER)])
def test_a_path_on_its_host_is_served(ebay: Ebay, token: str, host: str, path: str) -> None:
    assert ebay.get(f"/_host/{host}{path}", token).status == 200
    headers = {"Authorization": f"Bearer {token}", "Host": f"{host}.ebay.test"}
    assert ebay.send("GET", path, headers=headers).status == 200
    assert ebay.get(path, token).status == 200


def test_links_lead_back_to_the_address_that_was_called(ebay: Ebay, token: str) -> None:
    by_prefix = ebay.get(f"/_host/api{ORDERS}", token, limit=1).json
    assert by_prefix["next"].startswith(f"{ebay.process.url}/_host/api{ORDERS}?")
    headers = {"Authorization": f"Bearer {token}", "Host": "api.ebay.test"}
    assert ebay.send("GET", ORDERS, headers=headers).json["href"].startswith(f"http://api.ebay.test{ORDERS}?")


def test_what_nobody_serves_is_not_resolved(ebay: Ebay, token: str) -> None:
    answer = ebay.get("/_host/api/sell/nothing/v1/item", token)
    assert (answer.status, answer.error_id) == (404, 2002)
    assert ebay.send("DELETE", ORDERS, headers={"Authorization": f"Bearer {token}"}, check=False).status == 405


@pytest.mark.parametrize(
    ("authorization", "status", "error_id"),
    [
        (None, 400, 1002),
        ("Bearer ", 400, 1002),
        ("IAF v^1.1#x", 400, 1003),
        ("Basic eDp5", 400, 1003),
        ("Bearer v^1.1#unknown", 401, 1001),
    ],
)
def test_a_bad_authorization(ebay: Ebay, authorization: str | None, status: int, error_id: int) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    answer = ebay.send("GET", ORDERS, headers=headers)
    assert (answer.status, answer.error_id) == (status, error_id)


def test_an_access_token_expires_by_ebays_clock(ebay: Ebay, token: str) -> None:
    ebay.control("clock", {"advance_seconds": 7_100})
    assert ebay.get(ORDERS, token).status == 200
    ebay.control("clock", {"advance_seconds": 101})
    assert (ebay.get(ORDERS, token).status, ebay.get(ORDERS, token).error_id) == (401, 1001)


def test_a_token_opens_what_its_scopes_allow(ebay: Ebay, token: str) -> None:
    reader = ebay.tokens("shop", ["sell.fulfillment.readonly"])["access_token"]
    order_id = ebay.get(ORDERS, reader).order_ids[0]
    denied = ebay.post(f"{ORDERS}/{order_id}/shipping_fulfillment", reader, {"lineItems": []})
    assert (denied.status, denied.error_id) == (403, 1100)
    stranger = ebay.tokens("shop", ["sell.finances"])["access_token"]
    assert ebay.get(ORDERS, stranger).error_id == 1100
    assert ebay.get(USER, stranger).error_id == 1100


def test_every_answer_carries_ebays_ids_and_clock(ebay: Ebay, token: str) -> None:
    ebay.control("clock", {"advance_seconds": 86_400 * 30})
    answers = [ebay.get(ORDERS, token), ebay.send("GET", f"/_host/apiz{ORDERS}")]
    for answer in answers:
        assert {"rlogid", "x-ebay-request-id", "x-ebay-c-request-id"} <= answer.headers.keys()
        date = parsedate_to_datetime(answer.headers["date"]).timestamp()
        now = parsedate_to_datetime(ebay.send("GET", USER).headers["date"]).timestamp()
        assert 0 <= now - date <= 20
    assert answers[0].headers["rlogid"] != answers[1].headers["rlogid"]


def test_who_signed_in(ebay: Ebay) -> None:
    ebay.control("seed", {"seller": "shop", "orders": 0})
    user = ebay.get(f"/_host/apiz{USER}", ebay.tokens("shop")["access_token"]).json
    assert user.keys() == {"userId", "username", "accountType", "registrationMarketplaceId"}
    assert (user["username"], user["registrationMarketplaceId"]) == ("shop", "EBAY_US")
    parts = ("", ".status", ".name", ".address", ".email", ".phone")
    scopes = [f"{SCOPE}/commerce.identity{part}.readonly" for part in parts]
    whole = ebay.get(USER, ebay.tokens("shop", scopes)["access_token"]).json
    assert whole["userId"] == user["userId"]
    assert whole["status"] == "CONFIRMED"
    assert whole["businessAccount"].keys() == {"name", "email", "primaryPhone", "address"}
    assert ebay.get(USER.rstrip("/"), ebay.tokens("shop")["access_token"]).error_id == 2002

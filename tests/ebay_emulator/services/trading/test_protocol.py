"""The Trading API's protocol: headers, tokens, limits, errors. Failures are HTTP 200."""

import pytest

from ebay_emulator.xmlform import NAMESPACE
from tests.ebay_emulator.client import Ebay
from tests.ebay_emulator.trading import PATH, Trading

TIME = "GeteBayOfficialTime"


@pytest.fixture
def trading(demo: Ebay) -> Trading:
    return Trading(demo, "quiet_corner")


def test_an_answer(demo: Ebay, trading: Trading) -> None:
    told = trading.call(TIME, {"MessageID": "abc-1"})
    assert told.root.tag == f"{{{NAMESPACE}}}{TIME}Response"
    assert told.answer.headers["content-type"].startswith("text/xml")
    assert told.content["Ack"] == "Success"
    assert told.content["CorrelationID"] == "abc-1"
    assert told.content["Version"] == "1477"
    assert told.content["Build"].startswith("E1477_")
    assert told.content["Timestamp"].startswith("2026-11-20T12:0")


def test_a_failure_says_what_is_wrong(trading: Trading) -> None:
    told = trading.call("AddItem")
    assert told.code == 2
    assert told.root.tag == f"{{{NAMESPACE}}}AddItemResponse"
    assert told.content["Errors"] == {
        "ShortMessage": "Unsupported API call.",
        "LongMessage": 'The API call "AddItem" is invalid or not supported in this release.',
        "ErrorCode": "2",
        "SeverityCode": "Error",
        "ErrorParameters": {"@ParamID": "0", "Value": ["AddItem"]},
        "ErrorClassification": "RequestError",
    }


def test_tokens(demo: Ebay, trading: Trading) -> None:
    assert trading.call("GetUser", iaf_token=None).code == 930
    assert trading.call("GetUser", iaf_token="nobody's").code == 21916984
    expired = Trading(demo, "quiet_corner", expires_in=0)
    told = expired.call("GetUser")
    assert told.code == 21917053
    assert told.content["Errors"]["ShortMessage"] == "Expired IAF token."
    demo.control("rename", {"seller": "quiet_corner", "username": "quiet_corner_2"})
    assert trading.call("GetUser").code == 21916984


def test_an_oauth_token_belongs_in_the_header(demo: Ebay, trading: Trading) -> None:
    assert trading.token
    body = {"RequesterCredentials": {"eBayAuthToken": trading.token}}
    assert trading.call("GetUser", body, iaf_token=None).code == 931
    expired = {"RequesterCredentials": {"eBayAuthToken": Trading(demo, "quiet_corner", expires_in=0).token or ""}}
    assert trading.call("GetUser", expired, iaf_token=None).code == 932
    answer = demo.send("POST", PATH, headers={"Authorization": f"Bearer {trading.token}"}, body="<a/>")
    assert answer.status == 200
    assert b"<Ack>Failure</Ack>" in answer.body


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"siteid": None}, 26),
        ({"siteid": "4711"}, 26),
        ({"compatibility_level": None}, 10012),
        ({"compatibility_level": "new"}, 10012),
        ({"call_name": None}, 2),
        ({"call_name": "getuser"}, 2),
    ],
)
def test_headers(trading: Trading, headers: dict[str, str | None], code: int) -> None:
    assert trading.call("GetUser", "", **headers).code == code


def test_sites_and_levels_of_today(trading: Trading) -> None:
    for site, level in (("3", "1451"), ("77", "967")):
        assert trading.call("GetUser", siteid=site, compatibility_level=level).content["Ack"] == "Success"


@pytest.mark.parametrize(
    "request_body",
    [
        "",
        "GetUser",
        "<GetUserRequest/>",
        f'<GetUserRequest xmlns="{NAMESPACE}">',
        f'<GetItemRequest xmlns="{NAMESPACE}"/>',
        f'<!DOCTYPE a [<!ENTITY e "x">]><GetUserRequest xmlns="{NAMESPACE}">&e;</GetUserRequest>',
        f'<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><GetUserRequest xmlns="{NAMESPACE}"/>',
        f'<GetUserRequest xmlns="{NAMESPACE}"><UserID>a\x00b</UserID></GetUserRequest>',
    ],
)
def test_unreadable_requests(trading: Trading, request_body: str) -> None:
    assert trading.send("GetUser", request_body).code == 5


def test_all_calls_share_one_daily_limit(demo: Ebay, trading: Trading) -> None:
    demo.control("limits", {"resource": "TradingAPI", "limit": 3})
    for name in (TIME, "GetUser", TIME):
        assert trading.call(name).content["Ack"] == "Success"
    other = Trading(demo, "harbor_goods")
    for caller in (trading, other):
        told = caller.call(TIME)
        assert told.code == 518
        assert told.content["Errors"]["ShortMessage"] == "Call usage limit has been reached."
    demo.control("clock", {"advance_seconds": 86_400})
    assert Trading(demo, "quiet_corner").call(TIME).content["Ack"] == "Success"


def test_faults(demo: Ebay, trading: Trading) -> None:
    match = {"path_prefix": "/ws/api.dll/GetUser"}
    for kind, code in (("429", 518), ("500", 10007), ("expire_token", 21917053)):
        demo.control("faults", [{"kind": kind, "match": match, "times": 1}])
        assert trading.call(TIME).content["Ack"] == "Success"
        assert trading.call("GetUser").code == code
        trading = Trading(demo, "quiet_corner")
    demo.control("faults", [{"kind": "status", "error_id": 219255, "message": "Time-out.", "match": match}])
    assert trading.call("GetUser").code == 219255
    demo.control("faults", [{"kind": "status", "status": 503, "match": match}])
    answer = demo.send("POST", PATH, headers={"X-EBAY-API-CALL-NAME": "GetUser"})
    assert answer.status == 503
    seen = demo.control("requests?since=0")["requests"]
    assert {entry["path"] for entry in seen} == {"/ws/api.dll/GetUser", f"/ws/api.dll/{TIME}"}


def test_only_posts_to_the_api_host(demo: Ebay) -> None:
    assert demo.send("GET", PATH).status == 405
    wrong = demo.send("POST", PATH.replace("/api/", "/apiz/", 1), body="<a/>")
    assert (wrong.status, wrong.body) == (404, b"")


def test_the_user(demo: Ebay) -> None:
    user = Trading(demo, "fenland_books").call("GetUser").content["User"]
    assert user["UserID"] == "fenland_books"
    assert user["Site"] == "UK"
    assert user["EIASToken"]

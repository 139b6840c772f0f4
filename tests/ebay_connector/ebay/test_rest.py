"""What eBay's answers mean, by status, error list and headers."""

import time
from email.utils import formatdate

import msgspec
import pytest

from ebay_connector.ebay import errors
from ebay_connector.ebay.request import HostName, Request, Response
from ebay_connector.ebay.rest import asks_for_new_token, classify, error_details, retry_after

ORDERS = Request("GET", "api", "/sell/fulfillment/v1/order")
INVENTORY = Request("GET", "api", "/sell/inventory/v1/inventory_item")


def answer(
    status: int, error_id: int | None = None, message: str = "Some message", headers: dict[str, str] | None = None
) -> Response:
    body = b"" if error_id is None else msgspec.json.encode({"errors": [{"errorId": error_id, "message": message}]})
    return Response(status, headers or {}, body)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 207])
def test_success_is_no_error(status: int) -> None:
    assert classify(ORDERS, answer(status)) is None


def test_warnings_on_success_are_no_error() -> None:
    assert classify(ORDERS, Response(200, {}, b'{"warnings":[{"errorId":1,"message":"x"}]}')) is None


@pytest.mark.parametrize(
    ("status", "error_id", "kind"),
    [
        (301, None, errors.UnexpectedAnswerError),
        (400, 30800, errors.RequestRefusedError),
        (400, None, errors.RequestRefusedError),
        (400, 1003, errors.RequestRefusedError),
        (400, 2001, errors.RateLimitedError),
        (401, 1001, errors.AccessTokenRejectedError),
        (401, None, errors.AccessTokenRejectedError),
        (403, 1100, errors.ScopeMissingError),
        (403, 215001, errors.RequestRefusedError),
        (403, None, errors.RequestRefusedError),
        (404, 32100, errors.NotFoundError),
        (404, None, errors.WrongHostError),
        (408, None, errors.TransientError),
        (409, 160024, errors.RequestRefusedError),
        (429, 2001, errors.RateLimitedError),
        (429, None, errors.RateLimitedError),
        (500, 30500, errors.ServerFaultError),
        (500, 25001, errors.ServerFaultError),
        (500, None, errors.ServerFaultError),
        (502, 3005, errors.TransientError),
        (503, None, errors.TransientError),
        (504, None, errors.TransientError),
    ],
)
def test_each_answer_has_its_error(status: int, error_id: int | None, kind: type[errors.EbayError]) -> None:
    error = classify(ORDERS, answer(status, error_id))
    assert type(error) is kind
    assert error.status == status
    assert error.error_ids == ({error_id} if error_id else frozenset())


def test_a_refusal_says_what_ebay_said() -> None:
    body = b"""{"errors":[{"errorId":30800,"domain":"API_FULFILLMENT","category":"REQUEST","message":"Invalid filter",
        "longMessage":"Invalid filter value: x","parameters":[{"name":"filter","value":"x"}]},
        {"errorId":31100,"message":"Invalid limit","longMessage":"Give 1 to 200"}]}"""
    error = classify(ORDERS, Response(400, {"x-ebay-request-id": "abc"}, body))
    assert str(error) == (
        "eBay refused GET /sell/fulfillment/v1/order "
        "(HTTP 400: 30800 Invalid filter value: x; 31100 Invalid limit Give 1 to 200)."
    )
    assert error
    assert error.request_id == "abc"
    assert error.errors[0].parameters == (("filter", "x"),)
    assert error.errors[0].domain == "API_FULFILLMENT"


def test_a_sentence_never_holds_a_token_and_never_grows_long() -> None:
    token = "v^1.1#i^1#f^0#" + "Ul4xMF8xMDo3QUE5"
    assert token not in str(classify(ORDERS, answer(400, 1003, f"bad {token}")))
    assert len(str(classify(ORDERS, answer(400, 1003, "long " * 1000)))) < 600


@pytest.mark.parametrize("host", ["api", "apiz"])
def test_an_empty_404_names_host_and_path(host: HostName) -> None:
    error = classify(Request("GET", host, "/sell/finances/v1/payout"), Response(404, {}, b" \n"))
    assert f"host '{host}' does not know /sell/finances/v1/payout" in str(error)


def test_a_rate_limit_says_how_long_ebay_wants_to_wait() -> None:
    error = classify(ORDERS, answer(429, 2001, headers={"retry-after": "120"}))
    assert error
    assert error.retry_after == 120
    assert "it asks to wait 120 s" in str(error)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": " 30 "}, 30.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:30 GMT", "date": "Wed, 21 Oct 2026 07:28:00 GMT"}, 30.0),
        ({"retry-after": "Wed, 21 Oct 2026 07:27:00 GMT", "date": "Wed, 21 Oct 2026 07:28:00 GMT"}, 0.0),
    ],
)
def test_retry_after_is_read_as_seconds_and_as_a_date(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


def test_a_date_without_the_servers_clock_is_measured_by_ours() -> None:
    assert retry_after({"retry-after": formatdate(time.time() + 60, usegmt=True)}) == pytest.approx(60, abs=2)


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"<html>", b"[]", b"null", b'"x"', b"{}", b"\xff"),
        *(b'{"errors":{}}', b'{"errors":[1,null]}', b'{"errorMessage":1}'),
    ],
)
def test_an_answer_without_error_list_has_no_details(body: bytes) -> None:
    assert error_details(body) == ()


def test_incomplete_entries_are_read_as_far_as_they_go() -> None:
    (detail,) = error_details(b'{"errors":[{"errorId":"30500","message":null,"parameters":["x"]}]}')
    assert detail == errors.ErrorDetail(30500, "")


def test_post_order_wraps_its_errors_otherwise() -> None:
    (detail,) = error_details(b'{"errorMessage":{"error":[{"errorId":1600,"message":"Bad","parameter":[]}]}}')
    assert detail == errors.ErrorDetail(1600, "Bad")


@pytest.mark.parametrize(
    ("request_", "response", "asks"),
    [
        (ORDERS, answer(401, 1001), True),
        (ORDERS, answer(403, 1100), False),
        (INVENTORY, answer(403, 1100), True),
        (INVENTORY, answer(403), True),
        (INVENTORY, answer(500), False),
    ],
)
def test_a_new_token_is_asked_for_where_it_may_help(request_: Request, response: Response, asks: bool) -> None:
    error = classify(request_, response)
    assert error
    assert asks_for_new_token(request_, error) is asks

"""Requests, answers, and what an observer sees of them."""

import msgspec
import pytest

from ebay_connector.ebay.errors import TransientError, UnexpectedAnswerError
from ebay_connector.ebay.request import Exchange, Request, Response, readable_query

TOKEN = "v^1.1#i^1#f^0#" + "Ul4xMF8xMDo3QUE5"


class Page(msgspec.Struct):
    total: int
    orders: list[msgspec.Raw]


def test_the_target_encodes_brackets_braces_and_bars() -> None:
    request = Request(
        "GET",
        "api",
        "/sell/fulfillment/v1/order",
        query=(("filter", "orderfulfillmentstatus:{NOT_STARTED|IN_PROGRESS},x:[a b+c..]"), ("limit", "200")),
    )
    assert request.target == (
        "/sell/fulfillment/v1/order"
        "?filter=orderfulfillmentstatus%3A%7BNOT_STARTED%7CIN_PROGRESS%7D%2Cx%3A%5Ba%20b%2Bc..%5D&limit=200"
    )


def test_a_target_without_query_has_no_question_mark() -> None:
    assert Request("GET", "apiz", "/commerce/identity/v1/user/").target == "/commerce/identity/v1/user/"


@pytest.mark.parametrize(
    ("request_", "may_repeat"),
    [
        (Request("GET", "api", "/a"), True),
        (Request("PUT", "api", "/a"), True),
        (Request("DELETE", "api", "/a"), True),
        (Request("POST", "api", "/a"), False),
        (Request("POST", "api", "/a", repeatable=True), True),
        (Request("PUT", "api", "/a", repeatable=False), False),
    ],
)
def test_only_what_does_no_harm_twice_may_be_repeated(request_: Request, may_repeat: bool) -> None:
    assert request_.may_repeat is may_repeat


def test_the_repr_shows_neither_headers_nor_bodies() -> None:
    request = Request("POST", "api", "/a", headers=(("Authorization", "hunter2"),), body=b"hunter2")
    response = Response(200, {"set-cookie": "hunter2"}, b"hunter2")
    exchange = Exchange("POST", "api", "/a", "", 1, 3, sent=b"hunter2", received=b"hunter2")
    assert "hunter2" not in f"{request!r} {response!r} {exchange!r}"


@pytest.mark.parametrize("header", ["x-ebay-request-id", "x-ebay-c-request-id", "rlogid"])
def test_ebays_request_id_is_found_in_any_of_its_headers(header: str) -> None:
    assert Response(200, {header: "abc"}, b"").request_id == "abc"


def test_an_answer_without_request_id_has_none() -> None:
    assert Response(200, {}, b"").request_id is None


def test_json_gives_the_form_asked_for() -> None:
    page = Response(200, {}, b'{"total":1,"orders":[{"orderId":"1"}],"extra":null}').json(Page)
    assert page.total == 1
    assert bytes(page.orders[0]) == b'{"orderId":"1"}'


@pytest.mark.parametrize("body", [b"", b'{"total":1,"orders":[{"ord', b"<html>", b'{"total":"x","orders":['])
def test_torn_json_may_be_asked_for_again(body: bytes) -> None:
    with pytest.raises(TransientError, match="not complete JSON") as caught:
        Response(200, {"rlogid": "abc"}, body).json(Page)
    assert (caught.value.status, caught.value.request_id) == (200, "abc")


def test_whole_json_of_another_form_is_not_asked_for_again() -> None:
    with pytest.raises(UnexpectedAnswerError, match="another form"):
        Response(200, {}, b'{"orders":[]}').json(Page)


def test_an_exchange_shows_bodies_without_secrets() -> None:
    sent = f"grant_type=refresh_token&refresh_token={TOKEN}".encode()
    exchange = Exchange("POST", "api", "/t", "", 1, 3, sent=sent, received=b'{"access_token":"x\xff\x00"}')
    assert exchange.request_body == "grant_type=refresh_token&refresh_token=[hidden]"
    assert exchange.response_body == '{"access_token":"[hidden]"}'
    assert (exchange.sent_bytes, exchange.received_bytes) == (len(sent), 22)


def test_a_body_that_is_no_text_can_still_be_logged() -> None:
    exchange = Exchange("GET", "api", "/a", "", 1, 3, received=b"a\xff\x00b")
    assert exchange.response_body == "a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}b"


def test_a_readable_query_keeps_filters_and_hides_tokens() -> None:
    query = (("filter", "lastmodifieddate:[2026-01-01T00:00:00.000Z..]"), ("x", TOKEN))
    assert readable_query(query) == "filter=lastmodifieddate:[2026-01-01T00:00:00.000Z..]&x=[hidden]"

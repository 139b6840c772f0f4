"""A page is cut into raw records; what has no key is told apart, what is torn is asked for again."""

import json

import pytest

from ebay_connector.ebay import xml
from ebay_connector.ebay.errors import TransientError
from ebay_connector.ebay.request import Response
from ebay_connector.streams import BY_NAME
from ebay_connector.sync.pages import Page, PageReader

ORDERS = BY_NAME["orders"]


def decode(answer: Response, offset: int) -> Page:
    return PageReader(ORDERS.source, ORDERS.record, "orders").page(answer, offset, {})


def response(body: bytes) -> Response:
    return Response(200, {}, body)


def test_records_are_kept_byte_for_byte() -> None:
    raw = b'{"orderId" : "1", "total": 1.10, "unknown": [1,  2]}'
    page = decode(response(b'{"total":7,"orders":[' + raw + b"]}"), 200)
    assert (page.total, page.offset) == (7, 200)
    assert [(record.key, bytes(record.payload)) for record in page.records] == [(("1",), raw)]


def test_an_empty_page_needs_no_list() -> None:
    assert decode(response(b'{"total":0}'), 0).records == []


@pytest.mark.parametrize("record", [{}, {"orderId": None}, {"orderId": 5.5}, {"orderId": ""}, ["orderId"], "x"])
def test_a_record_without_a_key_has_a_problem(record: object) -> None:
    page = decode(response(json.dumps({"total": 1, "orders": [record]}).encode()), 0)
    assert page.records[0].key is None
    assert "orderId" in page.records[0].problem


@pytest.mark.parametrize("body", [b"", b'{"total":1,"orders":[{"orderId":"1"', b"<html>", b'{"orders":[]}', b"\xff"])
def test_a_torn_or_foreign_answer_is_transient(body: bytes) -> None:
    with pytest.raises(TransientError):
        decode(response(body), 0)


def test_half_a_surrogate_pair_spoils_its_record_only() -> None:
    good = b'{"orderId":"1","a":[1,2],"long":%s}' % (b"7" * 6_000)
    bad = b'{"orderId":"2","note":"\\ud800 [,]"}'
    page = decode(response(b'{ "total" : 2, "orders" : [ ' + good + b" , " + bad + b" ] }"), 0)
    assert [(record.key, bytes(record.payload)) for record in page.records] == [(("1",), good), (("2",), bad)]


def test_a_torn_page_with_half_a_surrogate_pair_is_still_torn() -> None:
    with pytest.raises(TransientError):
        decode(response(b'{"total":2,"orders":[{"orderId":"2","note":"\\ud800"}'), 0)


def test_a_trading_answer_without_the_list_that_was_asked_for_has_none_of_its_records() -> None:
    name, listings = "GetMyeBaySellingResponse", BY_NAME["listings"]
    body = f'<{name} xmlns="{xml.NAMESPACE}"><Ack>Success</Ack></{name}>'
    page = PageReader(listings.source, listings.record, "listings").page(response(body.encode()), 0, {})
    assert (page.total, page.records) == (0, [])

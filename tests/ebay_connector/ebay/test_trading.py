"""Calls of the Trading API: what is sent, and what answers mean, which are HTTP 200 even for failures."""

from xml.etree.ElementTree import ParseError

import pytest

from ebay_connector.ebay import errors, trading, xml
from ebay_connector.ebay.request import Response

CALL = trading.request("GetItem", (("ItemID", "1 & 2"),), "EBAY_GB")


def answer(ack: str, *told: tuple[int, str], severity: str = "Error") -> Response:
    entries = "".join(
        f"<Errors><ShortMessage>Short</ShortMessage><ErrorCode>{code}</ErrorCode>"
        f"<SeverityCode>{severity}</SeverityCode><ErrorClassification>{kind}</ErrorClassification></Errors>"
        for code, kind in told
    )
    body = f'<GetItemResponse xmlns="{xml.NAMESPACE}"><Ack>{ack}</Ack>{entries}</GetItemResponse>'
    return Response(200, {}, body.encode())


def test_a_call_says_its_name_its_site_and_what_it_asks() -> None:
    headers = dict(CALL.headers)
    assert (headers["X-EBAY-API-CALL-NAME"], headers["X-EBAY-API-SITEID"]) == ("GetItem", "3")
    assert CALL.authorization("token") == (("X-EBAY-API-IAF-TOKEN", "token"),)
    assert b"<ItemID>1 &amp; 2</ItemID>" in (CALL.body or b"")
    assert CALL.may_repeat
    assert CALL.name == "GetItem"


def test_elements_stand_where_their_paths_say() -> None:
    asked = (("ActiveList/Include", "true"), ("ActiveList/Pagination/PageNumber", "2"))
    body = trading.request("GetMyeBaySelling", asked, "EBAY_US").body or b""
    expected = b"<ActiveList><Include>true</Include><Pagination><PageNumber>2</PageNumber></Pagination></ActiveList>"
    assert expected in body


@pytest.mark.parametrize("ack", ["Success", "Warning"])
def test_success_is_no_error_with_warnings_too(ack: str) -> None:
    assert trading.classify(CALL, answer(ack, (21917236, "RequestError"), severity="Warning")) is None


@pytest.mark.parametrize(
    ("code", "classification", "kind"),
    [
        (518, "RequestError", errors.RateLimitedError),
        (930, "RequestError", errors.AccessTokenRejectedError),
        (931, "RequestError", errors.AccessTokenRejectedError),
        (932, "RequestError", errors.AccessTokenRejectedError),
        (21916984, "RequestError", errors.AccessTokenRejectedError),
        (21917053, "RequestError", errors.AccessTokenRejectedError),
        (17, "RequestError", errors.NotFoundError),
        (10007, "SystemError", errors.ServerFaultError),
        (219255, "SystemError", errors.TransientError),
        (16100, "SystemError", errors.TransientError),
        (37, "RequestError", errors.RequestRefusedError),
        (2, "RequestError", errors.RequestRefusedError),
    ],
)
def test_each_code_has_its_error(code: int, classification: str, kind: type[errors.EbayError]) -> None:
    error = trading.classify(CALL, answer("Failure", (code, classification)))
    assert type(error) is kind
    assert error.error_ids == {code}
    assert "GetItem" in str(error)


def test_a_failure_of_the_gateway_is_told_like_that_of_any_other_api() -> None:
    assert type(trading.classify(CALL, Response(503, {}, b""))) is errors.TransientError
    assert type(trading.classify(CALL, Response(404, {}, b""))) is errors.WrongHostError


@pytest.mark.parametrize("body", [b"", b"<html>Sorry</html>", b"{}"])
def test_what_is_no_answer_of_the_trading_api_is_asked_for_again(body: bytes) -> None:
    assert type(trading.classify(CALL, Response(200, {}, body))) is errors.TransientError


def test_a_torn_answer_is_asked_for_again() -> None:
    whole = answer("Success").body
    with pytest.raises(errors.TransientError):
        trading.read(Response(200, {}, whole[:-20]))


def test_characters_that_xml_has_no_place_for_do_not_spoil_an_answer() -> None:
    body = '<A xmlns="urn:ebay:apis:eBLBaseComponents"><B>a&#x1A;b\x02c&#65;\U0001f642</B></A>'
    assert xml.as_json(xml.parse(body.encode())) == {"B": "a\ufffdb\ufffdcA\U0001f642"}


def test_an_answer_may_not_declare_entities() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "boom">]><a>&b;</a>'
    with pytest.raises((ValueError, ParseError)):
        xml.parse(bomb)


def test_an_element_as_json() -> None:
    body = (
        '<Item><Title> a &amp; b </Title><Price currencyID="USD">1.50</Price><SKU/><TimeLeft>P1D</TimeLeft>'
        "<Tag>1</Tag><Tag>2</Tag><Variations><Variation><SKU>x</SKU></Variation></Variations></Item>"
    )
    assert xml.as_json(xml.parse(body.encode()), frozenset({"TimeLeft"})) == {
        "Title": " a & b ",
        "Price": {"@currencyID": "USD", "#text": "1.50"},
        "SKU": "",
        "Tag": ["1", "2"],
        "Variations": {"Variation": [{"SKU": "x"}]},
    }

"""The Trading API, as pure code: one address, the header names the call, failures are HTTP 200."""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, ParseError

from ebay_connector.ebay import rest, xml
from ebay_connector.ebay.errors import (
    AccessTokenRejectedError,
    EbayError,
    ErrorDetail,
    NotFoundError,
    RateLimitedError,
    RequestRefusedError,
    ServerFaultError,
    TransientError,
)
from ebay_connector.ebay.request import Request, Response

PATH = "/ws/api.dll"
CALL_NAME = "X-EBAY-API-CALL-NAME"
COMPATIBILITY_LEVEL = "1477"
SITES = {
    "EBAY_US": 0, "EBAY_CA": 2, "EBAY_GB": 3, "EBAY_AU": 15, "EBAY_AT": 16, "EBAY_BE": 123, "EBAY_FR": 71,
    "EBAY_DE": 77, "EBAY_MOTORS_US": 100, "EBAY_IT": 101, "EBAY_NL": 146, "EBAY_ES": 186, "EBAY_CH": 193,
    "EBAY_HK": 201, "EBAY_IE": 205, "EBAY_MY": 207, "EBAY_PH": 211, "EBAY_PL": 212, "EBAY_SG": 216,
}  # fmt: skip
"""eBay's site numbers; a marketplace without a site of its own is served by that of the US."""

CALL_LIMIT = 518
TOKEN_REFUSED = frozenset({930, 931, 932, 21916984, 21917053})
NOT_FOUND = frozenset({17, 21917182})
INTERNAL_ERROR, TIMED_OUT = 10007, 219255
_ACK = re.compile(rb"<Ack>(\w+)</Ack>")


def request(call: str, asked: Iterable[tuple[str, str]], marketplace_id: str) -> Request:
    """A call; `asked` are the request's elements by their paths, such as ("ActiveList/Sort", "ItemID")."""
    pairs = tuple(asked)
    root = f'{call}Request xmlns="{xml.NAMESPACE}"'
    inner = "".join(xml.write(name, content) for name, content in xml.nested(pairs).items())
    body = f'<?xml version="1.0" encoding="utf-8"?><{root}>{inner}</{call}Request>'
    return Request(
        "POST",
        "api",
        PATH,
        headers=(
            (CALL_NAME, call),
            ("X-EBAY-API-SITEID", str(SITES.get(marketplace_id, 0))),
            ("X-EBAY-API-COMPATIBILITY-LEVEL", COMPATIBILITY_LEVEL),
            ("Content-Type", "text/xml"),
        ),
        body=body.encode(),
        repeatable=True,
        scheme="Trading",
        call=call,
        told=(("call", call), *pairs),
    )


def is_trading(request: Request) -> bool:
    return request.path == PATH


def classify(request: Request, response: Response) -> EbayError | None:
    """The error an answer stands for; None for success, with warnings too."""
    if response.status != 200:
        return rest.classify(request, response)
    ack = _ACK.search(response.body)
    if ack and ack[1] in (b"Success", b"Warning"):
        return None
    errors = error_details(read(response)) if ack else ()
    kind, sentence = _kind_and_sentence(request, errors)
    return kind(sentence, status=response.status, errors=errors, request_id=response.request_id)


def read(response: Response) -> Element:
    """The root of an answer; TransientError when it is torn."""
    try:
        return xml.parse(response.body)
    except (ParseError, ValueError) as error:
        raise TransientError(
            f"eBay's answer is not complete XML ({len(response.body)} bytes: {error}).",
            status=response.status,
            request_id=response.request_id,
        ) from error


def error_details(root: Element) -> tuple[ErrorDetail, ...]:
    """The errors of an answer, without its warnings."""
    found = xml.find_all(root, "Errors")
    return tuple(_detail(element) for element in found if xml.text_at(element, "SeverityCode") != "Warning")


def _detail(element: Element) -> ErrorDetail:
    number = xml.text_at(element, "ErrorCode") or ""
    parameters = [
        (parameter.get("ParamID", ""), xml.text_at(parameter, "Value") or "")
        for parameter in xml.find_all(element, "ErrorParameters")
    ]
    return ErrorDetail(
        error_id=int(number) if number.isdecimal() else 0,
        message=xml.text_at(element, "ShortMessage") or "",
        long_message=xml.text_at(element, "LongMessage") or "",
        category=xml.text_at(element, "ErrorClassification") or "",
        parameters=tuple(parameters),
    )


def _kind_and_sentence(request: Request, errors: tuple[ErrorDetail, ...]) -> tuple[type[EbayError], str]:
    ids, name, said = {error.error_id for error in errors}, request.name, rest.words(errors)
    if not errors:
        return TransientError, f"eBay answered {name} with something that is no answer of the Trading API."
    if CALL_LIMIT in ids:
        return RateLimitedError, f"eBay's call limit is reached for {name} ({said})."
    if ids & TOKEN_REFUSED:
        advice = "If this stays so with the next run, reconnect the account."
        return AccessTokenRejectedError, f"eBay refused the access token for {name} ({said}). {advice}"
    if ids & NOT_FOUND:
        return NotFoundError, f"eBay has no record for {name} ({said})."
    if INTERNAL_ERROR in ids:
        return ServerFaultError, f"eBay failed at {name} ({said}). The fault is eBay's; try again later."
    if TIMED_OUT in ids or any(error.category == "SystemError" for error in errors):
        return TransientError, f"eBay could not answer {name} ({said}). Try again later."
    return RequestRefusedError, f"eBay refused {name} ({said})."

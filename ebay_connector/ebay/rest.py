"""What an answer of eBay's REST APIs means: an error of the tree, or none. Source: eBay's error pages."""

import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

from ebay_connector.ebay.errors import (
    AccessTokenRejectedError,
    EbayError,
    ErrorDetail,
    NotFoundError,
    RateLimitedError,
    RequestRefusedError,
    ScopeMissingError,
    ServerFaultError,
    TransientError,
    UnexpectedAnswerError,
    WrongHostError,
)
from ebay_connector.ebay.request import Request, Response
from ebay_connector.log import scrub

TOO_MANY_REQUESTS = 2001
INSUFFICIENT_PERMISSIONS = 1100
LONGEST_MESSAGE = 400


def classify(request: Request, response: Response) -> EbayError | None:
    """The error an answer stands for; None for every 2xx."""
    if 200 <= response.status < 300:
        return None
    errors = error_details(response.body)
    kind, sentence = _kind_and_sentence(request, response, errors)
    return kind(
        sentence,
        status=response.status,
        errors=errors,
        request_id=response.request_id,
        retry_after=retry_after(response.headers),
    )


def asks_for_new_token(request: Request, error: EbayError) -> bool:
    """Whether a fresh access token may help. sell/inventory may answer 403 for an expired one."""
    if isinstance(error, AccessTokenRejectedError):
        return True
    return error.status == 403 and request.path.startswith("/sell/inventory/")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds of a Retry-After header, given as seconds or as a date; None when absent or unreadable."""
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value)
    until = _timestamp(value)
    if until is None:
        return None
    now = _timestamp(headers.get("date", ""))
    return max(0.0, until - (time.time() if now is None else now))


def error_details(body: bytes) -> tuple[ErrorDetail, ...]:
    """eBay's errors in an answer: the REST list, Post-Order's, or OAuth's pair; empty when there are none."""
    try:
        answer = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ()
    if not isinstance(answer, dict):
        return ()
    if isinstance(answer.get("error"), str):
        return (ErrorDetail(0, answer["error"], _text(answer, "error_description")),)
    post_order = answer.get("errorMessage")
    entries = post_order.get("error") if isinstance(post_order, dict) else answer.get("errors")
    if not isinstance(entries, list):
        return ()
    return tuple(_detail(entry) for entry in entries if isinstance(entry, dict))


def words(errors: tuple[ErrorDetail, ...]) -> str:
    """eBay's own numbers and messages, for the end of a sentence."""
    texts = [" ".join(part for part in (str(e.error_id or ""), _message(e)) if part) for e in errors]
    text = scrub("; ".join(texts))
    return text if len(text) <= LONGEST_MESSAGE else text[: LONGEST_MESSAGE - 1] + "…"


def _kind_and_sentence(
    request: Request, response: Response, errors: tuple[ErrorDetail, ...]
) -> tuple[type[EbayError], str]:
    status, name = response.status, request.name
    said = f"HTTP {status}: {words(errors)}" if errors else f"HTTP {status}"
    if status == 429 or TOO_MANY_REQUESTS in _ids(errors):
        return RateLimitedError, f"eBay's call limit is reached for {name} ({said}){_wait(response)}."
    if status == 500:
        return ServerFaultError, f"eBay failed at {name} ({said}). The fault is eBay's; try again later."
    if status > 500 or status == 408:
        return TransientError, f"eBay could not answer {name} ({said}). Try again later."
    if 400 <= status < 500:
        return _refusal(request, response, _ids(errors), said)
    return UnexpectedAnswerError, f"eBay answered {name} in a way it does not document ({said})."


def _refusal(request: Request, response: Response, ids: set[int], said: str) -> tuple[type[EbayError], str]:
    status, name = response.status, request.name
    if status == 401:
        return AccessTokenRejectedError, (
            f"eBay refused the access token for {name} ({said}). "
            "If this stays so with the next run, reconnect the account."
        )
    if status == 403 and INSUFFICIENT_PERMISSIONS in ids:
        return ScopeMissingError, (
            f"The account has not granted the permission that {name} needs ({said}). "
            "Reconnect the account and agree to all permissions."
        )
    if status == 404 and not response.body.strip():
        return WrongHostError, (
            f"eBay's host '{request.host}' does not know {request.path} (HTTP 404 without a body). "
            "The request went to the wrong host or path: please report it."
        )
    if status == 404:
        return NotFoundError, f"eBay has no record for {name} ({said})."
    return RequestRefusedError, f"eBay refused {name} ({said})."


def _ids(errors: tuple[ErrorDetail, ...]) -> set[int]:
    return {detail.error_id for detail in errors}


def _wait(response: Response) -> str:
    seconds = retry_after(response.headers)
    return "" if seconds is None else f"; it asks to wait {seconds:.0f} s"


def _message(detail: ErrorDetail) -> str:
    message, long = detail.message.strip(), detail.long_message.strip()
    if not long or long == message:
        return message
    return long if long.startswith(message) else f"{message} {long}".strip()


def _detail(entry: dict[str, Any]) -> ErrorDetail:
    number = str(entry.get("errorId", ""))
    parameters = entry.get("parameters") or entry.get("parameter") or []
    return ErrorDetail(
        error_id=int(number) if number.isdecimal() else 0,
        message=_text(entry, "message"),
        long_message=_text(entry, "longMessage"),
        domain=_text(entry, "domain"),
        category=_text(entry, "category"),
        parameters=tuple((_text(item, "name"), _text(item, "value")) for item in parameters if isinstance(item, dict)),
    )


def _text(entry: dict[str, Any], name: str) -> str:
    return str(entry.get(name) or "")


def _timestamp(date: str) -> float | None:
    try:
        return parsedate_to_datetime(date).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None

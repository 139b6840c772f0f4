"""What a Finances call asks for: filters, page and sort, and eBay's error for each wrong one."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qs, quote

from ebay_emulator.clock import parse_iso
from ebay_emulator.errors import EbayError, access_denied, rest
from ebay_emulator.reply import JSON, Call, Reply
from ebay_emulator.sellers import Seller

MONTHS, YEARS = 36, 5
_CRITERION = re.compile(r"\s*(?P<name>\w*)\s*:\s*(?P<value>\[[^\]]*\]|\{[^}]*\}|[^,]*)(?:,|$)|(?P<other>[^,]+)(?:,|$)")
_RANGE = re.compile(r"\[(?P<start>[^.\]]*(?:\.\d+Z)?)\.\.(?P<end>[^\]]*)\]")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z")

TEXTS = {
    135001: "The payout id was not found.",
    135002: "The value of payout status filter is invalid.",
    135003: "The value of pagination is invalid.",
    135004: "The value of payout date filter is invalid.",
    135005: "The value of sort is invalid.",
    135006: "The value of transaction type filter is invalid.",
    135007: "The value of transaction status filter is invalid.",
    135008: "The value of transaction date filter is invalid.",
    135009: "Transaction type filter is missing.",
    135011: "Transaction status filter is mandatory.",
    135012: "The transfer id was not found.",
    135013: "The supplied start date is invalid, as payouts older than five years cannot be retrieved. "
    "Please update the start date and resubmit the request.",
    135014: "The supplied date range is invalid, as the date range cannot exceed 36 months. "
    "Please update the date range and resubmit the request.",
    135015: "The supplied start date is invalid, as transactions older than five years cannot be retrieved. "
    "Please update the start date and resubmit the request.",
    135016: "The supplied date range is invalid, as the date range cannot exceed 36 months. "
    "Please update the date range and resubmit the request.",
}


@dataclass(frozen=True, slots=True)
class DateErrors:
    """Which errors a date filter has: for a bad value, for too far back, for too long."""

    value: int
    oldest: int
    span: int


TRANSACTION_DATES = DateErrors(135008, 135015, 135016)
PAYOUT_DATES = DateErrors(135004, 135013, 135014)


@dataclass(frozen=True, slots=True)
class Span:
    """Closed at both ends; milliseconds."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    limit: int
    offset: int


def wrong(error_id: int, status: int = 400, text: str | None = None) -> EbayError:
    return EbayError(rest(status, error_id, "API_FINANCES", text or TEXTS[error_id]))


def owner(call: Call) -> Seller:
    if call.seller is None:
        raise EbayError(access_denied())
    return call.seller


def filters(call: Call) -> dict[str, str]:
    """By name in lower case. The parameter may be repeated, or name several filters with commas between."""
    given = parse_qs(call.query, keep_blank_values=True).get("filter", ())
    found = (each for text in given for each in _CRITERION.finditer(text))
    return {(each["name"] or each["other"]).lower(): (each["value"] or "").strip() for each in found if each[0]}


def one_of(value: str | None, known: frozenset[str] | None, error_id: int) -> str | None:
    """The value in a filter's braces. Only one can be named."""
    if value is None:
        return None
    text = value[1:-1].strip() if value.startswith("{") and value.endswith("}") else ""
    if not text or (known is not None and text not in known):
        raise wrong(error_id)
    return text


def span_of(value: str | None, now: int, errors: DateErrors) -> Span:
    """Either end may be left open: then it is now, or as far back as eBay goes."""
    oldest = _months_before(now, 12 * YEARS)
    if value is None:
        return Span(oldest, now)
    found = _RANGE.fullmatch(value)
    if found is None or not (found["start"] or found["end"]):
        raise wrong(errors.value)
    start = _moment(found["start"], errors) if found["start"] else oldest
    end = _moment(found["end"], errors) if found["end"] else max(now, start)
    if start > end:
        raise wrong(errors.value)
    if start < oldest:
        raise wrong(errors.oldest)
    if start < _months_before(end, MONTHS):
        raise wrong(errors.span)
    return Span(start, end)


def page_of(call: Call, default: int, maximum: int, limit_error: int = 135003, offset_error: int = 135003) -> Page:
    asked = call.parameters()
    limit, offset = _whole(asked.get("limit", str(default))), _whole(asked.get("offset", "0"))
    if limit is None or not 1 <= limit <= maximum:
        raise wrong(limit_error)
    if offset is None:
        raise wrong(offset_error)
    return Page(limit, offset)


def ascending(call: Call, *fields: str) -> bool:
    """Without `sort` newest first; with the one field there is, oldest first."""
    given = call.parameters().get("sort")
    if given is not None and given not in fields:
        raise wrong(135005)
    return given is not None


def links(call: Call, path: str, page: Page, total: int) -> dict[str, object]:
    """The head of a list's answer."""
    kept = [
        f"{name}={quote(value, safe=':,.')}"
        for name, values in parse_qs(call.query, keep_blank_values=True).items()
        for value in values
        if name in ("filter", "sort")
    ]

    def link(at: int) -> str:
        return f"{call.base}{path}?{'&'.join([*kept, f'limit={page.limit}', f'offset={at}'])}"

    head: dict[str, object] = {"href": link(page.offset)}
    if page.offset + page.limit < total:
        head["next"] = link(page.offset + page.limit)
    if page.offset > 0:
        head["prev"] = link(max(page.offset - page.limit, 0))
    return head | {"limit": page.limit, "offset": page.offset, "total": total}


def nothing() -> Reply:
    return Reply(204)


def json_reply(body: bytes) -> Reply:
    return Reply(200, body, JSON)


def _moment(text: str, errors: DateErrors) -> int:
    try:
        if _MOMENT.fullmatch(text):
            return parse_iso(text)
    except ValueError:
        pass
    raise wrong(errors.value)


def _months_before(ms: int, months: int) -> int:
    moment = datetime.fromtimestamp(ms // 1000, UTC)
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return int(moment.replace(year=year, month=month + 1, day=day).timestamp()) * 1000


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None

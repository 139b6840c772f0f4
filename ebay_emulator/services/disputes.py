"""Fulfillment API, payment disputes. eBay serves them on apiz.ebay.com only."""

import re
from urllib.parse import parse_qs, quote

import msgspec

from ebay_emulator.areas import shelf_of
from ebay_emulator.areas.troubles import MONTHS, ledger, member
from ebay_emulator.areas.troubles.disputes import activity_of, picture
from ebay_emulator.areas.troubles.facts import months_ago
from ebay_emulator.clock import DAY_MS, parse_iso
from ebay_emulator.errors import EbayError, fulfillment
from ebay_emulator.grants import BASE
from ebay_emulator.reply import JSON, Call, Reply, Route
from ebay_emulator.services.fulfillment import owner
from ebay_emulator.shelf import Item, Json, Shelf

SCOPES = frozenset({f"{BASE}/sell.payment.dispute"})
SUMMARY_PATH = "/sell/fulfillment/v1/payment_dispute_summary"
PATH = "/sell/fulfillment/v1/payment_dispute/{paymentDisputeId}"

MAX_LIMIT = 200
WINDOW_DAYS = 90
_STATES = frozenset({"OPEN", "ACTION_NEEDED", "CLOSED"})
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z")
_CLOSED = b'"paymentDisputeStatus":"CLOSED"'


def get_payment_dispute_summaries(call: Call) -> Reply:
    asked = parse_qs(call.query, keep_blank_values=True)
    limit, offset = _page(asked)
    found = _select(call, asked)
    kept = [
        f"{name}={quote(value, safe=':')}"
        for name, values in asked.items()
        if name not in ("limit", "offset")
        for value in values
    ]

    def link(at: int) -> str:
        return f"{call.base}{SUMMARY_PATH}?{'&'.join([*kept, f'limit={limit}', f'offset={at}'])}"

    head: Json = {"href": link(offset), "limit": limit, "offset": offset, "total": len(found)}
    if offset + limit < len(found):
        head["next"] = link(offset + limit)
    if offset > 0:
        head["prev"] = link(max(offset - limit, 0))
    summaries = b",".join(member("disputes", item) for item in found[offset : offset + limit])
    body = b"".join((msgspec.json.encode(head)[:-1], b',"paymentDisputeSummaries":[', summaries, b"]}"))
    return Reply(200, body, JSON)


def get_payment_dispute(call: Call) -> Reply:
    return Reply(200, _dispute(call).payload, JSON)


def get_activities(call: Call) -> Reply:
    dispute = _dispute(call)
    told = ledger(owner(call)).activity.get(dispute.id)
    return Reply(200, msgspec.json.encode({"activity": activity_of(_record(dispute)) if told is None else told}), JSON)


def fetch_evidence_content(call: Call) -> Reply:
    record, asked = _record(_dispute(call)), call.parameters()
    evidence = next(
        (each for each in record.get("evidence", ()) if each["evidenceId"] == asked.get("evidence_id")), None
    )
    if evidence is None:
        raise fulfillment(33002, "Invalid Evidence Id")
    if not any(file["fileId"] == asked.get("file_id") for file in evidence.get("files", ())):
        raise fulfillment(33003, "Invalid Evidence File Id")
    return Reply(200, picture(asked["file_id"]), "application/octet-stream")


def _select(call: Call, asked: dict[str, list[str]]) -> list[Item]:
    """Newest first. An order id alone decides, whatever else is asked."""
    shelf, oldest = shelf_of(call.world, owner(call), "disputes"), months_ago(call.now, MONTHS)
    order_id = asked.get("order_id", [""])[0]
    if order_id:
        return [item for item in shelf.between(oldest, call.now) if _record(item).get("orderId") == order_id]
    states, buyer = set(asked.get("payment_dispute_status", ())), asked.get("buyer_username", [""])[0]
    if not states <= _STATES:
        raise _bad_input("payment_dispute_status", ",".join(sorted(states)))
    found = _in_window(call, asked, shelf, oldest)
    if states:
        found = [item for item in found if _record(item).get("paymentDisputeStatus") in states]
    if buyer:
        found = [item for item in found if _record(item).get("buyerUsername") == buyer]
    return found


def _in_window(call: Call, asked: dict[str, list[str]], shelf: Shelf, oldest: int) -> list[Item]:
    """Of the days asked for; without any, those that are open or were opened or closed lately."""
    window = WINDOW_DAYS * DAY_MS
    start, end = (_moment(name, asked) for name in ("open_date_from", "open_date_to"))
    if start is None and end is None:
        recent = call.now - window
        return [item for item in shelf.between(oldest, call.now) if _is_recent(item, recent)]
    if start is None:
        start = max((end or 0) - window, oldest)
    if end is None:
        end = min(start + window, call.now)
    if not (oldest <= start < end <= start + window):
        raise _bad_input("open_date_from", asked.get("open_date_from", [""])[0])
    return shelf.between(start, min(end, call.now))


def _is_recent(item: Item, since: int) -> bool:
    if item.at >= since or _CLOSED not in item.payload:
        return True
    try:
        return parse_iso(str(_record(item).get("closedDate"))) >= since
    except ValueError:
        return True


def _dispute(call: Call) -> Item:
    item = shelf_of(call.world, owner(call), "disputes").get(call.arguments["paymentDisputeId"])
    if item is None or not months_ago(call.now, MONTHS) <= item.at <= call.now:
        raise fulfillment(33001, "Invalid Payment Dispute Id", 404)
    return item


def _record(item: Item) -> Json:
    """Nothing of what a test stored raw."""
    try:
        return item.record()
    except ValueError:
        return {}


def _page(asked: dict[str, list[str]]) -> tuple[int, int]:
    limit, offset = (asked.get(name, [default])[0] for name, default in (("limit", str(MAX_LIMIT)), ("offset", "0")))
    if not (_is_whole(limit) and 1 <= int(limit) <= MAX_LIMIT):
        raise _bad_input("limit", limit)
    if not _is_whole(offset):
        raise _bad_input("offset", offset)
    return int(limit), int(offset)


def _moment(name: str, asked: dict[str, list[str]]) -> int | None:
    given = asked.get(name, [""])[0]
    if not given:
        return None
    try:
        if _MOMENT.fullmatch(given):
            return parse_iso(given)
    except ValueError:
        pass
    raise _bad_input(name, given)


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _bad_input(name: str, value: str) -> EbayError:
    return fulfillment(33001, "Invalid input request", 400, **{name: value})


ROUTES = (
    Route("GET", "apiz", SUMMARY_PATH, get_payment_dispute_summaries, SCOPES),
    Route("GET", "apiz", PATH, get_payment_dispute, SCOPES),
    Route("GET", "apiz", PATH + "/activity", get_activities, SCOPES),
    Route("GET", "apiz", PATH + "/fetch_evidence_content", fetch_evidence_content, SCOPES),
)

"""getBillingActivities: every fee and every fee given back, each on its own."""

from collections.abc import Iterator
from typing import Any

import msgspec

from ebay_emulator.areas import shelf_of
from ebay_emulator.areas.ledger.entry import Dice
from ebay_emulator.clock import DAY_MS, parse_iso
from ebay_emulator.reply import Call, Reply
from ebay_emulator.sellers import Seller
from ebay_emulator.services.finances.asked import Span, ascending, filters, json_reply, links, owner, page_of, wrong

Json = dict[str, Any]
PATH = "/sell/finances/v1/billing_activity"
_DAYS = 120
_TEXTS = {
    135015: "At least one filter parameter must be used. See documentation for supported filter types.",
    135016: "Invalid filter format. See documentation for correct format for each filter type.",
    135017: "Invalid filter type. See documentation for supported filter types.",
    135018: "Only one filter type can be used at a time.",
    135019: "Invalid date format. Date must be in ISO-8601 format (e.g., 2024-10-23T00:00:01.000Z).",
    135020: "There is a syntax error in your date_range filter. Please see documentation for proper syntax.",
    135021: "The starting date range cannot be set back further than 120 days in the past.",
    135022: "Invalid limit value. Limit must be between 1 and 200.",
    135023: "Invalid offset value. If provided, Offset must be 0 or greater.",
    135025: "Invalid date range: the end date occurs before the start date.",
    135005: "The sort value is invalid. See documentation for supported values.",
}
_FIELDS = {"activityid": "billingTransactionId", "listingid": "listingId", "orderid": "orderId"}
_NAMES = {"FINAL_VALUE_FEE_FIXED_PER_ORDER": "FinalValueFeeFixedFeePerOrder"}


def get_billing_activities(call: Call) -> Reply:
    page, oldest_first = _page_and_order(call)
    name, value = _filter(call)
    seller = owner(call)
    if name == "transactiondate":
        found = list(_activities(call, seller, _span(call, value)))
    else:
        everything = _activities(call, seller, Span(0, call.now))
        found = [each for each in everything if each.get(_FIELDS[name]) == value]
    if oldest_first:
        found.reverse()
    shown = found[page.offset : page.offset + page.limit]
    head = links(call, PATH, page, len(found))
    del head["href"]
    return json_reply(msgspec.json.encode(head | {"count": len(shown), "billingActivities": shown}))


def _page_and_order(call: Call) -> tuple[Any, bool]:
    asked = call.parameters()
    for name, error_id in (("limit", 135022), ("offset", 135023)):
        if name in asked and not (asked[name].isascii() and asked[name].isdigit()):
            raise _wrong(error_id)
    if not 1 <= int(asked.get("limit", "100")) <= 200:
        raise _wrong(135022)
    if asked.get("sort") not in (None, "transactionDate"):
        raise _wrong(135005)
    return page_of(call, 100, 200), ascending(call, "transactionDate")


def _filter(call: Call) -> tuple[str, str]:
    asked = filters(call)
    if not asked:
        raise _wrong(135015)
    if len(asked) > 1:
        raise _wrong(135018)
    ((name, value),) = asked.items()
    if name not in (*_FIELDS, "transactiondate"):
        raise _wrong(135017)
    if name == "transactiondate":
        return name, value
    if not (value.startswith("{") and value.endswith("}") and value[1:-1].strip()):
        raise _wrong(135016)
    return name, value[1:-1].strip()


def _span(call: Call, value: str) -> Span:
    if not (value.startswith("[") and value.endswith("]") and ".." in value):
        raise _wrong(135020)
    first, _, last = value[1:-1].partition("..")
    try:
        start, end = parse_iso(first), parse_iso(last) if last else call.now
    except ValueError:
        raise _wrong(135019) from None
    if end < start:
        raise _wrong(135025)
    if start < call.now - _DAYS * DAY_MS:
        raise _wrong(135021)
    return Span(start, end)


def _activities(call: Call, seller: Seller, span: Span) -> Iterator[Json]:
    """Newest first, as the transactions are that they are part of."""
    for item in shelf_of(call.world, seller, "transactions").between(span.start, span.end):
        try:
            yield from _of(seller, item.record())
        except (ValueError, LookupError, TypeError, AttributeError):
            continue  # put there raw


def _of(seller: Seller, record: Json) -> Iterator[Json]:
    kind = record["transactionType"]
    if kind == "NON_SALE_CHARGE":
        named = {each["referenceType"]: each["referenceId"] for each in record.get("references", ())}
        yield _activity(
            record, record, record["bookingEntry"], record["transactionId"], named.get("ITEM_ID"), named.get("ORDER_ID")
        )
    if kind not in ("SALE", "REFUND"):
        return
    listings = _listings(seller, record["orderId"])
    booking = "DEBIT" if kind == "SALE" else "CREDIT"
    for line in record["orderLineItems"]:
        for fee in line["marketplaceFees"]:
            parts = (kind, record["transactionId"], line["lineItemId"], fee["feeType"])
            name = Dice(*parts).number(0, 13)
            yield _activity(record, fee, booking, name, listings.get(line["lineItemId"]), record["orderId"])


def _activity(record: Json, fee: Json, booking: str, name: str, listing_id: str | None, order_id: str | None) -> Json:
    kind = fee["feeType"]
    words = kind.replace("_", " ").title()
    activity = {
        "billingTransactionId": name,
        "billingTransactionDate": record["transactionDate"],
        "bookingEntry": booking,
        "feeType": _NAMES.get(kind, words.replace(" ", "")),
        "feeTypeDescription": words,
        "amount": fee["amount"],
        "listingId": listing_id,
        "orderId": order_id,
    }
    return {field: value for field, value in activity.items() if value is not None}


def _listings(seller: Seller, order_id: str) -> dict[str, str]:
    row = seller.book.find(order_id)
    lines = seller.record(row).order["lineItems"] if row is not None and seller.book.exists(row) else ()
    return {line["lineItemId"]: line["legacyItemId"] for line in lines}


def _wrong(error_id: int) -> Exception:
    return wrong(error_id, text=_TEXTS[error_id])

"""getPayouts, getPayout, getPayoutSummary and getSellerFundsSummary."""

import msgspec

from ebay_emulator.areas import shelf_of
from ebay_emulator.orders.money import amount, cents
from ebay_emulator.reply import Call, Reply
from ebay_emulator.sellers import moment
from ebay_emulator.services.finances.asked import (
    PAYOUT_DATES,
    Span,
    ascending,
    filters,
    json_reply,
    links,
    nothing,
    one_of,
    owner,
    page_of,
    span_of,
    wrong,
)
from ebay_emulator.shelf import Item

PATH = "/sell/finances/v1/payout"
STATUSES = frozenset({"INITIATED", "SUCCEEDED", "REVERSED", "RETRYABLE_FAILED", "TERMINAL_FAILED"})
_FAILED = "RETRYABLE_FAILED"


class _Amount(msgspec.Struct):
    value: str
    currency: str


class _Glance(msgspec.Struct, rename="camel"):
    amount: _Amount
    payout_status: str = ""
    transaction_count: int = 0
    last_attempted_payout_date: str = ""


def get_payouts(call: Call) -> Reply:
    page, oldest_first = page_of(call, 20, 200), ascending(call, "payoutDate", "lastAttemptedPayoutDate")
    found = _found(call, attempts=True)
    if oldest_first:
        found.reverse()
    shown = [item.payload for item in found[page.offset : page.offset + page.limit]]
    if not shown:
        return nothing()
    head = msgspec.json.encode(links(call, PATH, page, len(found)))
    return json_reply(b"".join((head[:-1], b',"payouts":[', b",".join(shown), b"]}")))


def get_payout(call: Call) -> Reply:
    item = shelf_of(call.world, owner(call), "payouts").get(call.arguments["payoutId"])
    if item is None:
        raise wrong(135001, 404)
    return json_reply(item.payload)


def get_payout_summary(call: Call) -> Reply:
    glances = [glance for item in _found(call, attempts=False) if (glance := _look(item)) is not None]
    summary: dict[str, object] = {
        "payoutCount": len(glances),
        "transactionCount": sum(glance.transaction_count for glance in glances),
    }
    if glances:
        total = sum(cents({"value": glance.amount.value}) for glance in glances)
        summary["amount"] = amount(total, glances[0].amount.currency)
    return json_reply(msgspec.json.encode(summary))


def get_seller_funds_summary(call: Call) -> Reply:
    items = list(shelf_of(call.world, owner(call), "funds"))
    return json_reply(items[0].payload) if items else nothing()


def _found(call: Call, *, attempts: bool) -> list[Item]:
    """What the filters let through, newest first."""
    asked = filters(call)
    status = one_of(asked.get("payoutstatus"), STATUSES, 135002)
    span = span_of(asked.get("payoutdate"), call.now, PAYOUT_DATES)
    found = shelf_of(call.world, owner(call), "payouts").between(span.start, span.end)
    if status is not None:
        found = [item for item in found if (glance := _look(item)) is not None and glance.payout_status == status]
    if attempts and "lastattemptedpayoutdate" in asked:
        if status != _FAILED:
            raise wrong(135002)
        found = _attempted(found, span_of(asked["lastattemptedpayoutdate"], call.now, PAYOUT_DATES))
    return [] if "payoutreference" in asked else found  # for sellers in China only


def _attempted(items: list[Item], span: Span) -> list[Item]:
    glances = ((item, _look(item)) for item in items)
    dated = [(moment(glance.last_attempted_payout_date, 0), item) for item, glance in glances if glance is not None]
    chosen = sorted((each for each in dated if span.start <= each[0] <= span.end), key=lambda each: -each[0])
    return [item for _, item in chosen]


def _look(item: Item) -> _Glance | None:
    """None of what a test has put there raw."""
    try:
        return msgspec.json.decode(item.payload, type=_Glance)
    except msgspec.DecodeError:
        return None

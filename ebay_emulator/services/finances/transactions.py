"""getTransactions, getTransactionSummary and getTransfer."""

from collections.abc import Callable, Iterable

import msgspec

from ebay_emulator.areas import shelf_of
from ebay_emulator.orders.money import amount, cents
from ebay_emulator.reply import Call, Reply
from ebay_emulator.services.finances.asked import (
    TRANSACTION_DATES,
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

PATH = "/sell/finances/v1/transaction"
TYPES = frozenset(
    {
        "SALE", "REFUND", "CREDIT", "DISPUTE", "SHIPPING_LABEL", "TRANSFER", "NON_SALE_CHARGE", "ADJUSTMENT",
        "WITHDRAWAL", "LOAN_REPAYMENT", "PURCHASE",
    }
)  # fmt: skip
STATUSES = frozenset(
    {"FUNDS_ON_HOLD", "FUNDS_PROCESSING", "FUNDS_AVAILABLE_FOR_PAYOUT", "PAYOUT", "COMPLETED", "FAILED"}
)
_SUMS = {
    "credit": ("SALE", "CREDIT"),
    "refund": ("REFUND",),
    "dispute": ("DISPUTE",),
    "shippingLabel": ("SHIPPING_LABEL",),
    "transfer": ("TRANSFER",),
    "nonSaleCharge": ("NON_SALE_CHARGE",),
    "adjustment": ("ADJUSTMENT",),
    "withdrawal": ("WITHDRAWAL",),
    "loanRepayment": ("LOAN_REPAYMENT",),
    "purchase": ("PURCHASE",),
}


class _Buyer(msgspec.Struct):
    username: str = ""


class _Reference(msgspec.Struct, rename="camel"):
    reference_id: str = ""
    reference_type: str = ""


class _Amount(msgspec.Struct):
    value: str
    currency: str


class Glance(msgspec.Struct, rename="camel"):
    """What filters and sums look at."""

    amount: _Amount
    transaction_id: str = ""
    transaction_type: str = ""
    transaction_status: str = ""
    booking_entry: str = "CREDIT"
    order_id: str = ""
    payout_id: str = ""
    buyer: _Buyer = msgspec.field(default_factory=_Buyer)
    references: list[_Reference] = []

    @property
    def cents(self) -> int:
        sum_ = cents({"value": self.amount.value})
        return -sum_ if self.booking_entry == "DEBIT" else sum_

    def is_about_order(self, order_id: str) -> bool:
        named = (each.reference_id for each in self.references if each.reference_type == "ORDER_ID")
        return order_id == self.order_id or order_id in named


def get_transactions(call: Call) -> Reply:
    page, oldest_first = page_of(call, 20, 1000), ascending(call, "transactionDate")
    found = _found(call)
    if oldest_first:
        found.reverse()
    shown = [item.payload for item in found[page.offset : page.offset + page.limit]]
    if not shown:
        return nothing()
    head = msgspec.json.encode(links(call, PATH, page, len(found)))
    return json_reply(b"".join((head[:-1], b',"transactions":[', b",".join(shown), b"]}")))


def get_transaction_summary(call: Call) -> Reply:
    asked = filters(call)
    if "transactionstatus" not in asked:
        raise wrong(135011)
    glances = [glance for item in _found(call) if (glance := look(item)) is not None]
    kind = one_of(asked.get("transactiontype"), TYPES, 135006)
    summary: dict[str, object] = {}
    for name, types in _SUMS.items():
        if kind is None or kind in types:
            summary |= _sum(name, [glance for glance in glances if glance.transaction_type in types])
    if one_of(asked["transactionstatus"], STATUSES, 135007) == "FUNDS_ON_HOLD":
        summary |= _sum("onHold", glances)
    return json_reply(msgspec.json.encode(summary))


def get_transfer(call: Call) -> Reply:
    """What a transfer paid for is the refund with the same id."""
    seller, name = owner(call), call.arguments["transferId"]
    shelf = shelf_of(call.world, seller, "transactions")
    item = shelf.get(f"TRANSFER:{name}")
    if item is None:
        raise wrong(135012, 404)
    record, refund = item.record(), shelf.get(f"REFUND:{name}")
    charge = {"refundId": name, "chargeNetAmount": record["amount"]}
    if refund is not None:
        charge["orderId"] = refund.record()["orderId"]
    none = amount(0, record["amount"]["currency"])
    transfer = {
        "transferId": name,
        "transactionDate": record["transactionDate"],
        "transferAmount": record["amount"],
        "fundingSource": {"type": "BANK", "brand": "Business checking", "memo": name[-4:]},
        "transferDetail": {
            "balanceAdjustment": {"adjustmentAmount": none, "adjustmentType": "DEBIT"},
            "charges": [charge],
            "totalChargeNetAmount": record["amount"],
        },
    }
    return json_reply(msgspec.json.encode(transfer))


def look(item: Item) -> Glance | None:
    """None of what a test has put there raw."""
    try:
        return msgspec.json.decode(item.payload, type=Glance)
    except msgspec.DecodeError:
        return None


def _found(call: Call) -> list[Item]:
    """What the filters let through, newest first. A filter eBay does not know is ignored."""
    asked = filters(call)
    span = span_of(asked.get("transactiondate"), call.now, TRANSACTION_DATES)
    kind = one_of(asked.get("transactiontype"), TYPES, 135006)
    status = one_of(asked.get("transactionstatus"), STATUSES, 135007)
    if "transactionid" in asked and kind is None:
        raise wrong(135009)
    wanted: list[tuple[str | None, Callable[[Glance, str], bool]]] = [
        (kind, lambda glance, value: glance.transaction_type == value),
        (status, lambda glance, value: glance.transaction_status == value),
        (_text(asked, "transactionid"), lambda glance, value: glance.transaction_id == value),
        (_text(asked, "payoutid"), lambda glance, value: glance.payout_id == value),
        (_text(asked, "orderid"), Glance.is_about_order),
        (_text(asked, "buyerusername"), lambda glance, value: glance.buyer.username == value),
        (_text(asked, "payoutreference"), lambda glance, value: False),  # for sellers in China only
    ]
    found = shelf_of(call.world, owner(call), "transactions").between(span.start, span.end)
    for value, fits in wanted:
        if value is not None:
            found = _only(found, value, fits)
    return found


def _only(items: Iterable[Item], value: str, fits: Callable[[Glance, str], bool]) -> list[Item]:
    """Looks into those only in which the value occurs at all."""
    needle = value.encode()
    found = (item for item in items if needle in item.payload)
    return [item for item in found if (glance := look(item)) is not None and fits(glance, value)]


def _text(asked: dict[str, str], name: str) -> str | None:
    value = asked.get(name)
    return None if value is None else value.removeprefix("{").removesuffix("}").strip()


def _sum(name: str, glances: list[Glance]) -> dict[str, object]:
    if not glances:
        return {f"{name}Count": 0}
    total = sum(glance.cents for glance in glances)
    return {
        f"{name}Count": len(glances),
        f"{name}Amount": amount(abs(total), glances[0].amount.currency),
        f"{name}BookingEntry": "DEBIT" if total < 0 else "CREDIT",
    }

"""What the seller bought as a buyer: order line items put together to orders, as GetOrders gives them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ebay_emulator.areas.buying import created
from ebay_emulator.shelf import Item
from ebay_emulator.xmlform import Json, Xml, shown

_CONTAINER = "ContainingOrder"


@dataclass(slots=True)
class WonOrder:
    """Times are milliseconds."""

    created: int
    modified: int
    head: Json
    transactions: list[Json | Xml] = field(default_factory=list)

    @property
    def status(self) -> str:
        return str(self.head.get("OrderStatus", "Completed"))

    def as_order(self) -> Json:
        return self.head | {"TransactionArray": {"Transaction": self.transactions}}


def won_orders(items: Iterable[Item]) -> dict[str, WonOrder]:
    """By order id, oldest first. What a test stored raw is the only line item of an order of its own."""
    found: dict[str, WonOrder] = {}
    for item in items:
        line = shown(item.payload)
        order = line.get(_CONTAINER) if isinstance(line, dict) else None
        head = order if isinstance(order, dict) else {}
        name, made = str(head.get("OrderID", item.id)), created(item)
        known = found.setdefault(name, WonOrder(made, item.at, head))
        if item.at > known.modified:
            known.head, known.modified = head, item.at
        known.transactions.append(line if isinstance(line, Xml) else without_order(line))
    return dict(sorted(found.items(), key=lambda each: (each[1].created, each[0])))


def without_order(line: Json) -> Json:
    return {name: value for name, value in line.items() if name != _CONTAINER}

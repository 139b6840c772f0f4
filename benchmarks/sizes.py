"""What is measured, and how much of it."""

from dataclasses import asdict, dataclass

LOADS = (
    "orders_full_load/copy_one_connection",
    "orders_full_load/copy_two_connections",
    "orders_full_load/copy_as_text",
    "orders_full_load/orm_merge",
    "orders_full_load/dlt",
    "orders_full_load/dlt_tuned",
    "orders_reread/orders_full_load",
    "orders_full_load_300ms/orders_full_load",
    "orders_full_load_far/orders_full_load",
)
SHOP = (
    "transactions_full_load/copy_one_connection",
    "messages_full_load/copy_one_connection",
    "listings_full_load/copy_one_connection",
    "inventory_with_offers_300ms/sku_by_sku",
)
LISTS = ("orders_list/orm_endpoint", "orders_list/orm_endpoint_uncounted")
CALLS = ("calls/ebay_limit",)
"""One entry for each of eBay's quotas."""

NAMES = LOADS + SHOP + LISTS + CALLS


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many orders, rounds and seconds. The ORM reads fewer orders, as rates are compared.

    The shop's orders bring its transactions and messages; it has as many listings as SKUs.
    """

    orders: int
    list_orders: int
    orm_orders: int
    shop_orders: int
    skus: int
    sample_skus: int
    repeat: int
    list_seconds: float

    @classmethod
    def of(cls, orders: int, list_orders: int | None, repeat: int) -> "Sizes":
        return cls(
            orders=orders,
            list_orders=list_orders or orders * 10,
            orm_orders=max(200, min(orders, 3_000)),
            shop_orders=max(200, orders // 10),
            skus=max(200, orders // 4),
            sample_skus=30,
            repeat=repeat,
            list_seconds=10 if orders >= 50_000 else 3,
        )

    def told(self) -> dict[str, object]:
        return asdict(self)


def wanted_names(only: list[str]) -> list[str]:
    """All names, or those that begin as asked; a sentence and the end when nothing does."""
    chosen = [name for name in NAMES if not only or any(name.startswith(part) for part in only)]
    if not chosen:
        raise SystemExit(f"No benchmark begins with {' or '.join(only)}. There are: {', '.join(NAMES)}.")
    return chosen

"""Order ids as eBay writes them, 06-15211-22068, and as numbers, which are found faster."""

import re

_SELLERS = 8
_SUFFIXES = 100_000
_PREFIXES = 10_000_000_000
_ORDER_ID = re.compile(r"\d{2}-\d{5}-\d{5}")


def order_number(order_id: str) -> int | None:
    """None for what is not shaped like an order id."""
    return int(order_id.replace("-", "")) if _ORDER_ID.fullmatch(order_id) else None


def order_id_text(number: int) -> bytes:
    prefix, rest = divmod(number, _PREFIXES)
    return b"%02d-%05d-%05d" % (prefix, *divmod(rest, _SUFFIXES))


def compose(prefix: int, middle: int, suffix: float, seller: int) -> int:
    """`suffix` from 0 to 1. The last digits tell sellers apart, so that no two share an order id."""
    tail = int(suffix * (_SUFFIXES // _SELLERS)) * _SELLERS + seller % _SELLERS
    return (prefix * _SUFFIXES + middle % _SUFFIXES) * _SUFFIXES + tail


def next_number(number: int) -> int:
    """Another id near this one, for when it is taken."""
    head, suffix = divmod(number, _SUFFIXES)
    return head * _SUFFIXES + (suffix + _SELLERS) % _SUFFIXES

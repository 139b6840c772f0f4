"""Numbers of inventory items and offers: each tells what it is of, so that a record is found by its name alone."""

import re
from enum import IntEnum
from typing import NamedTuple

from ebay_emulator.shop.profiles import Profile

_SPAN, _VARIATIONS, _MARKETPLACES = 4_000_000, 64, 2
_FIRST_OFFER, _OFFERS_OF_A_SELLER = 6_000_000_000, 2_000_000_000
_UNLISTED_SKU = re.compile(r"(.+)-S(\d{6,})")
_LEGAL_SKU = re.compile(r"[A-Za-z0-9._-]{1,50}")


class Kind(IntEnum):
    LISTED = 0
    UNLISTED = 1
    ILLEGAL = 2


class Row(NamedTuple):
    """An inventory item. `number` counts products, unlisted items or illegal SKUs."""

    kind: Kind
    number: int
    variation: int = 0


def packed(row: Row) -> int:
    return (row.kind * _SPAN + row.number) * _VARIATIONS + row.variation


def unpacked(key: int) -> Row:
    rest, variation = divmod(key, _VARIATIONS)
    kind, number = divmod(rest, _SPAN)
    return Row(Kind(kind), number, variation)


def offer_id(seller: int, key: int, marketplace: int) -> str:
    return str(_FIRST_OFFER + seller * _OFFERS_OF_A_SELLER + key * _MARKETPLACES + marketplace)


def offer_key(seller: int, name: str) -> tuple[int, int] | None:
    """The item's key and which of its marketplaces; None for what is no offer id of this seller."""
    if not (name.isascii() and name.isdigit() and len(name) < 15):
        return None
    number = int(name) - _FIRST_OFFER - seller * _OFFERS_OF_A_SELLER
    if not 0 <= number < len(Kind) * _SPAN * _VARIATIONS * _MARKETPLACES:
        return None
    key, marketplace = divmod(number, _MARKETPLACES)
    return key, marketplace


def unlisted_sku(profile: Profile, index: int) -> str:
    return f"{profile.lines[index % len(profile.lines)].prefix}-S{index:06d}"


def unlisted_index(profile: Profile, sku: str) -> int | None:
    found = _UNLISTED_SKU.fullmatch(sku)
    if found is None or unlisted_sku(profile, int(found[2])) != sku:
        return None
    return int(found[2])


def is_legal(sku: str) -> bool:
    """What the Inventory API takes for a SKU. Its message speaks of letters and digits; it takes these marks too."""
    return _LEGAL_SKU.fullmatch(sku) is not None

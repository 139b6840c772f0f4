"""The products of a seller: those its orders are of, and any number of others nobody has bought yet."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import count, groupby

from ebay_emulator.areas.catalog.dice import Dice
from ebay_emulator.areas.catalog.product import NEVER, WEEK, Life, Product
from ebay_emulator.clock import DAY_MS
from ebay_emulator.shop.catalog import Choice
from ebay_emulator.shop.profiles import Line, Profile, Variation

_OLDEST = 731
_HOUR = 3_600_000
FIRST_NUMBER = 1001
"""SKUs of unsold products begin here, so that they are never those of the orders."""


def sold_products(profile: Profile, catalog: list[Choice], seed: str, anchor: int) -> Iterator[Product]:
    """All of them listed before the oldest order, and ever since."""
    for number, (_, group) in enumerate(groupby(catalog, key=lambda choice: choice.item_id)):
        choices = tuple(group)
        dice = Dice(seed, "sold", number)
        life = Life(anchor - (_OLDEST + dice.below(0, 400)) * DAY_MS - dice.below(1, DAY_MS))
        managed = choices[0].sku is not None and dice.percent(2) < profile.managed_percent
        yield Product(number, seed, choices, life, managed, in_orders=True)


def unsold_product(profile: Profile, seed: str, number: int, index: int, anchor: int, start: int | None) -> Product:
    """The product with this index among the unsold. Without a `start` it was there when the world began."""
    dice = Dice(seed, "unsold", index)
    line = profile.lines[index % len(profile.lines)]
    legacy = _legacy_skus(profile.illegal_skus, tuple(bool(each.variations) for each in profile.lines)).get(index)
    auction = legacy is None and not line.variations and dice.percent(0) < 10
    with_sku = dice.percent(1) >= 5
    choices = _choices(profile, line, dice, index, auction=auction, with_sku=with_sku)
    life = _life(dice, anchor, start, auction=auction)
    if legacy is not None:
        return Product(number, seed, (replace(choices[0], sku=legacy),), Life(life.start), False, in_orders=False)
    managed = with_sku and dice.percent(2) < profile.managed_percent
    return Product(number, seed, choices, life, managed, in_orders=False)


@cache
def _legacy_skus(skus: tuple[str, ...], varying: tuple[bool, ...]) -> dict[int, str]:
    """By the index of the unsold product, one without variations, that has it."""
    plain = (index for index in count() if not varying[index % len(varying)])
    return {index: sku for sku, index in zip(skus, plain, strict=False)}


def _choices(
    profile: Profile, line: Line, dice: Dice, index: int, *, auction: bool, with_sku: bool
) -> tuple[Choice, ...]:
    low, high = line.prices
    price = dice.between(3, low, high) // 100 * 100 + (0, 49, 50, 95, 99)[dice.below(4, 5)]
    name = line.titles[dice.below(5, len(line.titles))] + profile.suffixes[dice.below(6, len(profile.suffixes))]
    title = f"{name[:68].rstrip()} No. {index + 1}"
    first_id = 410_000_000_000 + dice.wide(7, 288_000_000_000)
    sku = f"{line.prefix}-{FIRST_NUMBER + index}"
    found = []
    for place, variation in enumerate(line.variations or (Variation(()),)):
        name = f"{sku}-{place + 1}" if line.variations else sku
        variation_id = str(first_id + place) if line.variations else None
        found.append(
            Choice(
                "",
                variation_id,
                variation.aspects,
                name if with_sku else None,
                title,
                price + variation.extra,
                line.fee_rate,
                auction,
                line.fits,
                line.prefix,
            )
        )
    return tuple(found)


def _life(dice: Dice, anchor: int, start: int | None, *, auction: bool) -> Life:
    """Seven in ten stay listed; others are ended and relisted again and again, or ended for good."""
    restock, reprice = dice.between(9, 5, 40) * DAY_MS, dice.between(10, 20, 90) * DAY_MS
    if start is None:
        start = anchor - dice.between(11, 1, 700) * DAY_MS - dice.below(12, DAY_MS)
    pause = dice.between(13, 2, 96) * _HOUR
    kind = dice.percent(14)
    if auction:
        return Life(start, WEEK, pause, NEVER if kind < 80 else _last(dice, anchor, start))
    if kind < 70:
        return Life(start, reprice=reprice, restock=restock)
    if kind < 90:
        return Life(start, dice.between(15, 25, 120) * DAY_MS, pause, NEVER, reprice, restock)
    return Life(start, last=_last(dice, anchor, start), reprice=reprice, restock=restock)


def _last(dice: Dice, anchor: int, start: int) -> int:
    """From two months before the world's beginning to four after it."""
    return max(start + DAY_MS, anchor + (dice.below(15, 180) - 60) * DAY_MS + dice.below(13, DAY_MS))

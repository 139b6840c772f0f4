"""Order ids and moments of sale, by chance and yet believable."""

from array import array
from random import Random

from ebay_emulator.clock import DAY_MS
from ebay_emulator.orders.ids import compose

_PREFIXES = 27
# The middle part of eBay's order ids grows by some 4.2 a day; this is where it stood on that day.
_EPOCH_DAY, _EPOCH_MIDDLE = 19_921, 11_818
_HOURS = (2, 1, 1, 1, 1, 2, 3, 5, 7, 8, 9, 9, 10, 10, 9, 9, 10, 11, 13, 15, 16, 14, 9, 5)


def draw_number(rng: Random, created: int, seller: int) -> int:
    """An order id for a moment, as a number."""
    middle = _EPOCH_MIDDLE + int((created / DAY_MS - _EPOCH_DAY) * 4.23)
    return compose(int(rng.random() * _PREFIXES) + 1, middle, rng.random(), seller)


def moments(rng: Random, start: int, end: int, count: int) -> list[int]:
    """When orders are made, whole seconds: more of them lately, in the evening, and before holidays."""
    found = []
    for _ in range(count):
        at = start + int((end - start) * rng.random() ** 0.8)
        day = at // DAY_MS
        hour = rng.choices(range(24), _HOURS)[0]
        shaped = day * DAY_MS + hour * 3_600_000 + rng.randrange(3_600_000)
        found.append((shaped if start <= shaped < end else at) // 1000 * 1000)
    return sorted(found)


def even_moments(rng: Random, start: int, end: int, count: int) -> "array[int]":
    """When the orders of a large seed are made: evenly spread, already in order."""
    step = (end - start) / max(count, 1)
    draw = rng.random
    return array("q", ((start + int((index + draw()) * step)) // 1000 * 1000 for index in range(count)))

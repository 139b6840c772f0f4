"""Listings of a seller, made from its lines of products."""

from dataclasses import dataclass
from random import Random

from ebay_emulator.shop.profiles import Line, Profile, Variation


@dataclass(frozen=True, slots=True)
class Choice:
    """What a buyer can put into the basket: a listing, or one variation of it."""

    item_id: str
    variation_id: str | None
    aspects: tuple[tuple[str, str], ...]
    sku: str | None
    title: str
    price: int
    fee_rate: int
    auction: bool
    fits: tuple[tuple[str, str], ...]
    line: str
    """Prefix of the line of products that it belongs to."""


def make_catalog(profile: Profile, rng: Random) -> list[Choice]:
    choices: list[Choice] = []
    for line in profile.lines:
        for index, title in enumerate(title + suffix for title in line.titles for suffix in profile.suffixes):
            choices.extend(_listing(line, title, index, rng))
    return choices


def _listing(line: Line, title: str, index: int, rng: Random) -> list[Choice]:
    item_id = str(rng.randrange(110_000_000_000, 398_000_000_000))
    low, high = line.prices
    price = rng.randrange(low, high) // 100 * 100 + rng.choice((0, 49, 50, 95, 99))
    auction = not line.variations and rng.random() < 0.12
    without_sku = rng.random() < 0.06
    choices = []
    for number, variation in enumerate(line.variations or (Variation(()),)):
        sku = None if without_sku else f"{line.prefix}-{index + 1:03d}" + (f"-{number + 1}" if line.variations else "")
        variation_id = str(rng.randrange(410_000_000_000, 699_000_000_000)) if line.variations else None
        choices.append(
            Choice(
                item_id,
                variation_id,
                variation.aspects,
                sku,
                title[:80],
                price + variation.extra,
                line.fee_rate,
                auction,
                line.fits,
                line.prefix,
            )
        )
    return choices

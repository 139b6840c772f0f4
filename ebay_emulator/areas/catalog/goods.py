"""What inventory items say of a product beside its title: made up, and always the same for the same item."""

from typing import Any

from ebay_emulator.areas.catalog.dice import Dice
from ebay_emulator.shop.profiles import Profile

Json = dict[str, Any]

_SENTENCES = (
    "Made to be used every day and to age well.",
    "Each piece is inspected by hand before it leaves the workshop.",
    "Ships in recycled packaging, well padded for the journey.",
    "Colors on screens differ slightly from what arrives.",
    "Wipe clean with a damp cloth; do not use harsh cleaners.",
    "Please check the measurements before you order.",
    "Returns are accepted as long as the item is as it was sent.",
    "Questions are answered within one working day.",
    "A small batch, so no two are exactly alike.",
    "All hardware that is needed for mounting is in the box.",
)
_MATERIALS = ("Brass", "Steel", "Cotton", "Linen", "Wood", "Aluminum", "Wool", "Paper")
_STYLES = ("Classic", "Rustic", "Modern", "Industrial", "Traditional")
_COUNTRIES = ("United States", "United Kingdom", "Portugal", "Japan", "India")
_PACKAGES = ("MAILING_BOX", "PACKAGE_THICK_ENVELOPE", "USPS_LARGE_PACK", "PADDED_BAGS")


def goods(profile: Profile, title: str, sku: str, aspects: tuple[tuple[str, str], ...], dice: Dice) -> Json:
    made_by = brand(profile)
    found: Json = {
        "title": title,
        "aspects": {"Brand": [made_by], "Material": [_one(_MATERIALS, dice, 0)], "Style": [_one(_STYLES, dice, 15)]}
        | {"Country/Region of Manufacture": [_one(_COUNTRIES, dice, 1)]}
        | {name: [value] for name, value in aspects},
        "description": description(title, dice),
        "imageUrls": images(dice),
        "brand": made_by,
        "mpn": sku.replace("-", ""),
    }
    if dice.percent(2) < 35:
        found["ean" if profile.country == "GB" else "upc"] = [
            _trade_number(dice, 13 if profile.country == "GB" else 12)
        ]
    if dice.percent(3) < 15:
        found["epid"] = str(2_000_000_000 + dice.below(4, 900_000_000))
    return found


def brand(profile: Profile) -> str:
    return profile.username.replace("_", " ").title()


def description(title: str, dice: Dice) -> str:
    first = dice.below(5, len(_SENTENCES))
    told = [_SENTENCES[(first + step * 3) % len(_SENTENCES)] for step in range(4 + dice.below(6, 4))]
    return f"<p>{title}</p><p>{' '.join(told)}</p>"


def images(dice: Dice) -> list[str]:
    stem = dice.wide(7, 1 << 60)
    return [f"https://i.ebayimg.com/images/g/{stem:015x}{place}/s-l1600.jpg" for place in range(dice.between(9, 1, 3))]


def package(profile: Profile, dice: Dice) -> Json:
    metric = profile.country != "US"
    sides = {name: float(dice.between(10 + place, 3, 24)) for place, name in enumerate(("height", "length", "width"))}
    return {
        "dimensions": sides | {"unit": "CENTIMETER" if metric else "INCH"},
        "packageType": _one(_PACKAGES, dice, 13),
        "weight": {"value": dice.between(14, 2, 120) / 4, "unit": "KILOGRAM" if metric else "POUND"},
    }


def _one(values: tuple[str, ...], dice: Dice, use: int) -> str:
    return values[dice.below(use, len(values))]


def _trade_number(dice: Dice, length: int) -> str:
    """A UPC or EAN with its check digit."""
    digits = f"{dice.wide(7, 10 ** (length - 1)):0{length - 1}d}"
    total = sum(int(digit) * (3 if (length - place) % 2 == 0 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"

"""How much of an Item each Trading call gives."""

from ebay_emulator.xmlform import Json

_NOT_IN_MY_EBAY = frozenset(
    {
        "ConditionID", "ConditionDisplayName", "PrimaryCategory", "Site", "Country", "Currency", "Location",
        "PostalCode", "DispatchTimeMax", "HitCount", "ReturnPolicy", "Description",
    }
)  # fmt: skip
_COARSE = frozenset({"ItemID", "Title", "SKU", "ListingDetails", "SellingStatus", "Site", "Currency", "ListingType"})


def as_my_ebay(item: Json) -> Json:
    return {name: value for name, value in item.items() if name not in _NOT_IN_MY_EBAY}


def beyond_my_ebay(item: Json) -> Json:
    return {name: value for name, value in item.items() if name in _NOT_IN_MY_EBAY}


def coarse(item: Json) -> Json:
    return {name: value for name, value in item.items() if name in _COARSE}


def without_variations(item: Json) -> Json:
    return {name: value for name, value in item.items() if name != "Variations"}


def described(item: Json) -> Json:
    """Most descriptions are the title and the shop's usual text."""
    text = f"<h2>{item.get('Title', '')}</h2>\r\n<p>Packed with care and shipped within two working days.</p>"
    return {"Description": text} | item


def time_left(item: Json, ends: int, now: int) -> Json:
    """How long a listing still runs, as eBay writes spans of time; it changes with every look."""
    seconds = max(ends - now, 0) // 1000
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    day, hour = divmod(hours, 24)
    parts = ((day, "D"), (hour, "H"), (minute, "M"), (second, "S"))
    days = f"{day}D" if day else ""
    clock = "".join(f"{value}{unit}" for value, unit in parts[1:] if value)
    return item | {"TimeLeft": f"P{days}{f'T{clock}' if clock else ''}" if seconds else "PT0S"}

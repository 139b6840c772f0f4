"""Money as eBay writes it: integer cents inside, strings without trailing zeros outside."""

Amount = dict[str, str]


def amount(cents: int, currency: str) -> Amount:
    return {"value": decimal(cents), "currency": currency}


def decimal(cents: int) -> str:
    """70.33, 20.2, 0.0: eBay drops a trailing zero but keeps one decimal."""
    sign = "-" if cents < 0 else ""
    whole, part = divmod(abs(cents), 100)
    return f"{sign}{whole}.{part // 10}" if part % 10 == 0 else f"{sign}{whole}.{part:02d}"


def cents(value: Amount) -> int:
    """The inverse of amount(). Raises ValueError for what is not a sum of two decimals at most."""
    text = value["value"]
    sign = -1 if text.startswith("-") else 1
    whole, _, part = text.lstrip("-").partition(".")
    if len(part) > 2:
        raise ValueError(f"{text} has more than two decimals")
    return sign * (int(whole) * 100 + int((part + "00")[:2]))

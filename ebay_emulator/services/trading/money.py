"""Amounts in XML: the sum as text, the currency as an attribute."""

from typing import Any

from ebay_emulator.orders.money import cents, decimal
from ebay_emulator.xmlform import Json


def price(amount_in_cents: int, currency: str) -> Json:
    return {"@currencyID": currency, "#text": decimal(amount_in_cents)}


def of_rest(amount: Any) -> Json | None:
    """A REST amount; None where there is none, as in orders that a test has broken."""
    if not isinstance(amount, dict) or "value" not in amount:
        return None
    return {"@currencyID": str(amount.get("currency", "")), "#text": str(amount["value"])}


def cents_of(amount: Any) -> int:
    """0 for what is no sum."""
    try:
        return cents(amount)
    except (KeyError, TypeError, ValueError, AttributeError):
        return 0

"""Why no call may be made, as sentences for people."""

from datetime import datetime

from ebay_connector.budget.priorities import Priority
from ebay_connector.budget.queries import Standing
from ebay_connector.ebay.limits import TRADING_POOL


def used_up(standing: Standing, until: datetime) -> str:
    """eBay's quota has come to its end."""
    return (
        f"All {_number(standing.daily_limit)} calls that eBay allows for {name(standing.resource)} are used up. "
        f"It allows new ones at {_moment(until)}, and this goes on by itself then; what has another quota goes on now."
    )


def kept(standing: Standing, priority: Priority, until: datetime) -> str:
    """What is left is for others."""
    head = (
        f"{_number(standing.used)} of the {_number(standing.daily_limit)} calls that eBay allows for "
        f"{name(standing.resource)} are used, and the rest is kept for"
    )
    if priority is Priority.DEEP:
        return (
            f"{head} what changes from day to day, which goes on. Older records and what is read once more wait "
            f"for the new calls at {_moment(until)}."
        )
    return (
        f"{head} runs that people start. Scheduled ones go on by themselves at {_moment(until)}, when eBay allows "
        "new calls; what has another quota goes on now."
    )


def refused(resource: str, until: datetime) -> str:
    """eBay refuses, and has told no quota of which this would be the end."""
    return (
        f"eBay refuses more calls of {name(resource)} for now. They are tried again by themselves at {_moment(until)}; "
        "what has another quota goes on now."
    )


def name(resource: str) -> str:
    """A resource as sentences name it."""
    return "the Trading API" if resource == TRADING_POOL else resource


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _number(count: int | None) -> str:
    return f"{count or 0:,}"

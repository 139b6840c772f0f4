"""How a run ended, as one sentence that says what happened and what to do."""

from dataclasses import dataclass

import psycopg

from ebay_connector.ebay.errors import EbayError, UnreachableError
from ebay_connector.streams.window import Dated, Modified
from ebay_connector.sync.context import RunContext
from ebay_connector.sync.engine import UnreadWindowsError
from ebay_connector.sync.patience import first_line
from ebay_connector.sync.singly import UnreadRecordsError

RETRIED = "What was committed stays, and the next run goes on from there."


def sentence(error: Exception) -> str | None:
    """The sentence for an error that users can understand; None for a fault of our own."""
    if isinstance(error, UnreachableError):
        return f"{error} Check the network and whether eBay is up. {RETRIED}"
    if isinstance(error, EbayError | UnreadWindowsError | UnreadRecordsError):
        return str(error)
    if isinstance(error, psycopg.errors.DiskFull):
        return f"Postgres has no space left on its disk. Free some space and run the sync again. {RETRIED}"
    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        return f"Postgres refused the permission to write ({first_line(error)}). Grant it and run again. {RETRIED}"
    if isinstance(error, psycopg.errors.ReadOnlySqlTransaction):
        return f"Postgres is read-only at the moment. {RETRIED}"
    if isinstance(error, psycopg.errors.LockNotAvailable):
        return f"Something else holds a table for long, such as VACUUM or CREATE INDEX ({first_line(error)}). {RETRIED}"
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return f"The connection to Postgres was lost ({first_line(error)}). {RETRIED}"
    return None


@dataclass(frozen=True, slots=True)
class Totals:
    """Records that a run fetched, and whether the account has any.

    Of the stream that they follow: whether it is all read, and whether its schedule is on.
    """

    fetched: int
    any_stored: bool
    followed_read: bool
    followed_on: bool


def explain(context: RunContext, totals: Totals, complete: str) -> str:
    """Why the run ended well, and why it brought nothing when it brought nothing."""
    if totals.fetched:
        return complete
    stream, who = context.stream, context.who
    if not totals.any_stored and not totals.followed_read:
        return _waits(context, totals)
    if totals.any_stored:
        return f"No changes since the last run. {complete}"
    return (
        f"eBay has no {stream.noun} for {who}{_reach(context)}; {_granted(context)}. {stream.empty} {complete}".replace(
            "  ", " "
        )
    )


def _waits(context: RunContext, totals: Totals) -> str:
    parent, noun = context.parent, context.stream.noun
    then = "The first run after that reads what there is."
    if not totals.followed_on:
        then = f"The schedule of {parent.title} is off: switch it on, or start a run by hand."
    return (
        f"Waits for the {parent.noun} of {context.account_name}: the {noun} follow them, and they "
        f"have not been read to their end yet. {then}"
    )


def _reach(context: RunContext) -> str:
    window = context.stream.window
    if not isinstance(window, Modified | Dated):
        return ""
    months = window.months if isinstance(window, Dated) else window.backfill.days * 12 // 365
    span = f"{months // 12} years" if months % 12 == 0 else f"{months} months"
    return f" in the last {span}, as far back as it lets us read"


def _granted(context: RunContext) -> str:
    scope = context.stream.scope
    return f"the permission {scope} is granted and all was answered" if scope else "all was answered"

"""Why Postgres refused a record, as a sentence for people."""

import psycopg
from psycopg import errors

from ebay_connector.sync.patience import first_line

REFUSALS = (
    psycopg.DataError,
    psycopg.IntegrityError,
    errors.CardinalityViolation,
    errors.ProgramLimitExceeded,
)
"""What Postgres raises for one bad record among good ones."""

SENTENCES: tuple[tuple[type[psycopg.Error] | tuple[type[psycopg.Error], ...], str], ...] = (
    (errors.UntranslatableCharacter, "It contains the character NUL, which Postgres takes in no text"),
    (errors.NotNullViolation, "It lacks {column}, which every record must have"),
    ((errors.InvalidDatetimeFormat, errors.DatetimeFieldOverflow), "A time in it is none, or beyond all calendars"),
    (errors.NumericValueOutOfRange, "A number in it is too large"),
    (errors.CardinalityViolation, "Two of its parts have the same key"),
    (errors.ProgramLimitExceeded, "A text in it is too long to be looked up by"),
    (errors.InvalidParameterValue, "It has something else where a list belongs"),
)
HALF_A_CHARACTER = "It contains half of a character (a surrogate without the other), which Postgres takes in no text"
OTHER_KIND = "A value in it is of another kind than eBay documents"


def why(error: psycopg.Error) -> str:
    """What is wrong with the record, and Postgres' own words."""
    return f"{_sentence(error)} (Postgres: {first_line(error)})."


def _sentence(error: psycopg.Error) -> str:
    if isinstance(error, errors.InvalidTextRepresentation):
        return HALF_A_CHARACTER if "surrogate" in (error.diag.message_detail or "") else OTHER_KIND
    for kinds, sentence in SENTENCES:
        if isinstance(error, kinds):
            return sentence.format(column=error.diag.column_name)
    return "Postgres refused it"

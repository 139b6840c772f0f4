"""Filters, search and sort order of a list, from the address to parametrised SQL."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from ebay_connector.errors import ProblemError
from ebay_connector.records.columns import known_column
from ebay_connector.streams.fields import Field, Kind
from ebay_connector.streams.links import bridge
from ebay_connector.streams.stream import Stream

OPERATORS = {"eq": "=", "ne": "IS DISTINCT FROM", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
TERMS_AT_MOST = 12
EXPECTED: dict[Kind, str] = {
    "text": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "timestamp": "a time in ISO 8601",
    "money": "an amount",
}


@dataclass(slots=True)
class Where:
    """Conditions joined by AND, with their values."""

    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        self.conditions.append(condition)
        self.values.extend(values)

    @property
    def sql(self) -> str:
        return " AND ".join(self.conditions) or "true"


@dataclass(frozen=True, slots=True)
class Sort:
    """One column and a direction; empty values stand last either way."""

    column: Field
    descending: bool


def parse_sort(stream: Stream, text: str | None) -> Sort:
    """`created_at` or `-created_at`."""
    wanted = text or stream.default_sort
    return Sort(known_column(stream, wanted.removeprefix("-")), wanted.startswith("-"))


def parse_where(stream: Stream, account_ids: Sequence[int], filters: Sequence[str]) -> Where:
    """Conditions on `t`, the stream's table, for accounts and `column:operator:value` filters."""
    where = Where()
    if account_ids:
        where.add("t.account_id = ANY(%s)", list(account_ids))
    for text in filters:
        _add_filter(stream, where, text)
    return where


def _add_filter(stream: Stream, where: Where, text: str) -> None:
    parts = text.split(":", 2)
    if len(parts) != 3:
        raise _bad(f"The filter “{text}” is not of the form column:operator:value.")
    path, operator, value = parts
    beside, _, name = path.rpartition(".")
    if beside and (over := bridge(stream, beside)) and (column := over.record.fields.get(name)):
        condition, *values = _condition(column, "b", operator, value)
        same = " AND ".join(f"b.{theirs} = t.{ours}" for theirs, ours in (("account_id", "account_id"), *over.on))
        where.add(f"EXISTS (SELECT FROM {over.record.table_name} b WHERE {same} AND {condition})", *values)
    else:
        where.add(*_condition(known_column(stream, path), "t", operator, value))


def _condition(column: Field, table: str, operator: str, value: str) -> tuple[Any, ...]:
    """SQL on a column of `table`, and its values."""
    name = f"{table}.{column.name}"
    if operator in OPERATORS:
        return f"{name} {OPERATORS[operator]} %s", _value(column, value)
    if operator == "in":
        return f"{name} = ANY(%s)", [_value(column, part) for part in value.split(",")]
    if operator == "contains":
        return f"{name}::text ILIKE %s", f"%{_like(value)}%"
    if operator == "prefix":
        return f"{name}::text ILIKE %s", f"{_like(value)}%"
    if operator == "empty":
        return (f"{name} IS {'NOT ' if value == 'false' else ''}NULL",)
    known = ", ".join([*OPERATORS, "in", "contains", "prefix", "empty"])
    raise _bad(f"Filters know no operator “{operator}”. There are: {known}.")


def _value(column: Field, text: str) -> Any:
    try:
        if column.kind in ("money", "number"):
            return _finite(Decimal(text))
        if column.kind == "integer":
            return int(text)
        if column.kind == "timestamp":
            return datetime.fromisoformat(text)
    except (ValueError, InvalidOperation):
        raise _bad(f"“{text}” is not {EXPECTED[column.kind]}, as {column.title} needs.") from None
    if column.kind == "boolean":
        return text.lower() == "true"
    return _text(text)


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise ValueError
    return number


def _text(text: str) -> str:
    if "\0" in text:
        raise _bad("A filter cannot contain the character NUL.")
    return text


def _like(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", _text(text))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A term of several words, such as `wb-10`: the beginning of an id, or words that follow one another."""

    as_id: str
    as_words: str


@dataclass(frozen=True, slots=True)
class Search:
    """`query` is a `tsquery` that every hit matches; a hit must be true to each of the `phrases` too.

    An empty `query` matches nothing.
    """

    query: str
    phrases: tuple[Phrase, ...] = ()


def parse_search(text: str) -> Search | None:
    """Every term with words must begin a word or an id of the row; None when nothing is asked.

    What is asked without any word, such as `%`, is in no row.
    """
    asked = _text(text).lower().split()
    terms = [(term, words) for term in asked if (words := _words(term))][:TERMS_AT_MOST]
    parts = [_term(term, words) for term, words in terms]
    phrases = [Phrase(_lexeme(term), _in_a_row(words)) for term, words in terms if len(words) > 1]
    return Search(" & ".join(parts), tuple(phrases)) if asked else None


def _words(term: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", term) if word]


def _term(term: str, words: list[str]) -> str:
    if words == [term]:
        return _lexeme(term)
    return f"({_lexeme(term)} | ({' & '.join(map(_lexeme, words))}))"


def _in_a_row(words: list[str]) -> str:
    """Postgres's pattern: whole words, the last one perhaps only begun."""
    apart = "[^[:alnum:]]+"
    return f"(^|{apart}){apart.join(words)}"


def _lexeme(word: str) -> str:
    quoted = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}':*"


def _bad(sentence: str) -> ProblemError:
    return ProblemError(400, "bad_filter", sentence)

"""What a column of a record is: where it stands in eBay's JSON, its type and how people may use it."""

from dataclasses import dataclass, replace
from typing import Literal, TypedDict, Unpack

Kind = Literal["text", "integer", "number", "boolean", "timestamp", "money"]

CASTS: dict[Kind, str] = {
    "text": "",
    "integer": "::bigint",
    "number": "::numeric",
    "boolean": "::boolean",
    "timestamp": "::timestamptz",
    "money": "::numeric",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `path` is dotted, digits index arrays; `expression` replaces it by SQL on `{json}`.

    `refers` names what its value identifies: a stream, by its key, or another column of a stream's or its children's.
    """

    kind: Kind
    path: str = ""
    expression: str = ""
    key: bool = False
    index: bool = False
    default: bool = True
    choices: tuple[str, ...] = ()
    search: Literal["", "id", "words"] = ""
    refers: str = ""
    currency_column: str = ""
    name: str = ""
    title: str = ""

    def named(self, name: str) -> "Field":
        return replace(self, name=name, title=self.title or _title(name))

    @property
    def required(self) -> bool:
        """Never empty: lists are ordered by it without a thought for NULL. A record without it is set aside."""
        return self.key or self.index

    def sql(self, json: str) -> str:
        """The expression that derives the column from the JSON column `json`."""
        if self.expression:
            return self.expression.format(json=json)
        parts = self.path.split(".")
        if len(parts) == 1:
            return f"({json}->>'{parts[0]}'){CASTS[self.kind]}"
        return f"({json}#>>'{{{','.join(parts)}}}'){CASTS[self.kind]}"


def _title(name: str) -> str:
    """`ship_to_name` is shown as "Ship to name"; abbreviations keep their capitals."""
    words = name.removesuffix("_at").replace("_", " ").capitalize()
    return " ".join({"id": "ID", "sku": "SKU"}.get(word.lower(), word) for word in words.split())


class Options(TypedDict, total=False):
    """What every kind of field may say beside its path."""

    key: bool
    index: bool
    default: bool
    choices: tuple[str, ...]
    search: Literal["", "id", "words"]
    refers: str
    expression: str
    title: str


def text(path: str, **options: Unpack[Options]) -> Field:
    """A string as eBay gives it."""
    return Field("text", path, **options)


def integer(path: str = "", **options: Unpack[Options]) -> Field:
    """A whole number."""
    return Field("integer", path, **options)


def boolean(path: str, **options: Unpack[Options]) -> Field:
    """True or false."""
    return Field("boolean", path, **options)


def timestamp(path: str, **options: Unpack[Options]) -> Field:
    """A time in ISO 8601, stored as `timestamptz`."""
    return Field("timestamp", path, **options)


def money(path: str, currency: str, **options: Unpack[Options]) -> Field:
    """An eBay Amount `{value, currency}`; the value is stored, `currency` names the column of its currency."""
    return Field("money", f"{path}.value", currency_column=currency, **options)


def amount(path: str, currency: str, **options: Unpack[Options]) -> Field:
    """An amount of the Trading API, text with the attribute `currencyID`."""
    return Field("money", f"{path}.#text", currency_column=currency, **options)

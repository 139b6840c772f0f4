"""A record: one kind of eBay thing as a table. Declared once; the schema, the upsert, the API and the grid follow."""

import inspect
import re
from dataclasses import dataclass
from typing import ClassVar

from ebay_connector.db.payload_table import ChildTable, Derived, PayloadTable
from ebay_connector.streams.fields import Field

SEPARATORS = """\n\t([{"'/-,_#+&:;.*=|"""
"""What may stand before a word. What stands behind one does no harm, as words are found by their beginning."""
RARE_SEPARATORS = "“„‘«–—"  # noqa: RUF001 - titles have such quotes and dashes
"""The same beyond ASCII."""
SEARCHED = 100_000
"""So many characters of a record are searched."""


@dataclass(frozen=True, slots=True)
class Children:
    """An array in the payload whose elements are rows of their own; `array` is SQL that makes it of `payload`."""

    record: "type[Record]"
    path: str
    array: str


def children(record: "type[Record]", path: str, array: str = "") -> Children:
    """The elements of the array `path` become rows of `record`, keyed by the parent's key and their own."""
    return Children(record, path, array or f"payload#>'{{{path.replace('.', ',')}}}'")


class Record:
    """Base of every record. Subclasses name their table and declare fields; the docstring says key and source."""

    table_name: ClassVar[str]
    version: ClassVar[str | None]
    fields: ClassVar[dict[str, Field]]
    children: ClassVar[dict[str, Children]]
    maps: ClassVar[tuple[str, ...]]
    """Paths of objects whose names are data, as those of an item's aspects are."""
    list_merge: ClassVar[str] = "excluded.payload"
    """SQL for the payload of a row that a list brings again, as in PayloadTable."""

    def __init_subclass__(cls, table: str, version: str | None = None, maps: tuple[str, ...] = ()) -> None:
        cls.table_name, cls.version, cls.maps = table, version, maps
        declared = vars(cls).items()
        cls.fields = {name: value.named(name) for name, value in declared if isinstance(value, Field)}
        cls.children = {name: value for name, value in declared if isinstance(value, Children)}

    @classmethod
    def key_names(cls) -> tuple[str, ...]:
        return tuple(name for name, field in cls.fields.items() if field.key)

    @classmethod
    def dated_by(cls) -> str:
        """The first column that lists are ordered by, such as the date of its beginning; empty if there is none."""
        return next((name for name, field in cls.fields.items() if field.index), "")

    @classmethod
    def tables(cls) -> tuple[str, ...]:
        """Its own table and those of its children."""
        return (cls.table_name, *(child.record.table_name for child in cls.children.values()))

    @classmethod
    def singular(cls) -> str:
        """One of them as people call it: `BestOffer` is a "Best offer"."""
        return re.sub(r"(?<!^)(?=[A-Z])", " ", cls.__name__).capitalize()

    @classmethod
    def description(cls) -> str:
        return inspect.getdoc(cls) or ""


def search_expression(record: type[Record]) -> str:
    """A `tsvector` of the searched fields' words and whole ids, without a parser that breaks ids apart."""
    ids, words = _spaced(_searched(record, "id"), '[]",'), _spaced(_searched(record, "words"), SEPARATORS)
    plain = f"CASE WHEN octet_length(p) = length(p) THEN p ELSE {_spaced('p', RARE_SEPARATORS)} END"
    # OFFSET 0: else Postgres computes the texts twice.
    return (
        f"(SELECT array_to_tsvector(array_remove(string_to_array({_within_limits('w')}, ' ', ''), NULL)) "
        f"FROM (SELECT lower({ids} || ' ' || {plain}) AS w "
        f"FROM (SELECT {words} AS p OFFSET 0) AS spaced OFFSET 0) AS told)"
    )


def _within_limits(text: str) -> str:
    """Postgres takes no word of 2 KB or more and no vector of 1 MB; people look for neither. Few texts come near."""
    shorter = f"regexp_replace(left({text}, {SEARCHED}), '([^ ]{{250}})[^ ]+', '\\1', 'g')"
    return f"CASE WHEN octet_length({text}) < 2046 THEN {text} ELSE {shorter} END"


def _spaced(text: str, separators: str) -> str:
    """`text` with spaces for separators; a chain of `replace` is several times faster than `translate`."""
    for character in separators:
        quoted = character.replace("'", "''")
        text = f"replace({text}, '{quoted}', ' ')"
    return text


def _searched(record: type[Record], how: str) -> str:
    """The fields that are searched so, as one text; those of children as JSON, with spaces for its line breaks."""
    own = [field.sql("payload") for field in record.fields.values() if field.search == how]
    nested = [
        f"jsonb_path_query_array(payload, '$.{child.path}[*].{field.path}')::text"
        for child in record.children.values()
        for field in child.record.fields.values()
        if field.search == how
    ]
    return _joined([*own, f"replace({_joined(nested)}, '\\n', ' ')"] if nested else own)


def _joined(texts: list[str]) -> str:
    return f"concat_ws(' ', {', '.join(texts) or 'NULL'})"


def payload_table(
    record: type[Record], merge: str = "excluded.payload", *, derive_merged: bool = False
) -> PayloadTable:
    """How a page of this record is written."""
    derived = tuple(Derived(name, field.sql("payload")) for name, field in record.fields.items())
    return PayloadTable(
        table=record.table_name,
        keys=record.key_names(),
        columns=(*derived, Derived("search", search_expression(record))),
        children=tuple(_child_table(child) for child in record.children.values()),
        version=record.version,
        merge=merge,
        derive_merged=derive_merged,
    )


def _child_table(child: Children) -> ChildTable:
    columns = tuple(Derived(name, field.sql("element")) for name, field in child.record.fields.items())
    return ChildTable(child.record.table_name, child.array, child.record.key_names(), columns)

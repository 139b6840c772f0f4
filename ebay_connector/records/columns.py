"""What the grid may show of a stream, and how a row is named: derived from the stream's record."""

from typing import Any

from ebay_connector.errors import ProblemError
from ebay_connector.streams import BY_NAME
from ebay_connector.streams.fields import Field
from ebay_connector.streams.stream import Stream

SEPARATOR = ":"


def known_stream(name: str) -> Stream:
    """The stream of that name, or a 404."""
    if name not in BY_NAME:
        names = ", ".join(BY_NAME)
        raise ProblemError(404, "unknown_stream", f"There are no records “{name}”. There are: {names}.")
    return BY_NAME[name]


def known_column(stream: Stream, name: str) -> Field:
    """The column of that name, or a 400 that lists those there are."""
    try:
        return stream.record.fields[name]
    except KeyError:
        names = ", ".join(stream.record.fields)
        message = f"{stream.title} have no column “{name}”. The columns are: {names}."
        raise ProblemError(400, "unknown_column", message) from None


def describe(stream: Stream) -> dict[str, Any]:
    """The stream as GET /records lists it."""
    return {
        "name": stream.name,
        "title": stream.title,
        "singular": stream.record.singular(),
        "topic": stream.topic,
        "columns": [_describe(field) for field in stream.record.fields.values()],
        "children": [
            {
                "name": name,
                "title": name.replace("_", " ").capitalize(),
                "columns": [_describe(field) for field in child.record.fields.values()],
            }
            for name, child in stream.record.children.items()
        ],
        "default_sort": stream.default_sort,
    }


def _describe(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "title": field.title,
        "type": field.kind,
        "key": field.key,
        "sortable": True,
        "filterable": True,
        "default": field.default,
        "choices": list(field.choices) or None,
        "currency_column": field.currency_column or None,
    }


def row_id(stream: Stream, table: str) -> str:
    """SQL for `<account id>:<key>[:<key>]`."""
    keys = [f"{table}.{key}" for key in stream.record.key_names()]
    return f" || '{SEPARATOR}' || ".join([f"{table}.account_id::text", *keys])


def json_value(field: Field, table: str) -> str:
    """SQL for a column as the API gives it: money and other decimals as strings."""
    column = f"{table}.{field.name}"
    return f"{column}::text" if field.kind in ("money", "number") else column


def parse_row_id(stream: Stream, text: str) -> list[tuple[int | None, tuple[str, ...]]]:
    """What `text` may mean, likeliest first: an account and a key, or an eBay key of any account."""
    keys = len(stream.record.key_names())
    parts = text.split(SEPARATOR, keys)
    meanings: list[tuple[int | None, tuple[str, ...]]] = []
    if len(parts) == keys + 1 and parts[0].isdigit() and len(parts[0]) < 10:
        meanings.append((int(parts[0]), tuple(parts[1:])))
    bare = text.split(SEPARATOR, keys - 1)
    if len(bare) == keys:
        meanings.append((None, tuple(bare)))
    return meanings

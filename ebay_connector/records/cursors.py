"""Where a list goes on: the last row's sort value and key, opaque to clients."""

import base64
import binascii
from typing import Any

import msgspec

from ebay_connector.errors import ProblemError
from ebay_connector.records.filters import Sort, Where
from ebay_connector.streams.fields import CASTS
from ebay_connector.streams.stream import Stream


class Position(msgspec.Struct, array_like=True):
    """The last row: its sort, sort value as text, account id and key."""

    sort: str
    value: str | None
    account_id: int
    key: list[str]


def encode(position: Position) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(position)).decode().rstrip("=")


def decode(text: str, sort: Sort, stream: Stream) -> Position:
    """The position in `text`; a 400 when it belongs to another list or was not made here."""
    try:
        padded = text + "=" * (-len(text) % 4)
        position = msgspec.json.decode(base64.urlsafe_b64decode(padded), type=Position)
    except (msgspec.DecodeError, binascii.Error, ValueError, UnicodeDecodeError):
        raise _bad() from None
    if position.sort != name(sort) or len(position.key) != len(stream.record.key_names()):
        raise _bad()
    return position


def name(sort: Sort) -> str:
    return f"{'-' if sort.descending else ''}{sort.column.name}"


def order(stream: Stream, sort: Sort) -> str:
    """ORDER BY that the position continues; the key breaks ties in the same direction."""
    way = "DESC" if sort.descending else "ASC"
    columns = [f"t.{sort.column.name} {way}{'' if sort.column.required else ' NULLS LAST'}"]
    columns += [f"t.{key} {way}" for key in ("account_id", *stream.record.key_names())]
    return ", ".join(columns)


def go_on(where: Where, stream: Stream, sort: Sort, position: Position) -> None:
    """Adds the condition that only rows behind the position remain."""
    keys = ", ".join(f"t.{key}" for key in ("account_id", *stream.record.key_names()))
    marks = ", ".join(["%s"] * (1 + len(position.key)))
    tie: tuple[Any, ...] = (position.account_id, *position.key)
    sign = "<" if sort.descending else ">"
    column, cast = f"t.{sort.column.name}", CASTS[sort.column.kind]
    if position.value is None:
        where.add(f"{column} IS NULL AND ({keys}) {sign} ({marks})", *tie)
        return
    values = (position.value, *tie)
    behind = f"({column}, {keys}) {sign} (%s{cast or '::text'}, {marks})"
    if sort.column.required:
        where.add(behind, *values)
    else:
        where.add(f"({behind} OR {column} IS NULL)", *values)


def _bad() -> ProblemError:
    return ProblemError(400, "bad_cursor", "The cursor does not belong to this list. Start from its first page.")

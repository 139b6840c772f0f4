"""Records as eBay sent them, on their way to Postgres: it parses them, Python does not."""

import struct
from collections.abc import Sequence

from psycopg.adapt import Buffer, Dumper
from psycopg.pq import Format

ARRAY_HEAD = struct.Struct("!iiIii")
"""Dimensions, whether it has NULLs, the elements' type, how many there are, the first one's index."""
ELEMENT_HEAD = struct.Struct("!ib")
"""Length of an element, and the version byte of `jsonb`."""


class RawJson:
    """One record as eBay sent it; Postgres parses it, Python does not."""

    __slots__ = ("data",)

    def __init__(self, data: Buffer) -> None:
        self.data = data


class RawJsonDumper(Dumper):
    """Sends raw bytes as binary `jsonb`: version byte 1, then the text."""

    format = Format.BINARY
    oid = 3802

    def dump(self, obj: RawJson) -> Buffer | None:
        return b"\x01" + obj.data  # any buffer will do


class RawJsonArray:
    """Records as eBay sent them."""

    __slots__ = ("items",)

    def __init__(self, items: Sequence[Buffer]) -> None:
        self.items = items


class RawJsonArrayDumper(Dumper):
    """Sends them as a binary `jsonb[]`, copied once; a list of RawJson would be copied twice."""

    format = Format.BINARY
    oid = 3807

    def dump(self, obj: RawJsonArray) -> Buffer | None:
        parts: list[Buffer] = [ARRAY_HEAD.pack(1, 0, RawJsonDumper.oid, len(obj.items), 1)]
        for item in obj.items:
            parts += (ELEMENT_HEAD.pack(len(item) + 1, 1), item)
        return b"".join(parts)

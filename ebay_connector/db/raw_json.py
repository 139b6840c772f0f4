"""Records as eBay sent them, on their way to Postgres: it parses them, Python does not."""

import struct
from collections.abc import Sequence

import xxhash
from psycopg.adapt import Buffer, Dumper
from psycopg.pq import Format

TEXT = 25
ARRAY_HEAD = struct.Struct("!iiIii")
"""Dimensions, whether it has NULLs, the elements' type, how many there are, the first one's index."""
LENGTH = struct.Struct("!i")


def digest_of(record: Buffer) -> bytes:
    """16 bytes that tell a record from what it was before; against whoever can choose records they prove nothing."""
    return xxhash.xxh3_128_digest(record)


class RawJsonArray:
    """Records as eBay sent them."""

    __slots__ = ("items",)

    def __init__(self, items: Sequence[Buffer]) -> None:
        self.items = items


class RawJsonArrayDumper(Dumper):
    """Sends them as a binary `text[]`, copied once on their way.

    As `jsonb[]` Postgres would parse all of them before it frees what parsing the first one took.
    """

    format = Format.BINARY
    oid = 1009

    def dump(self, obj: RawJsonArray) -> Buffer | None:
        parts: list[Buffer] = [ARRAY_HEAD.pack(1, 0, TEXT, len(obj.items), 1)]
        for item in obj.items:
            parts += (LENGTH.pack(len(item)), item)
        return b"".join(parts)

"""A page of eBay's answer cut into raw records, their keys and hashes, without building an object per record."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from ebay_connector.ebay.errors import TransientError
from ebay_connector.ebay.request import Response
from ebay_connector.streams.stream import Stream


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record as eBay sent it, a view of its page. `key` is None when none can be read, with the `problem`."""

    payload: memoryview
    digest: bytes
    key: tuple[str, ...] | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: what eBay says the window holds in all, and the records at `offset`."""

    total: int
    offset: int
    records: list[RawRecord] = field(repr=False)


def page_decoder(stream: Stream) -> Callable[[Response, int], Page]:
    """A function from a response and its offset to a Page; torn or foreign JSON raises TransientError."""
    items: Any = msgspec.field(name=stream.source.items, default_factory=list)
    body = msgspec.json.Decoder(msgspec.defstruct("Envelope", [("total", int), ("records", list[msgspec.Raw], items)]))
    read = _record_reader(stream)

    def decode(response: Response, offset: int) -> Page:
        try:
            answer: Any = body.decode(response.body)
            total, records = answer.total, [memoryview(record) for record in answer.records]
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            try:
                total, records = slice_tolerantly(response.body, stream.source.items)
            except (ValueError, LookupError, TypeError):
                message = f"eBay's answer is not a complete page of {stream.name}: {error}."
                raise TransientError(message) from error
        return Page(total, offset, [read(record) for record in records])

    return decode


def slice_tolerantly(body: bytes, items: str) -> tuple[int, list[memoryview]]:
    """Total and records of a page with half a surrogate pair, which strict parsers take for torn.

    Raises ValueError, LookupError or TypeError when the page is not whole.
    """
    text = body.decode()
    envelope = json.loads(text)
    records, start = [], _behind(text, text.index(f'"{items}"') + len(items) + 2, ":[")
    for _ in envelope[items]:
        _, end = _DECODER.raw_decode(text, start)
        records.append(memoryview(text[start:end].encode()))
        start = _behind(text, end, ",")
    return int(envelope["total"]), records


_DECODER = json.JSONDecoder()


def _behind(text: str, position: int, skipped: str) -> int:
    while text[position] in f"{skipped} \t\r\n":
        position += 1
    return position


def _record_reader(stream: Stream) -> Callable[[memoryview], RawRecord]:
    paths = [stream.record.fields[key].path for key in stream.record.key_names()]
    key_type = msgspec.defstruct("Key", [(f"key{n}", str, msgspec.field(name=path)) for n, path in enumerate(paths)])
    keys = msgspec.json.Decoder(key_type)

    def key_of(payload: memoryview) -> tuple[str, ...]:
        try:
            return msgspec.structs.astuple(keys.decode(payload))
        except msgspec.ValidationError:
            raise
        except (msgspec.DecodeError, UnicodeDecodeError):
            return msgspec.structs.astuple(msgspec.convert(json.loads(bytes(payload)), key_type))

    def read(payload: memoryview) -> RawRecord:
        digest = hashlib.blake2b(payload, digest_size=16).digest()
        try:
            key = key_of(payload)
        except msgspec.ValidationError as error:
            return RawRecord(payload, digest, None, f"It has no readable key ({', '.join(paths)}): {error}.")
        if "" in key:
            return RawRecord(payload, digest, None, f"Its key ({', '.join(paths)}) is empty.")
        return RawRecord(payload, digest, key)

    return read

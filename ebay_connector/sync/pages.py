"""A page of eBay's answer cut into raw records, their keys and hashes, without building an object per record."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from ebay_connector.ebay.errors import TransientError
from ebay_connector.ebay.request import Response
from ebay_connector.streams.stream import Stream


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record as eBay sent it. `key` is None when it has none that we can read, with the `problem`."""

    payload: bytes
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
    envelope = msgspec.defstruct(
        "Envelope",
        [
            ("total", int),
            ("records", list[msgspec.Raw], msgspec.field(name=stream.source.items, default_factory=list)),
        ],
    )
    body = msgspec.json.Decoder(envelope)
    read = _record_reader(stream)

    def decode(response: Response, offset: int) -> Page:
        try:
            answer = body.decode(response.body)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise TransientError(f"eBay's answer is not a complete page of {stream.name}: {error}.") from error
        return Page(answer.total, offset, [read(bytes(record)) for record in answer.records])  # type: ignore[attr-defined]

    return decode


def _record_reader(stream: Stream) -> Callable[[bytes], RawRecord]:
    paths = [stream.record.fields[key].path for key in stream.record.key_names()]
    key_type = msgspec.defstruct("Key", [(f"key{n}", str, msgspec.field(name=path)) for n, path in enumerate(paths)])
    keys = msgspec.json.Decoder(key_type)

    def read(payload: bytes) -> RawRecord:
        digest = hashlib.blake2b(payload, digest_size=16).digest()
        try:
            key = msgspec.structs.astuple(keys.decode(payload))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            return RawRecord(payload, digest, None, f"It has no readable key ({', '.join(paths)}): {error}.")
        if "" in key:
            return RawRecord(payload, digest, None, f"Its key ({', '.join(paths)}) is empty.")
        return RawRecord(payload, digest, key)

    return read

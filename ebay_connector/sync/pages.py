"""eBay's answers cut into raw records, their keys and hashes, without building an object per record."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec

from ebay_connector.db.raw_json import digest_of
from ebay_connector.ebay.errors import TransientError
from ebay_connector.ebay.request import Response
from ebay_connector.streams.record import Record
from ebay_connector.streams.source import Rest, Source, Trading
from ebay_connector.sync import trading_pages

NO_CONTENT = 204
LONGEST_KEY = 600
"""In characters: Postgres' indexes hold no more than 2,704 bytes of a row. eBay's longest id has less than 100."""
_SURROGATE = re.compile("[\ud800-\udfff]")


class RawRecord(msgspec.Struct, frozen=True, gc=False):
    """One record as eBay sent it, a view of its page. `key` is None when none can be read, with the `problem`."""

    payload: memoryview
    digest: bytes
    key: tuple[str, ...] | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: what the list holds in all, the records at `offset`, and the next page's offset by its link."""

    total: int
    offset: int
    records: list[RawRecord] = field(repr=False)
    linked: int | None = None

    @property
    def size(self) -> int:
        """Bytes of its records."""
        return sum(len(record.payload) for record in self.records)


class PageReader:
    """Reads answers of one source as pages of one kind of record."""

    def __init__(self, source: Source, record: type[Record], name: str) -> None:
        self._source = source
        self._cut = partial(_cut_trading, source) if isinstance(source, Trading) else _JsonCutter(source, name).cut
        self._read = record_reader(record)

    def page(self, response: Response, offset: int, names: Mapping[str, str]) -> Page:
        """The page of an answer; torn or foreign JSON raises TransientError."""
        if response.status == NO_CONTENT:
            return Page(0, offset, [])
        total, records, link = self._cut(response)
        front = _front(self._source, names)
        dressed = records if front is None else [front(record) for record in records]
        return Page(len(records) if total is None else total, offset, [self._read(record) for record in dressed], link)


Cut = tuple[int | None, list[memoryview], int | None]
"""Total, records and link of an answer."""


def _cut_trading(source: Trading, response: Response) -> Cut:
    return (*trading_pages.cut(source, response), None)


class _JsonCutter:
    """Cuts answers of a REST list."""

    def __init__(self, source: Rest, name: str) -> None:
        self._source, self._name = source, name
        self._body = msgspec.json.Decoder(_envelope(source.items, source.total) if source.items else msgspec.Raw)

    def cut(self, response: Response) -> Cut:
        """TransientError when the answer is not whole."""
        try:
            answer = self._body.decode(response.body)
            if not self._source.items:
                return 1, [memoryview(answer)], None
            if self._source.paged and _total(answer) is None:
                raise TransientError(f"eBay's answer does not say how many {self._name} there are.")
            return _total(answer), [memoryview(record) for record in answer.records], _offset_of(answer.next)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            try:
                return slice_tolerantly(response.body, self._source.items, self._source.total)
            except (ValueError, LookupError, TypeError):
                message = f"eBay's answer is not a complete page of {self._name}: {error}."
                raise TransientError(message) from error


def single_answer(source: Source, response: Response, names: Mapping[str, str]) -> memoryview:
    """The whole answer as one record, or the one record of a Trading answer; TransientError when it is torn."""
    if isinstance(source, Trading):
        return trading_pages.only_record(source, response, names)
    try:
        response.json(msgspec.Raw)
    except TransientError:
        if not _is_whole(response.body):
            raise
    front = _front(Rest(source.path, added=source.added), names)
    body = memoryview(response.body)
    return body if front is None else front(body)


def _is_whole(body: bytes) -> bool:
    """Python's parser, unlike strict ones, does not take half a surrogate pair for torn JSON."""
    try:
        json.loads(body, parse_int=str)
    except ValueError:
        return False
    return True


def slice_tolerantly(body: bytes, items: str, total: str) -> Cut:
    """Total, records and link of a page with half a surrogate pair, which strict parsers take for torn.

    Raises ValueError, LookupError or TypeError when the page is not whole.
    """
    text = body.decode()
    envelope = json.loads(text, parse_int=str)
    if not items:
        return 1, [memoryview(text.encode())], None
    records, start = [], _behind(text, text.index(f'"{items}"') + len(items) + 2, ":[")
    for _ in envelope[items]:
        _, end = _DECODER.raw_decode(text, start)
        records.append(memoryview(text[start:end].encode()))
        start = _behind(text, end, ",")
    counted = envelope
    for step in total.split("."):
        counted = counted.get(step) if isinstance(counted, dict) else None
    return None if counted is None else int(counted), records, _offset_of(envelope.get("next"))


_DECODER = json.JSONDecoder(parse_int=str)
"""Python makes no number of 5,000 digits; Postgres does."""


def _behind(text: str, position: int, skipped: str) -> int:
    while text[position] in f"{skipped} \t\r\n":
        position += 1
    return position


def _envelope(items: str, total: str) -> Any:
    """A type of the answer: its list of raw records, its total where eBay says it, and the link onwards."""
    fields: list[Any] = [
        ("records", list[msgspec.Raw], msgspec.field(name=items, default_factory=list)),
        ("next", str | None, None),
    ]
    outer, _, inner = total.rpartition(".")
    if outer:
        counted = msgspec.defstruct("Counted", [("total", int | None, msgspec.field(name=inner, default=None))])
        fields.append(("counted", counted | None, msgspec.field(name=outer, default=None)))
    else:
        fields.append(("total", int | None, msgspec.field(name=total, default=None)))
    return msgspec.defstruct("Envelope", fields)


def _total(answer: Any) -> int | None:
    if hasattr(answer, "total"):
        return answer.total  # type: ignore[no-any-return]
    return answer.counted.total if answer.counted else None


def _offset_of(link: str | None) -> int | None:
    found = parse_qs(urlsplit(link or "").query).get("offset", [""])[0]
    return int(found) if found.isdecimal() else None


def _front(source: Source, names: Mapping[str, str]) -> Callable[[memoryview], memoryview] | None:
    """What puts fields in front of a record, or the record under the name of its part; None when neither is wanted."""
    if source.part:
        opening = b'{"' + source.part.encode() + b'":'
        return lambda record: memoryview(opening + record + b"}")
    if not source.added:
        return None
    added = {name: value.format_map(names) for name, value in source.added}
    start = json.dumps(added, ensure_ascii=False).encode()[:-1]

    def front(record: memoryview) -> memoryview:
        whole = bytes(record).lstrip()
        if not whole.startswith(b"{"):
            return record  # no object: it is set aside for having no key
        rest = whole[1:]
        return memoryview(start + (b"}" if rest.strip() == b"}" else b"," + rest))

    return front


def record_reader(record: type[Record]) -> Callable[[memoryview], RawRecord]:
    """What reads the key of a raw record, and hashes it."""
    paths = [record.fields[key].path for key in record.key_names()]
    key_type, getters = _key_type(paths)
    keys = msgspec.json.Decoder(key_type)
    in_front = _in_front(paths)

    def key_of(payload: memoryview) -> tuple[str, ...]:
        try:
            found = keys.decode(payload)
        except msgspec.ValidationError:
            raise
        except (msgspec.DecodeError, UnicodeDecodeError):
            found = msgspec.convert(json.loads(bytes(payload)), key_type)
        return tuple(str(get(found)) for get in getters)

    def read(payload: memoryview) -> RawRecord:
        digest = digest_of(payload)
        if in_front and (seen := in_front(payload)):
            return RawRecord(payload, digest, (str(seen[1], "ascii"),))
        try:
            key = key_of(payload)
        except (msgspec.ValidationError, ValueError) as error:
            return RawRecord(payload, digest, None, f"It has no readable key ({', '.join(paths)}): {error}.")
        problem = _problem_of(key, ", ".join(paths))
        return RawRecord(payload, digest, None if problem else key, problem)

    return read


def _in_front(paths: list[str]) -> Callable[[memoryview], re.Match[bytes] | None] | None:
    """What finds a plain key that opens its record, as eBay writes most: nothing behind it need be looked at."""
    if len(paths) > 1 or "." in paths[0]:
        return None
    return re.compile(rb'\s*\{\s*"%b"\s*:\s*"([ !#-\[\]-~]{1,%d})"' % (paths[0].encode(), LONGEST_KEY)).match


def _problem_of(key: tuple[str, ...], named: str) -> str:
    """What keeps a key from being stored; an empty string when nothing does."""
    if "" in key:
        return f"Its key ({named}) is empty."
    if any("\0" in part or _SURROGATE.search(part) for part in key):
        return f"Its key ({named}) contains a character that Postgres takes in no text."
    if sum(map(len, key)) > LONGEST_KEY:
        return f"Its key ({named}) is longer than {LONGEST_KEY} characters."
    return ""


def _key_type(paths: list[str]) -> tuple[Any, list[Callable[[Any], object]]]:
    """A type with the keys alone, nested as their paths are, and what takes each key out of it."""
    tree: dict[str, Any] = {}
    for path in paths:
        *outer, last = path.split(".")
        at = tree
        for step in outer:
            at = at.setdefault(step, {})
        at[last] = str | int
    return _struct(tree), [attrgetter(_attributes(path)) for path in paths]


def _struct(tree: dict[str, Any]) -> Any:
    fields = [
        (_attributes(name), _struct(kind) if isinstance(kind, dict) else kind, msgspec.field(name=name))
        for name, kind in tree.items()
    ]
    return msgspec.defstruct("Key", fields)


def _attributes(path: str) -> str:
    """Names that no keyword of Python can be."""
    return ".".join(f"{step}_" for step in path.split("."))

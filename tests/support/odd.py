"""Records as nobody documents them, put into the local eBay for any stream."""

import json
import re
from decimal import Decimal
from typing import Any

import aiohttp

from ebay_connector.streams.fields import Field
from ebay_connector.streams.stream import Stream
from ebay_connector.streams.window import Following
from tests.support.connector import reach, truth

MANY_DIGITS = "12345678901234567890.12345678901234567891"
NEW_VALUE = "SOMETHING_NEW"


class OddRecord:
    """A copy of one of eBay's records under an id of its own, as text that can be made odd before it is put."""

    def __init__(self, stream: Stream, key: str, line: str, number: int) -> None:
        *outer, old = key.split(":")
        self.stream, self.line = stream, line
        self.id = f"{number}99{old[3:]}" if old[:1].isdigit() else f"{old}{number}"
        self.key = ":".join([*outer, self.id])
        self.text = line.replace(old, self.id)
        key_field = stream.record.fields[stream.record.key_names()[-1]]
        self._mark = f'"{_end(key_field)}":"{self.id}"'
        assert self._mark in self.text

    def add(self, json_text: str) -> None:
        """A field that eBay does not document, as its JSON stands on the wire."""
        self.text = self.text.replace(self._mark, f'{self._mark},"oddNote":{json_text}', 1)

    def say(self, words: str) -> bool:
        """Puts words where people search for words; False when the stream has no text there."""
        kinds = [self.stream.record, *(child.record for child in self.stream.record.children.values())]
        fields = [field for kind in kinds for field in kind.fields.values()]
        names = [_end(field) for field in fields if field.search == "words"]
        return self._replace(rf'"({"|".join(names)})":"(?:[^"\\]|\\.)*"', words) if names else False

    def enlarge_amounts(self) -> bool:
        """Of those that are strings; whether one of them has a column."""
        self._replace(r'"(value)":"-?[\d.]+"', MANY_DIGITS)
        whole, part = json.loads(self.text), f"{self.stream.source.part}."
        paths = [field.path for field in self.stream.record.fields.values() if field.kind == "money"]
        return any(reach(whole, path.removeprefix(part)) == MANY_DIGITS for path in paths)

    def invent_values(self) -> bool:
        """Values that no list of eBay's has, where few are known, but for what the list is asked by."""
        few = [field for field in self.stream.record.fields.values() if field.choices and not field.key]
        names = [_end(field) for field in few if not set(field.choices) & set(self.stream.source.variants)]
        return self._replace(rf'"({"|".join(names)})":"\w+"', NEW_VALUE) if names else False

    def bare(self) -> None:
        """Leaves nothing but its key and the date that lists go by."""
        whole, bare = json.loads(self.text), dict[str, Any]()
        for field in self.stream.record.fields.values():
            if field.required:
                *outer, last = field.path.split(".")
                at = bare
                for step in outer:
                    at = at.setdefault(step, {})
                at[last] = reach(whole, field.path)
        self.text = json.dumps(bare)

    def _replace(self, pattern: str, value: str) -> bool:
        self.text, count = re.subn(pattern, lambda found: f'"{found[1]}":{json.dumps(value)}', self.text)
        return count > 0


def _end(field: Field) -> str:
    """The name of a field at eBay."""
    return field.path.rpartition(".")[2]


class OddSeller:
    """A seller at the local eBay, with odd records of one stream."""

    def __init__(self, emulator: Any, name: str, stream: Stream) -> None:
        self.emulator, self.name, self.stream = emulator, name, stream
        self.count = 0

    async def record(self) -> OddRecord:
        """Another copy of the first that there was whose id is not that of what it belongs to as well."""
        if not self.count:
            keys = [key.split(":") for key in await truth(self.emulator, self.name, self.stream.name)]
            place = next(place for place, (*outer, own) in enumerate(keys) if own not in outer)
            self._key, self._line = ":".join(keys[place]), (await self.truth_lines())[place]
        self.count += 1
        return OddRecord(self.stream, self._key, self._line, self.count)

    def put(self, odd: OddRecord) -> None:
        change = {"op": "raw", "raw": odd.text}
        if self.stream.name == "orders":
            changes = [{**change, "order_id": odd.id}]
            self.emulator.control("orders", {"seller": self.name, "changes": changes})
            return
        changes = [{**change, "id": odd.id if isinstance(self.stream.window, Following) else odd.key}]
        self.emulator.control("records", {"seller": self.name, "entity": self.stream.name, "changes": changes})

    async def truth_lines(self) -> list[str]:
        url, asked = f"{self.emulator.url}/_emulator/truth/{self.stream.name}", {"seller": self.name, "view": "one"}
        async with aiohttp.ClientSession() as session, session.get(url, params=asked) as response:
            return (await response.text()).split("\n")


def exactly(payload: str) -> Any:
    """JSON with every digit of its numbers."""
    return json.loads(payload, parse_float=Decimal)


def has_inside(record: Any, wanted: Any) -> bool:
    """Whether a value stands anywhere in a record."""
    if record == wanted:
        return True
    inner = record.values() if isinstance(record, dict) else record if isinstance(record, list) else ()
    return any(has_inside(each, wanted) for each in inner)

"""A Trading request: its elements, each read as what it should be, else eBay's error."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from ebay_emulator.clock import parse_iso
from ebay_emulator.reply import Call
from ebay_emulator.sellers import Seller
from ebay_emulator.services.trading.answers import invalid_input, unreadable
from ebay_emulator.world import World
from ebay_emulator.xmlform import NAMESPACE

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?")
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Part:
    """An element of the request and what is in it; `path` is how eBay's errors call it."""

    element: Element
    path: str = ""

    def part(self, name: str) -> "Part | None":
        found = self.element.find(f"{{{NAMESPACE}}}{name}")
        return None if found is None else Part(found, self.tag(name))

    def all(self, name: str) -> "list[str]":
        return [(each.text or "").strip() for each in self.element.findall(f"{{{NAMESPACE}}}{name}")]

    def tag(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def has(self, name: str) -> bool:
        return self.part(name) is not None

    def text(self, name: str) -> str | None:
        """None when the element is missing or empty."""
        return next((text for text in self.all(name) if text), None)

    def flag(self, name: str, default: bool = False) -> bool:
        text = self.text(name)
        if text is None:
            return default
        if text.lower() not in _TRUTHS:
            raise invalid_input(self.tag(name))
        return _TRUTHS[text.lower()]

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        text = self.text(name)
        if text is None:
            return default
        if not re.fullmatch(r"-?\d{1,9}", text, re.ASCII) or not low <= int(text) <= high:
            raise invalid_input(self.tag(name))
        return int(text)

    def choice(self, name: str, default: str, known: frozenset[str]) -> str:
        text = self.text(name)
        if text is not None and text not in known:
            raise invalid_input(self.tag(name))
        return text or default

    def moment(self, name: str) -> int | None:
        text = self.text(name)
        try:
            if text is None or _MOMENT.fullmatch(text):
                return None if text is None else parse_iso(text)
        except ValueError:
            pass
        raise invalid_input(self.tag(name))


@dataclass(frozen=True, slots=True)
class Ask:
    """One call by a seller."""

    call: Call
    seller: Seller
    request: Part

    @property
    def world(self) -> World:
        return self.call.world

    @property
    def now(self) -> int:
        return self.call.now

    @property
    def details(self) -> frozenset[str]:
        return frozenset(self.request.all("DetailLevel"))

    @property
    def all_details(self) -> bool:
        return "ReturnAll" in self.details

    def included(self, names: tuple[str, ...]) -> Iterator[tuple[str, Part | None]]:
        """The containers that My eBay calls are to give: those asked for, with ReturnAll also those not declined."""
        for name in names:
            part = self.request.part(name)
            if self.all_details if part is None else part.flag("Include", default=True):
                yield name, part


def parse(name: str, body: bytes) -> Part:
    """The request of a call. Neither document types nor entities are let in."""
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise unreadable(str(error)) from None
    if root.tag != f"{{{NAMESPACE}}}{name}Request":
        raise unreadable(f"The root element must be {name}Request of {NAMESPACE}.")
    return Part(root)

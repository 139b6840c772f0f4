"""A small client of the local eBay's Trading API."""

from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from defusedxml.ElementTree import fromstring

from ebay_emulator.xmlform import NAMESPACE, local, read
from tests.ebay_emulator.client import Answer, Ebay, Json

PATH = "/_host/api/ws/api.dll"


@dataclass
class Told:
    """An answer. `content` is the root's, in JSON, whose containers are lists only where something repeats."""

    answer: Answer
    root: Element

    @property
    def content(self) -> Json:
        found: Json = read(self.root)
        return found

    @property
    def code(self) -> int:
        assert self.answer.status == 200
        assert self.content["Ack"] == "Failure"
        return int(self.content["Errors"]["ErrorCode"])

    def rows(self, path: str) -> list[Any]:
        """The elements at a path such as OrderArray/Order, in JSON."""
        found = self.root.findall("/".join(f"{{{NAMESPACE}}}{name}" for name in path.split("/")))
        return [read(each) for each in found]

    def total(self, container: str = "") -> int:
        where = f"{container}/PaginationResult" if container else "PaginationResult"
        return int(self.rows(where)[0]["TotalNumberOfEntries"])


class Trading:
    def __init__(self, ebay: Ebay, seller: str, **wish: Any) -> None:
        self._ebay = ebay
        self.token: str | None = ebay.tokens(seller, [], **wish)["access_token"]

    def call(self, name: str, asked: Json | str = "", **headers: str | None) -> Told:
        body = asked if isinstance(asked, str) else xml(asked)
        request = f'<?xml version="1.0" encoding="utf-8"?><{name}Request xmlns="{NAMESPACE}">{body}</{name}Request>'
        return self.send(name, request, **headers)

    def send(self, name: str, request: str, **headers: str | None) -> Told:
        given = {
            "X-EBAY-API-CALL-NAME": name,
            "X-EBAY-API-SITEID": "0",
            "X-EBAY-API-COMPATIBILITY-LEVEL": "1477",
            "X-EBAY-API-IAF-TOKEN": self.token,
            "Content-Type": "text/xml",
        }
        given |= {f"X-EBAY-API-{name.replace('_', '-').upper()}": value for name, value in headers.items()}
        sent = {name: value for name, value in given.items() if value is not None}
        answer = self._ebay.send("POST", PATH, headers=sent, body=request)
        return Told(answer, fromstring(answer.body))

    def all_rows(self, name: str, asked: Json, path: str, size: int = 100) -> list[Any]:
        """Every page. The pagination stands where `path` begins, or at the top for what ends in Array."""
        found: list[Any] = []
        container = path.split("/")[0]
        inside = container.endswith("List")
        while True:
            page = {"Pagination": {"EntriesPerPage": size, "PageNumber": len(found) // size + 1}}
            given = asked | ({container: asked.get(container, {}) | page} if inside else page)
            told = self.call(name, given)
            assert told.content["Ack"] == "Success", told.content
            rows = told.rows(path)
            found += rows
            if len(found) >= told.total(container if inside else "") or not rows:
                return found


def xml(value: Any) -> str:
    if not isinstance(value, dict):
        return escape(str(value))
    return "".join(
        "".join(f"<{name}>{xml(each)}</{name}>" for each in (given if isinstance(given, list) else [given]))
        for name, given in value.items()
    )


__all__ = ["PATH", "Told", "Trading", "local", "xml"]

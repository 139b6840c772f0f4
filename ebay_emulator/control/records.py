"""Changes by hand: orders, and the records of any entity."""

from typing import Any, Literal

import msgspec
from aiohttp import web

from ebay_emulator.areas import shelf_of
from ebay_emulator.clock import parse_iso
from ebay_emulator.control.room import ControlError, Room, answer, guarded, read
from ebay_emulator.edits import Change, apply_changes, merge_patch
from ebay_emulator.shelf import Shelf


class Changes(msgspec.Struct, forbid_unknown_fields=True):
    seller: str
    changes: list[Change]


class RecordChange(msgspec.Struct, forbid_unknown_fields=True):
    """`put` adds or replaces, `patch` merges (RFC 7396), `remove` takes away, `raw` stores any bytes.

    `at` is the time that the record stands at: a moment, "now", or when not given the one that it stood at.
    """

    op: Literal["put", "patch", "remove", "raw"]
    id: str
    at: str | None = None
    payload: dict[str, Any] | None = None
    raw: str | None = None


class RecordChanges(msgspec.Struct, forbid_unknown_fields=True):
    seller: str
    entity: str
    changes: list[RecordChange]


class Records(Room):
    """What a seller has, changed by hand."""

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/_emulator/orders", guarded(self.orders)),
            web.post("/_emulator/records", guarded(self.records)),
        ]

    async def orders(self, request: web.Request) -> web.StreamResponse:
        wish = await read(request, Changes)
        self.world.catch_up()
        return answer({"order_ids": apply_changes(self.world, self.seller(wish.seller), wish.changes)})

    async def records(self, request: web.Request) -> web.StreamResponse:
        """Changes records of any entity by hand, for tests."""
        wish = await read(request, RecordChanges)
        shelf = shelf_of(self.world, self.seller(wish.seller), wish.entity)
        for change in wish.changes:
            _change(shelf, change, self.world.clock.stamp())
        return answer({"ids": [change.id for change in wish.changes]})


def _change(shelf: Shelf, change: RecordChange, stamp: int) -> None:
    known = shelf.get(change.id)
    at = known.at if known else stamp
    if change.at:
        at = stamp if change.at == "now" else parse_iso(change.at)
    match change.op:
        case "remove":
            shelf.remove(change.id)
        case "raw":
            shelf.put(change.id, at, (change.raw or "").encode())
        case "put":
            shelf.put(change.id, at, change.payload or {})
        case "patch":
            if known is None:
                raise ControlError(f"There is no record {change.id!r} to be patched.")
            shelf.put(change.id, at, merge_patch(known.record(), change.payload or {}))

"""The control plane under /_emulator: what tests and the demo do to the local eBay."""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, Literal, TypeVar

import msgspec
from aiohttp import web

from ebay_emulator.areas import area_of, shelf_of
from ebay_emulator.clock import iso, parse_iso
from ebay_emulator.edits import Change, apply_changes, merge_patch
from ebay_emulator.faults import Fault
from ebay_emulator.grants import ACCESS_SECONDS, BASE
from ebay_emulator.life import Pace
from ebay_emulator.orders.filters import oldest_reachable
from ebay_emulator.orders.views import alone
from ebay_emulator.sellers import Seller
from ebay_emulator.shelf import Shelf
from ebay_emulator.world import World

T = TypeVar("T")
_NDJSON = "application/x-ndjson"
_TRUTH_CHUNK = 500
_DEFAULT_SCOPES = ("sell.fulfillment", "sell.finances", "sell.payment.dispute", "commerce.identity.readonly")


class Reset(msgspec.Struct, forbid_unknown_fields=True):
    seed: int = 1
    demo: bool = True
    now: str | None = None
    accept_url: str | None = None
    decline_url: str | None = None


class Seed(msgspec.Struct, forbid_unknown_fields=True):
    seller: str
    orders: int
    days: int = 730
    order_bytes: int | None = None
    seed: int | None = None
    wishes: dict[str, Any] = {}
    """What else the seller is to have, such as {"listings": 25000}; each area says what it understands."""


class ClockChange(msgspec.Struct, forbid_unknown_fields=True):
    advance_seconds: float | None = None
    set: str | None = None
    live: Pace | None = None


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


class LimitChange(msgspec.Struct, forbid_unknown_fields=True):
    resource: str
    limit: int | None
    """None: what eBay allows."""


class Rename(msgspec.Struct, forbid_unknown_fields=True):
    seller: str
    username: str


class TokenWish(msgspec.Struct, forbid_unknown_fields=True):
    seller: str
    scopes: list[str] | None = None
    expires_in: int = ACCESS_SECONDS
    refresh_expired: bool = False


class ControlError(Exception):
    """A request of the control plane that makes no sense; the message says why."""


class Control:
    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/_emulator/reset", _guard(self.reset)),
            web.post("/_emulator/seed", _guard(self.seed)),
            web.post("/_emulator/clock", _guard(self.clock)),
            web.post("/_emulator/orders", _guard(self.orders)),
            web.post("/_emulator/records", _guard(self.records)),
            web.post("/_emulator/tokens", _guard(self.tokens)),
            web.post("/_emulator/faults", _guard(self.set_faults)),
            web.get("/_emulator/faults", _guard(self.get_faults)),
            web.delete("/_emulator/faults", _guard(self.clear_faults)),
            web.get("/_emulator/truth/orders", _guard(self.truth_of_orders)),
            web.get("/_emulator/truth/{entity}", _guard(self.truth)),
            web.get("/_emulator/requests", _guard(self.requests)),
            web.delete("/_emulator/requests", _guard(self.forget_requests)),
            web.post("/_emulator/limits", _guard(self.limits)),
            web.post("/_emulator/rename", _guard(self.rename)),
            web.get("/_emulator/state", _guard(self.state)),
        ]

    async def reset(self, request: web.Request) -> web.StreamResponse:
        wish, world = await _read(request, Reset), self._world
        if wish.accept_url is not None:
            decline_url = wish.decline_url or wish.accept_url
            world.app = replace(world.app, accept_url=wish.accept_url, decline_url=decline_url)
        world.reset(wish.seed, demo=wish.demo, now=None if wish.now is None else parse_iso(wish.now))
        return _json({"now": iso(world.clock.now_ms()), "seed": world.origin.seed})

    async def seed(self, request: web.Request) -> web.StreamResponse:
        wish = await _read(request, Seed)
        world, seller = self._world, self._world.seller_or_new(wish.seller)
        seed = world.origin.seed if wish.seed is None else wish.seed
        seller.wishes |= wish.wishes
        seller.seed(wish.orders, wish.days, wish.order_bytes, seed, world.clock.now_ms())
        return _json({"seller": seller.username, "orders": len(seller.book)})

    async def clock(self, request: web.Request) -> web.StreamResponse:
        wish = await _read(request, ClockChange)
        clock = self._world.clock
        if wish.live is not None:
            self._world.live(wish.live)
        if wish.advance_seconds is not None:
            clock.advance_to(clock.now_ms() + round(wish.advance_seconds * 1000))
        if wish.set is not None:
            clock.advance_to(parse_iso(wish.set))
        self._world.catch_up()
        return _json({"now": iso(clock.now_ms())})

    async def orders(self, request: web.Request) -> web.StreamResponse:
        wish = await _read(request, Changes)
        self._world.catch_up()
        return _json({"order_ids": apply_changes(self._world, self._seller(wish.seller), wish.changes)})

    async def tokens(self, request: web.Request) -> web.StreamResponse:
        """The tokens that a consent would give, without the consent."""
        wish = await _read(request, TokenWish)
        world, now = self._world, self._world.clock.now_ms()
        names = _DEFAULT_SCOPES if wish.scopes is None else wish.scopes
        scopes = frozenset(name if name.startswith("https:") else f"{BASE}/{name}" for name in names) | {BASE}
        consent = world.grants.consent(self._seller(wish.seller).user_id, world.app, scopes, now)
        if wish.refresh_expired:
            consent.expires = now
        token = world.grants.issue(world.app.client_id, scopes, now, consent, wish.expires_in)
        return _json({"access_token": token, "refresh_token": consent.refresh_token})

    async def set_faults(self, request: web.Request) -> web.StreamResponse:
        self._world.faults.replace(await _read(request, list[Fault]))
        return await self.get_faults(request)

    async def get_faults(self, _: web.Request) -> web.StreamResponse:
        return _json(self._world.faults.told())

    async def clear_faults(self, request: web.Request) -> web.StreamResponse:
        self._world.faults.replace([])
        return await self.get_faults(request)

    async def records(self, request: web.Request) -> web.StreamResponse:
        """Changes records of any entity by hand, for tests."""
        wish = await _read(request, RecordChanges)
        shelf = shelf_of(self._world, self._seller(wish.seller), wish.entity)
        for change in wish.changes:
            _change(shelf, change, self._world.clock.stamp())
        return _json({"ids": [change.id for change in wish.changes]})

    async def truth(self, request: web.Request) -> web.StreamResponse:
        """Every record of an entity that eBay would show, each as its id gives it."""
        self._world.catch_up()
        seller, entity = self._seller(request.query.get("seller", "")), request.match_info["entity"]
        shelf_of(self._world, seller, entity)
        lines = area_of(entity).truth(self._world, seller, entity, request.query.get("view", "one"))
        response = web.StreamResponse(headers={"Content-Type": _NDJSON})
        await response.prepare(request)
        for chunk in batched(lines, _TRUTH_CHUNK):
            await response.write(b"\n".join(chunk) + b"\n")
        return response

    async def truth_of_orders(self, request: web.Request) -> web.StreamResponse:
        """Every order that eBay would show, oldest first, each as getOrder gives it."""
        self._world.catch_up()
        seller = self._seller(request.query.get("seller", ""))
        tax = request.query.get("fieldGroups") == "TAX_BREAKDOWN"
        oldest = oldest_reachable(self._world.clock.now_ms())
        book = seller.book
        read = book.payload if request.query.get("view") == "list" else None
        rows = [row for row in book.visible_rows() if book.created[row] >= oldest]
        response = web.StreamResponse(headers={"Content-Type": _NDJSON})
        await response.prepare(request)
        for at in range(0, len(rows), _TRUTH_CHUNK):
            chunk = rows[at : at + _TRUTH_CHUNK]
            lines = [read(row) if read else alone(book, row, tax_breakdown=tax) for row in chunk]
            await response.write(b"\n".join(lines) + b"\n")
        return response

    async def requests(self, request: web.Request) -> web.StreamResponse:
        journal = self._world.journal
        found = journal.since(int(request.query.get("since", "0")), request.query.get("seller"))
        return _json({"requests": found, "last": journal.count, "in_flight_max": journal.in_flight_max})

    async def forget_requests(self, _: web.Request) -> web.StreamResponse:
        self._world.journal.forget()
        return _json({})

    async def limits(self, request: web.Request) -> web.StreamResponse:
        wish = await _read(request, LimitChange)
        self._world.limits.choose(wish.resource, wish.limit)
        return _json({"resource": wish.resource, "limit": wish.limit})

    async def rename(self, request: web.Request) -> web.StreamResponse:
        wish = await _read(request, Rename)
        seller = self._seller(wish.seller)
        self._world.rename(seller, wish.username)
        return _json({"seller": seller.username, "user_id": seller.user_id})

    async def state(self, _: web.Request) -> web.StreamResponse:
        world = self._world
        sellers = [
            {
                "username": seller.username,
                "user_id": seller.user_id,
                "marketplace": seller.profile.marketplace,
                "orders": len(seller.book),
                "hidden_orders": seller.book.hidden,
            }
            for seller in world.sellers()
        ]
        return _json(
            {
                "now": iso(world.clock.now_ms()),
                "seed": world.origin.seed,
                "client_id": world.app.client_id,
                "runame": world.app.runame,
                "sellers": sellers,
                "tokens": world.grants.counts(),
                "requests": world.journal.count,
                "in_flight": world.journal.in_flight,
                "faults": len(world.faults.listed),
                "orders_per_hour": round(world.life.orders_per_hour, 3),
            }
        )

    def _seller(self, username: str) -> Seller:
        seller = self._world.seller(username)
        if seller is None:
            known = ", ".join(seller.username for seller in self._world.sellers()) or "none"
            raise ControlError(f"There is no seller {username!r}. Known sellers: {known}.")
        return seller


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


def batched(lines: Iterable[bytes], size: int) -> Iterator[list[bytes]]:
    iterator = iter(lines)
    while chunk := list(islice(iterator, size)):
        yield chunk


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _guard(handler: Handler) -> Handler:
    async def guarded(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except (ControlError, LookupError, ValueError) as error:
            return _json({"detail": str(error)}, status=400)

    return guarded


async def _read(request: web.Request, shape: type[T]) -> T:
    return msgspec.json.decode(await request.read() or b"{}", type=shape)


def _json(payload: Any, status: int = 200) -> web.Response:
    return web.Response(body=msgspec.json.encode(payload), status=status, content_type="application/json")

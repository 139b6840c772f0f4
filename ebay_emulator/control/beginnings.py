"""How the world begins and how its time goes: reset, seed, clock."""

from dataclasses import replace
from typing import Any

import msgspec
from aiohttp import web

from ebay_emulator.clock import iso, parse_iso
from ebay_emulator.control.room import Room, answer, guarded, read
from ebay_emulator.life import Pace


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


class Beginnings(Room):
    """A world, its sellers and its clock."""

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/_emulator/reset", guarded(self.reset)),
            web.post("/_emulator/seed", guarded(self.seed)),
            web.post("/_emulator/clock", guarded(self.clock)),
        ]

    async def reset(self, request: web.Request) -> web.StreamResponse:
        wish, world = await read(request, Reset), self.world
        if wish.accept_url is not None:
            decline_url = wish.decline_url or wish.accept_url
            world.app = replace(world.app, accept_url=wish.accept_url, decline_url=decline_url)
        world.reset(wish.seed, demo=wish.demo, now=None if wish.now is None else parse_iso(wish.now))
        return answer({"now": iso(world.clock.now_ms()), "seed": world.origin.seed})

    async def seed(self, request: web.Request) -> web.StreamResponse:
        wish = await read(request, Seed)
        world, seller = self.world, self.world.seller_or_new(wish.seller)
        seed = world.origin.seed if wish.seed is None else wish.seed
        seller.wishes |= wish.wishes
        seller.seed(wish.orders, wish.days, wish.order_bytes, seed, world.clock.now_ms())
        return answer({"seller": seller.username, "orders": len(seller.book)})

    async def clock(self, request: web.Request) -> web.StreamResponse:
        wish = await read(request, ClockChange)
        clock = self.world.clock
        if wish.live is not None:
            self.world.live(wish.live)
        if wish.advance_seconds is not None:
            clock.advance_to(clock.now_ms() + round(wish.advance_seconds * 1000))
        if wish.set is not None:
            clock.advance_to(parse_iso(wish.set))
        self.world.catch_up()
        return answer({"now": iso(clock.now_ms())})

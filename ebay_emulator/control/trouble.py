"""What goes wrong on purpose, and what eBay allows: faults, limits."""

import msgspec
from aiohttp import web

from ebay_emulator.control.room import Room, answer, guarded, read
from ebay_emulator.faults import Fault


class LimitChange(msgspec.Struct, forbid_unknown_fields=True):
    resource: str
    limit: int | None
    """None: what eBay allows."""


class Trouble(Room):
    """Faults and call limits."""

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/_emulator/faults", guarded(self.set_faults)),
            web.get("/_emulator/faults", guarded(self.get_faults)),
            web.delete("/_emulator/faults", guarded(self.clear_faults)),
            web.post("/_emulator/limits", guarded(self.limits)),
        ]

    async def set_faults(self, request: web.Request) -> web.StreamResponse:
        self.world.faults.replace(await read(request, list[Fault]))
        return await self.get_faults(request)

    async def get_faults(self, _: web.Request) -> web.StreamResponse:
        return answer(self.world.faults.told())

    async def clear_faults(self, request: web.Request) -> web.StreamResponse:
        self.world.faults.replace([])
        return await self.get_faults(request)

    async def limits(self, request: web.Request) -> web.StreamResponse:
        wish = await read(request, LimitChange)
        self.world.limits.choose(wish.resource, wish.limit)
        return answer({"resource": wish.resource, "limit": wish.limit})

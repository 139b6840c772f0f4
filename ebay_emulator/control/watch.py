"""How the local eBay stands, and what it was asked."""

from aiohttp import web

from ebay_emulator.clock import iso
from ebay_emulator.control.room import Room, answer, guarded


class Watch(Room):
    """State and the journal of requests."""

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/_emulator/requests", guarded(self.requests)),
            web.delete("/_emulator/requests", guarded(self.forget_requests)),
            web.get("/_emulator/state", guarded(self.state)),
        ]

    async def requests(self, request: web.Request) -> web.StreamResponse:
        journal = self.world.journal
        found = journal.since(int(request.query.get("since", "0")), request.query.get("seller"))
        return answer({"requests": found, "last": journal.count, "in_flight_max": journal.in_flight_max})

    async def forget_requests(self, _: web.Request) -> web.StreamResponse:
        self.world.journal.forget()
        return answer({})

    async def state(self, _: web.Request) -> web.StreamResponse:
        world = self.world
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
        return answer(
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

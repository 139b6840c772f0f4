"""What eBay would show, record by record: what others are held against."""

from collections.abc import Iterable, Iterator
from itertools import islice

from aiohttp import web

from ebay_emulator.areas import area_of, shelf_of
from ebay_emulator.control.room import Room, guarded
from ebay_emulator.orders.filters import oldest_reachable
from ebay_emulator.orders.views import alone

_NDJSON = "application/x-ndjson"
_TRUTH_CHUNK = 500


class Truth(Room):
    """Records as NDJSON, one a line."""

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/_emulator/truth/orders", guarded(self.truth_of_orders)),
            web.get("/_emulator/truth/{entity}", guarded(self.truth)),
        ]

    async def truth(self, request: web.Request) -> web.StreamResponse:
        """Every record of an entity that eBay would show, each as its id gives it."""
        self.world.catch_up()
        seller, entity = self.seller(request.query.get("seller", "")), request.match_info["entity"]
        shelf_of(self.world, seller, entity)
        lines = area_of(entity).truth(self.world, seller, entity, request.query.get("view", "one"))
        response = web.StreamResponse(headers={"Content-Type": _NDJSON})
        await response.prepare(request)
        for chunk in batched(lines, _TRUTH_CHUNK):
            await response.write(b"\n".join(chunk) + b"\n")
        return response

    async def truth_of_orders(self, request: web.Request) -> web.StreamResponse:
        """Every order that eBay would show, oldest first, each as getOrder gives it."""
        self.world.catch_up()
        seller = self.seller(request.query.get("seller", ""))
        tax = request.query.get("fieldGroups") == "TAX_BREAKDOWN"
        oldest = oldest_reachable(self.world.clock.now_ms())
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


def batched(lines: Iterable[bytes], size: int) -> Iterator[list[bytes]]:
    iterator = iter(lines)
    while chunk := list(islice(iterator, size)):
        yield chunk

"""Parcels: what orders keep of their shipments, as a kind of records of its own. Each names its order in front."""

from collections.abc import Iterator

import msgspec

from ebay_emulator.orders.filters import oldest_reachable
from ebay_emulator.sellers import Seller
from ebay_emulator.world import World


class Parcels:
    """They stand with the orders; there is nothing to bring up."""

    ENTITIES: tuple[str, ...] = ("fulfillments",)

    def bring_up(self, world: World, seller: Seller, now: int) -> None:
        """Nothing: orders are always current."""

    def truth(self, world: World, seller: Seller, entity: str, view: str) -> Iterator[bytes]:
        book, oldest = seller.book, oldest_reachable(world.clock.now_ms())
        for row in book.visible_rows():
            if book.created[row] >= oldest:
                for shipment in book.extras(row)[0]:
                    yield msgspec.json.encode({"orderId": book.name(row), **shipment})

"""A seller of very many orders: what follows from them comes once, and later looks cost next to nothing."""

import pytest

from ebay_emulator.areas import Area
from ebay_emulator.areas.reputation import Reputation
from ebay_emulator.areas.talk import Talk
from ebay_emulator.clock import DAY_MS
from ebay_emulator.orders.book import OrderBook
from ebay_emulator.world import Origin, World
from tests.ebay_emulator.areas.test_same_world import ANCHOR, APP


@pytest.mark.parametrize("area", [Talk(), Reputation()])
def test_orders_are_read_once_and_few_of_them(area: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(APP, Origin(1, False, ANCHOR))
    seller = world.seller_or_new("big")
    seller.seed(20_000, 730, None, 1, ANCHOR)
    read: list[int] = []
    payload = OrderBook.payload

    def counted(book: OrderBook, row: int) -> bytes:
        read.append(row)
        return payload(book, row)

    monkeypatch.setattr(OrderBook, "payload", counted)
    area.bring_up(world, seller, ANCHOR)
    assert len(read) == len(set(read)) < 0.6 * 20_000
    entity = area.ENTITIES[0]
    assert len(seller.shelf(entity)) > 2_000
    read.clear()
    for later in (0, 1, DAY_MS):
        area.bring_up(world, seller, ANCHOR + later)
    assert read == []


@pytest.mark.parametrize("area", [Talk(), Reputation()])
def test_a_second_seed_is_noticed(area: Area) -> None:
    world = World(APP, Origin(1, False, ANCHOR))
    seller = world.seller_or_new("big")
    seller.seed(300, 730, None, 1, ANCHOR)
    area.bring_up(world, seller, ANCHOR)
    before = [item.id for item in seller.shelf(area.ENTITIES[0])]
    seller.seed(300, 730, None, 2, ANCHOR)
    area.bring_up(world, seller, ANCHOR)
    after = [item.id for item in seller.shelf(area.ENTITIES[0])]
    assert len(after) > len(before)
    assert {*before} <= {*after}

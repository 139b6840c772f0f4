"""What follows from orders is the same whenever, and however often, somebody looks."""

import pytest

from ebay_emulator.areas import Area
from ebay_emulator.areas.ledger import Ledger
from ebay_emulator.areas.reputation import Reputation
from ebay_emulator.areas.talk import Talk
from ebay_emulator.clock import DAY_MS, parse_iso
from ebay_emulator.grants import Application
from ebay_emulator.world import DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_RUNAME, Origin, World

ANCHOR = parse_iso("2026-03-01T00:00:00Z")
APP = Application(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_RUNAME, "https://app.example", "https://app.example")


def told(area: Area, seller_name: str, days: list[int], seed: int = 7) -> dict[str, dict[str, bytes]]:
    """All records after looks on these days of a world that lives."""
    world = World(APP, Origin(seed, True, ANCHOR, orders_per_hour=3.0))
    seller = world.seller(seller_name)
    assert seller is not None
    for day in days:
        now = ANCHOR + day * DAY_MS
        world.life.pass_until(now)
        area.bring_up(world, seller, now)
    return {entity: {item.id: item.payload for item in seller.shelf(entity)} for entity in area.ENTITIES}


@pytest.mark.parametrize("area", [Talk(), Reputation(), Ledger()])
@pytest.mark.parametrize("seller", ["harbor_goods", "fenland_books"])
def test_one_look_or_many(area: Area, seller: str) -> None:
    once, often = told(area, seller, [60]), told(area, seller, [0, 3, 4, 5, 20, 21, 40, 60, 60])
    for entity in area.ENTITIES:
        assert once[entity] == often[entity]


@pytest.mark.parametrize("area", [Talk(), Reputation(), Ledger()])
def test_another_seed_is_another_world(area: Area) -> None:
    here, there = told(area, "fenland_books", [0]), told(area, "fenland_books", [0], seed=8)
    assert all(here[entity] != there[entity] for entity in area.ENTITIES)


@pytest.mark.parametrize("area", [Talk(), Reputation(), Ledger()])
def test_who_sells_nothing_has_nothing(area: Area) -> None:
    assert all(not records for records in told(area, "quiet_corner", [0, 100]).values())

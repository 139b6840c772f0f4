"""Troubles follow from orders, whenever somebody looks, and move on as time passes."""

from typing import Any

import msgspec
import pytest

from ebay_emulator.areas.troubles import Troubles, member
from ebay_emulator.clock import DAY_MS, parse_iso
from ebay_emulator.grants import Application
from ebay_emulator.sellers import Seller
from ebay_emulator.world import DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_RUNAME, Origin, World

Json = dict[str, Any]

ANCHOR = parse_iso("2026-03-01T00:00:00Z")
APP = Application(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_RUNAME, "https://app.example", "https://app.example")
AREA = Troubles()


def make_world(seed: int = 7, orders_per_hour: float = 3.0) -> World:
    return World(APP, Origin(seed, True, ANCHOR, orders_per_hour))


def owner(world: World, name: str) -> Seller:
    seller = world.seller(name)
    assert seller is not None
    return seller


def look(world: World, seller: Seller, day: float) -> None:
    now = ANCHOR + round(day * DAY_MS)
    world.life.pass_until(now)
    AREA.bring_up(world, seller, now)


def records(seller: Seller) -> dict[str, dict[str, bytes]]:
    return {entity: {item.id: item.payload for item in seller.shelf(entity)} for entity in AREA.ENTITIES}


@pytest.mark.parametrize("name", ["harbor_goods", "fenland_books"])
def test_one_look_or_many(name: str) -> None:
    once, often = make_world(), make_world()
    look(once, owner(once, name), 60)
    for day in (0, 0.5, 3, 4, 5, 20, 21, 40, 59.9, 60, 60):
        look(often, owner(often, name), day)
    assert records(owner(once, name)) == records(owner(often, name))


def test_another_seed_is_another_world() -> None:
    here, there = make_world(), make_world(seed=8)
    for world in (here, there):
        look(world, owner(world, "harbor_goods"), 0)
    ours, theirs = records(owner(here, "harbor_goods")), records(owner(there, "harbor_goods"))
    assert all(ours[entity].keys() != theirs[entity].keys() for entity in AREA.ENTITIES)


def test_a_record_never_appears_in_the_past() -> None:
    """Each look finds nothing new that is older than the look before: who reads by date misses nothing."""
    world = make_world()
    seller = owner(world, "harbor_goods")
    look(world, seller, 0)
    before = {entity: set(records(seller)[entity]) for entity in AREA.ENTITIES}
    for day in range(1, 40):
        look(world, seller, day)
        for entity in AREA.ENTITIES:
            for item in seller.shelf(entity):
                if item.id not in before[entity]:
                    assert ANCHOR + (day - 1) * DAY_MS < item.at <= ANCHOR + day * DAY_MS
                    before[entity].add(item.id)


def test_every_kind_is_open_at_some_time_and_ends() -> None:
    world = make_world(orders_per_hour=9.0)
    seller = owner(world, "harbor_goods")
    seen: dict[str, set[str]] = {entity: set() for entity in AREA.ENTITIES}
    for day in range(0, 80, 2):
        look(world, seller, day)
        for entity in AREA.ENTITIES:
            seen[entity] |= {status(entity, item.payload) for item in seller.shelf(entity)}
    assert seen["disputes"] == {"ACTION_NEEDED", "OPEN", "CLOSED"}
    assert seen["returns"] == {
        "RETURN_REQUESTED", "READY_FOR_SHIPPING", "ITEM_SHIPPED", "ITEM_DELIVERED", "ESCALATED", "CLOSED",
    }  # fmt: skip
    assert seen["cancellations"] >= {"CANCEL_REQUESTED", "CANCEL_CLOSED_WITH_REFUND"}
    assert seen["inquiries"] == {
        "WAITING_SELLER_RESPONSE", "WAITING_BUYER_RESPONSE", "CLOSED", "CLOSED_WITH_ESCALATION",
    }  # fmt: skip
    assert seen["cases"] == {"WAITING_CS", "CLOSED", "CS_CLOSED"}


def status(entity: str, payload: bytes) -> str:
    record: Json = msgspec.json.decode(payload)
    match entity:
        case "disputes":
            return str(record["paymentDisputeStatus"])
        case "returns":
            return str(record["summary"]["status"])
        case "cancellations":
            return str(record["cancelDetail"]["cancelStatus"])
    return str(record["status"])


def test_a_large_seller_has_his_share() -> None:
    world = World(APP, Origin(1, False, ANCHOR))
    seller = world.seller_or_new("big")
    seller.seed(20_000, 730, None, 1, ANCHOR)
    AREA.bring_up(world, seller, ANCHOR)
    found = {entity: len(seller.shelf(entity)) / 20_000 for entity in AREA.ENTITIES}
    assert 0.005 < found["disputes"] < 0.009
    assert 0.025 < found["returns"] < 0.035
    assert 0.010 < found["inquiries"] < 0.020
    assert 0.002 < found["cases"] < found["returns"]
    asked = [row for row in seller.book.visible_rows() if seller.book.extras(row)[1]]
    assert len(seller.shelf("cancellations")) == len(asked)


def test_ids_are_ten_digits_and_grow_with_time() -> None:
    world = make_world()
    seller = owner(world, "harbor_goods")
    look(world, seller, 0)
    for entity, first in (("returns", "50"), ("inquiries", "54"), ("disputes", "58")):
        items = list(seller.shelf(entity))
        assert all(len(item.id) == 10 and item.id.isdigit() for item in items)
        assert [item.id for item in items] == sorted((item.id for item in items), reverse=True)
        assert int(items[-1].id) > int(first.ljust(10, "0"))


def test_what_a_test_changed_stays_until_the_state_moves_on() -> None:
    world = make_world(orders_per_hour=6.0)
    seller = owner(world, "harbor_goods")
    look(world, seller, 20)
    shelf = seller.shelf("returns")
    returned = next(item for item in shelf if status("returns", item.payload) == "READY_FOR_SHIPPING")
    record = returned.record()
    record["summary"]["buyerLoginName"] = "someone_else"
    shelf.put(returned.id, returned.at, record)
    look(world, seller, 20.001)
    changed = shelf.get(returned.id)
    assert changed is not None
    assert changed.record() == record
    look(world, seller, 60)
    moved = shelf.get(returned.id)
    assert moved is not None
    assert b"someone_else" not in moved.payload


def test_a_removed_record_does_not_come_back() -> None:
    world = make_world(orders_per_hour=6.0)
    seller = owner(world, "harbor_goods")
    look(world, seller, 20)
    shelf = seller.shelf("returns")
    name = next(item.id for item in shelf if status("returns", item.payload) == "READY_FOR_SHIPPING")
    shelf.remove(name)
    look(world, seller, 60)
    assert name not in shelf


def test_what_was_stored_raw_stays_as_it_is() -> None:
    world = make_world()
    seller = owner(world, "harbor_goods")
    look(world, seller, 0)
    for entity in AREA.ENTITIES:
        shelf = seller.shelf(entity)
        for raw in (b'{"broken":', b"[]", rb'{"text":"\ud800"}', b'{"summary":7}', b'{"cancelDetail":[]}'):
            shelf.put("5999999999", ANCHOR, raw)
            item = shelf.get("5999999999")
            assert item is not None
            assert isinstance(member(entity, item), bytes)


def test_orders_that_are_none_make_no_trouble() -> None:
    world = make_world(orders_per_hour=0.0)
    seller = owner(world, "quiet_corner")
    look(world, seller, 0)
    assert not any(records(seller).values())

"""Purchases, best offers and listings are the same whenever, and however often, somebody looks."""

import pytest

from ebay_emulator.areas import Area
from ebay_emulator.areas.bargaining import Bargaining
from ebay_emulator.areas.buying import Buying
from ebay_emulator.areas.listed import Listed
from tests.ebay_emulator.areas.test_same_world import told

AREAS = [Buying(), Bargaining(), Listed()]


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("seller", ["harbor_goods", "fenland_books"])
def test_one_look_or_many(area: Area, seller: str) -> None:
    # Twice on the day: what a listing that is new has gone through since, the catalog tells at the next look.
    once, often = told(area, seller, [60, 60]), told(area, seller, [0, 3, 4, 5, 20, 21, 40, 60, 60])
    for entity in area.ENTITIES:
        assert once[entity]
        assert once[entity] == often[entity]


@pytest.mark.parametrize("area", AREAS)
def test_another_seed_is_another_world(area: Area) -> None:
    here, there = told(area, "fenland_books", [0]), told(area, "fenland_books", [0], seed=8)
    assert all(here[entity] != there[entity] for entity in area.ENTITIES)


@pytest.mark.parametrize("area", AREAS)
def test_who_sells_nothing_has_nothing(area: Area) -> None:
    assert all(not records for records in told(area, "quiet_corner", [0, 100]).values())

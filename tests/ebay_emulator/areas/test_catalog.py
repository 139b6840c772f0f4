"""The catalog: listings that follow from orders and time, the same whoever looks how often."""

from collections import Counter

import pytest

from ebay_emulator.areas.catalog import Catalog, Listing, Stocked, catalog_of
from ebay_emulator.areas.catalog.listing import AUCTION, ENDED
from ebay_emulator.clock import DAY_MS
from ebay_emulator.orders.book import OrderBook
from ebay_emulator.sellers import Seller
from ebay_emulator.world import Origin, World
from tests.ebay_emulator.areas.test_same_world import ANCHOR, APP, told

DERIVED = ("inventory", "offers", "inventory_item_groups")


def demo(name: str) -> tuple[World, Seller]:
    world = World(APP, Origin(7, True, ANCHOR))
    seller = world.seller(name)
    assert seller is not None
    return world, seller


def listings(name: str, *days: int) -> dict[str, Listing]:
    """After looks on these days, in the order of the catalog."""
    world, seller = demo(name)
    catalogs = [catalog_of(world, seller, ANCHOR + day * DAY_MS) for day in days]
    return {listing.item_id: listing for listing in catalogs[-1].listings()}


@pytest.mark.parametrize("seller", ["harbor_goods", "alpine_parts"])
def test_one_look_or_many(seller: str) -> None:
    once, often = told(Stocked(), seller, [60]), told(Stocked(), seller, [0, 3, 4, 20, 21, 40, 60, 60])
    for entity in DERIVED:
        assert list(once[entity].items()) == list(often[entity].items())
    assert once["inventory"].keys() != told(Stocked(), seller, [0])["inventory"].keys()


@pytest.mark.parametrize("seller", ["harbor_goods", "alpine_parts", "fenland_books"])
def test_listings_are_the_same_after_one_look_or_many(seller: str) -> None:
    once, often = listings(seller, 100), listings(seller, 0, 1, 30, 31, 90, 100)
    assert list(once.items()) == list(often.items())


def test_every_line_item_is_of_a_listing() -> None:
    world, seller = demo("harbor_goods")
    catalog = catalog_of(world, seller, ANCHOR)
    sold = Counter[tuple[str, str]]()
    for row in range(len(seller.book.created)):
        for line in seller.record(row).order["lineItems"]:
            listing = catalog.listing(line["legacyItemId"])
            assert listing is not None
            counts = listing.format != AUCTION or seller.book.created[row] >= listing.started
            sold[listing.item_id, line.get("legacyVariationId", "")] += line["quantity"] * counts
    for (item_id, variation_id), count in sold.items():
        listing = catalog.listing(item_id)
        assert listing is not None
        by_id = {each.variation_id: each.sold for each in listing.variations} or {"": listing.sold}
        assert by_id[variation_id] == count
        assert listing.started < min(seller.book.created) or listing.format == AUCTION
        assert not listing.ended


def test_listings_end_and_begin_anew_with_the_same_skus() -> None:
    found = listings("harbor_goods", 0)
    again = [each for each in found.values() if each.relisted_from in found]
    assert again
    for listing in again:
        before = found[listing.relisted_from or ""]
        assert (before.status, before.relisted_as) == (ENDED, listing.item_id)
        assert before.ends < listing.started
        assert [each.sku for each in before.variations] == [each.sku for each in listing.variations]
        assert before.sku == listing.sku


def test_listings_change_with_time() -> None:
    before, after = listings("harbor_goods", 0), listings("harbor_goods", 30)
    both = before.keys() & after.keys()
    assert after.keys() - before.keys()
    assert before.keys() - after.keys()
    assert any(before[name].price != after[name].price for name in both)
    assert any(before[name].quantity != after[name].quantity for name in both)
    assert any(not before[name].ended and after[name].ended for name in both)
    for name in both:
        changed = before[name].price != after[name].price or before[name].quantity != after[name].quantity
        assert not changed or ANCHOR < after[name].revised <= ANCHOR + 30 * DAY_MS


def test_what_changed_is_told() -> None:
    world, seller = demo("alpine_parts")
    catalog = catalog_of(world, seller, ANCHOR)
    for day in range(1, 20):
        before = {each.item_id: each for each in catalog.listings()}
        seen = len(catalog.changed)
        catalog_of(world, seller, ANCHOR + day * DAY_MS)
        after = {each.item_id: each for each in catalog.listings()}
        steady = {name: (each.price, each.quantity, each.ended, each.revised) for name, each in before.items()}
        different = {
            name
            for name, each in after.items()
            if steady.get(name) != (each.price, each.quantity, each.ended, each.revised)
            if each.format != AUCTION or not each.sold  # auctions of the orders begin anew in silence
        }
        assert different <= {*catalog.changed[seen:]}


def test_who_uses_which_api() -> None:
    managed = {name: [each.managed for each in listings(name, 0).values()] for name in ("harbor_goods", "alpine_parts")}
    assert sum(managed["harbor_goods"]) / len(managed["harbor_goods"]) > 0.7
    assert 0.2 < sum(managed["alpine_parts"]) / len(managed["alpine_parts"]) < 0.6
    assert not any(each.managed for each in listings("fenland_books", 0).values())
    assert listings("fenland_books", 0)
    assert listings("quiet_corner", 0) == {}


def test_illegal_skus_are_of_legacy_listings() -> None:
    _, seller = demo("alpine_parts")
    by_sku = {each.sku: each for each in listings("alpine_parts", 0).values()}
    assert seller.profile.illegal_skus
    for sku in seller.profile.illegal_skus:
        assert not by_sku[sku].managed


def test_a_change_by_hand_stays() -> None:
    world, seller = demo("fenland_books")
    catalog = catalog_of(world, seller, ANCHOR)
    item_id = next(each.item_id for each in catalog.listings() if not each.ended)
    catalog.amend(item_id, title="Other", quantity=3)
    assert catalog.changed[-1] == item_id
    later = catalog_of(world, seller, ANCHOR + DAY_MS).listing(item_id)
    assert later is not None
    assert (later.title, later.quantity) == ("Other", 3)


def big(listings: int, items: int) -> tuple[World, Seller]:
    world = World(APP, Origin(1, False, ANCHOR))
    seller = world.seller_or_new("big")
    seller.wishes |= {"listings": listings, "items": items}
    seller.seed(20_000, 700, None, 1, ANCHOR)
    return world, seller


@pytest.mark.parametrize(("wished", "items"), [(400, 3_000), (400, 25), (400, 0), (0, 10), (3, 7), (0, 0)])
def test_wishes_are_kept(wished: int, items: int) -> None:
    world, seller = big(wished, items)
    Stocked().bring_up(world, seller, ANCHOR)
    assert len(seller.shelf("inventory")) == items
    assert len(catalog_of(world, seller, ANCHOR).products) == wished


def test_a_later_wish_makes_another_catalog() -> None:
    world, seller = big(100, 50)
    first: Catalog = catalog_of(world, seller, ANCHOR)
    seller.wishes["items"] = 60
    assert catalog_of(world, seller, ANCHOR) is not first
    Stocked().bring_up(world, seller, ANCHOR)
    assert len(seller.shelf("inventory")) == 60


def test_orders_of_a_seed_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    world, seller = big(2_000, 20_000)
    read: list[int] = []

    def counted(_: OrderBook, row: int) -> bytes:
        read.append(row)
        return b"{}"

    monkeypatch.setattr(OrderBook, "payload", counted)
    catalog = catalog_of(world, seller, ANCHOR)
    assert sum(each.sold for each in catalog.listings()) > 20_000
    assert read == []

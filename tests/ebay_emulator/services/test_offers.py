"""Inventory API, offers and locations: by SKU, by id, by marketplace, and what they share with listings and orders."""

from typing import Any

import pytest

from tests.ebay_emulator.client import Ebay
from tests.ebay_emulator.services.test_inventory import API, DAY, access, change, pages, seeded, truth

Json = dict[str, Any]
OFFERS = f"{API}/offer"
LOCATIONS = f"{API}/location"


def by_sku(offers: list[Json]) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = {}
    for offer in offers:
        found.setdefault(offer["sku"], []).append(offer)
    return found


def test_offers_of_a_sku(demo: Ebay) -> None:
    token, known = access(demo, "harbor_goods"), by_sku(truth(demo, "harbor_goods", "offers"))
    for sku, offers in list(known.items())[::20]:
        page = demo.get(OFFERS, token, sku=sku).json
        assert page["offers"] == offers
        assert (page["total"], page["size"], page["limit"]) == (len(offers), len(offers), 100)
        assert page["href"] == f"{OFFERS}?sku={sku}&offset=0&limit=100"
        assert demo.get(f"{OFFERS}/{offers[0]['offerId']}", token).json == offers[0]


def test_a_sku_without_offers_is_an_error(demo: Ebay) -> None:
    token, known = access(demo, "harbor_goods"), by_sku(truth(demo, "harbor_goods", "offers"))
    bare = next(item["sku"] for item in truth(demo, "harbor_goods") if item["sku"] not in known)
    for path in (f"{OFFERS}?sku={bare}", f"{OFFERS}?sku=NOBODY", f"{OFFERS}/1", f"{OFFERS}/6999999999", f"{OFFERS}/x"):
        answer = demo.get(path, token)
        assert (answer.status, answer.error_id) == (404, 25713)
        assert answer.json["errors"][0]["message"] == "This Offer is not available."


def test_without_a_sku_it_is_a_bad_sku(demo: Ebay) -> None:
    for asked in ("", "?sku=", "?sku=A%20B", f"?sku={'A' * 51}"):
        answer = demo.get(f"{OFFERS}{asked}", access(demo, "harbor_goods"))
        assert (answer.status, answer.error_id) == (400, 25707)


@pytest.mark.parametrize("unit", ["records", "pages"])
def test_some_sellers_get_all_offers_until_a_sku_is_bad(ebay: Ebay, unit: str) -> None:
    token = seeded(ebay, items=250, offers_without_sku=True, inventory_offset=unit)
    found = pages(ebay, token, f"{OFFERS}?limit=40", "offers")
    assert [offer for page in found for offer in page] == truth(ebay, "shop", "offers")
    assert len(found) > 3
    change(ebay, "shop", {"op": "put", "id": "NOT LEGAL", "payload": {}})
    assert ebay.get(OFFERS, token).error_id == 25707


def test_two_marketplaces_for_one_sku(demo: Ebay) -> None:
    token, known = access(demo, "harbor_goods"), by_sku(truth(demo, "harbor_goods", "offers"))
    sku, offers = next((sku, offers) for sku, offers in known.items() if len(offers) == 2)
    assert [offer["marketplaceId"] for offer in offers] == ["EBAY_US", "EBAY_GB"]
    assert offers[1]["pricingSummary"]["price"]["currency"] == "GBP"
    assert demo.get(OFFERS, token, sku=sku, limit=1).json["next"] == f"{OFFERS}?sku={sku}&offset=1&limit=1"
    assert demo.get(OFFERS, token, sku=sku, marketplace_id="EBAY_GB").json["offers"] == [offers[1]]
    assert demo.get(OFFERS, token, sku=sku, format="FIXED_PRICE").json["total"] == 2
    assert demo.get(OFFERS, token, sku=sku, format="AUCTION").error_id == 25713


@pytest.mark.parametrize(
    ("asked", "error_id"),
    [
        ({"limit": 0}, 25706),
        ({"limit": 101}, 25706),
        ({"offset": "a"}, 25706),
        ({"marketplace_id": "MARS"}, 25709),
        ({"format": "SWAP"}, 25709),
    ],
)
def test_wrong_parameters(ebay: Ebay, asked: Json, error_id: int) -> None:
    answer = ebay.get(OFFERS, seeded(ebay), sku="A", **asked)
    assert (answer.status, answer.error_id) == (400, error_id)


def test_published_offers_are_the_listings_of_the_orders(demo: Ebay) -> None:
    offers = truth(demo, "harbor_goods", "offers")
    sold: dict[tuple[str, str], int] = {}
    for line in (line for order in demo.truth("harbor_goods").values() for line in order["lineItems"]):
        key = line["legacyItemId"], line.get("sku", "")
        sold[key] = sold.get(key, 0) + line["quantity"]
    published = [offer for offer in offers if offer["status"] == "PUBLISHED"]
    lasting = [offer for offer in published if offer["format"] == "FIXED_PRICE"]  # auctions begin anew, and count anew
    of_orders = [offer for offer in lasting if (offer["listing"]["listingId"], offer["sku"]) in sold]
    assert len(of_orders) > 100
    for offer in of_orders:
        known = sold[offer["listing"]["listingId"], offer["sku"]]
        assert known <= offer["listing"]["soldQuantity"] <= known + 10  # those not paid for are not shown
    assert {offer["listing"]["listingStatus"] for offer in published} == {"ACTIVE", "OUT_OF_STOCK"}
    assert all("listing" not in offer for offer in offers if offer["status"] == "UNPUBLISHED")


def test_offers_and_items_agree_on_what_is_left(demo: Ebay) -> None:
    stock = {
        item["sku"]: item["availability"]["shipToLocationAvailability"]["quantity"]
        for item in truth(demo, "harbor_goods")
    }
    for offer in truth(demo, "harbor_goods", "offers"):
        if offer["status"] == "PUBLISHED":
            assert offer["availableQuantity"] == stock[offer["sku"]]


def test_relisting_gives_the_offer_another_listing(demo: Ebay) -> None:
    before = {offer["offerId"]: offer for offer in truth(demo, "harbor_goods", "offers")}
    demo.control("clock", {"advance_seconds": 45 * DAY})
    after = {offer["offerId"]: offer for offer in truth(demo, "harbor_goods", "offers")}
    listed = {
        name: (before[name]["listing"]["listingId"], after[name]["listing"]["listingId"])
        for name in before.keys() & after.keys()
        if before[name]["status"] == after[name]["status"] == "PUBLISHED"
    }
    assert 0 < sum(old != new for old, new in listed.values()) < len(listed) / 2
    assert any(
        before[name]["pricingSummary"] != after[name]["pricingSummary"]
        for name, (old, new) in listed.items()
        if old == new
    )
    assert {(before[name]["status"], after[name]["status"]) for name in before.keys() & after.keys()} >= {
        ("PUBLISHED", "UNPUBLISHED"),
        ("UNPUBLISHED", "PUBLISHED"),
    }


def test_policies_and_places_of_offers_exist(demo: Ebay) -> None:
    places = {place["merchantLocationKey"] for place in truth(demo, "harbor_goods", "locations")}
    policies = {
        kind: {
            (each["marketplaceId"], each[f"{kind}PolicyId"]) for each in truth(demo, "harbor_goods", f"{kind}_policies")
        }
        for kind in ("fulfillment", "payment", "return")
    }
    for offer in truth(demo, "harbor_goods", "offers"):
        assert offer["merchantLocationKey"] in places
        for kind, known in policies.items():
            assert (offer["marketplaceId"], offer["listingPolicies"][f"{kind}PolicyId"]) in known


def test_every_offer_keeps_to_the_contract(demo: Ebay) -> None:
    token = access(demo, "harbor_goods")
    for sku in list(by_sku(truth(demo, "harbor_goods", "offers")))[::6]:
        demo.get(OFFERS, token, sku=sku)


def test_changes_by_hand(ebay: Ebay) -> None:
    token = seeded(ebay, items=60)
    first, second = truth(ebay, "shop", "offers")[:2]
    made = {"offerId": "77", "sku": first["sku"], "status": "UNPUBLISHED"}
    change(
        ebay,
        "shop",
        {"op": "patch", "id": first["offerId"], "payload": {"availableQuantity": 77}},
        {"op": "put", "id": "77", "payload": made},
        {"op": "remove", "id": second["offerId"]},
        entity="offers",
    )
    offers = ebay.get(OFFERS, token, check=False, sku=first["sku"]).json["offers"]
    assert offers == [first | {"availableQuantity": 77}, made]
    assert ebay.get(f"{OFFERS}/{second['offerId']}", token).error_id == 25713
    assert ebay.get(OFFERS, token, sku=second["sku"]).error_id == 25713
    assert ebay.get(f"{OFFERS}/77", token, check=False).json == made
    change(ebay, "shop", {"op": "patch", "id": "77", "payload": {"sku": second["sku"]}}, entity="offers")
    assert ebay.get(OFFERS, token, check=False, sku=second["sku"]).json["total"] == 1


def test_locations(demo: Ebay) -> None:
    token = access(demo, "harbor_goods")
    page = demo.get(LOCATIONS, token).json
    assert page["locations"] == truth(demo, "harbor_goods", "locations")
    assert (page["total"], page["limit"], page["offset"]) == (4, 100, 0)
    assert {each["merchantLocationStatus"] for each in page["locations"]} == {"ENABLED", "DISABLED"}
    found = pages(demo, token, f"{LOCATIONS}?limit=3", "locations")
    assert [len(each) for each in found] == [3, 1]
    for each in page["locations"]:
        assert demo.get(f"{LOCATIONS}/{each['merchantLocationKey']}", token).json == each


def test_wrong_questions_about_locations(demo: Ebay) -> None:
    token = access(demo, "fenland_books")
    assert demo.get(LOCATIONS, token).json["locations"] == []
    assert demo.get(f"{LOCATIONS}/NOWHERE", token).error_id == 25805
    for asked in ({"limit": 0}, {"limit": "x"}, {"offset": -1}):
        assert demo.get(LOCATIONS, token, **asked).error_id == 25706


def test_a_place_can_be_changed_by_hand(demo: Ebay) -> None:
    token = access(demo, "harbor_goods")
    changed = {"op": "patch", "id": "SHOP-FRONT", "payload": {"name": "The new shop"}}
    change(demo, "harbor_goods", changed, {"op": "remove", "id": "OLD-CELLAR"}, entity="locations")
    assert demo.get(f"{LOCATIONS}/SHOP-FRONT", token).json["name"] == "The new shop"
    assert demo.get(LOCATIONS, token).json["total"] == 3

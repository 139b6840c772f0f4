"""Inventory API, items and groups: pages, limits, illegal SKUs, changes by time and by hand."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.ebay_emulator.client import Ebay

Json = dict[str, Any]
API = "/sell/inventory/v1"
ITEMS = f"{API}/inventory_item"
DAY = 86_400


def access(ebay: Ebay, seller: str) -> str:
    return str(ebay.tokens(seller, ["sell.inventory.readonly"])["access_token"])


def seeded(ebay: Ebay, **wishes: Any) -> str:
    ebay.control("seed", {"seller": "shop", "orders": 30, "wishes": wishes})
    return access(ebay, "shop")


def pages(ebay: Ebay, token: str, path: str, name: str = "inventoryItems") -> list[list[Json]]:
    """By the links, which have no host."""
    found: list[list[Json]] = []
    following = path
    while following:
        page = ebay.get(following, token).json
        found.append(page[name])
        following = page.get("next", "")
        assert not following or following.startswith(API)
    return found


def truth(ebay: Ebay, seller: str, entity: str = "inventory") -> list[Json]:
    return list(ebay.control(f"truth/{entity}?seller={seller}"))


def change(ebay: Ebay, seller: str, *changes: Json, entity: str = "inventory") -> None:
    ebay.control("records", {"seller": seller, "entity": entity, "changes": list(changes)})


def skus(items: list[Json]) -> list[str]:
    return [item["sku"] for item in items]


def test_pages_follow_by_links_without_a_host(ebay: Ebay) -> None:
    token = seeded(ebay, items=130)
    first = ebay.get(ITEMS, token).json
    assert first.keys() == {"href", "total", "limit", "size", "next", "inventoryItems"}
    assert (first["total"], first["limit"], first["size"], len(first["inventoryItems"])) == (130, 25, 6, 25)
    assert (first["href"], first["next"]) == (f"{ITEMS}?offset=0&limit=25", f"{ITEMS}?offset=25&limit=25")
    found = pages(ebay, token, f"{ITEMS}?limit=60")
    assert [len(page) for page in found] == [60, 60, 10]
    assert [item for page in found for item in page] == truth(ebay, "shop")
    last = ebay.get(ITEMS, token, limit=60, offset=120).json
    assert last["prev"] == f"{ITEMS}?offset=60&limit=60"
    assert ebay.get(ITEMS, token, offset=500).json["inventoryItems"] == []


def test_some_sellers_count_offsets_in_pages(ebay: Ebay) -> None:
    token = seeded(ebay, items=130, inventory_offset="pages")
    assert ebay.get(ITEMS, token, limit=60).json["next"] == f"{ITEMS}?offset=1&limit=60"
    found = pages(ebay, token, f"{ITEMS}?limit=60")
    assert [item for page in found for item in page] == truth(ebay, "shop")
    assert ebay.get(ITEMS, token, limit=60, offset=3).json["inventoryItems"] == []
    assert ebay.get(ITEMS, token, limit=60, offset=2).json["prev"] == f"{ITEMS}?offset=1&limit=60"


@pytest.mark.parametrize(
    "asked", [{"limit": 0}, {"limit": 201}, {"limit": "ten"}, {"limit": ""}, {"offset": -1}, {"offset": "x"}]
)
def test_wrong_pages_are_refused(ebay: Ebay, asked: Json) -> None:
    answer = ebay.get(ITEMS, seeded(ebay), **asked)
    assert (answer.status, answer.error_id) == (400, 25706)


def test_an_item_is_what_the_list_has(demo: Ebay) -> None:
    token = access(demo, "harbor_goods")
    for item in demo.get(ITEMS, token, limit=200).json["inventoryItems"][::25]:
        assert demo.get(f"{ITEMS}/{item['sku']}", token).json == item
    unknown = demo.get(f"{ITEMS}/HG-NONE-1", token)
    assert (unknown.status, unknown.error_id) == (404, 25710)


def test_what_kinds_of_items_there_are(demo: Ebay) -> None:
    items = truth(demo, "harbor_goods")
    stocks = [item["availability"]["shipToLocationAvailability"] for item in items]
    spread = [each for each in stocks if "availabilityDistributions" in each]
    assert any(each["quantity"] == 0 for each in stocks)
    assert any("pickupAtLocationAvailability" in item["availability"] for item in items)
    assert 0.1 < len(spread) / len(items) < 0.3
    for each in spread:
        assert sum(part["quantity"] for part in each["availabilityDistributions"]) == each["quantity"]
    for field in ("upc", "epid", "mpn", "brand"):
        assert any(field in item["product"] for item in items)
    offered = {offer["sku"] for offer in truth(demo, "harbor_goods", "offers")}
    assert 20 < len({*skus(items)} - offered) < 100
    assert offered <= {*skus(items)}


def test_every_item_keeps_to_the_contract(demo: Ebay) -> None:
    token = access(demo, "harbor_goods")
    for offset in range(0, 600, 6):
        demo.get(ITEMS, token, limit=6, offset=offset)


def test_groups_hold_the_variations(demo: Ebay) -> None:
    token = access(demo, "harbor_goods")
    members = {item["sku"]: item for item in truth(demo, "harbor_goods") if "groupIds" in item}
    groups = truth(demo, "harbor_goods", "inventory_item_groups")
    assert {sku for group in groups for sku in group["variantSKUs"]} == members.keys()
    for group in groups[::10]:
        assert demo.get(f"{API}/inventory_item_group/{group['inventoryItemGroupKey']}", token).json == group
        assert all(members[sku]["groupIds"] == [group["inventoryItemGroupKey"]] for sku in group["variantSKUs"])
        assert len(group["variesBy"]["specifications"][0]["values"]) == len(group["variantSKUs"])
    unknown = demo.get(f"{API}/inventory_item_group/HG-NONE", token)
    assert (unknown.status, unknown.error_id) == (404, 25705)


def test_an_illegal_sku_spoils_its_page_only(demo: Ebay) -> None:
    token, known = access(demo, "alpine_parts"), skus(truth(demo, "alpine_parts"))
    total = demo.get(ITEMS, token, limit=1).json["total"]
    assert total == len(known) + 3
    seen, spoilt = [], 0
    for offset in range(total):
        page = demo.get(ITEMS, token, limit=1, offset=offset)
        if page.status == 400:
            assert page.error_id == 25707
            spoilt += 1
        else:
            seen += skus(page.json["inventoryItems"])
    assert (seen, spoilt) == (known, 3)
    assert [demo.get(ITEMS, token, limit=25, offset=at).status for at in (0, 25, 50)] == [200, 400, 200]
    assert demo.get(ITEMS, token, limit=200).error_id == 25707
    single = demo.get(f"{ITEMS}/{quote('AP-SUS#7')}", token)
    assert (single.status, single.error_id) == (400, 25707)


def test_who_lists_without_the_inventory_api_has_no_items(demo: Ebay) -> None:
    for seller in ("fenland_books", "quiet_corner"):
        page = demo.get(ITEMS, access(demo, seller)).json
        assert (page["total"], page["size"], page["inventoryItems"]) == (0, 0, [])
        assert "next" not in page
        assert truth(demo, seller) == []


def test_many_at_once(demo: Ebay) -> None:
    token = access(demo, "alpine_parts")
    first = truth(demo, "alpine_parts")[0]
    asked = {"requests": [{"sku": first["sku"]}, {"sku": "NOBODY"}, {"sku": "AP-SUS#7"}]}
    answer = demo.post(f"{API}/bulk_get_inventory_item", token, asked)
    assert answer.status == 207
    good, missing, illegal = answer.json["responses"]
    assert good["inventoryItem"] == {name: value for name, value in first.items() if name != "groupIds"}
    assert (good["statusCode"], missing["statusCode"], illegal["statusCode"]) == (200, 404, 400)
    assert (missing["errors"][0]["errorId"], illegal["errors"][0]["errorId"]) == (25710, 25707)
    assert demo.post(f"{API}/bulk_get_inventory_item", token, {"requests": asked["requests"][:1]}).status == 200


@pytest.mark.parametrize(
    ("wanted", "error_id"),
    [([], 25709), (["A", "A"], 25734), ([""], 25708), ([f"S{number}" for number in range(26)], 25727)],
)
def test_what_cannot_be_asked_at_once(ebay: Ebay, wanted: list[str], error_id: int) -> None:
    body = {"requests": [{"sku": sku} for sku in wanted]}
    answer = ebay.post(f"{API}/bulk_get_inventory_item", seeded(ebay), body)
    assert (answer.status, answer.error_id) == (400, error_id)


@pytest.mark.parametrize("path", ["inventory_item", "inventory_item/A", "offer?sku=A"])
def test_a_language_is_wanted(ebay: Ebay, path: str) -> None:
    headers = {"Authorization": f"Bearer {seeded(ebay)}", "Accept-Language": "*"}
    answer = ebay.send("GET", f"{API}/{path}", headers=headers)
    assert (answer.status, answer.error_id) == (400, 25709)
    assert ebay.send("GET", ITEMS, headers=headers | {"Accept-Language": "en-US,en;q=0.9"}).status == 200


def test_it_needs_its_scope(ebay: Ebay) -> None:
    seeded(ebay)
    answer = ebay.get(ITEMS, ebay.tokens("shop", ["sell.fulfillment"])["access_token"])
    assert (answer.status, answer.error_id) == (403, 1100)


def test_the_same_seed_tells_the_same(demo: Ebay) -> None:
    def told() -> list[list[Json]]:
        return [truth(demo, "alpine_parts", entity) for entity in ("inventory", "offers", "locations")]

    first = told()
    demo.control("reset", {"now": "2026-11-20T12:00:00.000Z"})
    assert told() == first
    demo.control("reset", {"now": "2026-11-20T12:00:00.000Z", "seed": 2})
    assert told()[0] != first[0]


def test_a_large_seller(ebay: Ebay) -> None:
    ebay.control("seed", {"seller": "big", "orders": 2000, "wishes": {"listings": 2_000, "items": 30_000}})
    token = access(ebay, "big")
    page = ebay.get(ITEMS, token, limit=200, offset=29_900).json
    assert (page["total"], len(page["inventoryItems"])) == (30_000, 100)
    sku = page["inventoryItems"][-1]["sku"]
    assert ebay.get(f"{ITEMS}/{sku}", token).json == page["inventoryItems"][-1]

"""Inventory items that come, change and go: with time, by sales, and by hand."""

from tests.ebay_emulator.client import Ebay
from tests.ebay_emulator.services.test_inventory import API, DAY, ITEMS, access, change, pages, seeded, skus, truth


def test_items_come_change_and_go_with_time(demo: Ebay) -> None:
    before = {item["sku"]: item for item in truth(demo, "harbor_goods")}
    demo.control("clock", {"advance_seconds": 60 * DAY})
    after = {item["sku"]: item for item in truth(demo, "harbor_goods")}
    assert after.keys() - before.keys()
    assert before.keys() - after.keys()
    assert any(before[sku] != after[sku] for sku in before.keys() & after.keys())
    token = access(demo, "harbor_goods")
    gone = next(iter(before.keys() - after.keys()))
    assert demo.get(f"{ITEMS}/{gone}", token).status == 404
    assert [item for page in pages(demo, token, f"{ITEMS}?limit=200") for item in page] == list(after.values())


def test_a_sale_takes_from_the_stock(demo: Ebay) -> None:
    before = {item["sku"]: item for item in truth(demo, "harbor_goods")}
    for _ in range(8):
        demo.change("harbor_goods", {"op": "create"})
    lines = [line for order in list(demo.truth("harbor_goods").values())[-8:] for line in order["lineItems"]]
    sold = {line["sku"] for line in lines if "sku" in line} & before.keys()
    after = {item["sku"]: item for item in truth(demo, "harbor_goods")}
    assert sold
    assert {sku for sku in before if before[sku] != after[sku]} == sold


def test_changes_by_hand(ebay: Ebay) -> None:
    token = seeded(ebay, items=40)
    first, second, third = skus(truth(ebay, "shop"))[:3]
    made = {"sku": "MADE-1", "locale": "en_US", "product": {"title": "Made", "description": "By hand"}}
    change(
        ebay,
        "shop",
        {"op": "patch", "id": first, "payload": {"product": {"title": "Patched"}}},
        {"op": "remove", "id": second},
        {"op": "put", "id": "MADE-1", "payload": made},
    )
    items = truth(ebay, "shop")
    assert skus(items)[:2] == [first, third]
    assert items[-1] == made
    assert items[0]["product"]["title"] == "Patched"
    page = ebay.get(ITEMS, token, limit=200).json
    assert (page["total"], page["inventoryItems"]) == (40, items)
    assert ebay.get(f"{ITEMS}/{second}", token).status == 404
    assert ebay.get(f"{API}/offer", token, sku=second).status == 404
    ebay.control("clock", {"advance_seconds": 20 * DAY})
    assert second not in skus(truth(ebay, "shop"))
    assert truth(ebay, "shop")[0]["product"]["title"] == "Patched"


def test_a_hand_can_spoil_a_page(ebay: Ebay) -> None:
    token = seeded(ebay, items=10)
    change(ebay, "shop", {"op": "put", "id": "MADE BY HAND", "payload": {}})
    assert ebay.get(ITEMS, token).error_id == 25707
    assert len(ebay.get(ITEMS, token, limit=10).json["inventoryItems"]) == 10


def test_raw_records_are_given_as_they_are(ebay: Ebay) -> None:
    token = seeded(ebay, items=5)
    sku = skus(truth(ebay, "shop"))[0]
    raw = f'{{"sku":"{sku}","locale":"en_US","product":{{"title":"\\u0000 \\ud800","description":"x"}}}}'
    change(ebay, "shop", {"op": "raw", "id": sku, "raw": raw})
    assert ebay.get(f"{ITEMS}/{sku}", token).body == raw.encode()
    assert raw.encode() in ebay.get(ITEMS, token).body

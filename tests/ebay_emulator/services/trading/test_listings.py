"""What is on sale: GetMyeBaySelling, GetSellerList, GetSellerEvents, GetItem, and the truth they tell."""

import json
from typing import Any

import pytest

from ebay_emulator.xmlform import canonical
from tests.ebay_emulator.client import ORDERS, Ebay, Json
from tests.ebay_emulator.services.trading.test_orders import ago, lines
from tests.ebay_emulator.trading import Trading

SELLERS = ("harbor_goods", "alpine_parts", "fenland_books")
ITEMS = "ActiveList/ItemArray/Item"
ARRAY = "ItemArray/Item"


def truth(ebay: Ebay, seller: str, view: str = "one") -> dict[str, Json]:
    return {record["ItemID"]: record for record in ebay.control(f"truth/listings?seller={seller}&view={view}")}


def timeless(item: Json) -> Json:
    """Without what changes by the minute."""
    return {name: value for name, value in item.items() if name != "TimeLeft"}


def active(ebay: Ebay, seller: str, size: int = 200, **asked: Any) -> dict[str, Json]:
    rows = Trading(ebay, seller).all_rows("GetMyeBaySelling", {"ActiveList": asked}, ITEMS, size)
    assert all(item["TimeLeft"].startswith("P") for item in rows)
    return {item["ItemID"]: timeless(item) for item in rows}


@pytest.mark.parametrize("seller", SELLERS)
def test_active_listings_are_the_truth(demo: Ebay, seller: str) -> None:
    expected = truth(demo, seller)
    assert active(demo, seller, 40) == expected
    assert len(expected) > 20
    for item in expected.values():
        assert item == canonical(item)
        assert item["SellingStatus"]["ListingStatus"] == "Active"
        assert item["ListingDetails"]["EndTime"] > demo.now()


def test_listings_of_every_sort(demo: Ebay) -> None:
    items = [item for seller in SELLERS for item in truth(demo, seller).values()]
    kinds = {item["ListingType"] for item in items}
    assert kinds == {"FixedPriceItem", "Chinese"}
    varied = [item for item in items if "Variations" in item]
    assert varied
    assert any("SKU" not in item and "Variations" not in item for item in items)
    for item in varied:
        each = item["Variations"]["Variation"]
        assert int(item["Quantity"]) == sum(int(variation["Quantity"]) for variation in each)
        assert "SKU" not in item
    for item in items:
        assert int(item["Quantity"]) == int(item["QuantityAvailable"]) + int(item["SellingStatus"]["QuantitySold"])
    full = [item for item in items if len(item["Title"]) == 80 and {"&", "<", "\U0001f99e"} <= set(item["Title"])]
    assert full


def test_orders_are_of_listings(demo: Ebay) -> None:
    known = truth(demo, "harbor_goods", "all")
    for order in list(demo.truth("harbor_goods").values())[-200:]:
        for line in order["lineItems"]:
            item = known[line["legacyItemId"]]
            assert item["Title"] == line["title"]
            skus = [each.get("SKU") for each in item.get("Variations", {}).get("Variation", [item])]
            assert line.get("sku") in skus


@pytest.mark.parametrize("days", [0, 7])
def test_an_auction_that_began_anew_has_sold_nothing_yet(demo: Ebay, days: int) -> None:
    demo.control("clock", {"advance_seconds": days * 86_400})
    auctions = [item for item in truth(demo, "harbor_goods").values() if item["ListingType"] == "Chinese"]
    began = {item["ItemID"]: item["ListingDetails"]["StartTime"] for item in auctions}
    ever, lately = dict.fromkeys(began, 0), dict.fromkeys(began, 0)
    for order in demo.truth("harbor_goods").values():
        for line in order["lineItems"]:
            item_id = line["legacyItemId"]
            if item_id in began:
                ever[item_id] += line["quantity"]
                lately[item_id] += line["quantity"] * (order["creationDate"] >= began[item_id])
    assert {item["ItemID"]: int(item["SellingStatus"]["QuantitySold"]) for item in auctions} == lately
    assert sum(lately.values()) < sum(ever.values())


def test_pages_and_sorts(demo: Ebay) -> None:
    for sort in ("TimeLeft", "StartTimeDescending", "Title", "Price", "ItemID"):
        assert active(demo, "alpine_parts", 30, Sort=sort).keys() == truth(demo, "alpine_parts").keys()
    prices = [
        float(item["SellingStatus"]["CurrentPrice"]["#text"])
        for item in active(demo, "alpine_parts", 200, Sort="PriceDescending").values()
    ]
    assert prices == sorted(prices, reverse=True)
    trading = Trading(demo, "alpine_parts")
    for part in ({"Pagination": {"EntriesPerPage": 201}}, {"Sort": "Colour"}, {"Pagination": {"PageNumber": "x"}}):
        assert trading.call("GetMyeBaySelling", {"ActiveList": part}).code == 37
    assert trading.call("GetMyeBaySelling", {"ActiveList": {"Pagination": {"PageNumber": 99}}}).code == 340
    auctions = active(demo, "alpine_parts", ListingType="Chinese")
    assert {item["ListingType"] for item in auctions.values()} == {"Chinese"}
    told = trading.call("GetMyeBaySelling", {"ActiveList": {"Include": "true"}, "HideVariations": "true"})
    assert len(told.rows(ITEMS)) == 25
    assert not any("Variations" in item for item in told.rows(ITEMS))


def test_only_the_lists_asked_for(demo: Ebay) -> None:
    trading = Trading(demo, "harbor_goods")
    names = {"ActiveList", "SoldList", "UnsoldList", "ScheduledList", "SellingSummary"}
    assert not names & trading.call("GetMyeBaySelling").content.keys()
    told = trading.call("GetMyeBaySelling", {"DetailLevel": "ReturnAll", "SoldList": {"Include": "false"}})
    assert names & told.content.keys() == {"ActiveList", "UnsoldList", "ScheduledList"}
    assert told.total("ScheduledList") == 0
    summary = trading.call("GetMyeBaySelling", {"SellingSummary": {"Include": "true"}}).content["SellingSummary"]
    assert int(summary["TotalSoldCount"]) > 50


def test_nothing_on_sale(demo: Ebay) -> None:
    trading = Trading(demo, "quiet_corner")
    told = trading.call("GetMyeBaySelling", {"ActiveList": {"Include": "true"}})
    assert told.content["ActiveList"] == {"PaginationResult": {"TotalNumberOfPages": "0", "TotalNumberOfEntries": "0"}}
    assert truth(demo, "quiet_corner") == {}


def test_sold_and_unsold(demo: Ebay) -> None:
    since = ago(demo, days=10)
    sold = Trading(demo, "harbor_goods").all_rows(
        "GetMyeBaySelling", {"SoldList": {"DurationInDays": 10}}, "SoldList/OrderTransactionArray/OrderTransaction"
    )
    told = {
        line["OrderLineItemID"]
        for each in sold
        for line in (lines(each["Order"]) if "Order" in each else [each["Transaction"]])
    }
    assert told == {
        f"{line['legacyItemId']}-{line['lineItemId']}"
        for order in demo.truth("harbor_goods").values()
        if order["creationDate"] >= since
        for line in order["lineItems"]
    }
    unsold = Trading(demo, "harbor_goods").all_rows(
        "GetMyeBaySelling", {"UnsoldList": {"DurationInDays": 60}}, "UnsoldList/ItemArray/Item"
    )
    ended = truth(demo, "harbor_goods", "all").keys() - truth(demo, "harbor_goods").keys()
    assert unsold
    assert {item["ItemID"] for item in unsold} <= ended


@pytest.mark.parametrize("seller", SELLERS)
def test_each_item_alone(demo: Ebay, seller: str) -> None:
    trading, whole = Trading(demo, seller), truth(demo, seller, "item")
    for item_id, expected in list(whole.items())[::20]:
        told = timeless(trading.call("GetItem", {"ItemID": item_id}).rows("Item")[0])
        assert told == expected | {"Seller": {"UserID": seller}}
        described = trading.call("GetItem", {"ItemID": item_id, "DetailLevel": "ReturnAll"}).rows("Item")[0]
        assert expected["Title"] in described["Description"]
    assert trading.call("GetItem").code == 37
    assert trading.call("GetItem", {"ItemID": "110000000001"}).code == 17


def test_the_sellers_list(demo: Ebay) -> None:
    trading, now = Trading(demo, "fenland_books"), demo.now()
    ends: Json = {"EndTimeFrom": now, "EndTimeTo": ago(demo, days=-110), "GranularityLevel": "Fine"}
    fine = trading.all_rows("GetSellerList", ends | {"IncludeVariations": "true"}, ARRAY)
    whole = truth(demo, "fenland_books", "item")
    assert {item["ItemID"] for item in fine} == truth(demo, "fenland_books").keys()
    for item in fine:
        assert timeless(item) == whole[item["ItemID"]] | {"Seller": {"UserID": "fenland_books"}}
    plain = trading.all_rows("GetSellerList", ends, ARRAY)
    assert not any("Variations" in item for item in plain)
    few = trading.all_rows("GetSellerList", {"EndTimeFrom": now, "EndTimeTo": ends["EndTimeTo"]}, ARRAY)
    assert len(few) == len(fine)
    assert "WatchCount" not in few[0]
    sku = next(item["SKU"] for item in fine if "SKU" in item)
    chosen = trading.all_rows("GetSellerList", ends | {"SKUArray": {"SKU": sku}}, ARRAY)
    assert [item["SKU"] for item in chosen] == [sku]
    started = {"StartTimeFrom": ago(demo, days=119)}
    begun = trading.all_rows("GetSellerList", started, ARRAY)
    assert {item["ItemID"] for item in begun} == {
        name for name, item in whole.items() if item["ListingDetails"]["StartTime"] >= started["StartTimeFrom"]
    }


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"EndTimeFrom": "2026-11-20T00:00:00Z"}, 37),
        ({"Pagination": {"EntriesPerPage": 10}}, 37),
        ({"StartTimeFrom": "2026-07-01T00:00:00Z", "Pagination": {"EntriesPerPage": 10}}, 521),
        ({"StartTimeFrom": "2026-11-01T00:00:00Z", "Pagination": {"EntriesPerPage": 201}}, 37),
        ({"StartTimeFrom": "2026-11-01T00:00:00Z", "GranularityLevel": "All", "Pagination": {}}, 37),
    ],
)
def test_bad_lists(demo: Ebay, asked: Json, code: int) -> None:
    assert Trading(demo, "fenland_books").call("GetSellerList", asked).code == code


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, 37),
        ({"ModTimeTo": "2026-11-20T00:00:00Z"}, 37),
        ({"ModTimeFrom": "2026-11-18T11:59:00Z"}, 521),
        ({"ModTimeFrom": "2026-11-20T00:00:00Z", "EndTimeFrom": "2026-11-20T00:00:00Z"}, 37),
    ],
)
def test_bad_events(demo: Ebay, asked: Json, code: int) -> None:
    assert Trading(demo, "fenland_books").call("GetSellerEvents", asked).code == code


def test_events_lead_from_one_state_to_the_next(demo: Ebay) -> None:
    """Whoever has read all once, and the events since, knows all."""
    known, trading = truth(demo, "harbor_goods", "all"), Trading(demo, "harbor_goods", expires_in=86_400 * 30)
    demo.control("clock", {"live": {"orders_per_hour": 1}})
    for _ in range(6):
        since = ago(demo)
        demo.control("clock", {"advance_seconds": 40 * 3_600})
        events = trading.call("GetSellerEvents", {"ModTimeFrom": since})
        assert events.content["TimeTo"] <= demo.now()
        known |= {item["ItemID"]: timeless(item) for item in events.rows(ARRAY)}
    now = truth(demo, "harbor_goods", "all")
    assert sum(item["SellingStatus"]["ListingStatus"] == "Completed" for item in now.values()) > 5
    lasting = {name: _lasting(item) for name, item in known.items() if name in now}
    assert lasting == {name: _lasting(item) for name, item in now.items()}


def _lasting(item: Json) -> Json:
    """A listing that renews itself is no event; its next end is another."""
    return item | {"ListingDetails": {"StartTime": item["ListingDetails"]["StartTime"]}}


def test_a_sale_leaves_fewer(ebay: Ebay) -> None:
    ebay.control("seed", {"seller": "shop", "orders": 30})
    before, since = truth(ebay, "shop"), ago(ebay)
    order_id = ebay.change("shop", {"op": "create"})[0]
    order = ebay.get(f"{ORDERS}/{order_id}", ebay.tokens("shop")["access_token"]).json
    item_id = order["lineItems"][0]["legacyItemId"]
    events = Trading(ebay, "shop").call("GetSellerEvents", {"ModTimeFrom": since}).rows(ARRAY)
    assert item_id in {item["ItemID"] for item in events}
    after = truth(ebay, "shop")[item_id]
    assert int(after["SellingStatus"]["QuantitySold"]) > int(before[item_id]["SellingStatus"]["QuantitySold"])


def test_ended_listings_are_forgotten(demo: Ebay) -> None:
    ended = truth(demo, "harbor_goods", "all").keys() - truth(demo, "harbor_goods").keys()
    assert ended
    demo.control("clock", {"advance_seconds": 91 * 86_400})
    after = truth(demo, "harbor_goods", "all")
    assert not ended & after.keys()
    assert active(demo, "harbor_goods") == truth(demo, "harbor_goods")


def test_a_seller_of_many(ebay: Ebay) -> None:
    ebay.control("seed", {"seller": "big", "orders": 100, "wishes": {"listings": 4_000}})
    assert active(ebay, "big") == truth(ebay, "big")
    ebay.control("seed", {"seller": "big", "orders": 0, "wishes": {"listings": 50}})
    assert 30 < len(truth(ebay, "big")) <= 50


def test_the_same_seed_makes_the_same_listings(demo: Ebay) -> None:
    first = truth(demo, "alpine_parts", "item")
    demo.control("reset", {"now": "2026-11-20T12:00:00.000Z"})
    assert truth(demo, "alpine_parts", "item") == first


def test_changes_by_hand(demo: Ebay) -> None:
    first, other, third, gone = list(truth(demo, "harbor_goods"))[:4]
    since = ago(demo)
    text = "1 < 2 & \u0000\u0001 \U0001f600 \r\n" + "y" * 1_000_000
    changes = [
        {"op": "patch", "id": first, "at": demo.now(), "payload": {"Title": text, "SKU": None}},
        {"op": "patch", "id": other, "payload": {"Quantity": 7, "SellingStatus": {"ListingStatus": "Ended"}}},
        {"op": "raw", "id": third, "at": demo.now(), "raw": json.dumps({"ItemID": third, "Title": "\ud83d alone"})},
        {"op": "remove", "id": gone},
        {"op": "put", "id": "1", "payload": {"ItemID": "1", "PictureDetails": {"PictureURL": "one"}}},
    ]
    demo.control("records", {"seller": "harbor_goods", "entity": "listings", "changes": changes})
    told = active(demo, "harbor_goods")
    assert told == truth(demo, "harbor_goods")
    assert told[first]["Title"].startswith("1 < 2 &  \U0001f600 \r\nyyy")
    assert told[third] == {"ItemID": third, "Title": " alone"}
    assert told["1"]["PictureDetails"]["PictureURL"] == ["one"]
    assert not {other, gone} & told.keys()
    events = Trading(demo, "harbor_goods").call("GetSellerEvents", {"ModTimeFrom": since}).rows(ARRAY)
    assert {first, third} <= {item["ItemID"] for item in events}
    demo.control("clock", {"advance_seconds": 40 * 86_400})
    assert gone not in truth(demo, "harbor_goods", "all")


def test_no_xml_at_all(demo: Ebay) -> None:
    item_id = next(iter(truth(demo, "harbor_goods")))
    change = {"op": "raw", "id": item_id, "raw": "<ItemID>1</ItemID><Title>a"}
    demo.control("records", {"seller": "harbor_goods", "entity": "listings", "changes": [change]})
    with pytest.raises(SyntaxError):
        active(demo, "harbor_goods")

"""GetBestOffers, and the truth it tells."""

import json
from collections import Counter

import pytest

from tests.ebay_emulator.client import Ebay, Json
from tests.ebay_emulator.services.trading.test_orders import ago
from tests.ebay_emulator.trading import Trading

SELLER = "harbor_goods"
BY_ITEM = "ItemBestOffersArray/ItemBestOffers"


def truth(ebay: Ebay, seller: str, view: str = "one") -> dict[str, Json]:
    return {record["BestOfferID"]: record for record in ebay.control(f"truth/best_offers?seller={seller}&view={view}")}


def _offers(group: Json) -> list[Json]:
    found = group["BestOfferArray"]["BestOffer"]
    return found if isinstance(found, list) else [found]


def waiting(ebay: Ebay, seller: str, **asked: str) -> dict[str, Json]:
    """As the truth has them."""
    told = Trading(ebay, seller).call("GetBestOffers", {"Pagination": {"EntriesPerPage": 200}, **asked})
    groups = told.rows(BY_ITEM)
    assert all(group["Role"] == "Seller" for group in groups)
    found = {each["BestOfferID"]: each | {"Item": group["Item"]} for group in groups for each in _offers(group)}
    assert told.total() == len(found)
    return found


def of_item(ebay: Ebay, seller: str, item_id: str, **asked: str) -> dict[str, Json]:
    given = {"ItemID": item_id, "BestOfferStatus": "All", "DetailLevel": "ReturnAll", **asked}
    told = Trading(ebay, seller).call("GetBestOffers", {**given, "Pagination": {"EntriesPerPage": 200}})
    item = told.rows("Item")
    return {each["BestOfferID"]: each | {"Item": item[0]} for each in told.rows("BestOfferArray/BestOffer")}


@pytest.mark.parametrize("seller", ["harbor_goods", "alpine_parts", "fenland_books"])
def test_all_offers_listing_by_listing(demo: Ebay, seller: str) -> None:
    expected = truth(demo, seller)
    assert len(expected) > 10
    told: dict[str, Json] = {}
    for item_id in {record["Item"]["ItemID"] for record in expected.values()}:
        told |= of_item(demo, seller, item_id)
    assert told == expected


def test_without_a_listing_those_that_wait(demo: Ebay) -> None:
    demo.control("clock", {"live": {"orders_per_hour": 20}})
    demo.control("clock", {"advance_seconds": 3 * 86_400})
    told = waiting(demo, "harbor_goods", DetailLevel="ReturnAll")
    assert told == truth(demo, "harbor_goods", "list")
    assert len(told) > 5
    assert {each["Status"] for each in told.values()} == {"Pending"}
    assert all(each["ExpirationTime"] > demo.now() for each in told.values())
    assert {each["BestOfferCodeType"] for each in told.values()} == {"BuyerBestOffer", "SellerCounterOffer"}
    quiet = waiting(demo, "harbor_goods")
    assert quiet.keys() == told.keys()
    assert not any({"BuyerMessage", "SellerMessage"} & each.keys() for each in quiet.values())
    declined = waiting(demo, "harbor_goods", BestOfferStatus="Declined")
    assert {each["Status"] for each in declined.values()} == {"Declined"}
    page = {"Pagination": {"EntriesPerPage": 2, "PageNumber": 2}}
    second = Trading(demo, "harbor_goods").call("GetBestOffers", page)
    assert sum(len(_offers(group)) for group in second.rows(BY_ITEM)) == 2
    assert second.content["PageNumber"] == "2"


def test_offers_are_believable(demo: Ebay) -> None:
    offers = truth(demo, "harbor_goods")
    states = Counter(each["Status"] for each in offers.values())
    assert set(states) >= {"Accepted", "Countered", "Declined", "Expired", "Retracted"}
    listings = {item["ItemID"]: item for item in demo.control("truth/listings?seller=harbor_goods")}
    for each in offers.values():
        item = listings[each["Item"]["ItemID"]]
        assert item["BestOfferDetails"]["BestOfferEnabled"] == "true"
        assert each["Item"] == {name: item[name] for name in ("ItemID", "Title", "BuyItNowPrice")}
        assert float(each["Price"]["#text"]) < float(item["BuyItNowPrice"]["#text"])


def test_what_was_accepted_is_an_order(demo: Ebay) -> None:
    orders = demo.truth("harbor_goods").values()
    taken = [each for each in truth(demo, "harbor_goods").values() if each["Status"] == "Accepted"]
    for each in taken:
        of_buyer = [order for order in orders if order["buyer"]["username"] == each["Buyer"]["UserID"]]
        lines = [line for order in of_buyer for line in order["lineItems"] if "discountedLineItemCost" in line]
        assert any(
            line["legacyItemId"] == each["Item"]["ItemID"]
            and float(line["discountedLineItemCost"]["value"]) // line["quantity"]
            <= float(each["Price"]["#text"]) + 0.01
            for line in lines
        )


def test_listings_say_how_many_offers_buyers_have_made(demo: Ebay) -> None:
    def told() -> dict[str, str]:
        found = demo.control(f"truth/listings?seller={SELLER}&view=item")
        counts = {item["ItemID"]: item.get("BestOfferDetails", {}).get("BestOfferCount") for item in found}
        return {item_id: count for item_id, count in counts.items() if count is not None}

    def made() -> dict[str, str]:
        offers = [each for each in truth(demo, SELLER).values() if each["BestOfferCodeType"] == "BuyerBestOffer"]
        return {item_id: str(count) for item_id, count in Counter(each["Item"]["ItemID"] for each in offers).items()}

    before, since = made(), demo.now()
    assert told() == before
    demo.control("clock", {"live": {"orders_per_hour": 20}})
    demo.control("clock", {"advance_seconds": 30 * 3_600})
    after = made()
    assert told() == after
    assert after != before
    asked = {"ModTimeFrom": since, "ModTimeTo": demo.now(), "DetailLevel": "ReturnAll"}
    events = Trading(demo, SELLER).call("GetSellerEvents", asked).rows("ItemArray/Item")
    assert {each for each in after if after[each] != before.get(each)} <= {item["ItemID"] for item in events}
    item_id = next(iter(after))
    (item,) = Trading(demo, SELLER).call("GetItem", {"ItemID": item_id}).rows("Item")
    assert item["BestOfferDetails"] == {"BestOfferCount": after[item_id], "BestOfferEnabled": "true"}


def test_an_offer_waits_two_days(demo: Ebay) -> None:
    demo.control("clock", {"live": {"orders_per_hour": 10}})
    demo.control("clock", {"advance_seconds": 3 * 86_400})
    before = truth(demo, "harbor_goods", "list")
    demo.control("clock", {"live": {"orders_per_hour": 0}})
    demo.control("clock", {"advance_seconds": 2 * 86_400})
    after = truth(demo, "harbor_goods")
    assert "Pending" not in {after[name]["Status"] for name in before}
    unchanged = ("BestOfferID", "Price", "Buyer", "ExpirationTime", "Item")
    assert all(after[name][field] == record[field] for name, record in before.items() for field in unchanged)


def test_one_offer(demo: Ebay) -> None:
    name, record = next(iter(truth(demo, "alpine_parts").items()))
    told = Trading(demo, "alpine_parts").call("GetBestOffers", {"BestOfferID": name, "DetailLevel": "ReturnAll"})
    assert told.rows("BestOfferArray/BestOffer")[0] | {"Item": told.rows("Item")[0]} == record


def test_bad_input(demo: Ebay) -> None:
    trading = Trading(demo, "alpine_parts")
    assert trading.call("GetBestOffers", {"BestOfferStatus": "All"}).code == 37
    assert trading.call("GetBestOffers", {"BestOfferStatus": "Lost"}).code == 37
    assert trading.call("GetBestOffers", {"ItemID": "1"}).code == 17
    assert trading.call("GetBestOffers", {"Pagination": {"EntriesPerPage": 201}}).code == 37
    quiet = Trading(demo, "quiet_corner").call("GetBestOffers")
    assert quiet.total() == 0
    assert quiet.rows(BY_ITEM) == []


def test_the_same_seed_makes_the_same_offers(demo: Ebay) -> None:
    first = truth(demo, "harbor_goods")
    demo.control("reset", {"now": "2026-11-20T12:00:00.000Z"})
    assert truth(demo, "harbor_goods") == first


def test_changes_by_hand(demo: Ebay) -> None:
    name, record = next(iter(truth(demo, "alpine_parts").items()))
    gone, item = list(truth(demo, "alpine_parts"))[1], record["Item"]
    raw = json.dumps({"BestOfferID": "7", "Status": "Pending", "BuyerMessage": "\udc00 <3", "Item": item})
    changes = [
        {"op": "patch", "id": name, "payload": {"Status": "Pending", "Quantity": 4, "BuyerMessage": "\u0000 & so"}},
        {"op": "raw", "id": "7", "at": ago(demo), "raw": raw},
        {"op": "remove", "id": gone},
    ]
    demo.control("records", {"seller": "alpine_parts", "entity": "best_offers", "changes": changes})
    told = waiting(demo, "alpine_parts", DetailLevel="ReturnAll")
    assert told == truth(demo, "alpine_parts", "list")
    assert (told[name]["Quantity"], told[name]["BuyerMessage"]) == ("4", " & so")
    assert told["7"]["BuyerMessage"] == " <3"
    assert gone not in truth(demo, "alpine_parts")

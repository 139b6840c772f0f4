"""An independent client reads every Trading call: ebaysdk."""

from typing import Any

import pytest
from ebaysdk.exception import ConnectionError as EbayError  # type: ignore[import-untyped]
from ebaysdk.trading import Connection  # type: ignore[import-untyped]

from tests.ebay_emulator.client import Ebay
from tests.ebay_emulator.services.trading.test_orders import ago

SELLER = "harbor_goods"


@pytest.fixture
def api(demo: Ebay) -> Connection:
    return connection(demo, demo.tokens(SELLER, [])["access_token"])


def connection(ebay: Ebay, token: str) -> Connection:
    made = Connection(
        domain=f"127.0.0.1:{ebay.process.port}",
        iaf_token=token,
        appid="app",
        devid="dev",
        certid="cert",
        compatibility="1477",
        config_file=None,
    )
    made.config.set("https", False, force=True)
    return made


def records(ebay: Ebay, entity: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ebay.control(f"truth/{entity}?seller={SELLER}")
    return found


def test_who_and_when(demo: Ebay, api: Connection) -> None:
    assert api.execute("GetUser", {}).reply.User.UserID == SELLER
    assert api.execute("GeteBayOfficialTime", {}).reply.Ack == "Success"


def test_listings(demo: Ebay, api: Connection) -> None:
    expected = {item["ItemID"]: item for item in records(demo, "listings")}
    told: dict[str, Any] = {}
    page = 1
    while len(told) < len(expected):
        pagination = {"EntriesPerPage": 100, "PageNumber": page}
        reply = api.execute("GetMyeBaySelling", {"ActiveList": {"Include": True, "Pagination": pagination}}).reply
        assert int(reply.ActiveList.PaginationResult.TotalNumberOfEntries) == len(expected)
        told |= {item.ItemID: item for item in reply.ActiveList.ItemArray.Item}
        page += 1
    for item_id, item in expected.items():
        assert told[item_id].Title == item["Title"]
        assert told[item_id].SellingStatus.CurrentPrice.value == item["SellingStatus"]["CurrentPrice"]["#text"]
        assert told[item_id].SellingStatus.CurrentPrice._currencyID == "USD"
    varied = next(item for item in expected.values() if "Variations" in item)
    item = api.execute("GetItem", {"ItemID": varied["ItemID"], "DetailLevel": "ReturnAll"}).reply.Item
    assert [each.VariationTitle for each in item.Variations.Variation] == [
        each["VariationTitle"] for each in varied["Variations"]["Variation"]
    ]
    assert item.Description


def test_lists_and_events(demo: Ebay, api: Connection) -> None:
    asked = {"StartTimeFrom": ago(demo, days=100), "Pagination": {"EntriesPerPage": 200}}
    assert int(api.execute("GetSellerList", asked).reply.ReturnedItemCountActual) > 0
    assert api.execute("GetSellerEvents", {"ModTimeFrom": ago(demo, hours=47)}).reply.ItemArray.Item


def test_orders_on_both_sides(demo: Ebay, api: Connection) -> None:
    sold = api.execute("GetOrders", {"CreateTimeFrom": ago(demo, days=5)}).reply
    assert sold.OrderArray.Order[0].TransactionArray.Transaction[0].OrderLineItemID
    bought = api.execute("GetOrders", {"CreateTimeFrom": ago(demo, days=30), "OrderRole": "Buyer"}).reply
    known = {record["OrderLineItemID"]: record for record in records(demo, "purchases")}
    for order in bought.OrderArray.Order:
        for line in order.TransactionArray.Transaction:
            assert known[line.OrderLineItemID]["Item"]["Title"] == line.Item.Title
    won = api.execute("GetMyeBayBuying", {"WonList": {"Include": True, "DurationInDays": 60}}).reply
    assert won.WonList.OrderTransactionArray.OrderTransaction[0].Transaction.OrderLineItemID in known


def test_best_offers(demo: Ebay, api: Connection) -> None:
    offer = records(demo, "best_offers")[0]
    asked = {"ItemID": offer["Item"]["ItemID"], "BestOfferStatus": "All"}
    reply = api.execute("GetBestOffers", asked).reply
    assert offer["BestOfferID"] in {each.BestOfferID for each in reply.BestOfferArray.BestOffer}


def test_failures(demo: Ebay, api: Connection) -> None:
    with pytest.raises(EbayError, match="Code: 17"):
        api.execute("GetItem", {"ItemID": "1"})
    with pytest.raises(EbayError, match="IAF token supplied is expired"):
        connection(demo, demo.tokens(SELLER, [], expires_in=0)["access_token"]).execute("GetUser", {})

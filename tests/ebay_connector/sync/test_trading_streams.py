"""Listings, best offers and purchases: what the Trading API tells only in part, late, or not for long."""

from datetime import timedelta
from typing import Any

import pytest

from ebay_connector.streams.listings import MOST_EVENTS
from ebay_connector.sync import engine
from tests.support.connector import Connector, assert_equals_truth, truth
from tests.support.worker import eventually

SELLER = "fenland_books"


def change(connector: Connector, entity: str, *changes: dict[str, Any], seller: str = SELLER) -> None:
    connector.emulator.control("records", {"seller": seller, "entity": entity, "changes": list(changes)})


def later(connector: Connector, span: timedelta) -> None:
    connector.emulator.control("clock", {"advance_seconds": span.total_seconds()})


async def calls(connector: Connector, run: dict[str, Any]) -> set[str]:
    requests = await connector.events(run["id"], "request")
    return {line["data"]["query"].partition("&")[0].removeprefix("call=") for line in requests}


async def test_between_whole_passes_only_events_are_read(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    first = await connector.sync(account, "listings")
    assert await calls(connector, first) == {"GetMyeBaySelling"}
    later(connector, timedelta(hours=2))
    second = await connector.sync(account, "listings")
    assert await calls(connector, second) == {"GetSellerEvents"}
    later(connector, timedelta(days=1))
    third = await connector.sync(account, "listings")
    assert await calls(connector, third) == {"GetMyeBaySelling", "GetSellerEvents"}
    await assert_equals_truth(connector, account, SELLER, "listings")


@pytest.mark.parametrize("pause", [timedelta(minutes=5), timedelta(days=1)], ids=["events alone", "beside a pass"])
async def test_more_changes_at_a_moment_than_ebay_tells_are_read_by_a_whole_pass(
    connector: Connector, pause: timedelta
) -> None:
    connector.emulator.control("seed", {"seller": "bulk", "orders": 0, "wishes": {"listings": MOST_EVENTS + 400}})
    account = await connector.connect("bulk")
    await connector.sync(account, "listings")
    items = list(await truth(connector.emulator, "bulk", "listings"))
    assert len(items) > MOST_EVENTS
    later(connector, pause)
    at = connector.emulator.control("state")["now"]
    later(connector, timedelta(minutes=10))
    dearer = {"SellingStatus": {"CurrentPrice": {"@currencyID": "GBP", "#text": "99.0"}}}
    ended = {"SellingStatus": {"ListingStatus": "Completed"}}
    changes = [{"op": "patch", "id": item, "at": at, "payload": dearer} for item in items]
    change(connector, "listings", *changes, {**changes[0], "payload": ended}, seller="bulk")
    run = await connector.sync(account, "listings")
    assert run["status"] == "succeeded", run["reason"]
    told = [
        line
        for line in await connector.events(run["id"], "slice")
        if "all listings are read instead" in line["message"]
    ]
    assert {line["level"] for line in told} == {"warning"}
    assert run["slices"]["done"] == run["slices"]["total"]
    status = "SELECT DISTINCT listing_status FROM listings WHERE item_id = %s"
    assert await connector.fetch(status, items[0]) == [("Completed",)]

    async def is_equal() -> bool:
        """Of so many listings one is restocked or repriced every few minutes, perhaps just now."""
        try:
            await assert_equals_truth(connector, account, "bulk", "listings")
        except AssertionError:
            await connector.sync(account, "listings")
            return False
        return True

    await eventually(is_equal)
    later(connector, timedelta(hours=2))
    assert await calls(connector, await connector.sync(account, "listings")) == {"GetSellerEvents"}


async def test_a_listing_that_ends_stays_with_its_status(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account, "listings")
    item_id = next(iter(await truth(connector.emulator, SELLER, "listings")))
    ended = {"SellingStatus": {"ListingStatus": "Completed"}}
    change(connector, "listings", {"op": "patch", "id": item_id, "at": "now", "payload": ended})
    run = await connector.sync(account, "listings")
    assert run["counts"]["updated"] == 1
    status = "SELECT listing_status, gone_at FROM listings WHERE item_id = %s"
    assert await connector.fetch(status, item_id) == [("Completed", None)]
    full = await connector.sync(account, "listings", full=True)
    assert "GetItem" not in await calls(connector, full)
    await assert_equals_truth(connector, account, SELLER, "listings")


async def test_a_listing_missing_from_a_pass_is_asked_for_by_its_id(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account, "listings")
    item_id = next(iter(await truth(connector.emulator, SELLER, "listings")))
    ended = {"SellingStatus": {"ListingStatus": "Completed"}}
    change(connector, "listings", {"op": "patch", "id": item_id, "payload": ended})
    run = await connector.sync(account, "listings", full=True)
    assert await calls(connector, run) == {"GetMyeBaySelling", "GetItem"}
    status = "SELECT listing_status, gone_at FROM listings WHERE item_id = %s"
    assert await connector.fetch(status, item_id) == [("Completed", None)]


async def test_more_events_than_an_answer_holds_are_read_in_parts(
    connector: Connector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "FAILURES_AT_MOST", 1)  # nothing fails
    seller = "busy_lister"
    connector.emulator.control("seed", {"seller": seller, "orders": 10, "wishes": {"listings": MOST_EVENTS + 200}})
    account = await connector.connect(seller)
    await connector.sync(account, "listings")
    known = list(await truth(connector.emulator, seller, "listings"))
    patch = {"op": "patch", "at": "now", "payload": {"note": "changed"}}
    for half in (known[::2], known[1::2]):
        later(connector, timedelta(hours=1))
        change(connector, "listings", *({**patch, "id": name} for name in half), seller=seller)
    later(connector, timedelta(hours=1))
    run = await connector.sync(account, "listings")
    assert run["status"] == "succeeded", run["reason"]
    assert run["counts"]["updated"] == len(known) > MOST_EVENTS
    await assert_equals_truth(connector, account, seller, "listings")


async def test_an_offer_that_was_answered_gets_its_outcome(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account, "listings")
    await connector.sync(account, "best_offers")
    offers = await truth(connector.emulator, SELLER, "best_offers")
    offer_id = next(iter(offers))
    change(connector, "best_offers", {"op": "patch", "id": offer_id, "payload": {"Status": "Pending"}})
    await connector.sync(account, "best_offers")
    status = "SELECT best_offer_status FROM best_offers WHERE best_offer_id = %s"
    assert await connector.fetch(status, offer_id) == [("Pending",)]
    change(connector, "best_offers", {"op": "patch", "id": offer_id, "payload": {"Status": "Declined"}})
    run = await connector.sync(account, "best_offers")
    assert run["counts"]["updated"] == 1
    assert await connector.fetch(status, offer_id) == [("Declined",)]
    await assert_equals_truth(connector, account, SELLER, "best_offers")


async def test_orders_are_not_counted_as_if_they_were_the_purchases_in_them(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    run = await connector.sync(account, "purchases")
    orders = (await connector.fetch("SELECT count(DISTINCT order_id) FROM purchases"))[0][0]
    assert 0 < orders < run["counts"]["fetched"]
    assert run["expected"] is None
    assert (await connector.sync(account, "listings"))["expected"] > 0


async def test_purchases_stay_when_ebay_has_forgotten_them(connector: Connector) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account, "purchases")
    before = await connector.stored(account, "purchases")
    later(connector, timedelta(days=60))
    run = await connector.sync(account, "purchases")
    assert run["status"] == "succeeded", run["reason"]
    forgotten = before.keys() - (await truth(connector.emulator, SELLER, "purchases")).keys()
    assert forgotten
    assert before.keys() <= (await connector.stored(account, "purchases")).keys()


ODD: dict[str, dict[str, Any]] = {
    "a text of a megabyte": {"Title": "word " * 200_000},
    "characters beyond the plain ones": {"Title": "bell \u0007, NUL \u0000, tab \t, \U0001f642, <b>&amp;</b>"},
    "a status that nobody knows": {"SellingStatus": {"ListingStatus": "Paused"}, "ListingType": "Lottery"},
    "new fields, and others missing": {"Freshly": {"Made": [{"Up": "1"}, {"Up": "2"}]}, "Quantity": None, "SKU": None},
    "an amount of many digits": {"BuyItNowPrice": {"@currencyID": "GBP", "#text": "12345678901234567890.123456789"}},
    "a date at the edge": {"ListingDetails": {"EndTime": "9999-12-31T23:59:59.999Z"}},
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
async def test_an_odd_listing_is_kept_as_ebay_tells_it(connector: Connector, odd: dict[str, Any]) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account, "listings")
    item_id = next(iter(await truth(connector.emulator, SELLER, "listings")))
    change(connector, "listings", {"op": "patch", "id": item_id, "at": "now", "payload": odd})
    run = await connector.sync(account, "listings")
    assert (run["status"], run["counts"]["rejected"], run["counts"]["updated"]) == ("succeeded", 0, 1), run["reason"]
    told = connector.emulator.control(f"truth/listings?seller={SELLER}&view=all")
    expected = next(record for record in told if record["ItemID"] == item_id)
    [stored] = (await connector.fetch("SELECT payload FROM listings WHERE item_id = %s", item_id))[0]
    assert {name: stored[name] for name in expected} == expected


async def test_a_listing_that_cannot_be_stored_is_set_aside_and_the_others_are_kept(connector: Connector) -> None:
    known = await truth(connector.emulator, SELLER, "listings")
    item_id = next(iter(known))
    spoiled = {"ListingDetails": {"StartTime": "soon"}}
    change(connector, "listings", {"op": "patch", "id": item_id, "payload": spoiled})
    run = await connector.sync(await connector.connect(SELLER), "listings")
    assert (run["status"], run["counts"]["rejected"], run["counts"]["created"]) == ("succeeded", 1, len(known) - 1)
    [(key, reason)] = await connector.fetch("SELECT key, reason FROM rejected_records")
    known_by = "payload_hash = substring(sha256(payload) FROM 1 FOR 16)"
    assert await connector.fetch(f"SELECT {known_by} FROM rejected_records") == [(True,)]
    assert key == item_id
    assert "soon" in reason

"""What is said agrees with the orders: ids, parcels, cancellations, refunds, and the seller's way of speaking."""

import re
from typing import Any

import pytest

from tests.ebay_emulator.client import Ebay
from tests.ebay_emulator.services.test_message import DAY, PATH, access, truth

Json = dict[str, Any]
SELLERS = ["harbor_goods", "alpine_parts", "fenland_books"]
_ORDER = re.compile(r"\b\d\d-\d{5}-\d{5}\b")
_PARCEL = re.compile(r"\b9400\d{18}\b")


@pytest.mark.parametrize("seller", SELLERS)
def test_orders_and_parcels_that_are_spoken_of_exist(demo: Ebay, seller: str) -> None:
    orders = demo.truth(seller)
    parcels = {href.rpartition("/")[2]: order for order in orders.values() for href in order["fulfillmentHrefs"]}
    spoken = 0
    for each in truth(demo, "messages", seller):
        message = each["message"]
        parties = {message["senderUsername"], message["recipientUsername"]}
        named = [orders[name] for name in _ORDER.findall(message["messageBody"])]
        named += [parcels[name] for name in _PARCEL.findall(message["messageBody"])]
        spoken += len(named)
        if "eBay" not in parties:
            assert all(order["buyer"]["username"] in parties for order in named)
        assert all(order["creationDate"] < message["createdDate"] for order in named)
    assert spoken > 20


@pytest.mark.parametrize("seller", SELLERS)
def test_notices_tell_what_happened(demo: Ebay, seller: str) -> None:
    orders = demo.truth(seller)
    told = {"Cancellation request": 0, "We've refunded": 0, "You made the sale": 0, "full statement": 0}
    for each in truth(demo, "messages", seller):
        subject = each["message"].get("subject", "")
        for start in told:
            told[start] += start in subject
        for name in _ORDER.findall(subject):
            if subject.startswith("Cancellation"):
                assert orders[name]["cancelStatus"]["cancelState"] != "NONE_REQUESTED"
            else:
                assert orders[name]["paymentSummary"]["refunds"]
    assert all(told.values())
    assert told["full statement"] >= 23


def test_everybody_speaks_the_sellers_english(demo: Ebay) -> None:
    american, british = ("color", "package", "mailbox", "shipping"), ("colour", "parcel", "letterbox", "postage")

    def spoken(seller: str, words: tuple[str, ...]) -> int:
        bodies = [each["message"]["messageBody"] for each in truth(demo, "messages", seller)]
        return sum(word in body for body in bodies if not body.startswith("<!") for word in words)

    assert spoken("harbor_goods", american) > 50
    assert spoken("fenland_books", american) == 0
    assert spoken("fenland_books", british) > 5


def test_nobody_writes_to_who_sells_nothing(demo: Ebay) -> None:
    token = access(demo, "quiet_corner")
    for kind in ("FROM_MEMBERS", "FROM_EBAY"):
        page = demo.get(PATH, token, conversation_type=kind).json
        assert (page["total"], page["conversations"]) == (0, [])
        assert "next" not in page


def test_new_messages_come_into_old_conversations(ebay: Ebay) -> None:
    """Buyers come back to few of them: with fewer orders there may be nobody in these weeks."""
    ebay.control("seed", {"seller": "shop", "orders": 5000, "days": 300})
    before = {each["conversationId"]: each for each in truth(ebay)}
    ebay.control("clock", {"live": {"orders_per_hour": 0.5}})
    ebay.control("clock", {"advance_seconds": 60 * DAY})
    after = {each["conversationId"]: each for each in truth(ebay)}
    assert before.keys() <= after.keys()
    assert len(after) > len(before)
    grown = [
        name for name, each in before.items() if after[name]["latestMessage"]["createdDate"] > each["createdDate"]
        and after[name]["latestMessage"]["messageId"] != each["latestMessage"]["messageId"]
    ]  # fmt: skip
    assert grown
    assert any(after[name]["conversationStatus"] != before[name]["conversationStatus"] for name in before)


def test_nothing_new_is_dated_back(ebay: Ebay) -> None:
    """So that a list from the time of the last look on misses nothing."""
    ebay.control("seed", {"seller": "shop", "orders": 200, "days": 100})
    ebay.control("clock", {"live": {"orders_per_hour": 2}})
    known = {each["message"]["messageId"] for each in truth(ebay, "messages")}
    for _ in range(20):
        seen = ebay.now()
        ebay.control("clock", {"advance_seconds": 2 * DAY})
        messages = [each["message"] for each in truth(ebay, "messages")]
        assert all(each["createdDate"][:19] >= seen[:19] for each in messages if each["messageId"] not in known)
        known = {each["messageId"] for each in messages}

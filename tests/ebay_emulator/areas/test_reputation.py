"""Feedback follows from delivered orders, and time brings more of it and changes what there is."""

import pytest

from tests.ebay_emulator.client import Ebay
from tests.ebay_emulator.services.test_feedback import DAY, everything, ids, received, token, truth

__all__ = ["token"]

STATES = {"ENTERED", "WITHDRAWN", "HIDDEN", "REVISED", "REVISION_OPEN", "REVISION_DECLINED_OR_EXPIRED"}
RATINGS = {"ON_TIME_DELIVERY", "DSR_ITEM_AS_DESCRIBED", "DSR_COMMUNICATION", "DSR_SHIPPING_CHARGES",
           "DSR_SHIPPING_TIME"}  # fmt: skip


def test_entries_follow_from_delivered_orders(ebay: Ebay, token: str) -> None:
    sold = {
        f"{line['legacyItemId']}-{line['lineItemId']}": (order, line)
        for order in ebay.truth("shop").values() for line in order["lineItems"]
    }  # fmt: skip
    for each in truth(ebay):
        summary = each["orderLineItemSummary"]
        order, line = sold[summary["orderLineItemId"]]
        assert order["orderFulfillmentStatus"] == "FULFILLED"
        assert each["feedbackEnteredDate"] > order["creationDate"]
        assert (summary["listingId"], summary["listingTitle"]) == (line["legacyItemId"], line["title"])
        assert summary["listingPrice"]["value"] == pytest.approx(
            float(line["lineItemCost"]["value"]) / line["quantity"], abs=0.01
        )
        if each["providerUserDetail"]["role"] == "BUYER":
            assert each["providerUserDetail"]["userId"] == order["buyer"]["username"]


def test_entries_have_the_values_that_ebay_knows(ebay: Ebay, token: str) -> None:
    entries = truth(ebay)
    assert {each["feedbackState"] for each in entries} <= STATES
    assert {each["commentType"] for each in received(ebay)} == {"POSITIVE", "NEUTRAL", "NEGATIVE"}
    votes = [vote for each in entries for vote in each["feedbackRatings"]]
    assert {vote["ratingType"] for vote in votes} == RATINGS
    assert {vote["value"] for vote in votes} <= set("12345")
    for each in entries:
        assert each["hasImages"] == bool(each["images"])
        assert each["repliedBeforeFollowup"] is False or "replyComment" in each
        assert each["providerUserDetail"].get("feedbackStar", "_STAR").endswith("_STAR")
    assert any(each["images"] for each in entries)
    assert any("replyComment" in each for each in entries)
    assert {"REVISED", "WITHDRAWN"} & {each["feedbackState"] for each in entries}


def test_ebay_speaks_for_sellers_whom_nobody_knows(ebay: Ebay, token: str) -> None:
    automated = [each for each in truth(ebay) if each["automatedFeedback"]]
    shown = everything(ebay, token, filter="showAutomatedFeedback:true")
    assert ids(shown) == ids(received(ebay) + automated)
    assert automated
    well_known = sorted(each["feedbackEnteredDate"] for each in received(ebay))[30]
    assert max(each["feedbackEnteredDate"] for each in automated) < well_known


def test_periods_go_by_the_clock(ebay: Ebay, token: str) -> None:
    ebay.control("clock", {"advance_seconds": 1})
    before = {each["feedbackId"]: each for each in truth(ebay)}
    ebay.control("clock", {"advance_seconds": 91 * DAY})
    after = {each["feedbackId"]: each for each in truth(ebay)}
    assert not any(each["eligibleForRevision"] for each in after.values() if each["feedbackId"] in before)
    for name, each in before.items():
        assert after[name]["feedbackEnteredPeriod"]["value"] > 30
        assert after[name]["orderLineItemSummary"]["transactionPeriod"]["thresholdType"] == "MORE_THAN"
        assert after[name]["feedbackComment"]["commentPeriod"] != {"value": 30, "unit": "DAY"}
        assert after[name]["feedbackEnteredDate"] == each["feedbackEnteredDate"]
    values = {after[name]["feedbackComment"]["commentPeriod"]["value"] for name in before}
    assert values == {180, 365, 5}


def test_a_living_world_brings_new_feedback_and_changes_old(ebay: Ebay, token: str) -> None:
    ebay.control("seed", {"seller": "shop", "orders": 1500, "days": 30})
    before = {each["feedbackId"]: each for each in truth(ebay)}
    ebay.control("clock", {"live": {"orders_per_hour": 1}})
    ebay.control("clock", {"advance_seconds": 40 * DAY})
    after = {each["feedbackId"]: each for each in truth(ebay)}
    assert before.keys() < after.keys()
    replied = [name for name, each in before.items() if "replyComment" in after[name] and "replyComment" not in each]
    assert replied

"""What awaits a seller's feedback, and how the seller was rated in numbers."""

from typing import Any

from tests.ebay_emulator.client import Ebay
from tests.ebay_emulator.services.test_feedback import AWAITING, SUMMARY, age, error, received, token, truth

Json = dict[str, Any]
__all__ = ["token"]


def test_items_that_await_feedback(ebay: Ebay, token: str) -> None:
    now = ebay.now()
    sent = {each["orderLineItemSummary"]["orderLineItemId"] for each in truth(ebay, "SELLER")}
    expected = [
        f"{line['legacyItemId']}-{line['lineItemId']}"
        for order in ebay.truth("shop").values() for line in order["lineItems"]
        if order["cancelStatus"]["cancelState"] != "CANCELED"
        and age(ebay, {"feedbackEnteredDate": order["paymentSummary"]["payments"][0]["paymentDate"]}, now) < 60
    ]  # fmt: skip
    page = ebay.get(AWAITING, token, limit=200).json
    found = [each["orderLineItemId"] for each in page["lineItems"]]
    assert sorted(found) == sorted(set(expected) - sent)
    assert page["itemsAwaitingFeedbackCount"] == {"asSeller": len(found), "asBuyer": 0}
    backwards = ebay.get(AWAITING, token, limit=200, sort="END_TIME_ASC").json["lineItems"]
    assert backwards[0]["orderLineItemId"] in found[-6:]
    first = page["lineItems"][0]
    assert first["orderLineItemId"] == f"{first['listingId']}-{first['transactionId']}"


def test_awaiting_is_filtered_by_role_listing_and_receiver(ebay: Ebay, token: str) -> None:
    page = ebay.get(AWAITING, token, limit=25).json
    assert page["pagination"]["count"] == 25
    assert page["pagination"]["next"] == "awaiting_feedback?limit=25&offset=25"
    buying = ebay.get(AWAITING, token, filter="userRole:BUYER").json
    assert (buying["lineItems"], buying["itemsAwaitingFeedbackCount"]) == ([], page["itemsAwaitingFeedbackCount"])
    listing = page["lineItems"][0]["listingId"]
    found = ebay.get(AWAITING, token, filter=f"listingId:{listing},userRole:SELLER").json["lineItems"]
    assert {each["listingId"] for each in found} == {listing}
    order = next(
        order for order in ebay.truth("shop").values()
        for line in order["lineItems"] if line["lineItemId"] == page["lineItems"][0]["transactionId"]
    )  # fmt: skip
    mine = ebay.get(AWAITING, token, filter=f"receiverName:{order['buyer']['username']}").json["lineItems"]
    assert page["lineItems"][0] in mine
    assert ebay.get(AWAITING, token, filter="receiverName:nobody").json["lineItems"] == []
    assert error(ebay, token, AWAITING, sort="TIME") == (400, 501024)
    assert error(ebay, token, AWAITING, filter="userRole:BOTH") == (400, 501025)


def summed(ebay: Ebay, token: str, wanted: str) -> tuple[Json, Json]:
    answer = ebay.get(SUMMARY, token, user_id="shop", filter=wanted).json["feedbackRatingSummary"][0]
    told = answer["ratingSummaryByRatingType"][0]
    metrics = {each["metricName"]: each["metricValue"] for each in told["feedbackMetrics"]}
    return metrics, {each["value"]: each["count"] for each in told["feedbackRatingValueDistribution"]}


def test_a_summary_counts_what_was_received(ebay: Ebay, token: str) -> None:
    now = ebay.now()
    counted = [each for each in received(ebay) if each["feedbackState"] not in ("WITHDRAWN", "HIDDEN")]
    for days in (30, 365):
        recent = [each for each in counted if age(ebay, each, now) < days]
        metrics, counts = summed(ebay, token, f"ratingType:OVERALL_EXPERIENCE,lookbackPeriodInDays:{days}")
        assert metrics["COUNT"] == len(recent) == sum(counts.values())
        providers = {each["providerUserDetail"]["userId"] for each in recent}
        assert metrics["UNIQUE_PROVIDER_COUNT"] == len(providers)
        assert counts["POSITIVE"] == sum(each["commentType"] == "POSITIVE" for each in recent)
    single, _ = summed(ebay, token, "ratingType:OVERALL_EXPERIENCE,excludeRepeatFeedback:true,period:365")
    assert single["COUNT"] == single["UNIQUE_PROVIDER_COUNT"] == metrics["UNIQUE_PROVIDER_COUNT"]
    stars, counts = summed(ebay, token, "ratingType:DSR_COMMUNICATION")
    assert 4 < stars["AVG"] <= 5
    assert stars["COUNT"] == sum(counts.values())


def test_summaries_that_are_refused(ebay: Ebay, token: str) -> None:
    asked = {"user_id": "shop"}
    assert error(ebay, token, SUMMARY, **asked) == (400, 501022)
    assert error(ebay, token, SUMMARY, **asked, filter="ratingType:STARS") == (400, 501022)
    overall = "ratingType:OVERALL_EXPERIENCE"
    assert error(ebay, token, SUMMARY, **asked, filter=f"{overall},period:12") == (400, 501037)
    assert error(ebay, token, SUMMARY, **asked, filter=f"{overall},colour:red") == (400, 501002)
    assert error(ebay, token, SUMMARY, user_id="nobody", filter=overall) == (404, 501023)

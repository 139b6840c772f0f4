"""getFeedback, its filters and pages, and what is awaited and summed up; every error of these."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.ebay_emulator.client import SCOPE, Ebay
from tests.ebay_emulator.conftest import NOW

ROOT = "/commerce/feedback/v1"
PATH = f"{ROOT}/feedback"
AWAITING = f"{ROOT}/awaiting_feedback"
SUMMARY = f"{ROOT}/feedback_rating_summary"
DAY = 86_400
Json = dict[str, Any]
STATES = {"ENTERED", "WITHDRAWN", "HIDDEN", "REVISED", "REVISION_OPEN", "REVISION_DECLINED_OR_EXPIRED"}
RATINGS = {"ON_TIME_DELIVERY", "DSR_ITEM_AS_DESCRIBED", "DSR_COMMUNICATION", "DSR_SHIPPING_CHARGES",
           "DSR_SHIPPING_TIME"}  # fmt: skip


@pytest.fixture
def token(ebay: Ebay) -> str:
    """Of a seller with 500 orders in 500 days, always the same."""
    ebay.control("reset", {"demo": False, "now": NOW})
    ebay.control("seed", {"seller": "shop", "orders": 500, "days": 500})
    return access(ebay)


def access(ebay: Ebay, seller: str = "shop", *scopes: str) -> str:
    wanted = list(scopes) or ["commerce.feedback", "commerce.feedback.readonly"]
    return str(ebay.tokens(seller, wanted)["access_token"])


def truth(ebay: Ebay, role: str | None = None, seller: str = "shop") -> list[Json]:
    found: list[Json] = ebay.control(f"truth/feedback?seller={seller}")
    return [each for each in found if role in (None, each["providerUserDetail"]["role"])]


def received(ebay: Ebay) -> list[Json]:
    return [each for each in truth(ebay, "BUYER") if not each["automatedFeedback"]]


def everything(ebay: Ebay, token: str, kind: str = "FEEDBACK_RECEIVED", **query: Any) -> list[Json]:
    """Every page, by following the links."""
    asked: Json = {"user_id": "shop", "feedback_type": kind, "limit": 100} | query
    found: list[Json] = []
    path = PATH
    while True:
        page = ebay.get(path, token, **asked).json
        found += page["feedbackEntries"]
        told = page["pagination"]
        assert told["count"] == len(page["feedbackEntries"])
        if "next" not in told:
            assert told["total"] == len(found)
            return found
        link, asked = urlsplit(told["next"]), {}
        path = f"{ROOT}/{link.path}?{link.query}"


def ids(entries: list[Json]) -> list[str]:
    return sorted(each["feedbackId"] for each in entries)


def error(ebay: Ebay, token: str, path: str = PATH, **query: Any) -> tuple[int, int]:
    asked: Json = {"user_id": "shop", "feedback_type": "FEEDBACK_RECEIVED"} if path == PATH else {}
    answer = ebay.get(path, token, **(asked | query))
    return answer.status, answer.error_id


def test_what_was_received_and_what_was_sent(ebay: Ebay, token: str) -> None:
    got, gave = everything(ebay, token), everything(ebay, token, "FEEDBACK_SENT")
    by_id = {each["feedbackId"]: each for each in truth(ebay)}
    assert ids(got) == ids(received(ebay))
    assert ids(gave) == ids(truth(ebay, "SELLER"))
    assert all(each == by_id[each["feedbackId"]] for each in got + gave)
    assert len(got) > 100
    assert {each["commentType"] for each in gave} == {"POSITIVE"}
    assert {each["providerUserDetail"]["userId"] for each in gave} == {"shop"}


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


def test_pages_have_25_to_200_entries(ebay: Ebay, token: str) -> None:
    asked: Json = {"user_id": "shop", "feedback_type": "FEEDBACK_RECEIVED"}
    page = ebay.get(PATH, token, **asked, filter="role:BUYER,commentType:POSITIVE").json["pagination"]
    assert (page["limit"], page["offset"], page["count"]) == (25, 0, 25)
    kept = "user_id=shop&feedback_type=FEEDBACK_RECEIVED&filter=role:BUYER,commentType:POSITIVE"
    assert page["next"] == f"feedback?{kept}&limit=25&offset=25"
    assert "prev" not in page
    second = ebay.get(PATH, token, **asked, offset=30).json["pagination"]
    assert second["prev"] == "feedback?user_id=shop&feedback_type=FEEDBACK_RECEIVED&limit=25&offset=5"
    for wrong in ({"limit": 24}, {"limit": 201}, {"limit": "x"}, {"offset": -1}):
        assert error(ebay, token, **wrong) == (400, 2004)
        assert error(ebay, token, AWAITING, **wrong) == (400, 2004)


def test_time_goes_by_payment_and_relevance_does_not(ebay: Ebay, token: str) -> None:
    paid = {
        line["lineItemId"]: order["paymentSummary"]["payments"][0]["paymentDate"]
        for order in ebay.truth("shop").values() for line in order["lineItems"]
    }  # fmt: skip
    by_time = [
        paid[each["orderLineItemSummary"]["orderLineItemId"].partition("-")[2]]
        for each in everything(ebay, token, sort="TIME")
    ]
    assert by_time == sorted(by_time, reverse=True)
    relevant = everything(ebay, token, sort="RELEVANCE")
    assert relevant == everything(ebay, token)
    assert [each["feedbackId"] for each in relevant] != [
        each["feedbackId"] for each in everything(ebay, token, sort="TIME")
    ]


@pytest.mark.parametrize("days", [7, 30, 90, 180, 365])
def test_a_period_goes_by_when_feedback_was_entered(ebay: Ebay, token: str, days: int) -> None:
    first = ebay.now()
    found = everything(ebay, token, filter=f"period:{days}", sort="TIME")
    ebay.control("clock", {"advance_seconds": 2})
    expected = [each for each in received(ebay) if age(ebay, each, first) < days]
    assert ids(found) == ids(expected)


def age(ebay: Ebay, entry: Json, now: str) -> float:
    return (datetime.fromisoformat(now) - datetime.fromisoformat(entry["feedbackEnteredDate"])).total_seconds() / DAY


def test_filters_of_kind_images_and_topics(ebay: Ebay, token: str) -> None:
    entries = received(ebay)
    for kind in ("POSITIVE", "NEUTRAL", "NEGATIVE"):
        found = everything(ebay, token, filter=f"commentType:{kind}")
        assert ids(found) == ids([each for each in entries if each["commentType"] == kind])
    pictured = everything(ebay, token, filter="filterImage:true")
    assert ids(pictured) == ids([each for each in entries if each["images"]])
    assert len(everything(ebay, token, filter="filterImage:false")) == len(entries)
    assert everything(ebay, token, filter="role:SELLER") == []
    about = everything(ebay, token, filter="topics:packaging")
    assert 0 < len(about) < len(entries)
    for each in about:
        topic = each.pop("topics")[0]
        assert topic["coarseTopic"] == "packaging"
        assert all(text in each["feedbackComment"]["commentText"] for text in topic["highlightedTexts"])
        assert each in entries


def test_entries_of_a_listing_a_transaction_and_a_line_item(ebay: Ebay, token: str) -> None:
    entries = truth(ebay)
    sent = {each["orderLineItemSummary"]["orderLineItemId"] for each in truth(ebay, "SELLER")}
    chosen = next(each for each in received(ebay) if each["orderLineItemSummary"]["orderLineItemId"] in sent)
    line = chosen["orderLineItemSummary"]
    listing, transaction = line["orderLineItemId"].split("-")
    same = [each for each in received(ebay) if each["orderLineItemSummary"]["listingId"] == listing]
    assert ids(everything(ebay, token, listing_id=listing)) == ids(same)
    assert ids(everything(ebay, token, transaction_id=transaction)) == [chosen["feedbackId"]]
    assert ids(everything(ebay, token, order_line_item_id=line["orderLineItemId"], filter="role:SELLER")) == ids(
        [each for each in entries if each["orderLineItemSummary"]["orderLineItemId"] == line["orderLineItemId"]]
    )
    one = everything(ebay, token, "FEEDBACK_SENT", feedback_id=chosen["feedbackId"], filter="commentType:NEUTRAL")
    assert one == [chosen]


@pytest.mark.parametrize(
    ("error_id", "query"),
    [
        (501000, {"user_id": ""}),
        (501000, {"user_id": "nobody_here"}),
        (501001, {"feedback_type": ""}),
        (501001, {"feedback_type": "RECEIVED"}),
        (501002, {"filter": "colour:red"}),
        (501002, {"filter": "role"}),
        (501002, {"filter": "filterImage:yes"}),
        (501002, {"feedback_id": "1", "order_line_item_id": "1-2"}),
        (501003, {"listing_id": "12x"}),
        (501025, {"filter": "role:OWNER"}),
        (501035, {"sort": "NEWEST"}),
        (501036, {"filter": "commentType:GOOD"}),
        (501037, {"filter": "period:31"}),
        (501038, {"filter": "topics:weather"}),
        (501039, {"feedback_id": "1"}),
        (501039, {"order_line_item_id": "1-2"}),
    ],
)
def test_requests_that_are_refused(ebay: Ebay, token: str, error_id: int, query: Json) -> None:
    assert error(ebay, token, **query) == (400, error_id)


def test_others_see_less(ebay: Ebay, token: str) -> None:
    ebay.control("seed", {"seller": "other", "orders": 0})
    entries = {each["feedbackId"]: each for each in everything(ebay, access(ebay, "other"))}
    assert ids(list(entries.values())) == ids(received(ebay))
    for each in received(ebay):
        name = each["providerUserDetail"]["userId"]
        shown = entries[each["feedbackId"]]
        assert shown["providerUserDetail"]["userId"] == f"{name[0]}***{name[-1]}"
        assert shown["orderLineItemSummary"].keys() == {"orderLineItemAttributes", "transactionPeriod"}
    shop = next(each for each in ebay.control("state")["sellers"] if each["username"] == "shop")
    assert everything(ebay, token, user_id=shop["user_id"]) == everything(ebay, token)
    assert everything(ebay, token, user_id="other") == []


def test_an_application_reads_what_anybody_may(ebay: Ebay, token: str) -> None:
    scope = f"{SCOPE}/commerce.feedback.readonly"
    granted = ebay.grant(grant_type="client_credentials", scope=scope).json["access_token"]
    found = everything(ebay, granted)
    assert ids(found) == ids(received(ebay))
    assert all("***" in each["providerUserDetail"]["userId"] for each in found)


def test_scopes(ebay: Ebay, token: str) -> None:
    readonly = access(ebay, "shop", "commerce.feedback.readonly")
    asked: Json = {"user_id": "shop", "feedback_type": "FEEDBACK_SENT"}
    assert ebay.get(PATH, readonly, **asked).status == 200
    assert ebay.get(AWAITING, readonly).error_id == 1100
    assert ebay.post(PATH, readonly, {}).error_id == 1100
    writing = access(ebay, "shop", "commerce.feedback")
    assert ebay.get(AWAITING, writing).status == 200
    assert ebay.get(SUMMARY, writing, user_id="shop", filter="ratingType:OVERALL_EXPERIENCE").error_id == 1100


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


def test_records_changed_by_hand_are_served(ebay: Ebay, token: str) -> None:
    chosen, broken, gone = received(ebay)[:3]
    comment = {"feedbackComment": {"commentText": "a\x00b" + "x" * 1_000_000}}
    changes = [
        {"op": "patch", "id": chosen["feedbackId"], "payload": comment},
        {"op": "raw", "id": broken["feedbackId"], "raw": '{"x":"\\ud800"}'},
        {"op": "remove", "id": gone["feedbackId"]},
        {"op": "put", "id": "5", "payload": chosen | {"feedbackId": "5"}},
    ]
    ebay.control("records", {"seller": "shop", "entity": "feedback", "changes": changes})
    assert everything(ebay, token, feedback_id=chosen["feedbackId"]) == [
        chosen | {"feedbackComment": chosen["feedbackComment"] | comment["feedbackComment"]}
    ]
    assert everything(ebay, token, feedback_id="5")[0]["feedbackComment"] == chosen["feedbackComment"]
    asked: Json = {"user_id": "shop", "feedback_type": "FEEDBACK_RECEIVED", "feedback_id": broken["feedbackId"]}
    assert b'[{"x":"\\ud800"}]' in ebay.get(PATH, token, check=False, **asked).body
    assert error(ebay, token, feedback_id=gone["feedbackId"]) == (400, 501039)


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


def test_nobody_said_anything(demo: Ebay) -> None:
    token = access(demo, "quiet_corner")
    assert everything(demo, token, user_id="quiet_corner") == []
    assert demo.get(AWAITING, token).json["lineItems"] == []
    told = demo.get(SUMMARY, token, user_id="quiet_corner", filter="ratingType:ITEM_RATING").json
    assert told["feedbackRatingSummary"][0]["ratingSummaryByRatingType"] == []

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


def test_nobody_said_anything(demo: Ebay) -> None:
    token = access(demo, "quiet_corner")
    assert everything(demo, token, user_id="quiet_corner") == []
    assert demo.get(AWAITING, token).json["lineItems"] == []
    told = demo.get(SUMMARY, token, user_id="quiet_corner", filter="ratingType:ITEM_RATING").json
    assert told["feedbackRatingSummary"][0]["ratingSummaryByRatingType"] == []

"""Feedback that a seller leaves, and responses to what it got."""

from typing import Any

import pytest

from tests.ebay_emulator.client import Answer, Ebay
from tests.ebay_emulator.conftest import NOW
from tests.ebay_emulator.services.test_feedback import (
    AWAITING,
    DAY,
    PATH,
    ROOT,
    access,
    everything,
    ids,
    received,
    truth,
)

Json = dict[str, Any]
RESPOND = f"{ROOT}/respond_to_feedback"


@pytest.fixture
def token(ebay: Ebay) -> str:
    ebay.control("reset", {"demo": False, "now": NOW})
    ebay.control("seed", {"seller": "shop", "orders": 300, "days": 300})
    return access(ebay)


@pytest.fixture
def sold(ebay: Ebay, token: str) -> Json:
    """The newest line item without feedback, as leaveFeedback wants it."""
    line = ebay.get(AWAITING, token).json["lineItems"][0]
    named = {name: line[name] for name in ("listingId", "transactionId", "orderLineItemId")}
    return named | {"commentText": "Great buyer!", "commentType": "POSITIVE", "sellerRatings": []}


def refused(answer: Answer, status: int, error_id: int) -> bool:
    return (answer.status, answer.error_id) == (status, error_id)


def test_feedback_is_left_once(ebay: Ebay, token: str, sold: Json) -> None:
    images = [{"url": "https://pictures.example/1.jpg"}]
    answer = ebay.post(PATH, token, sold | {"images": images})
    assert answer.status == 200
    left = everything(ebay, token, "FEEDBACK_SENT", feedback_id=answer.json["feedbackId"])[0]
    assert left["feedbackComment"]["commentText"] == "Great buyer!"
    assert left["orderLineItemSummary"]["orderLineItemId"] == sold["orderLineItemId"]
    assert (left["images"], left["hasImages"]) == (images, True)
    assert left["providerUserDetail"]["userId"] == "shop"
    waiting = ebay.get(AWAITING, token, limit=200).json["lineItems"]
    assert sold["orderLineItemId"] not in [each["orderLineItemId"] for each in waiting]
    assert refused(ebay.post(PATH, token, sold), 409, 501008)
    ebay.control("clock", {"advance_seconds": 40 * DAY})
    assert len([each for each in truth(ebay, "SELLER") if each["feedbackId"] == left["feedbackId"]]) == 1


@pytest.mark.parametrize(
    ("status", "error_id", "changed"),
    [
        (400, 501003, {"listingId": "x"}),
        (400, 501004, {"transactionId": "x"}),
        (400, 501004, {"transactionId": "1"}),
        (400, 501004, {"listingId": "1"}),
        (400, 501004, {"orderLineItemId": "1-2"}),
        (400, 501005, {"commentText": " "}),
        (400, 501006, {"commentType": "GOOD"}),
        (400, 501013, {"commentText": "x" * 501}),
        (400, 501014, {"commentText": "<b>good</b>"}),
        (400, 501015, {"commentText": "Damn good"}),
        (400, 501017, {"sellerRatings": [{"key": "COMMUNICATION", "value": "5"}]}),
        (400, 501034, {"images": [{"url": "https://pictures.example/1.jpg"}] * 6}),
        (400, 2004, {"images": "none"}),
        (409, 501020, {"commentType": "NEGATIVE"}),
    ],
)
def test_feedback_that_is_refused(
    ebay: Ebay, token: str, sold: Json, status: int, error_id: int, changed: Json
) -> None:
    before = ids(truth(ebay))
    assert refused(ebay.post(PATH, token, sold | changed), status, error_id)
    assert ids(truth(ebay)) == before


def test_after_sixty_days_it_is_too_late(ebay: Ebay, token: str, sold: Json) -> None:
    ebay.change("shop", {"op": "touch", "order_id": next(iter(ebay.truth("shop")))})
    ebay.control("clock", {"advance_seconds": 62 * DAY})
    token = access(ebay)
    assert ebay.get(AWAITING, token).json["lineItems"] == []
    assert ebay.post(PATH, token, sold).error_id in (501011, 501008)


def respond(ebay: Ebay, token: str, entry: Json, **changed: str) -> Answer:
    wish = {
        "feedbackId": entry["feedbackId"],
        "recipientUserId": entry["providerUserDetail"]["userId"],
        "responseText": "Thank you!",
        "responseType": "REPLY",
    }
    return ebay.post(RESPOND, token, wish | changed)


def test_a_reply_is_given_once(ebay: Ebay, token: str) -> None:
    entry = next(each for each in received(ebay) if "replyComment" not in each and "followupComment" not in each)
    answer = respond(ebay, token, entry)
    assert (answer.status, answer.json) == (200, {})
    shown = everything(ebay, token, feedback_id=entry["feedbackId"])[0]
    assert (shown["replyComment"]["commentText"], shown["replyComment"]["state"]) == ("Thank you!", "ENTERED")
    assert shown["replyComment"]["commentPeriod"] == {"value": 30, "unit": "DAY"}
    assert shown["repliedBeforeFollowup"] is True
    assert refused(respond(ebay, token, entry), 409, 501032)


def test_a_seller_adds_to_what_it_gave(ebay: Ebay, token: str) -> None:
    entry = truth(ebay, "SELLER")[0]
    assert respond(ebay, token, entry, responseType="FOLLOW_UP").status == 200
    assert refused(respond(ebay, token, entry, responseType="FOLLOW_UP"), 409, 501033)
    assert refused(respond(ebay, token, entry), 409, 501011)
    assert refused(respond(ebay, token, received(ebay)[0], responseType="FOLLOW_UP"), 409, 501011)


@pytest.mark.parametrize(
    ("error_id", "changed"),
    [
        (501013, {"responseText": "x" * 501}),
        (501014, {"responseText": "<a href=x>"}),
        (501015, {"responseText": "What crap"}),
        (501026, {"feedbackId": ""}),
        (501026, {"feedbackId": "1"}),
        (501027, {"responseType": "ANSWER"}),
        (501028, {"responseText": ""}),
        (501029, {"recipientUserId": ""}),
        (501029, {"recipientUserId": "somebody_else"}),
    ],
)
def test_responses_that_are_refused(ebay: Ebay, token: str, error_id: int, changed: dict[str, str]) -> None:
    entry = next(each for each in received(ebay) if "replyComment" not in each)
    assert refused(respond(ebay, token, entry, **changed), 400, error_id)


def test_nobody_replies_to_ebay(ebay: Ebay, token: str) -> None:
    change = {"op": "patch", "id": received(ebay)[0]["feedbackId"], "payload": {"automatedFeedback": True}}
    ebay.control("records", {"seller": "shop", "entity": "feedback", "changes": [change]})
    entry = everything(ebay, token, feedback_id=change["id"])[0]
    assert refused(respond(ebay, token, entry), 403, 501031)

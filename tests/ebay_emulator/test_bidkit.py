"""An independent client reads orders and tokens: bidkit."""

from collections.abc import Iterator
from typing import Any

import pytest
from bidkit import EbayAPIError, EbayClient, EbayConfig, paginate

from tests.ebay_emulator.client import KEYSET, RUNAME, SCOPE, Ebay
from tests.ebay_emulator.services.test_oauth import consent

SCOPES = (SCOPE, f"{SCOPE}/sell.fulfillment", f"{SCOPE}/commerce.identity.readonly")


def config(ebay: Ebay, scopes: tuple[str, ...] = SCOPES, **more: object) -> EbayConfig:
    return EbayConfig(
        app_id=KEYSET[0],
        cert_id=KEYSET[1],
        ru_name=RUNAME,
        scopes=scopes,
        base_url_override=ebay.process.url,
        max_retries=0,
        **more,
    )


@pytest.fixture
def client(demo: Ebay) -> Iterator[EbayClient]:
    refresh_token = demo.tokens("fenland_books", ["sell.fulfillment", "commerce.identity.readonly"])["refresh_token"]
    with EbayClient(config(demo, refresh_token=refresh_token)) as client:
        yield client


def test_it_exchanges_a_code_for_tokens(ebay: Ebay) -> None:
    code = consent(ebay)
    with EbayClient(config(ebay)) as client:
        tokens = client.exchange_code(code)
        assert tokens.refresh_token
        client.auth.seed_tokens(tokens)
        assert client.sell.fulfillment.get_orders().limit == 50


def test_it_reads_every_page_of_orders(demo: Ebay, client: EbayClient) -> None:
    since = "creationdate:[2024-12-01T00:00:00.000Z..]"
    orders = list(paginate(client.sell.fulfillment.get_orders, filter=since, limit="200"))
    truth = {name: order for name, order in demo.truth("fenland_books").items() if order["creationDate"] >= "2024-12"}
    assert {order.order_id for order in orders} == truth.keys()
    for order in orders:
        expected = truth[order.order_id]
        assert order.pricing_summary.total.value == expected["pricingSummary"]["total"]["value"]
        assert [item.title for item in order.line_items] == [item["title"] for item in expected["lineItems"]]


def test_it_reads_one_order_the_user_and_errors(demo: Ebay, client: EbayClient) -> None:
    name = next(iter(demo.truth("fenland_books")))
    assert client.sell.fulfillment.get_order(name).order_id == name
    assert client.commerce.identity.get_user().username == "fenland_books"
    with pytest.raises(EbayAPIError) as refused:
        client.sell.fulfillment.get_orders(limit="201")
    assert refused.value.status_code == 400
    assert str(refused.value) == "Invalid limit: 201"


@pytest.fixture
def talker(demo: Ebay) -> Iterator[EbayClient]:
    names = ["commerce.message", "commerce.feedback", "commerce.feedback.readonly"]
    refresh_token = demo.tokens("fenland_books", names)["refresh_token"]
    scopes = tuple(f"{SCOPE}/{name}" for name in names)
    with EbayClient(config(demo, scopes, refresh_token=refresh_token)) as client:
        yield client


def test_it_reads_and_answers_messages(demo: Ebay, talker: EbayClient) -> None:
    message: Any = talker.commerce.message
    told = list(demo.control("truth/conversations?seller=fenland_books"))
    for kind in ("FROM_MEMBERS", "FROM_EBAY"):
        found = [
            each.conversation_id
            for status in ("ACTIVE", "ARCHIVED", "DELETED")
            for each in paginate(
                message.get_conversations, conversation_type=kind, conversation_status=status, limit="50"
            )
        ]
        assert sorted(found) == sorted(each["conversationId"] for each in told if each["conversationType"] == kind)
    chosen = next(each for each in told if each["conversationType"] == "FROM_MEMBERS")
    name = chosen["conversationId"]
    sent = message.send_message(body={"conversationId": name, "messageText": "It is on its way."})
    page = message.get_conversation(name, conversation_type="FROM_MEMBERS")
    assert (page.messages[0].message_id, page.messages[0].message_body) == (sent.message_id, "It is on its way.")
    message.update_conversation(body={"conversationId": name, "conversationType": "FROM_MEMBERS", "read": True})
    with pytest.raises(EbayAPIError) as refused:
        message.get_conversations(conversation_type="FROM_MEMBERS", limit="51")
    assert refused.value.status_code == 400


def test_it_reads_and_answers_feedback(demo: Ebay, talker: EbayClient) -> None:
    feedback: Any = talker.commerce.feedback
    told = {each["feedbackId"]: each for each in demo.control("truth/feedback?seller=fenland_books")}
    asked = {"user_id": "fenland_books", "feedback_type": "FEEDBACK_RECEIVED", "filter": "showAutomatedFeedback:true"}
    first = feedback.get_feedback(**asked, limit="200")
    assert first.pagination.total == sum(each["providerUserDetail"]["role"] == "BUYER" for each in told.values())
    for entry in first.feedback_entries:
        assert entry.feedback_comment.comment_text == told[entry.feedback_id]["feedbackComment"]["commentText"]
    chosen = next(each for each in first.feedback_entries if each.reply_comment is None)
    reply = {"feedbackId": chosen.feedback_id, "recipientUserId": chosen.provider_user_detail.user_id}
    feedback.respond_to_feedback(body=reply | {"responseType": "REPLY", "responseText": "Thank you!"})
    assert feedback.get_items_awaiting_feedback().items_awaiting_feedback_count.as_buyer == 0
    summary = feedback.get_feedback_rating_summary(user_id="fenland_books", filter="ratingType:OVERALL_EXPERIENCE")
    assert summary.feedback_rating_summary[0].rating_type == "OVERALL_EXPERIENCE"

"""Messages that are sent, conversations that are read and put away, and records changed by hand."""

import json
from typing import Any

import pytest

from tests.ebay_emulator.client import Answer, Ebay
from tests.ebay_emulator.conftest import NOW
from tests.ebay_emulator.services.test_message import PATH, ROOT, access, everything, ids, of_type, other_of, truth

Json = dict[str, Any]
MEDIA = {"mediaName": "a.jpg", "mediaType": "IMAGE", "mediaUrl": "https://pictures.example/a.jpg"}


@pytest.fixture
def token(ebay: Ebay) -> str:
    ebay.control("reset", {"demo": False, "now": NOW})
    ebay.control("seed", {"seller": "shop", "orders": 300, "days": 300})
    return access(ebay)


def send(ebay: Ebay, token: str, **wish: Any) -> Answer:
    return ebay.post(f"{ROOT}/send_message", token, wish)


def update(ebay: Ebay, token: str, conversation: Json, **wish: Any) -> Answer:
    named = {name: conversation[name] for name in ("conversationId", "conversationType")}
    return ebay.post(f"{ROOT}/update_conversation", token, named | wish)


def records(ebay: Ebay, entity: str, *changes: Json) -> None:
    ebay.control("records", {"seller": "shop", "entity": entity, "changes": list(changes)})


def look(ebay: Ebay, name: str) -> Json:
    return next(each for each in truth(ebay) if each["conversationId"] == name)


def members(ebay: Ebay) -> list[Json]:
    return of_type(truth(ebay), "FROM_MEMBERS")


def test_an_answer_joins_its_conversation_and_wakes_it(ebay: Ebay, token: str) -> None:
    old = everything(ebay, token, conversation_status="ARCHIVED")[-1]
    answer = send(ebay, token, conversationId=old["conversationId"], messageText="Still there?", messageMedia=[MEDIA])
    assert answer.status == 201
    sent = answer.json
    assert (sent["senderUserName"], sent["recipientUserName"]) == ("shop", other_of(old))
    assert (sent["messageBody"], sent["messageMedia"], sent["readStatus"]) == ("Still there?", [MEDIA], False)
    first = everything(ebay, token)[0]
    assert first["conversationId"] == old["conversationId"]
    assert first["latestMessage"]["messageId"] == sent["messageId"]
    assert (first["conversationStatus"], first["unreadCount"]) == ("ACTIVE", old["unreadCount"])
    assert first["createdDate"] == old["createdDate"]


def test_a_first_message_begins_a_conversation(ebay: Ebay, token: str) -> None:
    order = next(iter(ebay.truth("shop").values()))
    buyer, line = order["buyer"]["username"], order["lineItems"][0]
    reference = {"referenceType": "LISTING", "referenceId": line["legacyItemId"]}
    assert send(ebay, token, otherPartyUsername=buyer, messageText="Hello", reference=reference).status == 201
    assert send(ebay, token, otherPartyUsername=buyer, messageText="Are you there?").status == 201
    assert send(ebay, token, otherPartyUsername=buyer, messageText="Hello?", reference=reference).status == 201
    begun = everything(ebay, token, other_party_username=buyer)[:2]
    assert [each.get("referenceId") for each in begun] == [line["legacyItemId"], None]
    assert [each["conversationTitle"] for each in begun] == [line["title"], "Are you there?"]
    messages = everything(ebay, token, f"{PATH}/{begun[0]['conversationId']}")
    assert [each["messageBody"] for each in messages][:2] == ["Hello?", "Hello"]


@pytest.mark.parametrize(
    ("error_id", "wish"),
    [
        (355018, {"messageText": "x"}),
        (355015, {"conversationId": "1"}),
        (355015, {"conversationId": "1", "messageText": " "}),
        (355013, {"conversationId": "1", "messageText": "x" * 2001}),
        (355010, {"conversationId": "1", "messageMedia": [MEDIA] * 6}),
        (355012, {"conversationId": "1", "messageMedia": [MEDIA | {"mediaName": None}]}),
        (355011, {"conversationId": "1", "messageMedia": [MEDIA | {"mediaType": "MP4"}]}),
        (355014, {"conversationId": "1", "messageMedia": [MEDIA | {"mediaUrl": "http://x.example/a.jpg"}]}),
        (355007, {"conversationId": "1", "messageText": "x" * 2000}),
        (355006, {"otherPartyUsername": "nobody_at_all", "messageText": "x"}),
        (355006, {"otherPartyUsername": "shop", "messageText": "x"}),
        (355021, {"conversationId": "1", "messageText": "x", "reference": {"referenceType": "LISTING"}}),
        (355003, {"conversationId": "1", "messageText": "x",
                  "reference": {"referenceType": "ORDER", "referenceId": "1"}}),
        (355016, {"conversationId": "1", "messageText": "x",
                  "reference": {"referenceType": "LISTING", "referenceId": "a"}}),
        (355020, {"conversationId": "1", "messageText": "x",
                  "reference": {"referenceType": "LISTING", "referenceId": "1"}}),
        (2004, {"conversationId": 5, "messageText": "x"}),
    ],
)  # fmt: skip
def test_messages_that_are_refused(ebay: Ebay, token: str, error_id: int, wish: Json) -> None:
    before = len(truth(ebay, "messages"))
    answer = send(ebay, token, **wish)
    assert (answer.status, answer.error_id) == (400, error_id)
    assert len(truth(ebay, "messages")) == before


def test_nobody_answers_ebay(ebay: Ebay, token: str) -> None:
    notice = of_type(truth(ebay), "FROM_EBAY")[0]
    assert send(ebay, token, conversationId=notice["conversationId"], messageText="Why?").error_id == 355007


def test_conversations_are_archived_deleted_and_brought_back(ebay: Ebay, token: str) -> None:
    chosen = members(ebay)[0]
    name = chosen["conversationId"]
    for wanted, status in (("ARCHIVE", "ARCHIVED"), ("DELETE", "DELETED"), ("ACTIVE", "ACTIVE")):
        answer = update(ebay, token, chosen, conversationStatus=wanted)
        assert (answer.status, answer.body) == (204, b"")
        assert look(ebay, name) == chosen | {"conversationStatus": status}
        assert name in ids(everything(ebay, token, conversation_status=status))
        assert (name in ids(everything(ebay, token))) == (status != "DELETED")


def test_a_conversation_is_marked_unread_and_read(ebay: Ebay, token: str) -> None:
    chosen = next(each for each in members(ebay) if each["latestMessage"]["recipientUsername"] == "shop")
    name = chosen["conversationId"]
    assert update(ebay, token, chosen, read=True, conversationStatus="DELETE").status == 204
    read = look(ebay, name)
    assert (read["unreadCount"], read["latestMessage"]["readStatus"]) == (0, True)
    assert read["conversationStatus"] == chosen["conversationStatus"]
    for _ in range(2):
        assert update(ebay, token, chosen, read=False).status == 204
        unread = look(ebay, name)
        assert (unread["unreadCount"], unread["latestMessage"]["readStatus"]) == (1, False)
    assert name in ids(everything(ebay, token, conversation_status="UNREAD"))
    assert everything(ebay, token, f"{PATH}/{name}")[0] == unread["latestMessage"]


def test_updates_that_are_refused(ebay: Ebay, token: str) -> None:
    chosen = members(ebay)[0]
    assert update(ebay, token, chosen, conversationStatus="ARCHIVED").error_id == 355001
    assert update(ebay, token, chosen).error_id == 355001
    assert update(ebay, token, chosen | {"conversationId": "1"}, read=True).error_id == 355007
    assert update(ebay, token, chosen | {"conversationType": "FROM_EBAY"}, read=True).error_id == 355007
    assert update(ebay, token, chosen | {"conversationType": None}, read=True).error_id == 355002


def bulk(ebay: Ebay, token: str, wishes: list[Json]) -> Answer:
    return ebay.post(f"{ROOT}/bulk_update_conversation", token, {"conversations": wishes})


def wish(conversation: Json, status: str) -> Json:
    return {name: conversation[name] for name in ("conversationId", "conversationType")} | {
        "conversationStatus": status
    }


def test_ten_conversations_at_once(ebay: Ebay, token: str) -> None:
    chosen = members(ebay)[:9]
    missing = {"conversationId": "1", "conversationType": "FROM_MEMBERS"}
    answer = bulk(ebay, token, [wish(each, "ARCHIVE") for each in [*chosen, missing]])
    assert answer.status == 200
    assert answer.json["conversationsMetadata"] == {
        "totalConversationsCount": 10, "updateSuccessCount": 9, "updateFailureCount": 1
    }  # fmt: skip
    told = {each["conversationId"]: each["updateStatus"] for each in answer.json["conversationsResponse"]}
    assert told == dict.fromkeys(ids(chosen), "SUCCESS") | {"1": "FAILURE"}
    assert {look(ebay, name)["conversationStatus"] for name in ids(chosen)} == {"ARCHIVED"}
    assert bulk(ebay, token, [wish(each, "READ") for each in chosen]).status == 200
    assert {look(ebay, name)["unreadCount"] for name in ids(chosen)} == {0}


def test_bulk_updates_that_are_refused(ebay: Ebay, token: str) -> None:
    chosen = wish(members(ebay)[0], "DELETE")
    assert bulk(ebay, token, [chosen] * 11).error_id == 355019
    for changed, error_id in (("conversationStatus", 355001), ("conversationType", 355002), ("conversationId", 355007)):
        assert bulk(ebay, token, [chosen | {changed: ""}]).error_id == error_id
    assert ebay.post(f"{ROOT}/bulk_update_conversation", token, []).error_id == 2004


def test_only_with_the_scope(ebay: Ebay, token: str) -> None:
    other = ebay.tokens("shop", ["sell.fulfillment"])["access_token"]
    assert ebay.get(PATH, other, conversation_type="FROM_EBAY").error_id == 1100
    assert send(ebay, other, conversationId="1", messageText="x").error_id == 1100


def test_ebay_fails_in_its_own_words(ebay: Ebay, token: str) -> None:
    ebay.control("faults", [{"kind": "500", "match": {"path_prefix": ROOT}}])
    answer = ebay.get(PATH, token, conversation_type="FROM_EBAY")
    assert (answer.status, answer.error_id) == (500, 335000)
    ebay.control("faults", [])


def test_records_changed_by_hand_are_served(ebay: Ebay, token: str) -> None:
    chosen = members(ebay)[0]
    name, latest = chosen["conversationId"], chosen["latestMessage"]
    wrapper = {"conversationId": name, "conversationType": "FROM_MEMBERS"}
    body = "a\x00b" + "x" * 1_000_000
    message = latest | {"messageId": "77", "messageBody": body, "createdDate": "2030-01-01T00:00:00.000Z"}
    put = {"op": "put", "id": "77", "at": message["createdDate"], "payload": wrapper | {"message": message}}
    records(ebay, "messages", put)
    changed = {"op": "patch", "id": name, "at": message["createdDate"], "payload": {"conversationTitle": "\x00"}}
    records(ebay, "conversations", changed)
    assert everything(ebay, token)[0] == chosen | {"conversationTitle": "\x00"}
    assert everything(ebay, token, f"{PATH}/{name}")[0] == message
    records(ebay, "messages", {"op": "remove", "id": "77"})
    assert "77" not in [each["messageId"] for each in everything(ebay, token, f"{PATH}/{name}")]


def test_what_is_stored_raw_is_given_as_it_is(ebay: Ebay, token: str) -> None:
    chosen = members(ebay)[0]
    name, message_id = chosen["conversationId"], chosen["latestMessage"]["messageId"]
    raw = json.dumps({"conversationId": name, "message": {"messageBody": "#"}}).replace("#", "\\ud800")
    records(ebay, "messages", {"op": "raw", "id": message_id, "raw": raw})
    records(ebay, "conversations", {"op": "raw", "id": name, "raw": f'{{"conversationId":"{name}","x":"\\ud800"}}'})
    asked = {"conversation_type": "FROM_MEMBERS", "limit": 50}
    messages = ebay.get(f"{PATH}/{name}", token, check=False, **asked)
    assert b'"messageBody": "\\ud800"' in messages.body
    assert f'"{name}","x":"\\ud800"}}'.encode() in ebay.get(PATH, token, check=False, **asked).body
    records(ebay, "messages", {"op": "raw", "id": message_id, "raw": "{broken"})
    assert b"{broken" in ebay.get(f"{PATH}/{name}", token, check=False, **asked).body
    ebay.control("clock", {"advance_seconds": 100 * 86_400})
    assert update(ebay, access(ebay), chosen, read=True).status == 204


def test_what_was_taken_away_stays_away(ebay: Ebay, token: str) -> None:
    gone = ids(of_type(truth(ebay), "FROM_MEMBERS", "ACTIVE", "ARCHIVED", "DELETED"))
    records(ebay, "conversations", *({"op": "remove", "id": name} for name in gone))
    before = {each["message"]["messageId"] for each in truth(ebay, "messages")}
    ebay.control("clock", {"advance_seconds": 300 * 86_400})
    assert not {*gone} & {*ids(truth(ebay))}
    assert send(ebay, access(ebay), conversationId=gone[0], messageText="x").error_id == 355007
    new = [each for each in truth(ebay, "messages") if each["message"]["messageId"] not in before]
    assert {each["conversationType"] for each in new} == {"FROM_EBAY"}

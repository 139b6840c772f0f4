"""The Message API: lists, filters, pages, messages sent, what is read and put away, and every error of these."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.ebay_emulator.client import Ebay
from tests.ebay_emulator.conftest import NOW

ROOT = "/commerce/message/v1"
PATH = f"{ROOT}/conversation"
DAY = 86_400
Json = dict[str, Any]


@pytest.fixture
def token(ebay: Ebay) -> str:
    """Of a seller with 600 orders in 500 days, always the same."""
    ebay.control("reset", {"demo": False, "now": NOW})
    ebay.control("seed", {"seller": "shop", "orders": 600, "days": 500})
    return access(ebay)


def access(ebay: Ebay, seller: str = "shop") -> str:
    return str(ebay.tokens(seller, ["commerce.message"])["access_token"])


def truth(ebay: Ebay, entity: str = "conversations", seller: str = "shop") -> list[Json]:
    found: list[Json] = ebay.control(f"truth/{entity}?seller={seller}")
    return found


def everything(ebay: Ebay, token: str, path: str = PATH, **query: Any) -> list[Json]:
    """Every page, by following the links."""
    found: list[Json] = []
    asked: Json = {"conversation_type": "FROM_MEMBERS", "limit": 50} | query
    while True:
        page = ebay.get(path, token, **asked).json
        found += page.get("conversations", page.get("messages"))
        if "next" not in page:
            assert len(found) == page["total"]
            return found
        link, asked = urlsplit(page["next"]), {}
        path = f"{link.path}?{link.query}"


def ids(conversations: list[Json]) -> list[str]:
    return [each["conversationId"] for each in conversations]


def of_type(conversations: list[Json], kind: str, *statuses: str) -> list[Json]:
    kept = statuses or ("ACTIVE", "ARCHIVED")
    return [each for each in conversations if each["conversationType"] == kind and each["conversationStatus"] in kept]


def error(ebay: Ebay, token: str, path: str = PATH, **query: Any) -> tuple[int, int]:
    answer = ebay.get(path, token, **query)
    return answer.status, answer.error_id


@pytest.mark.parametrize("kind", ["FROM_MEMBERS", "FROM_EBAY"])
def test_a_list_is_of_one_type_and_newest_first(ebay: Ebay, token: str, kind: str) -> None:
    listed = everything(ebay, token, conversation_type=kind)
    assert sorted(ids(listed)) == sorted(ids(of_type(truth(ebay), kind)))
    dates = [each["latestMessage"]["createdDate"] for each in listed]
    assert dates == sorted(dates, reverse=True)
    assert len(listed) > 20


def test_a_list_reads_as_the_truth(ebay: Ebay, token: str) -> None:
    by_id = {each["conversationId"]: each for each in truth(ebay)}
    for each in everything(ebay, token) + everything(ebay, token, conversation_type="FROM_EBAY"):
        assert each == by_id[each["conversationId"]]


def test_the_page_is_25_and_links_keep_what_was_asked(ebay: Ebay, token: str) -> None:
    first = ebay.get(PATH, token, conversation_type="FROM_MEMBERS", conversation_status="ACTIVE").json
    assert (first["limit"], first["offset"], len(first["conversations"])) == (25, 0, 25)
    kept = "conversation_type=FROM_MEMBERS&conversation_status=ACTIVE"
    assert first["href"] == f"{ebay.process.url}{PATH}?{kept}&offset=0&limit=25"
    assert first["next"] == f"{ebay.process.url}{PATH}?{kept}&offset=25&limit=25"
    assert "prev" not in first
    last = ebay.get(PATH, token, conversation_type="FROM_MEMBERS", limit=50, offset=1000).json
    assert (last["conversations"], "next" in last) == ([], False)
    assert last["prev"].endswith("?conversation_type=FROM_MEMBERS&offset=950&limit=50")


@pytest.mark.parametrize("limit", ["0", "51", "-1", "ten", "1.5"])
def test_limits_are_from_1_to_50(ebay: Ebay, token: str, limit: str) -> None:
    name = ids(truth(ebay))[0]
    assert error(ebay, token, conversation_type="FROM_MEMBERS", limit=limit) == (400, 355009)
    assert error(ebay, token, f"{PATH}/{name}", conversation_type="FROM_MEMBERS", limit=limit) == (400, 355009)


@pytest.mark.parametrize(("limit", "offset"), [("25", "10"), ("10", "-10"), ("10", "x"), ("50", "25")])
def test_an_offset_is_a_multiple_of_the_limit(ebay: Ebay, token: str, limit: str, offset: str) -> None:
    name = ids(truth(ebay))[0]
    asked = {"conversation_type": "FROM_MEMBERS", "limit": limit, "offset": offset}
    assert error(ebay, token, **asked) == (400, 355008)
    assert error(ebay, token, f"{PATH}/{name}", **asked) == (400, 355008)


def test_the_type_is_required_everywhere(ebay: Ebay, token: str) -> None:
    name = ids(of_type(truth(ebay), "FROM_MEMBERS"))[0]
    for path in (PATH, f"{PATH}/{name}"):
        assert error(ebay, token, path) == (400, 355017)
        assert error(ebay, token, path, conversation_type="") == (400, 355017)
        assert error(ebay, token, path, conversation_type="FROM_ME") == (400, 355002)
    assert error(ebay, token, f"{PATH}/{name}", conversation_type="FROM_EBAY") == (400, 355007)
    assert error(ebay, token, f"{PATH}/1", conversation_type="FROM_EBAY") == (400, 355007)


@pytest.mark.parametrize("status", ["ACTIVE", "ARCHIVED", "DELETED"])
def test_what_was_put_away_is_found_by_its_status(ebay: Ebay, token: str, status: str) -> None:
    listed = everything(ebay, token, conversation_status=status)
    assert sorted(ids(listed)) == sorted(ids(of_type(truth(ebay), "FROM_MEMBERS", status)))
    assert listed


def test_read_and_unread_are_asked_for_like_a_status(ebay: Ebay, token: str) -> None:
    kept = of_type(truth(ebay), "FROM_EBAY")
    unread = everything(ebay, token, conversation_type="FROM_EBAY", conversation_status="UNREAD")
    read = everything(ebay, token, conversation_type="FROM_EBAY", conversation_status="READ")
    assert sorted(ids(unread)) == sorted(each["conversationId"] for each in kept if each["unreadCount"])
    assert sorted(ids(unread + read)) == sorted(ids(kept))
    assert unread
    assert read
    assert error(ebay, token, conversation_type="FROM_EBAY", conversation_status="ARCHIVE") == (400, 355001)


def test_times_are_of_the_latest_message_without_the_ends(ebay: Ebay, token: str) -> None:
    listed = everything(ebay, token)
    dates = sorted({each["latestMessage"]["createdDate"] for each in listed})
    start, end = dates[5], dates[len(dates) // 2]
    within = [each for each in listed if start < each["latestMessage"]["createdDate"] < end]
    assert ids(everything(ebay, token, start_time=start, end_time=end)) == ids(within)
    later = [each for each in listed if each["latestMessage"]["createdDate"] > end]
    assert ids(everything(ebay, token, start_time=end)) == ids(later)
    assert any(each["createdDate"] < end for each in later)


def test_times_count_for_members_only(ebay: Ebay, token: str) -> None:
    asked = {"start_time": "2024-01-01T00:00:00.000Z", "end_time": "2023-01-01T00:00:00.000Z"}
    assert error(ebay, token, conversation_type="FROM_MEMBERS", **asked) == (400, 355004)
    everybody = ids(everything(ebay, token, conversation_type="FROM_EBAY"))
    assert ids(everything(ebay, token, conversation_type="FROM_EBAY", **asked)) == everybody


@pytest.mark.parametrize("text", ["yesterday", "2026-01-01", "2026-01-01T00:00:00", "1700000000000"])
def test_times_are_iso_8601_with_an_offset(ebay: Ebay, token: str, text: str) -> None:
    assert error(ebay, token, conversation_type="FROM_MEMBERS", start_time=text) == (400, 355005)
    assert error(ebay, token, conversation_type="FROM_MEMBERS", end_time=text) == (400, 355005)


def test_conversations_of_a_listing_and_with_a_member(ebay: Ebay, token: str) -> None:
    listed = everything(ebay, token)
    chosen = next(each for each in listed if "referenceId" in each)
    item, other = chosen["referenceId"], other_of(chosen)
    about = everything(ebay, token, reference_type="LISTING", reference_id=item)
    assert ids(about) == [each["conversationId"] for each in listed if each.get("referenceId") == item]
    referring = everything(ebay, token, reference_type="LISTING")
    assert ids(referring) == [each["conversationId"] for each in listed if "referenceId" in each]
    assert len(referring) < len(listed)
    assert ids(everything(ebay, token, other_party_username=other)) == [
        each["conversationId"] for each in listed if other_of(each) == other
    ]


def test_filters_that_make_no_sense(ebay: Ebay, token: str) -> None:
    asked: Json = {"conversation_type": "FROM_MEMBERS"}
    assert error(ebay, token, **asked, reference_id="123") == (400, 355022)
    assert error(ebay, token, **asked, reference_type="ORDER") == (400, 355003)
    assert error(ebay, token, **asked, reference_type="LISTING", reference_id="12-3") == (400, 355016)
    assert error(ebay, token, **asked, other_party_username="nobody_of_that_name") == (400, 355006)
    quiet = next(order["buyer"]["username"] for order in ebay.truth("shop").values())
    assert ebay.get(PATH, token, **asked, other_party_username=quiet).status == 200


def test_messages_come_newest_first_and_in_pages(ebay: Ebay, token: str) -> None:
    messages = truth(ebay, "messages")
    for conversation in of_type(truth(ebay), "FROM_MEMBERS", "ACTIVE", "ARCHIVED", "DELETED"):
        name = conversation["conversationId"]
        path = f"{PATH}/{name}"
        expected = [each["message"] for each in messages if each["conversationId"] == name]
        found = everything(ebay, token, path, limit=2)
        assert sorted(found, key=str) == sorted(expected, key=str)
        dates = [each["createdDate"] for each in found]
        assert dates == sorted(dates, reverse=True)
        assert found[0] == conversation["latestMessage"]
        assert (
            sum(not each["readStatus"] and each["recipientUsername"] == "shop" for each in found)
            == (conversation["unreadCount"])
        )
        assert dates[-1] == conversation["createdDate"]
    page = ebay.get(path, token, conversation_type="FROM_MEMBERS").json
    for field in ("conversationTitle", "conversationStatus", "conversationType"):
        assert page[field] == conversation[field]


def test_notices_by_ebay_are_long_pages_of_html(ebay: Ebay, token: str) -> None:
    for each in of_type(truth(ebay), "FROM_EBAY"):
        latest = each["latestMessage"]
        assert latest["messageId"] == each["conversationId"]
        assert latest["senderUsername"] == "eBay"
        assert latest["subject"] == each["conversationTitle"]
        assert latest["messageBody"].startswith("<!DOCTYPE html>")
        assert len(latest["messageBody"]) > 2_000


def test_talk_follows_from_the_orders(ebay: Ebay, token: str) -> None:
    orders = ebay.truth("shop").values()
    bought = {(order["buyer"]["username"], line["legacyItemId"]) for order in orders for line in order["lineItems"]}
    buyers = {buyer for buyer, _ in bought}
    conversations = of_type(truth(ebay), "FROM_MEMBERS", "ACTIVE", "ARCHIVED", "DELETED")
    for each in conversations:
        if "referenceId" in each:
            assert (other_of(each), each["referenceId"]) in bought
        else:
            assert other_of(each) in buyers
    assert len(conversations) > 0.08 * len(orders)
    bodies = {each["message"]["messageBody"] for each in truth(ebay, "messages")}
    assert len(bodies) > 100
    media = [each for message in truth(ebay, "messages") for each in message["message"].get("messageMedia", [])]
    assert {each["mediaType"] for each in media} >= {"IMAGE"}
    assert "" in bodies


def other_of(conversation: Json) -> str:
    latest = conversation["latestMessage"]
    return str(next(latest[name] for name in ("senderUsername", "recipientUsername") if latest[name] != "shop"))

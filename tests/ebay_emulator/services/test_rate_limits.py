"""Call limits: counted, told, used up, and new at midnight in California."""

from typing import Any

import pytest

from tests.ebay_emulator.client import ORDERS, SCOPE, USER, Ebay
from tests.ebay_emulator.finances import FUNDS

Json = dict[str, Any]
LIMITS = "/developer/analytics/v1_beta/rate_limit/"
USER_LIMITS = "/developer/analytics/v1_beta/user_rate_limit/"


@pytest.fixture
def token(ebay: Ebay) -> str:
    ebay.control("reset", {"demo": False, "now": "2026-11-20T12:00:00.000Z"})
    ebay.control("seed", {"seller": "shop", "orders": 3, "days": 30})
    return str(ebay.tokens("shop")["access_token"])


@pytest.fixture
def application(ebay: Ebay, token: str) -> str:
    return str(ebay.grant(grant_type="client_credentials", scope=SCOPE).json["access_token"])


def rates(ebay: Ebay, application: str) -> dict[str, Json]:
    answer = ebay.get(LIMITS, application).json
    return {each["name"]: each["rates"][0] for api in answer["rateLimits"] for each in api["resources"]}


def test_calls_are_counted(ebay: Ebay, token: str, application: str) -> None:
    fresh = rates(ebay, application)["sell.fulfillment"]
    assert fresh == {
        "count": 0, "limit": 100_000, "remaining": 100_000, "reset": "2026-11-21T08:00:00.000Z", "timeWindow": 86_400,
    }  # fmt: skip
    for _ in range(3):
        ebay.get(ORDERS, token, limit=1)
    ebay.get(ORDERS, token, limit=0)
    ebay.get(ORDERS, "nobody's")
    after = rates(ebay, application)
    assert (after["sell.fulfillment"]["count"], after["sell.fulfillment"]["remaining"]) == (4, 99_996)
    assert after["sell.finances"]["count"] == 0
    assert after["developer.analytics"]["count"] == 2


@pytest.mark.parametrize(
    ("resource", "limit"),
    [
        ("sell.account", 25_000),
        ("sell.feed", 100_000),
        ("sell.finances", 15_000),
        ("sell.inventory", 2_000_000),
        ("sell.negotiation", 1_000_000),
        ("sell.fulfillment.dispute", 250_000),
        ("commerce.identity", 5_000),
        ("commerce.notification", 10_000),
        ("postorder.return", 5_000),
        ("TradingAPI", 5_000),
        ("GetOrders", 5_000),
    ],
)
def test_ebays_limits(ebay: Ebay, application: str, resource: str, limit: int) -> None:
    assert rates(ebay, application)[resource]["limit"] == limit


def test_only_what_is_asked_for(ebay: Ebay, application: str) -> None:
    (api,) = ebay.get(LIMITS, application, api_name="finances").json["rateLimits"]
    assert (api["apiContext"], api["apiName"], api["apiVersion"]) == ("sell", "Finances", "v1")
    assert [each["name"] for each in api["resources"]] == ["sell.finances"]
    (trading,) = ebay.get(LIMITS, application, api_context="tradingapi").json["rateLimits"]
    assert {"TradingAPI", "GetOrders", "GetItem"} <= {each["name"] for each in trading["resources"]}
    nothing = ebay.get(LIMITS, application, api_context="buy")
    assert (nothing.status, nothing.body) == (204, b"")


def test_a_used_up_limit_refuses_until_midnight_in_california(ebay: Ebay, token: str, application: str) -> None:
    ebay.control("limits", {"resource": "sell.finances", "limit": 2})
    assert [ebay.get(FUNDS, token).status for _ in range(2)] == [200, 200]
    for _ in range(2):
        refused = ebay.get(FUNDS, token)
        assert (refused.status, refused.error_id) == (429, 2001)
        assert "retry-after" not in refused.headers
    used = rates(ebay, application)["sell.finances"]
    assert (used["count"], used["limit"], used["remaining"]) == (2, 2, 0)
    assert ebay.get(USER, token).status == 200
    ebay.control("clock", {"set": "2026-11-21T07:59:00.000Z"})
    token = str(ebay.tokens("shop")["access_token"])
    assert ebay.get(FUNDS, token).status == 429
    ebay.control("clock", {"set": "2026-11-21T08:00:00.000Z"})
    assert ebay.get(FUNDS, token).status == 200
    application = str(ebay.grant(grant_type="client_credentials", scope=SCOPE).json["access_token"])
    again = rates(ebay, application)["sell.finances"]
    assert (again["count"], again["remaining"], again["reset"]) == (1, 1, "2026-11-22T08:00:00.000Z")


def test_all_sellers_share_a_limit_and_it_can_be_taken_back(ebay: Ebay, token: str) -> None:
    ebay.control("seed", {"seller": "other", "orders": 1})
    ebay.control("limits", {"resource": "sell.fulfillment", "limit": 1})
    assert ebay.get(ORDERS, token).status == 200
    other = str(ebay.tokens("other")["access_token"])
    assert ebay.get(ORDERS, other).status == 429
    ebay.control("limits", {"resource": "sell.fulfillment", "limit": None})
    assert ebay.get(ORDERS, other).status == 200


def test_midnight_in_summer(ebay: Ebay) -> None:
    for now, reset in (
        ("2026-07-01T06:00:00.000Z", "2026-07-01T07:00:00.000Z"),
        ("2026-07-01T07:00:00.000Z", "2026-07-02T07:00:00.000Z"),
        ("2026-10-31T12:00:00.000Z", "2026-11-01T07:00:00.000Z"),
        ("2026-11-01T12:00:00.000Z", "2026-11-02T08:00:00.000Z"),
        ("2027-03-13T12:00:00.000Z", "2027-03-14T08:00:00.000Z"),
        ("2027-03-14T12:00:00.000Z", "2027-03-15T07:00:00.000Z"),
    ):
        ebay.control("reset", {"demo": False, "now": now})
        application = str(ebay.grant(grant_type="client_credentials", scope=SCOPE).json["access_token"])
        assert rates(ebay, application)["sell.feed"]["reset"] == reset


def test_limits_of_one_user(ebay: Ebay, application: str) -> None:
    token = str(ebay.tokens("shop", ["sell.inventory"])["access_token"])
    found = ebay.get(USER_LIMITS, token).json["rateLimits"]
    named = {each["name"]: each["rates"][0] for api in found for each in api["resources"]}
    assert named.keys() == {"sell.inventory", "GetMyeBaySelling"}
    selling = named["GetMyeBaySelling"]
    assert (selling["limit"], selling["timeWindow"]) == (300, 15)
    assert ebay.get(USER_LIMITS, application).error_id == 1100
    assert ebay.get(LIMITS, token).error_id == 1100
    assert ebay.get(USER_LIMITS, token, api_name="browse").status == 204


def test_there_is_no_such_resource(ebay: Ebay) -> None:
    with pytest.raises(RuntimeError, match="no resource"):
        ebay.control("limits", {"resource": "sell.nothing", "limit": 1})

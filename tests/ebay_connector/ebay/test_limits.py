"""Which quota a request falls under, as eBay itself counts it, and what its answer about quotas means."""

from datetime import UTC, datetime

import msgspec
import pytest

from ebay_connector.ebay import trading
from ebay_connector.ebay.errors import UnexpectedAnswerError
from ebay_connector.ebay.limits import parse_quotas, resources_of
from ebay_connector.ebay.request import Request, Response


@pytest.mark.parametrize(
    ("path", "resource"),
    [
        ("/sell/fulfillment/v1/order", "sell.fulfillment"),
        ("/sell/fulfillment/v1/payment_dispute_summary", "sell.fulfillment.dispute"),
        ("/sell/fulfillment/v1/payment_dispute/5000", "sell.fulfillment.dispute.get"),
        ("/sell/finances/v1/transaction", "sell.finances"),
        ("/commerce/message/v1/conversation", "commerce.message"),
        ("/post-order/v2/return/search", "postorder.return"),
        ("/post-order/v2/casemanagement/search", "postorder.case"),
        ("/developer/analytics/v1_beta/rate_limit/", "developer.analytics"),
    ],
)
def test_the_resource_of_a_path(path: str, resource: str) -> None:
    assert resources_of(Request("GET", "api", path)) == (resource,)


def test_trading_calls_share_a_pool() -> None:
    assert resources_of(trading.request("GetMyeBaySelling", (), "EBAY_US")) == ("TradingAPI", "GetMyeBaySelling")


def test_tokens_and_other_pages_have_no_quota() -> None:
    assert resources_of(Request("POST", "api", "/identity/v1/oauth2/token")) == ()
    assert resources_of(Request("GET", "api", "/")) == ()


def answer(*rates: dict[str, object], status: int = 200) -> Response:
    told = {"apiContext": "sell", "apiName": "Finances", "resources": [{"name": "sell.finances", "rates": rates}]}
    return Response(status, {}, b"" if status == 204 else msgspec.json.encode({"rateLimits": [told]}))


DAY = {"count": 5, "limit": 15_000, "remaining": 14_995, "reset": "2026-11-21T08:00:00.000Z", "timeWindow": 86_400}
BURST = {"count": 5, "limit": 300, "remaining": 0, "reset": "2026-11-20T08:00:15.000Z", "timeWindow": 15}


def test_the_days_quota_counts_and_bursts_do_not() -> None:
    (quota,) = parse_quotas(answer(BURST, DAY))
    assert (quota.api, quota.resource) == ("Finances", "sell.finances")
    assert (quota.limit, quota.remaining, quota.window) == (15_000, 14_995, 86_400)
    assert quota.reset == datetime(2026, 11, 21, 8, tzinfo=UTC)
    assert parse_quotas(answer(BURST)) == []


@pytest.mark.parametrize("field", ["limit", "remaining", "reset", "timeWindow"])
def test_what_ebay_tells_in_part_is_left_out(field: str) -> None:
    assert parse_quotas(answer({name: value for name, value in DAY.items() if name != field})) == []


def test_ebay_may_have_nothing_to_tell() -> None:
    assert parse_quotas(answer(status=204)) == []
    assert parse_quotas(answer()) == []


def test_another_form_is_an_error() -> None:
    with pytest.raises(UnexpectedAnswerError):
        parse_quotas(Response(200, {}, b'{"rateLimits": 5}'))

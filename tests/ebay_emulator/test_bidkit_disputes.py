"""An independent client reads payment disputes: bidkit."""

from collections.abc import Iterator

import pytest
from bidkit import EbayAPIError, EbayClient, EbayConfig, paginate

from tests.ebay_emulator.client import KEYSET, RUNAME, SCOPE, Ebay

SINCE = "2026-08-22T12:00:00.000Z"


@pytest.fixture
def client(demo: Ebay) -> Iterator[EbayClient]:
    config = EbayConfig(
        app_id=KEYSET[0],
        cert_id=KEYSET[1],
        ru_name=RUNAME,
        scopes=(SCOPE, f"{SCOPE}/sell.payment.dispute"),
        base_url_override=demo.process.url,
        max_retries=0,
        refresh_token=demo.tokens("harbor_goods", ["sell.payment.dispute"])["refresh_token"],
    )
    with EbayClient(config) as client:
        yield client


def test_it_reads_every_page_and_each_dispute(demo: Ebay, client: EbayClient) -> None:
    api = client.sell.fulfillment
    found = list(paginate(api.get_payment_dispute_summaries, open_date_from=SINCE, limit="2"))
    truth = {each["paymentDisputeId"]: each for each in demo.control("truth/disputes?seller=harbor_goods")}
    assert {each.payment_dispute_id for each in found} == {
        name for name, each in truth.items() if each["openDate"] >= SINCE
    }
    for summary in found:
        name = str(summary.payment_dispute_id)
        dispute, activity = api.get_payment_dispute(name), api.get_activities(name).activity
        assert dispute.amount == summary.amount
        assert dispute.amount is not None
        assert dispute.amount.value == truth[name]["amount"]["value"]
        assert [line.item_id for line in dispute.line_items or ()] == [
            line["itemId"] for line in truth[name]["lineItems"]
        ]
        assert activity is not None
        assert activity[0].activity_type == "DISPUTE_OPENED"


def test_it_understands_errors(client: EbayClient) -> None:
    with pytest.raises(EbayAPIError) as refused:
        client.sell.fulfillment.get_payment_dispute("5800000000")
    assert refused.value.status_code == 404
    assert str(refused.value) == "Invalid Payment Dispute Id"

"""The independent client makes a key, signs with it, and reads a British seller's finances."""

import pytest
from bidkit import EbayAPIError, EbayClient, paginate
from bidkit.config import EbaySigningConfig
from bidkit.generated.models.developer_key_management import CreateSigningKeyRequest

from tests.ebay_emulator.client import SCOPE, Ebay
from tests.ebay_emulator.finances import truth
from tests.ebay_emulator.test_bidkit import config

SCOPES = (SCOPE, f"{SCOPE}/sell.finances")


def refresh_token(demo: Ebay, seller: str) -> str:
    return str(demo.tokens(seller, ["sell.finances"])["refresh_token"])


def signing(demo: Ebay) -> EbaySigningConfig:
    """A key that the client itself asks eBay for."""
    with EbayClient(config(demo, (SCOPE,))) as client:
        key = client.developer.key_management.create_signing_key(
            body=CreateSigningKeyRequest(signingKeyCipher="ED25519")
        )
        listed = client.developer.key_management.get_signing_keys()
        assert key.signing_key_id in [each.signing_key_id for each in listed.signing_keys or ()]
        return EbaySigningConfig.model_validate({"jwe": key.jwe, "private_key": key.private_key})


def test_it_signs_and_reads_every_page(demo: Ebay) -> None:
    token = refresh_token(demo, "fenland_books")
    with EbayClient(config(demo, SCOPES, refresh_token=token, signing=signing(demo))) as client:
        finances = client.sell.finances
        read = list(paginate(finances.get_transactions, limit="200"))
        expected = truth(demo, "transactions", "fenland_books")
        assert [each.transaction_id for each in read] == [each["transactionId"] for each in expected]
        assert [each.amount.value for each in read] == [each["amount"]["value"] for each in expected]
        payouts = list(paginate(finances.get_payouts, limit="50"))
        assert [each.payout_id for each in payouts] == [
            each["payoutId"] for each in truth(demo, "payouts", "fenland_books")
        ]
        assert finances.get_payout(payouts[0].payout_id).transaction_count == payouts[0].transaction_count
        (funds,) = truth(demo, "funds", "fenland_books")
        told = finances.get_seller_funds_summary().model_dump()
        assert told["total_funds"]["value"] == funds["totalFunds"]["value"]


def test_it_is_refused_unsigned(demo: Ebay) -> None:
    with EbayClient(config(demo, SCOPES, refresh_token=refresh_token(demo, "fenland_books"))) as client:
        with pytest.raises(EbayAPIError) as refused:
            client.sell.finances.get_transactions()
        assert refused.value.status_code == 403
        assert "x-ebay-signature-key" in str(refused.value)


def test_it_reads_call_limits(demo: Ebay) -> None:
    with EbayClient(config(demo, SCOPES, refresh_token=refresh_token(demo, "harbor_goods"))) as client:
        client.sell.finances.get_transactions(limit="1")
    with EbayClient(config(demo, (SCOPE,))) as client:
        told = client.developer.analytics.get_rate_limits(api_name="finances")
    (api,) = told.model_dump()["rate_limits"]
    (resource,) = api["resources"]
    assert (resource["name"], resource["rates"][0]["count"]) == ("sell.finances", 1)

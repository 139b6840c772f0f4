"""An independent client reads inventory, offers, locations and policies: bidkit."""

from collections.abc import Iterator
from typing import Any

import pytest
from bidkit import EbayAPIError, EbayClient, EbayConfig, paginate

from tests.ebay_emulator.client import KEYSET, RUNAME, SCOPE, Ebay

SCOPES = ("sell.inventory.readonly", "sell.account.readonly")


@pytest.fixture
def client(demo: Ebay) -> Iterator[EbayClient]:
    config = EbayConfig(
        app_id=KEYSET[0],
        cert_id=KEYSET[1],
        ru_name=RUNAME,
        scopes=(SCOPE, *(f"{SCOPE}/{name}" for name in SCOPES)),
        base_url_override=demo.process.url,
        max_retries=0,
        refresh_token=demo.tokens("harbor_goods", list(SCOPES))["refresh_token"],
    )
    with EbayClient(config) as client:
        yield client


def truth(demo: Ebay, entity: str) -> list[dict[str, Any]]:
    return list(demo.control(f"truth/{entity}?seller=harbor_goods"))


def test_it_reads_every_page_of_items(demo: Ebay, client: EbayClient) -> None:
    found = list(paginate(client.sell.inventory.get_inventory_items, limit="100"))
    expected = truth(demo, "inventory")
    assert [item.sku for item in found] == [item["sku"] for item in expected]
    assert [item.product.title for item in found] == [item["product"]["title"] for item in expected]


def test_it_reads_offers_and_places(demo: Ebay, client: EbayClient) -> None:
    api = client.sell.inventory
    for expected in truth(demo, "offers")[::50]:
        assert expected["offerId"] in [offer.offer_id for offer in api.get_offers(sku=expected["sku"]).offers or ()]
        assert api.get_offer(expected["offerId"]).available_quantity == expected["availableQuantity"]
    places = api.get_inventory_locations().locations or []
    assert [place.name for place in places] == [place["name"] for place in truth(demo, "locations")]
    with pytest.raises(EbayAPIError) as refused:
        api.get_offers(sku="NOBODY")
    assert (refused.value.status_code, str(refused.value)) == (404, "This Offer is not available.")


def test_it_reads_policies_and_privileges(demo: Ebay, client: EbayClient) -> None:
    api = client.sell.account
    found = api.get_fulfillment_policies(marketplace_id="EBAY_US").fulfillment_policies or []
    expected = [each for each in truth(demo, "fulfillment_policies") if each["marketplaceId"] == "EBAY_US"]
    assert [each.name for each in found] == [each["name"] for each in expected]
    assert api.get_privileges().seller_registration_completed is True

"""An independent client reads orders and tokens: bidkit."""

from collections.abc import Iterator

import pytest
from bidkit import EbayAPIError, EbayClient, EbayConfig, paginate

from tests.ebay_emulator.client import KEYSET, RUNAME, SCOPE, Ebay
from tests.ebay_emulator.services.test_oauth import consent

SCOPES = (SCOPE, f"{SCOPE}/sell.fulfillment", f"{SCOPE}/commerce.identity.readonly")


def config(ebay: Ebay, **more: object) -> EbayConfig:
    return EbayConfig(
        app_id=KEYSET[0],
        cert_id=KEYSET[1],
        ru_name=RUNAME,
        scopes=SCOPES,
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

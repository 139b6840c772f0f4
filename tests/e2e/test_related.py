"""From a record people go on to what belongs together with it, and back."""

import re

from playwright.async_api import Locator, Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.installation import ADMIN, Installation, Row
from tests.e2e.screens import count_is, grid_rows


async def related(shop: Installation, path: str) -> dict[str, Row]:
    """What a record leads to, by stream."""
    record = await shop.api("GET", f"/records/{path}")
    return {one["stream"]: one for one in record["related"]}


async def paid_out(shop: Installation) -> tuple[str, Row]:
    """A payout of several orders."""
    await shop.read("transactions", "payouts")
    for payout in (await shop.api("GET", "/records/payouts"))["items"]:
        found = await related(shop, f"payouts/{payout['id']}")
        if "orders" in found and found["orders"]["count"] > 1:
            return str(payout["payout_id"]), found["orders"]
    raise AssertionError("The demo shop has no such payout.")


async def first_of(shop: Installation, relation: Row) -> str:
    found = await shop.api("GET", f"/records/{relation['stream']}", params={"filter": relation["filter"]})
    return str(found["items"][0]["order_id"])


def panel(page: Page, name: str) -> Locator:
    return page.get_by_role("complementary", name=name)


async def test_an_order_leads_to_its_payout_and_that_to_its_orders(shop: Installation, visit: Visit) -> None:
    payout_id, orders = await paid_out(shop)
    order_id = await first_of(shop, orders)
    page = await visit(ADMIN, f"/browse/orders?id={order_id}")
    await panel(page, f"Order {order_id}").get_by_role("link", name=f"Payout {payout_id}").click()
    await expect(page).to_have_url(re.compile(r"/browse/payouts\?"))
    await count_is(page, 1)
    await expect(page.get_by_role("list", name="Filters")).to_contain_text(f"Transactions: Order ID is {order_id}")
    await panel(page, f"Payout {payout_id}").get_by_role("link", name=f"Orders {orders['count']}").click()
    await count_is(page, orders["count"])
    await expect(grid_rows(page).filter(has_text=order_id)).to_have_count(1)
    await page.go_back()
    await expect(panel(page, f"Payout {payout_id}")).to_be_visible()


async def test_a_transaction_leads_to_the_order_that_it_belongs_to(shop: Installation, visit: Visit) -> None:
    order_id = await first_of(shop, (await paid_out(shop))[1])
    page = await visit(ADMIN, f"/browse/transactions?id=SALE:{order_id}")
    belongs = panel(page, f"Transaction {order_id}").get_by_role("region", name="Belongs to")
    await belongs.get_by_role("link", name=f"Order {order_id}").click()
    await expect(panel(page, f"Order {order_id}")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(panel(page, f"Order {order_id}")).to_be_hidden()
    await count_is(page, 1)

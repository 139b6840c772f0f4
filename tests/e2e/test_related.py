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


async def often_sold(shop: Installation) -> tuple[str, str, int]:
    """An order of one listing, that listing, and how many orders it has."""
    await shop.read("listings")
    for order in (await shop.api("GET", "/records/orders", params={"filter": "line_item_count:eq:1"}))["items"]:
        listing = (await related(shop, f"orders/{order['id']}")).get("listings")
        if listing and (count := (await related(shop, f"listings/{listing['id']}"))["orders"]["count"]) > 1:
            return order["order_id"], listing["id"].partition(":")[2], count
    raise AssertionError("The demo shop has no listing that was sold twice.")


def panel(page: Page, name: str) -> Locator:
    return page.get_by_role("complementary", name=name)


async def test_an_order_leads_to_its_listing_and_that_to_its_orders(shop: Installation, visit: Visit) -> None:
    order_id, item_id, count = await often_sold(shop)
    page = await visit(ADMIN, f"/browse/orders?id={order_id}")
    await panel(page, f"Order {order_id}").get_by_role("link", name=f"Listing {item_id}").click()
    await expect(page).to_have_url(re.compile(r"/browse/listings\?"))
    await count_is(page, 1)
    await panel(page, f"Listing {item_id}").get_by_role("link", name=f"Orders {count}").click()
    await count_is(page, count)
    await expect(grid_rows(page).filter(has_text=order_id)).to_have_count(1)
    filters = page.get_by_role("list", name="Filters")
    await expect(filters).to_contain_text(f"Line items: Legacy item ID is {item_id}")
    await page.go_back()
    await expect(panel(page, f"Listing {item_id}")).to_be_visible()


async def test_a_return_leads_to_the_order_that_it_belongs_to(shop: Installation, visit: Visit) -> None:
    await shop.read("returns")
    found = (await shop.api("GET", "/records/returns"))["items"][0]
    page = await visit(ADMIN, f"/browse/returns?id={found['id']}")
    belongs = panel(page, f"Return {found['return_id']}").get_by_role("region", name="Belongs to")
    order = panel(page, f"Order {found['order_id']}")
    await belongs.get_by_role("link", name=f"Order {found['order_id']}").click()
    await expect(order).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(order).to_be_hidden()
    await count_is(page, 1)

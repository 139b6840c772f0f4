"""The orders grid finds, sorts and filters what eBay has, however far one scrolls."""

import re
from collections import Counter
from decimal import Decimal

import pytest
from playwright.async_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.installation import ADMIN, SHOP, Installation, Row
from tests.e2e.screens import column, count_is, go_to, grid, grid_rows
from tests.support.worker import eventually

ORDERS = "/browse/orders"


def totals(orders: list[Row]) -> list[Decimal]:
    return sorted(Decimal(order["pricingSummary"]["total"]["value"]) for order in orders)


def amount(text: str) -> Decimal:
    """`1,234.50 GBP` as a number."""
    return Decimal(text.split()[0].removesuffix("GBP").replace(",", ""))


async def amounts(page: Page) -> list[Decimal]:
    return [amount(text) for text in await column(page, "Total")]


async def sort_by_total(page: Page, direction: str) -> None:
    header = grid(page).get_by_role("columnheader", name="Total", exact=True)
    await header.get_by_role("button", name="Total", exact=True).click()
    await expect(header).to_have_attribute("aria-sort", direction)
    await expect(grid(page)).to_have_attribute("aria-busy", "false")


async def test_sorts_by_total_both_ways(shop: Installation, visit: Visit) -> None:
    orders = await shop.ebay_truth(SHOP)
    page = await visit(ADMIN, ORDERS)
    await count_is(page, len(orders))
    await sort_by_total(page, "ascending")
    seen = await amounts(page)
    assert seen == totals(orders)[: len(seen)]
    await sort_by_total(page, "descending")
    seen = await amounts(page)
    assert seen == totals(orders)[::-1][: len(seen)]
    await page.reload()
    await count_is(page, len(orders))
    assert await amounts(page) == seen


async def test_finds_orders_by_sku_and_by_buyer(shop: Installation, visit: Visit) -> None:
    orders = await shop.ebay_truth(SHOP)
    skus = Counter(sku for order in orders for sku in {item.get("sku") for item in order["lineItems"]} if sku)
    buyers = Counter(order["buyer"]["username"] for order in orders)
    page = await visit(ADMIN, ORDERS)
    search = page.get_by_role("searchbox", name="Search")
    sku, times = skus.most_common(1)[0]
    await search.fill(sku)
    await count_is(page, times)
    with_sku = {order["orderId"] for order in orders if sku in {item.get("sku") for item in order["lineItems"]}}
    assert set(await column(page, "Order ID")) <= with_sku
    buyer, times = buyers.most_common(1)[0]
    await search.fill(buyer)
    await count_is(page, times)
    assert await column(page, "Buyer") == [buyer] * times
    await search.fill("nobodyboughtthis")
    await page.get_by_role("button", name="Clear search and filters").click()
    await count_is(page, len(orders))


@pytest.mark.parametrize("wrong", ["filter=total:gte:ten", "sort=nothing"])
async def test_an_address_that_makes_no_sense_shows_no_count_and_can_be_cleared(
    shop: Installation, visit: Visit, wrong: str
) -> None:
    page = await visit(await shop.person("viewer"), f"{ORDERS}?{wrong}")
    clear = page.get_by_role("alert").get_by_role("button", name="Clear search and filters")
    await expect(clear).to_be_visible()
    await expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    if wrong.startswith("filter"):
        await expect(page.get_by_test_id("record-count").locator("> *")).to_have_count(0)
    await clear.click()
    await count_is(page, await shop.ebay_orders(SHOP))


async def test_filters_by_payment_status(shop: Installation, visit: Visit) -> None:
    orders = await shop.ebay_truth(SHOP)
    refunded = [order for order in orders if order["orderPaymentStatus"] == "FULLY_REFUNDED"]
    page = await visit(ADMIN, ORDERS)
    await page.get_by_role("button", name="Filter", exact=True).click()
    editor = page.get_by_role("dialog", name="Add a filter")
    await editor.get_by_label("Find a column").fill("pay")
    await editor.get_by_role("button", name="Payment", exact=True).click()
    await editor.get_by_role("checkbox", name="Fully refunded").check()
    await editor.get_by_role("button", name="Apply").click()
    await count_is(page, len(refunded))
    assert set(await column(page, "Payment")) == {"Fully refunded"}
    chip = page.get_by_role("list", name="Filters").get_by_role("listitem")
    await expect(chip).to_contain_text("Payment is one of Fully refunded")
    await chip.get_by_role("button", name="Remove filter").click()
    await count_is(page, len(orders))


async def test_scrolls_to_the_oldest_order(shop: Installation, visit: Visit) -> None:
    orders = await shop.ebay_truth(SHOP)
    newest_first = [order["orderId"] for order in sorted(orders, key=lambda one: one["creationDate"], reverse=True)]
    page = await visit(ADMIN, ORDERS)
    await count_is(page, len(orders))
    assert (await column(page, "Order ID"))[0] == newest_first[0]
    last = page.locator(f"[role=row][aria-rowindex='{len(orders) + 1}']")

    async def is_at_the_end() -> bool:
        await grid(page).evaluate("grid => { grid.scrollTop = grid.scrollHeight; }")
        return await last.is_visible()

    await eventually(is_at_the_end)
    seen = await column(page, "Order ID")
    assert seen == newest_first[-len(seen) :]
    assert await grid_rows(page).count() < len(orders) / 2, "only the rows in sight exist"


async def test_an_open_order_has_an_address_of_its_own(shop: Installation, visit: Visit) -> None:
    order = (await shop.ebay_truth(SHOP))[-1]
    page = await visit(ADMIN, f"{ORDERS}?q={order['orderId']}")
    await count_is(page, 1)
    await grid_rows(page).first.click()
    panel = page.get_by_test_id("detail-panel")
    await expect(panel.get_by_role("heading", name=order["orderId"])).to_be_visible()
    other = await visit(ADMIN, page.url)
    await expect(other.get_by_test_id("detail-panel").get_by_role("heading", name=order["orderId"])).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(panel).to_be_hidden()


async def test_back_closes_the_open_order(shop: Installation, visit: Visit) -> None:
    page = await visit(ADMIN, "/sync")
    await go_to(page, "Orders")
    listed = page.url
    panel = page.get_by_test_id("detail-panel")
    await grid_rows(page).nth(0).click()
    await expect(panel).to_be_visible()
    await grid_rows(page).nth(2).click()
    opened = page.url
    await page.go_back()
    await expect(panel).to_be_hidden()
    assert page.url == listed
    await page.go_forward()
    await expect(panel).to_be_visible()
    assert page.url == opened, "one step, however many orders were looked at"
    await panel.get_by_role("button", name="Close").click()
    await expect(panel).to_be_hidden()
    await page.go_back()
    await expect(page).to_have_url(re.compile("/sync$"))


async def test_an_order_opened_by_its_address_is_closed_in_place(shop: Installation, visit: Visit) -> None:
    order = (await shop.ebay_truth(SHOP))[-1]
    page = await visit(ADMIN, "/sync")
    await page.goto(f"{ORDERS}?q={order['orderId']}")
    await grid_rows(page).first.click()
    address = page.url
    await page.goto("/sync")
    await page.goto(address)
    panel = page.get_by_test_id("detail-panel")
    await panel.get_by_role("button", name="Close").click()
    await expect(panel).to_be_hidden()
    await expect(page).to_have_url(re.compile(r"/browse/orders\?q="))


async def test_every_column_of_a_line_item_is_in_sight(shop: Installation, visit: Visit) -> None:
    page = await visit(ADMIN, ORDERS)
    await grid_rows(page).first.click()
    table = page.get_by_role("table", name="Line items")
    await expect(table).to_contain_text("Fulfillment")
    await expect(table).to_contain_text("Legacy item ID")
    width, room = await table.evaluate("table => [table.scrollWidth, table.parentElement.clientWidth]")
    assert width <= room

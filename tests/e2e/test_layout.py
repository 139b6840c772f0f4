"""People arrange the grid as they like: it stays so, has names, and exports what it shows."""

import csv
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.installation import ADMIN, SHOP, Installation
from tests.e2e.screens import column, count_is, go_to, grid, row, titles

ORDERS = "/browse/orders"


@asynccontextmanager
async def remembered(page: Page) -> AsyncIterator[None]:
    """Waits until what is changed in the block has been saved."""
    async with page.expect_response(lambda response: is_saved(response.request.method, response.url)):
        yield


def is_saved(method: str, url: str) -> bool:
    return method == "PUT" and url.endswith("/preferences/grid.orders")


async def hide(page: Page, title: str) -> None:
    header = grid(page).get_by_role("columnheader", name=title, exact=True)
    await header.hover()
    await header.get_by_role("button", name=f"Column menu of {title}").click()
    await page.get_by_role("menuitem", name="Hide column").click()


async def move_up(page: Page, title: str) -> None:
    """One place to the left, by the keyboard."""
    await page.get_by_role("button", name="Columns").click()
    await page.get_by_role("button", name=f"Move {title}:").press("ArrowUp")
    await page.keyboard.press("Escape")


async def test_hidden_and_moved_columns_are_remembered_everywhere(shop: Installation, visit: Visit) -> None:
    person = await shop.person("viewer")
    page = await visit(person, ORDERS)
    await count_is(page, await shop.ebay_orders(SHOP))
    before = await titles(page)
    async with remembered(page):
        await hide(page, "Country")
        await move_up(page, "Total")
    after = await titles(page)
    assert "Country" not in after
    assert after.index("Total") == before.index("Total") - 2, "one place up, and one column less before it"
    await page.reload()
    await count_is(page, await shop.ebay_orders(SHOP))
    assert await titles(page) == after
    elsewhere = await visit(person, ORDERS)
    await count_is(elsewhere, await shop.ebay_orders(SHOP))
    assert await titles(elsewhere) == after
    somebody_else = await visit(await shop.person("viewer"), ORDERS)
    await count_is(somebody_else, await shop.ebay_orders(SHOP))
    assert await titles(somebody_else) == before


async def test_what_was_changed_just_before_a_reload_is_kept(shop: Installation, visit: Visit) -> None:
    page = await visit(await shop.person("viewer"), ORDERS)
    await count_is(page, await shop.ebay_orders(SHOP))
    await hide(page, "Country")
    await expect(grid(page).get_by_role("columnheader", name="Country", exact=True)).to_be_hidden()
    await page.reload()
    await count_is(page, await shop.ebay_orders(SHOP))
    assert "Country" not in await titles(page)


async def test_a_column_is_dragged_to_another_place(shop: Installation, visit: Visit) -> None:
    page = await visit(await shop.person("viewer"), ORDERS)
    await count_is(page, await shop.ebay_orders(SHOP))
    headers = grid(page).get_by_role("columnheader")
    dragged = headers.filter(has_text="Total").get_by_role("button", name="Total", exact=True)
    await dragged.drag_to(headers.filter(has_text="Buyer"))
    order = await titles(page)
    assert order.index("Total") == order.index("Buyer") - 1


async def test_a_saved_view_brings_back_columns_filters_and_order(shop: Installation, visit: Visit) -> None:
    page = await visit(
        await shop.person("viewer"), f"{ORDERS}?filter=order_payment_status:in:FULLY_REFUNDED&sort=total"
    )
    await hide(page, "Ship to name")
    refunded = await column(page, "Order ID")
    shown = await titles(page)
    await page.get_by_role("button", name="Views").click()
    await page.get_by_label("Name of the view").fill("Refunds")
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.get_by_role("button", name="Refunds", exact=True)).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Remove filter").click()
    await hide(page, "Created")
    await count_is(page, await shop.ebay_orders(SHOP))
    await page.get_by_role("button", name="Views").click()
    await page.get_by_role("button", name="Refunds", exact=True).click()
    await expect(page).to_have_url(re.compile("sort=total"))
    await expect(page.get_by_role("button", name="Remove filter")).to_be_visible()
    await expect(grid(page)).to_have_attribute("aria-busy", "false")
    assert await titles(page) == shown
    assert await column(page, "Order ID") == refunded


async def test_a_saved_view_is_deleted_once_its_person_says_so_twice(shop: Installation, visit: Visit) -> None:
    page = await visit(await shop.person("viewer"), ORDERS)
    views, view = (page.get_by_role("button", name=name, exact=True) for name in ("Views", "Mine"))
    await views.click()
    await page.get_by_label("Name of the view").fill("Mine")
    await page.get_by_role("button", name="Save", exact=True).click()
    for answer, left in (("Cancel", 1), ("Delete view", 0)):
        await page.get_by_role("button", name="Delete view Mine").click()
        await page.get_by_role("alertdialog").get_by_role("button", name=answer).click()
        await expect(page.get_by_role("alertdialog")).to_be_hidden()
        await views.click()
        await expect(view).to_have_count(left)


async def test_exports_what_is_shown_as_csv(shop: Installation, visit: Visit, tmp_path: Path) -> None:
    orders = await shop.ebay_truth(SHOP)
    refunded = {order["orderId"] for order in orders if order["orderPaymentStatus"] == "FULLY_REFUNDED"}
    page = await visit(await shop.person("viewer"), f"{ORDERS}?filter=order_payment_status:in:FULLY_REFUNDED")
    await count_is(page, len(refunded))
    await hide(page, "Country")
    await page.get_by_role("button", name="Export").click()
    async with page.expect_download() as started:
        await page.get_by_role("menuitem", name="CSV").click()
    download = await started.value
    assert download.suggested_filename == "orders.csv"
    await download.save_as(tmp_path / "orders.csv")
    with (tmp_path / "orders.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert {row["order_id"] for row in rows} == refunded
    assert len(rows) == len(refunded)
    assert "total" in rows[0]
    assert "ship_to_country" not in rows[0]


async def test_on_a_phone_all_of_a_stream_is_seen_without_scrolling_sideways(shop: Installation, visit: Visit) -> None:
    page = await visit(await shop.person("operator"), "/sync")
    await page.set_viewport_size({"width": 390, "height": 844})
    orders = row(page, f"Orders of {SHOP}")
    for words in (SHOP, "rows", "Up to date", "Synced until", "every 15 min"):
        await expect(orders.get_by_text(words, exact=words == SHOP).first).to_be_in_viewport(ratio=1)
    await expect(orders.get_by_test_id("start-sync")).to_be_in_viewport(ratio=1)
    await expect(orders.get_by_role("button", name=re.compile("fetched|eBay reports"))).to_be_in_viewport(ratio=1)
    table = page.get_by_role("table", name="Streams")
    assert await table.evaluate("table => table.parentElement.scrollWidth <= table.parentElement.clientWidth")


@pytest.mark.parametrize("name", ["Accounts", "Users", "API calls"])
async def test_on_a_phone_a_menu_names_the_pages_and_tables_are_cards(
    shop: Installation, visit: Visit, name: str
) -> None:
    page = await visit(ADMIN, "/sync")
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.get_by_role("button", name="Pages").click()
    await go_to(page, name)
    await expect(page.get_by_role("navigation")).to_be_hidden()
    table = page.get_by_role("table").first
    await expect(table).to_be_visible()
    assert await table.evaluate("table => table.scrollWidth <= document.documentElement.clientWidth")


async def test_what_is_unknown_leads_back_to_its_list(shop: Installation, visit: Visit) -> None:
    page = await visit(await shop.person("viewer"), "/sync/runs/987654")
    await page.get_by_role("link", name="Back to the history", exact=True).last.click()
    await expect(page.get_by_role("grid", name="Runs")).to_be_visible()
    await page.goto(f"{shop.url}{ORDERS}?id=987654~nothing")
    await page.get_by_role("button", name="Back to the list").click()
    await expect(page.get_by_test_id("detail-panel")).to_be_hidden()
    await count_is(page, await shop.ebay_orders(SHOP))


async def test_columns_beyond_the_edge_are_hinted_at(shop: Installation, visit: Visit) -> None:
    page = await visit(await shop.person("viewer"), ORDERS)
    await page.set_viewport_size({"width": 390, "height": 844})
    await count_is(page, await shop.ebay_orders(SHOP))
    await expect(grid(page)).to_have_attribute("data-more", "true")
    await grid(page).evaluate("grid => { grid.scrollLeft = grid.scrollWidth; }")
    await expect(grid(page)).to_have_attribute("data-more", "false")

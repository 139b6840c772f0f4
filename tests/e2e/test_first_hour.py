"""What a newcomer does first: connects a seller, reads the orders, watches, stops, resumes and browses them."""

from datetime import UTC, datetime

from playwright.async_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.installation import ADMIN, Installation, Row
from tests.e2e.screens import (
    agree,
    ask_ebay,
    count_is,
    go_to,
    grid_rows,
    lines,
    row,
    sign_in,
    start_orders,
    stream_state,
    terminal,
)

SELLER = "harbor_goods"
STOP_SECONDS = 2  # the product's own second, and what the click and a busy machine take
SELL = {"path_prefix": "/sell"}
WATCHABLE = {"kind": "slow", "match": SELL, "seconds": 0.4}
ENDLESS = {"kind": "slow", "match": SELL, "seconds": 60, "after": 8}


async def test_a_newcomer_connects_reads_stops_resumes_and_browses(site: Installation, visit: Visit) -> None:
    page = await visit(None)
    await sign_in(page, ADMIN)
    await expect(page.get_by_role("heading", name="No seller is connected yet")).to_be_visible()
    await connect(page)
    await site.faults(WATCHABLE, ENDLESS)
    await go_to(page, "Sync")
    run_id = await start_orders(page, SELLER)
    await watch(page)
    await stop(page, site, run_id)
    await site.faults()
    await resume(page, site, stopped=run_id)
    await browse(page, site)


async def connect(page: Page) -> None:
    await ask_ebay(page)
    await agree(page, SELLER)
    await expect(page.get_by_text(f"{SELLER} is connected.", exact=True)).to_be_visible()
    await expect(row(page, SELLER)).to_contain_text("Connected")
    await expect(row(page, SELLER)).to_contain_text("EBAY_US")


async def watch(page: Page) -> None:
    """The lines come while it runs, not at its end."""
    await expect(stream_state(page)).to_have_text("Live")
    await expect(lines(page).first).to_contain_text(f"Orders of {SELLER}")
    for number in (2, 5, 10):
        await expect(lines(page).nth(number)).to_be_visible()
    await expect(terminal(page).get_by_text("/sell/fulfillment/v1/order").first).to_be_visible()
    await expect(row(page, f"Orders of {SELLER}")).to_contain_text("Running")
    await expect(page.get_by_test_id("run-progress")).to_be_visible()


async def stop(page: Page, site: Installation, run_id: int) -> None:
    """Every answer still owed takes a minute; nobody waits for it."""
    clicked = datetime.now(UTC)
    await terminal(page).get_by_test_id("stop-run").click()
    await expect(row(page, f"Orders of {SELLER}").get_by_text("Stopped", exact=True)).to_be_visible(timeout=3_000)
    run = await site.run(run_id)
    assert run["status"] == "stopped"
    assert (datetime.fromisoformat(run["finished_at"]) - clicked).total_seconds() < STOP_SECONDS
    await expect(stream_state(page)).to_have_text("Ended")
    assert 0 < run["counts"]["created"] < await site.ebay_orders(SELLER)


async def resume(page: Page, site: Installation, stopped: int) -> None:
    """The second run reads what the first one left."""
    before = await site.run(stopped)
    run_id = await start_orders(page, SELLER)
    await expect(row(page, f"Orders of {SELLER}").get_by_text("Up to date")).to_be_visible()
    await expect(lines(page).last).to_contain_text("Complete up to")
    run = await site.run(run_id)
    assert run["status"] == "succeeded"
    assert run["slices"]["total"] < before["slices"]["total"]
    assert before["counts"]["created"] + run["counts"]["created"] == await site.ebay_orders(SELLER)


async def browse(page: Page, site: Installation) -> None:
    await go_to(page, "Orders")
    await count_is(page, await site.ebay_orders(SELLER))
    order = await order_of_several_items(site)
    await page.get_by_role("searchbox", name="Search").fill(order["orderId"])
    await count_is(page, 1)
    await grid_rows(page).first.click()
    panel = page.get_by_role("complementary", name=f"Order {order['orderId']}")
    items = panel.get_by_role("table", name="Line items").get_by_role("rowgroup")
    await expect(items).to_have_count(1 + len(order["lineItems"]))
    for item in order["lineItems"]:
        await expect(items.filter(has_text=item["lineItemId"])).to_contain_text(item["title"])
    await expect(panel.get_by_role("region", name="Raw record")).to_contain_text(order["orderId"])


async def order_of_several_items(site: Installation) -> Row:
    """One that eBay has, as eBay has it."""
    truth = await site.ebay_truth(SELLER)
    return next(order for order in truth if len(order["lineItems"]) > 1)

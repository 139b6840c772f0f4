"""The sync page shows every account's state as it is, whichever run is watched."""

import re

from playwright.async_api import Page, expect

from ebay_connector.streams import STREAMS
from tests.e2e.conftest import Visit
from tests.e2e.installation import ADMIN, Installation
from tests.e2e.screens import choose, lines, row, stream_state

SELLERS = ("alpine_parts", "fenland_books")
ORDERS = "/sell/fulfillment/v1/order"
SLOW = {"kind": "slow", "match": {"path_prefix": ORDERS}, "seconds": 0.3}
ONE_HANGS = {"kind": "slow", "match": {"path_prefix": ORDERS, "seller": "alpine_parts"}, "seconds": 30, "after": 12}


async def is_moving(page: Page, seller: str) -> None:
    await expect(row(page, f"Orders of {seller}")).to_contain_text(re.compile(r"window \d+ of \d+"))


async def test_all_accounts_are_synced_at_once_and_all_are_seen_moving(site: Installation, visit: Visit) -> None:
    for seller in SELLERS:
        await site.connect(seller)
    await site.faults(SLOW, ONE_HANGS)
    page = await visit(ADMIN, "/sync")
    await page.get_by_role("button", name="Sync all accounts").click()
    started = f"{len(SELLERS) * len(STREAMS)} runs started."
    await expect(page.get_by_text(started, exact=True)).to_be_visible()
    await expect(stream_state(page)).to_have_text("Live")
    for seller in SELLERS:
        await is_moving(page, seller)
    await expect(row(page, "Orders of fenland_books")).to_contain_text("Up to date")
    await is_moving(page, "alpine_parts")
    await row(page, "Orders of alpine_parts").get_by_role("button", name="Stop run").click()
    await expect(row(page, "Orders of alpine_parts")).to_contain_text("Stopped")


async def test_a_full_read_and_a_schedule_are_a_few_clicks_away(shop: Installation, visit: Visit) -> None:
    page = await visit(ADMIN, "/sync")
    await choose(page, "More ways to start Orders of fenland_books", "Full re-read")
    await expect(lines(page).last).to_contain_text("Complete up to")
    await page.get_by_role("button", name="Schedule of Orders of fenland_books").click()
    editor = page.get_by_role("dialog", name="Schedule of Orders of fenland_books")
    await editor.get_by_label("Every … minutes").fill("30")
    await editor.get_by_role("button", name="Save").click()
    await expect(row(page, "Orders of fenland_books")).to_contain_text("every 30 min")
    await page.get_by_role("button", name="Schedule of Orders of fenland_books").click()
    await editor.get_by_role("switch").click()
    await editor.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("button", name="Schedule of Orders of fenland_books")).to_have_text("off")

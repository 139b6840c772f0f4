"""Connecting, declining, disconnecting and mending an account, by eBay's own consent page."""

from playwright.async_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.installation import ADMIN, SHOP, Installation
from tests.e2e.screens import agree, ask_ebay, choose, count_is, go_to, row, start_orders

CONSENT_WITHDRAWN = {"kind": "revoke_token", "match": {"path_prefix": "/sell"}}


async def reconnect(page: Page) -> None:
    await row(page, SHOP).get_by_role("button", name="Reconnect").click()
    await agree(page, SHOP)
    await expect(row(page, SHOP).get_by_text("Connected", exact=True)).to_be_visible()


async def test_a_declined_consent_is_said_and_connects_nothing(site: Installation, visit: Visit) -> None:
    page = await visit(ADMIN, "/accounts")
    await ask_ebay(page)
    await page.get_by_role("button", name="Decline").click()
    await expect(page.get_by_role("heading", name="Nothing was connected")).to_be_visible()
    await expect(page.get_by_role("alert")).to_contain_text("declined")
    await page.get_by_role("link", name="Back to the accounts").click()
    await expect(page.get_by_role("heading", name="No seller is connected yet")).to_be_visible()
    assert await site.api("GET", "/ebay/accounts") == []


async def test_disconnecting_keeps_the_data_and_reconnecting_the_account(shop: Installation, visit: Visit) -> None:
    orders = await shop.ebay_orders(SHOP)
    [account] = await shop.api("GET", "/ebay/accounts")
    page = await visit(ADMIN, "/accounts")
    await choose(page, f"More for {SHOP}", "Disconnect")
    await page.get_by_role("alertdialog").get_by_role("button", name="Disconnect").click()
    await expect(row(page, SHOP)).to_contain_text("Disconnected")
    assert (await shop.ebay("state"))["tokens"]["consents"] == 0
    await go_to(page, "Sync")
    await expect(row(page, f"Orders of {SHOP}")).to_contain_text("Blocked")
    await go_to(page, "Orders")
    await count_is(page, orders)
    await go_to(page, "Accounts")
    await reconnect(page)
    assert [one["id"] for one in await shop.api("GET", "/ebay/accounts")] == [account["id"]]
    await go_to(page, "Orders")
    await count_is(page, orders)


async def test_a_withdrawn_consent_asks_for_a_reconnect_which_mends_it(shop: Installation, visit: Visit) -> None:
    await shop.faults(CONSENT_WITHDRAWN)
    page = await visit(ADMIN, "/sync")
    run = await shop.ended(await start_orders(page, SHOP))
    assert run["status"] == "failed"
    await expect(row(page, f"Orders of {SHOP}")).to_contain_text("Blocked")
    await go_to(page, "Accounts")
    await expect(row(page, SHOP)).to_contain_text("Reconnect needed")
    [account] = await shop.api("GET", "/ebay/accounts")
    await expect(row(page, SHOP)).to_contain_text(account["status_reason"])
    await shop.faults()
    await reconnect(page)
    await go_to(page, "Sync")
    run = await shop.ended(await start_orders(page, SHOP))
    assert run["status"] == "succeeded"
    await expect(row(page, f"Orders of {SHOP}")).to_contain_text("Up to date")


async def test_an_account_is_renamed_everywhere(shop: Installation, visit: Visit) -> None:
    page = await visit(ADMIN, "/accounts")
    await page.get_by_role("button", name=f"Name of {SHOP}: {SHOP}. Edit").click()
    await page.get_by_role("textbox", name=f"Name of {SHOP}").fill("Books")
    await page.keyboard.press("Enter")
    await expect(row(page, "Books")).to_contain_text(SHOP)
    await go_to(page, "Sync")
    await expect(row(page, "Orders of Books")).to_be_visible()
    [account] = await shop.api("GET", "/ebay/accounts")
    await shop.api("PATCH", f"/ebay/accounts/{account['id']}", json={"name": SHOP})

"""A seller is connected with a few streams; the others say what they need, and run once that is granted."""

from playwright.async_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.installation import ADMIN, SHOP, WAIT_SECONDS, Installation
from tests.e2e.screens import agree, go_to, row
from tests.support.worker import eventually

SCOPES = "https://api.ebay.com/oauth/api_scope/"


async def granted(site: Installation) -> set[str]:
    [account] = await site.api("GET", "/ebay/accounts")
    return {scope.removeprefix(SCOPES) for scope in account["scopes"]}


async def test_what_was_not_granted_says_so_and_runs_after_a_grant(site: Installation, visit: Visit) -> None:
    page = await visit(ADMIN, "/accounts")
    await page.get_by_test_id("connect-account").click()
    dialog = page.get_by_role("dialog", name="Connect a seller")
    await dialog.get_by_role("button", name="None").click()
    await expect(dialog.get_by_role("button", name="Continue to eBay")).to_be_disabled()
    await dialog.get_by_text("Fulfillments").click()
    await expect(dialog.get_by_role("checkbox", name="Fulfillments needs Orders")).to_be_checked()
    await expect(dialog.get_by_role("checkbox", name="Orders", exact=True)).to_be_checked()
    await dialog.get_by_role("checkbox", name="All of Orders").check()
    await expect(dialog.get_by_test_id("permissions")).to_contain_text("Orders and shipping · who the seller is")
    await dialog.get_by_role("button", name="Continue to eBay").click()
    await agree(page, SHOP)
    assert await granted(site) == {"commerce.identity.readonly", "sell.fulfillment"}
    await go_to(page, "Sync")
    funds = row(page, f"Funds of {SHOP}")
    await expect(funds).to_contain_text("Needs permission")
    await expect(funds).to_contain_text("Payments, payouts and fees")
    await expect(funds.get_by_role("button", name="Start")).to_have_count(0)
    start = row(page, f"Orders of {SHOP}").get_by_role("button", name=f"Start Orders of {SHOP}", exact=True)
    await expect(start).to_be_enabled()
    await viewer_cannot_grant(site, visit)
    await funds.get_by_role("button", name=f"Grant Funds of {SHOP}").click()
    await page.get_by_role("radio", name=SHOP).check()
    await page.get_by_role("button", name="Agree and continue").click()
    await expect(page.get_by_role("heading", level=1, name="Sync")).to_be_visible()
    await expect(page.get_by_text(f"{SHOP} has granted the permission.", exact=True)).to_be_visible()
    await expect(funds).to_contain_text("Up to date")
    assert await granted(site) == {"commerce.identity.readonly", "sell.fulfillment", "sell.finances"}
    await expect(row(page, f"Inventory of {SHOP}")).to_contain_text("Needs permission")


async def viewer_cannot_grant(site: Installation, visit: Visit) -> None:
    page = await visit(await site.person("viewer"), "/sync")
    await expect(row(page, f"Funds of {SHOP}")).to_contain_text("Needs permission")
    await expect(page.get_by_role("button", name="Grant")).to_have_count(0)
    await go_to(page, "Accounts")
    await page.get_by_role("button", name=f"Permissions of {SHOP}").click()
    await expect(page.get_by_text("not granted").first).to_be_visible()
    await expect(page.get_by_role("button", name="Grant")).to_have_count(0)


async def test_the_accounts_page_grants_what_is_lacking_at_once(site: Installation, visit: Visit) -> None:
    await site.connect(SHOP, streams=["orders"])
    page = await visit(ADMIN, "/accounts")
    await page.get_by_role("button", name=f"Permissions of {SHOP}").click()
    await page.get_by_role("button", name=f"Grant all to {SHOP}").click()
    await page.get_by_role("radio", name=SHOP).check()
    await page.get_by_role("button", name="Agree and continue").click()
    await expect(page.get_by_role("heading", level=1, name="Sync")).to_be_visible()
    await expect(row(page, f"Inventory of {SHOP}")).not_to_contain_text("Needs permission")
    assert {"sell.finances", "sell.inventory", "sell.account"} <= await granted(site)

    async def all_have_run() -> bool:
        runs = (await site.api("GET", "/ebay/sync/runs"))["items"]
        return len(runs) > 10 and all(run["finished_at"] for run in runs)

    await eventually(all_have_run, WAIT_SECONDS)
    await what_is_off_is_switched_on(page, visit, site)


async def what_is_off_is_switched_on(page: Page, visit: Visit, site: Installation) -> None:
    """What needs no grant, as it shares a permission or needs none, was not chosen and not granted either."""
    off = [state["stream"] for state in await site.api("GET", "/ebay/sync/state") if not state["schedule"]["enabled"]]
    assert "returns" in off
    viewers = await visit(await site.person("viewer"), "/accounts")
    await viewers.get_by_role("button", name=f"Permissions of {SHOP}").click()
    await expect(viewers.get_by_text(f"Granted and off: {len(off)} streams.")).to_be_visible()
    await expect(viewers.get_by_role("button", name="Switch on")).to_have_count(0)
    await go_to(page, "Accounts")
    permissions = page.get_by_role("button", name=f"Permissions of {SHOP}")
    await expect(permissions).to_contain_text(f"{23 - len(off)} of 23 streams")
    await permissions.click()
    await page.get_by_role("button", name=f"Switch on what is off of {SHOP}").click()
    await expect(permissions).to_contain_text("all 23 streams")
    runs = (await site.api("GET", "/ebay/sync/runs"))["items"]
    assert set(off) <= {run["stream"] for run in runs}


async def test_a_record_that_could_not_be_read_is_tried_again_by_hand(site: Installation, visit: Visit) -> None:
    account = await site.connect(SHOP)
    await site.sync(account)
    prefix = {"path_prefix": "/sell/fulfillment/v1/order/"}
    await site.faults({"kind": "status", "status": 400, "error_id": 32100, "times": 1, "match": prefix})
    started = await site.api("POST", "/ebay/sync/fulfillments", json={})
    assert (await site.ended(started["runs"][0]["id"]))["status"] == "failed"
    await site.faults()
    page = await visit(ADMIN, "/sync")
    await row(page, f"Fulfillments of {SHOP}").get_by_role("link", name="1 to be read again").click()
    waiting = page.get_by_role("table", name="Waiting to be read again")
    await expect(waiting).to_contain_text("32100")
    await waiting.get_by_role("button", name="Try").last.click()
    await expect(page.get_by_text("Nothing waits", exact=True)).to_be_visible()
    await expect(row(page, f"Fulfillments of {SHOP}")).to_contain_text("Up to date")

"""A server that hangs, restarts, has no database or has forgotten us: the page says so, and goes on by itself."""

import asyncio
import re

from playwright.async_api import Page, Route, expect

from tests.e2e.conftest import Visit
from tests.e2e.installation import ADMIN, SHOP, Installation
from tests.e2e.screens import choose, count_is, go_to, row, sign_in

NOTICED_MS = 60_000  # the page asks every 15 seconds, and waits 8 for an answer


async def banner_comes(page: Page) -> None:
    await expect(page.get_by_role("alert").get_by_text("Connection lost")).to_be_visible(timeout=NOTICED_MS)


async def works_on(page: Page, site: Installation) -> None:
    await expect(page.get_by_text("The database is away")).to_be_hidden(timeout=NOTICED_MS)
    await expect(page.get_by_text("Connection lost")).to_be_hidden(timeout=NOTICED_MS)
    await expect(page.get_by_text("Starting:")).to_be_hidden(timeout=NOTICED_MS)
    await expect(page.get_by_role("status", name="API: Online")).to_be_visible()
    await go_to(page, "Sync")
    await expect(row(page, f"Orders of {SHOP}")).to_be_visible()
    await go_to(page, "Orders")
    await count_is(page, await site.ebay_orders(SHOP))


async def test_a_hanging_server_is_told_and_mended(shop: Installation, visit: Visit) -> None:
    page = await visit(ADMIN, "/accounts")
    await expect(row(page, SHOP)).to_be_visible()
    with shop.frozen():
        await banner_comes(page)
    await works_on(page, shop)


async def test_a_database_that_is_away_is_told_and_mended(shop: Installation, visit: Visit) -> None:
    page = await visit(ADMIN, "/accounts")
    await expect(row(page, SHOP)).to_be_visible()
    with shop.without_database():
        await page.get_by_role("navigation").get_by_role("link", name="Orders").click()
        await expect(page.get_by_role("alert").get_by_text("The database is away")).to_be_visible()
        await expect(page.get_by_role("status", name="API: No database")).to_be_visible()
    await works_on(page, shop)


async def test_a_restart_is_told_and_mended(shop: Installation, visit: Visit) -> None:
    page = await visit(ADMIN, "/sync")
    await go_to(page, "Orders")
    await count_is(page, await shop.ebay_orders(SHOP))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await shop.kill()
    await page.get_by_role("searchbox", name="Search").fill("what is asked now shows it at once")
    await banner_comes(page)
    await shop.start()
    await works_on(page, shop)
    assert sum(url.endswith("/healthz") for url in asked) < 50, "a server that is away is asked now and then"
    [account] = await shop.api("GET", "/ebay/accounts")
    assert (await shop.sync(account["id"]))["status"] == "succeeded", "the demo remembers what was granted"


async def test_a_page_asked_for_while_the_server_is_away_comes_when_it_is_back(
    shop: Installation, visit: Visit
) -> None:
    page = await visit(ADMIN, "/accounts")
    await expect(row(page, SHOP)).to_be_visible()
    await shop.kill()
    await page.get_by_role("navigation").get_by_role("link", name="API calls").click()
    await banner_comes(page)
    await shop.start()
    await expect(page.get_by_role("heading", level=1, name="API calls")).to_be_visible(timeout=NOTICED_MS)
    await works_on(page, shop)


async def test_an_ended_session_leads_to_sign_in_and_back(shop: Installation, visit: Visit) -> None:
    person = await shop.person("operator")
    page = await visit(person, "/browse/orders?sort=total&q=hardback")
    await expect(page.get_by_test_id("orders-grid").get_by_role("row").nth(3)).to_be_visible()
    other_tab = await page.context.new_page()
    await other_tab.goto("/accounts")
    await choose(other_tab, f"Account of {person.email}", "Sign out")
    await expect(other_tab.get_by_role("button", name="Sign in")).to_be_visible()
    await page.get_by_role("searchbox", name="Search").fill("paperback")
    await expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    await expect(page.get_by_text("Your session has ended.")).to_be_visible()
    await expect(other_tab.get_by_text("Your session has ended.")).to_have_count(0)
    await sign_in(page, person)
    await expect(page).to_have_url(re.compile(r"/browse/orders\?sort=total&q=paperback$"))
    await expect(page.get_by_test_id("orders-grid").get_by_role("row").nth(3)).to_be_visible()


async def test_a_wrong_password_is_said_and_nothing_else(shop: Installation, visit: Visit) -> None:
    person = await shop.person("viewer")
    page = await visit(None)
    await page.get_by_label("Email").fill(person.email)
    await page.get_by_label("Password").fill("not the password")
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("alert")).to_contain_text("password")
    await expect(page).to_have_url(re.compile("/sign-in"))


async def test_a_page_chosen_at_once_is_not_undone_by_the_first_page(shop: Installation, visit: Visit) -> None:
    """The first page leads on when it knows the accounts; whoever was quicker goes where they wanted."""
    page = await visit(None)
    accounts, chosen = asyncio.Event(), asyncio.Event()

    async def held(route: Route, until: asyncio.Event) -> None:
        await until.wait()
        await route.continue_()

    await page.route("**/api/ebay/accounts", lambda route: held(route, accounts))
    await page.route("**/BudgetPage-*.js", lambda route: held(route, chosen))
    await sign_in(page, await shop.person("viewer"))
    async with page.expect_response("**/api/ebay/accounts"):
        await page.get_by_role("link", name="API calls").click()
        accounts.set()
    chosen.set()
    await expect(page.get_by_role("heading", level=1, name="API calls")).to_be_visible()

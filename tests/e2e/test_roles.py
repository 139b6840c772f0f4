"""An administrator lets people in; each sees only what the role allows."""

import re

from playwright.async_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.installation import ADMIN, SHOP, Installation, Person
from tests.e2e.screens import count_is, go_to, row, sign_in

ACTIONS = ("Connect a seller", "Sync all accounts", "Start Orders", "Stop run", "Reconnect", "More for")


async def add_user(page: Page, person: Person) -> None:
    await page.get_by_role("button", name="Add user").click()
    dialog = page.get_by_role("dialog", name="Add a user")
    await dialog.get_by_label("Name").fill(person.role.title())
    await dialog.get_by_label("Email").fill(person.email)
    await dialog.get_by_label("Password").fill(person.password)
    await dialog.get_by_role("radio", name=person.role.title()).check()
    await dialog.get_by_role("button", name="Add user").click()
    await expect(dialog).to_be_hidden()
    await expect(row(page, person.email).get_by_role("combobox")).to_have_value(person.role)


async def shown_actions(page: Page) -> list[str]:
    """Which of the actions the page offers; a line of a log may speak of them too."""
    return [name for name in ACTIONS if await page.get_by_role("button", name=re.compile(f"^{name}")).count()]


async def enter(visit: Visit, person: Person) -> Page:
    page = await visit(None)
    await sign_in(page, person)
    await expect(row(page, f"Orders of {SHOP}")).to_be_visible()
    return page


async def test_an_operator_and_a_viewer_see_what_their_roles_allow(shop: Installation, visit: Visit) -> None:
    operator = Person("omar@shop.example", "seven green lamps", "operator")
    viewer = Person("vera@shop.example", "eleven blue doors", "viewer")
    page = await visit(ADMIN, "/users")
    await add_user(page, operator)
    await add_user(page, viewer)
    await operator_works(await enter(visit, operator))
    await viewer_only_looks(await enter(visit, viewer), await shop.ebay_orders(SHOP))


async def operator_works(page: Page) -> None:
    assert await shown_actions(page) == ["Sync all accounts", "Start Orders"]
    await expect(page.get_by_role("link", name="Users")).to_have_count(0)
    await go_to(page, "Accounts")
    await expect(row(page, SHOP)).to_be_visible()
    assert await shown_actions(page) == ["Connect a seller", "More for"]
    await page.get_by_role("button", name=f"More for {SHOP}").click()
    await expect(page.get_by_role("menuitem", name="Disconnect")).to_be_visible()
    await expect(page.get_by_role("menuitem", name="Erase all its data")).to_have_count(0)


async def viewer_only_looks(page: Page, orders: int) -> None:
    assert await shown_actions(page) == []
    await expect(page.get_by_role("button", name="Schedule of")).to_have_count(0)
    await go_to(page, "Accounts")
    await expect(row(page, SHOP)).to_be_visible()
    assert await shown_actions(page) == []
    await expect(page.get_by_role("button", name="Edit")).to_have_count(0)
    await go_to(page, "Orders")
    await count_is(page, orders)
    await page.goto("/users")
    await expect(page.get_by_role("heading", name="Only for administrators")).to_be_visible()


async def test_a_deactivated_user_is_out_at_once(shop: Installation, visit: Visit) -> None:
    person = await shop.person("viewer")
    theirs = await visit(person, "/sync")
    await expect(row(theirs, f"Orders of {SHOP}")).to_be_visible()
    page = await visit(ADMIN, "/users")
    await page.get_by_role("button", name=f"More for {person.email}").click()
    await page.get_by_role("menuitem", name="Deactivate").click()
    await page.get_by_role("alertdialog").get_by_role("button", name="Deactivate").click()
    await expect(row(page, person.email)).to_contain_text("Deactivated")
    await expect(theirs.get_by_role("button", name="Sign in")).to_be_visible()
    await sign_in(theirs, person)
    await expect(theirs.get_by_role("alert")).to_be_visible()

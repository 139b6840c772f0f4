"""Every page can be used by keyboard and read by a screen reader."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.installation import ADMIN, SHOP, Installation
from tests.e2e.screens import count_is, grid, grid_rows

PAGES = ("/accounts", "/sync", "/sync/runs/1", "/calls", "/browse/orders", "/users", "/nowhere")
USED = "button|link|textbox|searchbox|checkbox|radio|combobox|switch|tab|menuitem|spinbutton"
NAMELESS = re.compile(rf"^\s*- '?({USED})(?! \")(\b.*)?$", re.MULTILINE)
FOCUS = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const name = element.ariaLabel || element.innerText || element.name || element.tagName;
    return [name, outlineStyle !== "none" && parseFloat(outlineWidth) > 0];
}"""


async def is_there(page: Page) -> None:
    """Waits until nothing is loading any more."""
    await expect(page.get_by_role("heading", level=1).or_(page.get_by_role("heading", level=2)).first).to_be_visible()
    await expect(page.get_by_role("status", name=re.compile("^Loading"))).to_have_count(0)


@pytest.mark.parametrize("path", ["/sign-in", *PAGES])
async def test_a_page_has_one_heading_one_main_and_names_for_all(shop: Installation, visit: Visit, path: str) -> None:
    page = await visit(None if path == "/sign-in" else ADMIN, await real(shop, path))
    await is_there(page)
    await expect(page.get_by_role("heading", level=1)).to_have_count(1)
    await expect(page.get_by_role("main")).to_have_count(1)
    assert NAMELESS.findall(await page.locator("body").aria_snapshot()) == []
    assert await page.title() != ""


async def real(shop: Installation, path: str) -> str:
    """The address with a run that exists."""
    if "/runs/" not in path:
        return path
    [newest, *_] = (await shop.api("GET", "/ebay/sync/runs"))["items"]
    return f"/sync/runs/{newest['id']}"


@pytest.mark.parametrize("path", ["/sign-in", "/accounts", "/sync", "/browse/orders"])
async def test_focus_is_always_seen(shop: Installation, visit: Visit, path: str) -> None:
    page = await visit(None if path == "/sign-in" else ADMIN, path)
    await is_there(page)
    seen: dict[str, bool] = {}
    for _ in range(40):
        await page.keyboard.press("Tab")
        if focus := await page.evaluate(FOCUS):
            seen[focus[0]] = focus[1]
    assert len(seen) > 2
    assert [name for name, is_visible in seen.items() if not is_visible] == []


async def closes_by_escape(page: Page, opener: Locator, opened: Locator, back_to: Locator | None = None) -> None:
    """And gives the focus back to what opened it."""
    await opener.click()
    await expect(opened).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(opened).to_be_hidden()
    await expect(back_to or opener).to_be_focused()


async def test_dialogs_and_menus_close_by_escape(shop: Installation, visit: Visit) -> None:
    page = await visit(ADMIN, "/accounts")
    await closes_by_escape(page, page.get_by_test_id("connect-account"), page.get_by_role("dialog"))
    more = page.get_by_role("button", name=f"More for {SHOP}")
    await closes_by_escape(page, more, page.get_by_role("menu"))
    await more.click()
    disconnect = page.get_by_role("menuitem", name="Disconnect")
    await closes_by_escape(page, disconnect, page.get_by_role("alertdialog"), back_to=more)
    await page.goto("/users")
    await closes_by_escape(page, page.get_by_role("button", name="Add user"), page.get_by_role("dialog"))
    await page.goto("/browse/orders")
    for name in ("Filter", "Views", "Columns"):
        opener = page.get_by_role("button", name=name, exact=True)
        await closes_by_escape(page, opener, page.get_by_role("dialog"))
    await closes_by_escape(page, page.get_by_role("button", name="Export"), page.get_by_role("menu"))


async def test_orders_are_found_and_read_by_keyboard_alone(shop: Installation, visit: Visit) -> None:
    page = await visit(ADMIN, "/browse/orders")
    await count_is(page, await shop.ebay_orders(SHOP))
    await page.keyboard.press("/")
    await expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
    await grid(page).focus()
    await page.keyboard.press("j")
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    panel = page.get_by_test_id("detail-panel")
    second = (await grid_rows(page).nth(1).get_by_role("gridcell").first.inner_text()).strip()
    await expect(panel.get_by_role("heading", name=second)).to_be_visible()
    await page.keyboard.press("k")
    first = (await grid_rows(page).first.get_by_role("gridcell").first.inner_text()).strip()
    await expect(panel.get_by_role("heading", name=first)).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(panel).to_be_hidden()
    await expect(grid(page)).to_be_focused()

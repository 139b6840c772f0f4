"""What people do on the pages, in their words."""

import re
from typing import Any

from playwright.async_api import Locator, Page, Response, expect

from tests.e2e.installation import Person


async def sign_in(page: Page, person: Person) -> None:
    """Fills in the form that is shown."""
    await page.get_by_label("Email").fill(person.email)
    await page.get_by_label("Password").fill(person.password)
    await page.get_by_role("button", name="Sign in").click()


async def go_to(page: Page, name: str) -> None:
    """By the navigation at the left."""
    await page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()
    await expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


async def ask_ebay(page: Page) -> None:
    """From the accounts page to the consent page of the local eBay."""
    await page.get_by_test_id("connect-account").click()
    await page.get_by_role("button", name="Continue to eBay").click()
    await expect(page.get_by_role("heading", name="Grant application access")).to_be_visible()


async def agree(page: Page, seller: str) -> None:
    """On eBay's page, which leads back to the accounts."""
    await page.get_by_role("radio", name=seller).check()
    await page.get_by_role("button", name="Agree and continue").click()
    await expect(page.get_by_role("heading", level=1, name="Accounts")).to_be_visible()


def row(page: Page, name: str) -> Locator:
    """The table row that is called so."""
    return page.get_by_role("row", name=name, exact=True)


async def choose(page: Page, menu: str | Locator, *items: str) -> None:
    """Opens a menu, by its button's name, and takes one of its items."""
    button = page.get_by_role("button", name=menu, exact=True) if isinstance(menu, str) else menu
    await button.click()
    for item in items:
        await page.get_by_role("menuitem", name=item).click()


async def start_orders(page: Page, seller: str) -> int:
    """Presses Start on the sync page; returns the run's id."""
    button = row(page, f"Orders of {seller}").get_by_role("button", name=f"Start Orders of {seller}", exact=True)
    async with page.expect_response(lambda response: _is_start(response)) as started:
        await button.click()
    return int((await (await started.value).json())["runs"][0]["id"])


def _is_start(response: Response) -> bool:
    return response.request.method == "POST" and response.url.endswith("/ebay/sync/orders")


def terminal(page: Page) -> Locator:
    return page.get_by_test_id("run-terminal")


def stream_state(page: Page) -> Locator:
    """Whether the log is live: the first words above it."""
    return terminal(page).get_by_role("status").first


def lines(page: Page) -> Locator:
    """The lines in sight."""
    return terminal(page).locator("[data-index]")


async def every_line(page: Page) -> dict[int, str]:
    """The whole log by scrolling through it, as only the lines in sight exist: its words by their place."""
    log = terminal(page).get_by_role("log")
    await log.evaluate("log => { log.scrollTop = 0; }")
    found: dict[int, str] = {}
    is_at_end = False
    while not is_at_end:
        is_at_end = await log.evaluate(_SCROLLED)
        found |= {int(index): words for index, words in await lines(page).evaluate_all(_LINES)}
    return found


_LINES = "found => found.map(line => [line.dataset.index, line.innerText])"
_SCROLLED = """async log => {
    const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    await drawn();
    const isAtEnd = log.scrollTop >= log.scrollHeight - log.clientHeight - 1;
    if (!isAtEnd) log.scrollBy(0, log.clientHeight / 2);
    await drawn();
    return isAtEnd;
}"""


def grid(page: Page) -> Locator:
    return page.get_by_test_id(re.compile("-grid$"))


def grid_rows(page: Page) -> Locator:
    """The rows in sight, without the header."""
    return grid(page).get_by_role("rowgroup").get_by_role("row")


async def titles(page: Page) -> list[str]:
    """The grid's columns from left to right."""
    return [title.strip() for title in await grid(page).get_by_role("columnheader").all_inner_texts()]


async def column(page: Page, title: str) -> list[str]:
    """What the rows in sight have in a column, from top to bottom."""
    place = (await titles(page)).index(title)
    read = "(rows, place) => rows.map(row => [+row.ariaRowIndex, row.children[place].innerText])"
    found: list[list[Any]] = await grid_rows(page).evaluate_all(read, place)
    return [str(text) for _, text in sorted(found)]


async def count_is(page: Page, count: int) -> None:
    """The number beside the title, once the rows belong to it too."""
    await expect(page.get_by_test_id("record-count")).to_have_text(f"{count:,}")
    await expect(grid(page)).to_have_attribute("aria-busy", "false")


async def search_for(page: Page, text: str) -> None:
    await page.get_by_role("searchbox", name="Search").fill(text)
    await expect(page).to_have_url(re.compile("q="))

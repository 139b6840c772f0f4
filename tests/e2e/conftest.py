"""One installation and one browser for all browser tests; a picture of the page when one fails."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from scripts.programs import find_browser
from scripts.steps import ROOT
from tests.e2e.installation import ADMIN, OURS, Installation, Person
from tests.support.command import quick_folder

PATIENCE_MS = 30_000
SCREEN = ViewportSize(width=1440, height=900)
PICTURES = ROOT / "test-results"
ARGUMENTS = [
    "--no-sandbox",  # Chromium refuses to run as root without
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Visit = Callable[..., Awaitable[Page]]
_failed = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process runs all of them: `--dist loadgroup` starts one installation, not one a process."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("e2e"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[_failed] = item.stash.get(_failed, False) or report.failed
    return report


@pytest.fixture(scope="session")
def browser_path() -> str:
    path = find_browser()
    if path is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    return path


@pytest.fixture(scope="session")
async def browser(browser_path: str) -> AsyncIterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
async def running(browser_path: str) -> AsyncIterator[Installation]:
    """Started only where there is a browser to use it with."""
    with quick_folder() as folder:
        installation = await Installation(folder).start()
        yield installation
        await installation.stop()


@pytest.fixture
async def site(running: Installation) -> Installation:
    """The installation with nothing connected."""
    await running.empty()
    return running


@pytest.fixture
async def shop(running: Installation) -> Installation:
    """The installation with one connected seller, whose orders are all read."""
    await running.with_shop()
    return running


@pytest.fixture
async def visit(request: pytest.FixtureRequest, browser: Browser, running: Installation) -> AsyncIterator[Visit]:
    """Opens a browser of its own for a person, at a path; without a person, nobody is signed in there."""
    pages: list[Page] = []
    problems: list[str] = []

    async def open_page(person: Person | None = ADMIN, path: str = "/") -> Page:
        context = await browser.new_context(base_url=running.url, viewport=SCREEN, color_scheme="light")
        context.set_default_timeout(PATIENCE_MS)
        if person:
            login = {"email": person.email, "password": person.password}
            answer = await context.request.post("/api/auth/login", data=login, headers=OURS)
            assert answer.ok, await answer.text()
        page = await context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        pages.append(page)
        await page.goto(path)
        return page

    yield open_page
    if request.node.stash.get(_failed, False):
        await _keep_pictures(request.node.name, pages)
    for page in pages:
        await page.context.close()
    assert problems == []


async def _keep_pictures(test: str, pages: list[Page]) -> None:
    for number, page in enumerate(pages, 1):
        name = re.sub(r"\W+", "-", test).strip("-")
        await page.screenshot(path=PICTURES / f"{name}-{number}.png")

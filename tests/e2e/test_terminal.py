"""The live log of a run: complete whatever happens to the line, filtered, searched and downloaded."""

import json
from pathlib import Path

from playwright.async_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.installation import ADMIN, Installation, Row
from tests.e2e.line import Line
from tests.e2e.screens import choose, every_line, lines, stream_state, terminal

SELL = {"path_prefix": "/sell"}
LASTING = {"kind": "slow", "match": SELL, "seconds": 1, "after": 6}
ONE_ERROR = {"kind": "500", "match": SELL, "times": 1}


async def download(page: Page, folder: Path) -> list[Row]:
    """The whole log as the server has it."""
    async with page.expect_download() as started:
        await choose(page, terminal(page).get_by_role("button", name="Download"), "As NDJSON")
    await (await started.value).save_as(folder / "log.ndjson")
    return [json.loads(line) for line in (folder / "log.ndjson").read_text().splitlines()]


def says(shown: str, event: Row) -> bool:
    """Whether a line on the screen is this event."""
    words = [event["kind"], str(event["data"]["path"]) if event["kind"] == "request" else event["message"]]
    return all(word in shown for word in words)


async def test_a_cut_line_loses_and_repeats_nothing(shop: Installation, visit: Visit, tmp_path: Path) -> None:
    [account] = await shop.api("GET", "/ebay/accounts")
    await shop.faults(LASTING)
    run_id = await shop.start_sync(account["id"], full=True)
    async with Line(shop.port) as line:
        page = await visit(ADMIN, f"{line.url}/sync/runs/{run_id}")
        await expect(stream_state(page)).to_have_text("Live")
        await expect(lines(page).nth(5)).to_be_visible()
        line.cut()
        await expect(stream_state(page)).to_have_text("Reconnecting…")
        line.mend()
        await expect(stream_state(page)).to_have_text("Live")
        await expect(stream_state(page)).to_have_text("Ended")
        log = await download(page, tmp_path)
    assert (await shop.run(run_id))["status"] == "succeeded"
    assert [event["seq"] for event in log] == list(range(1, len(log) + 1))
    shown = await every_line(page)
    assert sorted(shown) == list(range(len(log)))
    assert [event for place, event in enumerate(log) if not says(shown[place], event)] == []


async def test_lines_are_chosen_by_level_and_by_words(shop: Installation, visit: Visit) -> None:
    [account] = await shop.api("GET", "/ebay/accounts")
    await shop.faults(ONE_ERROR)
    run_id = await shop.start_sync(account["id"])
    await shop.ended(run_id)
    page = await visit(ADMIN, f"/sync/runs/{run_id}")
    await expect(stream_state(page)).to_have_text("Ended")
    everything = await lines(page).count()
    levels = terminal(page).get_by_role("group", name="Levels")
    await levels.get_by_role("button", name="info").click()
    await expect(lines(page).first).to_contain_text("retry")
    assert 0 < await lines(page).count() < everything
    await levels.get_by_role("button", name="info").click()
    await terminal(page).get_by_label("Search the log").fill("500")
    await expect(lines(page).first).to_contain_text("500")
    await lines(page).first.get_by_role("button").click()
    await expect(lines(page).first).to_contain_text("ebay_request_id")
    await terminal(page).get_by_label("Search the log").fill("no line says this")
    await expect(terminal(page).get_by_text("No line fits")).to_be_visible()

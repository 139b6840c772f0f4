"""Records that could not be read by their id are shown with the reason, and tried again when somebody wishes."""

from typing import Any

import httpx
import pytest

from tests.support.connector import Connector, assert_equals_truth

SELLER = "alpine_parts"
SHIPMENTS = "/sell/fulfillment/v1/order/"
FAILED = 3
Row = dict[str, Any]


@pytest.fixture
async def account(connector: Connector) -> int:
    """An account, three of whose orders did not tell their parcels."""
    account = await connector.connect(SELLER)
    await connector.sync(account, "orders")
    fault = {"match": {"path_prefix": SHIPMENTS}, "kind": "status", "status": 400, "error_id": 32100, "times": FAILED}
    connector.emulator.control("faults", [fault])
    assert (await connector.sync(account, "fulfillments"))["status"] == "failed"
    return account


async def listed(client: httpx.AsyncClient, query: str = "") -> list[Row]:
    found: list[Row] = (await client.get(f"/ebay/sync/waiting{query}")).json()["items"]
    return found


async def test_what_waits_is_listed_with_its_reason(
    connector: Connector, account: int, viewer: httpx.AsyncClient
) -> None:
    found = await listed(viewer)
    assert len(found) == FAILED
    assert [row["next_at"] for row in found] == sorted(row["next_at"] for row in found)
    for row in found:
        assert (row["account_id"], row["account_name"], row["stream"]) == (account, SELLER, "fulfillments")
        assert row["attempts"] == 1
        assert "32100" in row["reason"]
        assert row["key"][0] in row["reason"]
    states = {state["stream"]: state["waiting"] for state in (await viewer.get("/ebay/sync/state")).json()}
    assert states["fulfillments"] == {"count": FAILED, "next_at": found[0]["next_at"]}
    assert states["orders"] is None


async def test_what_waits_for_its_first_read_is_not_listed(connector: Connector, viewer: httpx.AsyncClient) -> None:
    account = await connector.connect(SELLER)
    await connector.sync(account, "orders")
    await connector.sync(account, "fulfillments")
    connector.emulator.control("orders", {"seller": SELLER, "changes": [{"op": "create"}, {"op": "ship"}]})
    await connector.sync(account, "orders")
    assert (await connector.fetch("SELECT count(*) FROM sync_todo"))[0][0] > 0
    assert await listed(viewer) == []


async def test_the_list_has_pages_and_filters(account: int, viewer: httpx.AsyncClient) -> None:
    pages, cursor = [], ""
    for _ in range(FAILED):
        answer = (await viewer.get(f"/ebay/sync/waiting?limit=1{cursor}")).json()
        pages += answer["items"]
        cursor = f"&cursor={answer['next_cursor']}"
    assert pages == await listed(viewer)
    assert (await viewer.get(f"/ebay/sync/waiting?limit=1{cursor}")).json() == {"items": [], "next_cursor": None}
    assert len(await listed(viewer, f"?account_id={account}&stream=fulfillments")) == FAILED
    assert await listed(viewer, f"?account_id={account + 1}") == []
    assert await listed(viewer, "?stream=orders") == []


@pytest.mark.parametrize("cursor", ["x", "!!!", "W10", "WzEsMiwzLDRd", "%00"])
async def test_a_foreign_cursor_is_refused(viewer: httpx.AsyncClient, cursor: str) -> None:
    answer = await viewer.get(f"/ebay/sync/waiting?cursor={cursor}")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_cursor")


async def test_one_is_tried_now_and_the_others_wait(
    connector: Connector, account: int, operator: httpx.AsyncClient
) -> None:
    first, *others = await listed(operator)
    choice = {"account_id": account, "stream": "fulfillments", "key": first["key"]}
    answer = (await operator.post("/ebay/sync/waiting/retry", json=choice)).json()
    assert (answer["due"], answer["skipped"]) == (1, [])
    [run] = answer["runs"]
    assert (run["stream"], run["status"], run["requested_by"]) == ("fulfillments", "queued", "operator@shop.test")
    await connector.runner.run(run["id"])
    assert await listed(operator) == others


async def test_all_are_tried_now_and_then_nothing_is_missing(
    connector: Connector, account: int, operator: httpx.AsyncClient
) -> None:
    answer = await operator.post("/ebay/sync/waiting/retry")
    assert (answer.status_code, answer.json()["due"]) == (202, FAILED)
    await connector.runner.run(answer.json()["runs"][0]["id"])
    assert await listed(operator) == []
    await assert_equals_truth(connector, account, SELLER, "fulfillments")


async def test_trying_now_says_why_a_stream_cannot_be_read(
    connector: Connector, account: int, operator: httpx.AsyncClient
) -> None:
    async with connector.database.transaction() as connection:
        await connection.execute("UPDATE accounts SET status = 'disconnected'")
    answer = (await operator.post("/ebay/sync/waiting/retry")).json()
    assert (answer["due"], answer["runs"]) == (FAILED, [])
    assert [skipped["code"] for skipped in answer["skipped"]] == ["disconnected"]


async def test_a_misspelt_choice_does_not_try_everything(operator: httpx.AsyncClient) -> None:
    answer = await operator.post("/ebay/sync/waiting/retry", json={"acount_id": 1})
    assert (answer.status_code, answer.json()["detail"]) == (422, "acount_id is not known here.")


async def test_a_viewer_looks_but_does_not_try(viewer: httpx.AsyncClient) -> None:
    assert (await viewer.get("/ebay/sync/waiting")).status_code == 200
    assert (await viewer.post("/ebay/sync/waiting/retry")).status_code == 403

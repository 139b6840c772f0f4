"""Lists, counts and one record through the API, on rows that the engine's own upsert wrote."""

from typing import Any

import httpx
import pytest

from ebay_connector.db import upsert
from ebay_connector.db.pool import Database
from ebay_connector.streams import BY_NAME
from tests.ebay_connector.records.conftest import ORDERS, order


async def listed(api: httpx.AsyncClient, **params: Any) -> list[dict[str, Any]]:
    """All pages of a list."""
    items: list[dict[str, Any]] = []
    while True:
        answer = await api.get("/records/orders", params=params)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        params["cursor"] = page["next_cursor"]


@pytest.mark.parametrize("sort", ["-created_at", "created_at", "total", "-total", "paid_at", "-paid_at", "order_id"])
async def test_pages_show_every_row_once_and_in_order(api: httpx.AsyncClient, sort: str) -> None:
    items = await listed(api, sort=sort, limit=10)
    assert len({item["id"] for item in items}) == len(items) == 2 * ORDERS - 1
    name = sort.removeprefix("-")
    values = [float(item[name]) if name == "total" else item[name] for item in items]
    filled = [value for value in values if value is not None]
    assert filled == sorted(filled, reverse=sort.startswith("-"))
    assert values[len(filled) :] == [None] * (len(values) - len(filled))


async def test_items_have_columns_money_as_text_and_the_account(api: httpx.AsyncClient) -> None:
    item = (await listed(api, filter="order_id:eq:02-00003-7", account_id=1))[0]
    assert (item["id"], item["account_name"], item["total"], item["total_currency"]) == (
        "1:02-00003-7",
        "north",
        "3.5",
        "USD",
    )
    assert item["created_at"] == "2026-03-04T08:00:00+00:00"
    assert "payload" not in item


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"account_id": 2}, ORDERS - 1),
        ({"account_id": 1, "filter": "order_payment_status:in:PAID,PENDING"}, 38),
        ({"account_id": 1, "filter": ["total:gte:10", "total:lt:20"]}, 10),
        ({"account_id": 1, "filter": "paid_at:empty:true"}, 29),
        ({"account_id": 1, "q": "brass lamp"}, 5),
        ({"account_id": 1, "q": "LAM ship"}, 5),
        ({"account_id": 1, "q": "02-00003"}, 1),
        ({"account_id": 1, "q": "buyer_12"}, 1),
        ({"account_id": 1, "q": "WB-10"}, 1),
        ({"account_id": 1, "q": "brass-ship"}, 5),
        ({"account_id": 1, "q": "rope ship-lam"}, 0),
        ({"account_id": 1, "q": "ship_lam brass"}, 5),
        ({"account_id": 1, "q": "brass-lamp"}, 0),
        ({"account_id": 1, "q": "nothing like this"}, 0),
        ({"account_id": 1, "q": "brass", "sort": "total", "filter": "total:gt:1"}, 4),
    ],
)
async def test_filters_and_search(api: httpx.AsyncClient, params: dict[str, Any], expected: int) -> None:
    assert len(await listed(api, limit=7, **params)) == expected
    count = (await api.get("/records/orders/count", params=params)).json()
    assert count == {"count": expected, "exact": True}


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/records/nothing", 404, "unknown_stream"),
        ("/records/orders?sort=nothing", 400, "unknown_column"),
        ("/records/orders?filter=total:gte:ten", 400, "bad_filter"),
        ("/records/orders?cursor=nonsense", 400, "bad_cursor"),
        ("/records/orders?limit=0", 422, "invalid_request"),
        ("/records/orders/99-nothing", 404, "unknown_record"),
        ("/records/orders/02-00003-7", 409, "ambiguous_record"),
        ("/records/orders/export?columns=nothing", 400, "unknown_column"),
    ],
)
async def test_what_makes_no_sense_is_refused(api: httpx.AsyncClient, path: str, status: int, code: str) -> None:
    answer = await api.get(path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["detail"].endswith(".")


async def test_a_cursor_of_another_list_is_refused(api: httpx.AsyncClient) -> None:
    cursor = (await api.get("/records/orders?limit=5")).json()["next_cursor"]
    assert (await api.get(f"/records/orders?sort=total&cursor={cursor}")).status_code == 400


@pytest.mark.parametrize("row_id", ["1:02-00000-7", "02-00000-7"])
async def test_one_record_by_its_id_here_or_ebays(api: httpx.AsyncClient, row_id: str) -> None:
    record = (await api.get(f"/records/orders/{row_id}")).json()
    assert record["payload"] == order(0)
    assert record["columns"]["total"] == "0.5"
    assert record["children"]["line_items"][0]["line_item_id"] == "00"


async def test_a_record_whose_key_has_a_slash_is_found(api: httpx.AsyncClient, database: Database) -> None:
    payload = b'{"sku": "LAMP/RED?"}'
    async with database.transaction() as connection:
        await upsert.write(connection, BY_NAME["inventory"].payload_table, 1, [payload], [b"0" * 16])
    for row_id in ("1:LAMP%2FRED%3F", "LAMP/RED%3F"):
        record = (await api.get(f"/records/inventory/{row_id}")).json()
        assert record["columns"]["sku"] == "LAMP/RED?"


async def test_saved_views_belong_to_their_user(api: httpx.AsyncClient) -> None:
    view = {"name": "Unpaid", "layout": {"columns": ["order_id"], "filter": ["paid_at:empty:true"]}}
    made = (await api.post("/records/orders/views", json=view)).json()
    assert (await api.get("/records/orders/views")).json() == [made]
    assert (await api.delete(f"/records/orders/views/{made['id']}")).status_code == 204
    assert (await api.delete(f"/records/orders/views/{made['id']}")).status_code == 404
    assert (await api.get("/records/orders/views")).json() == []

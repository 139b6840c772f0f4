"""Lists, counts, one record and exports through the API, on rows that the engine's own upsert wrote."""

import csv
import io
import json
from datetime import datetime
from typing import Any

import httpx
import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from ebay_connector.db import upsert
from ebay_connector.db.pool import Database
from ebay_connector.db.raw_json import digest_of
from ebay_connector.records import xlsx
from ebay_connector.streams import BY_NAME

ORDERS = 57
STATUSES = ("PAID", "PENDING", "FULLY_REFUNDED")


def title(n: int) -> str:
    return "Brass “ship” lamp" if n < 5 else "Rope, 10 m, of WB" if n < 9 else "Rope"


def order(n: int) -> dict[str, Any]:
    return {
        "orderId": f"02-{n:05d}-7",
        "creationDate": f"2026-03-{n % 28 + 1:02d}T08:00:00.000Z",
        "lastModifiedDate": "2026-04-01T00:00:00.000Z",
        "buyer": {"username": f"buyer_{n}"},
        "orderPaymentStatus": STATUSES[n % 3],
        "pricingSummary": {"total": {"value": f"{n}.5", "currency": "USD"}},
        "paymentSummary": {"payments": [{"paymentDate": "2026-03-02T08:00:00.000Z"}] if n % 2 else []},
        "lineItems": [{"lineItemId": f"{n}0", "title": title(n), "sku": f"WB-{n + 1}-A", "quantity": 1}],
    }


@pytest.fixture
async def api(database: Database, viewer: httpx.AsyncClient) -> httpx.AsyncClient:
    """A viewer, and two accounts with the same orders but for one."""
    payloads = [json.dumps(order(n)).encode() for n in range(ORDERS)]
    hashes = [digest_of(payload) for payload in payloads]
    async with database.transaction() as connection:
        for name in ("north", "south"):
            await connection.execute(
                "INSERT INTO accounts (environment, ebay_user_id, username, name, marketplace_id) "
                "VALUES ('emulator', %s, %s, %s, 'EBAY_US')",
                (name, name, name),
            )
        table = BY_NAME["orders"].payload_table
        await upsert.write(connection, table, 1, payloads, hashes)
        await upsert.write(connection, table, 2, payloads[1:], hashes[1:])
    return viewer


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


async def test_csv_and_ndjson_hold_the_chosen_columns(api: httpx.AsyncClient) -> None:
    params: dict[str, str | int] = {"account_id": 1, "columns": "order_id,total", "sort": "order_id"}
    text = (await api.get("/records/orders/export", params=params)).text
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[:2] == [["account", "order_id", "total", "total_currency"], ["north", "02-00000-7", "0.5", "USD"]]
    assert len(rows) == ORDERS + 1
    lines = (await api.get("/records/orders/export", params={**params, "format": "ndjson"})).text.splitlines()
    expected = {"account": "north", "order_id": "02-00056-7", "total": "56.5", "total_currency": "USD"}
    assert json.loads(lines[-1]) == expected


@pytest.mark.parametrize(
    ("columns", "header"),
    [
        ("total,order_id", ["total", "total_currency", "order_id"]),
        ("total,order_id,subtotal", ["total", "total_currency", "order_id", "subtotal"]),
        ("total_currency,order_id,total", ["total_currency", "order_id", "total"]),
        ("order_id,line_item_count", ["order_id", "line_item_count"]),
    ],
)
@pytest.mark.parametrize("format_", ["csv", "xlsx"])
async def test_an_amount_never_leaves_without_its_currency(
    api: httpx.AsyncClient, format_: str, columns: str, header: list[str]
) -> None:
    content = (await api.get("/records/orders/export", params={"columns": columns, "format": format_})).content
    if format_ == "csv":
        assert next(csv.reader(io.StringIO(content.decode()))) == ["account", *header]
    else:
        first = next(iter(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].values))
        assert list(first) == ["Account", *(BY_NAME["orders"].record.fields[name].title for name in header)]


async def test_xlsx_opens_in_a_spreadsheet(api: httpx.AsyncClient) -> None:
    answer = await api.get("/records/orders/export", params={"format": "xlsx", "account_id": 1, "sort": "order_id"})
    (sheet,) = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets
    rows = list(sheet.values)
    assert rows[0][:3] == ("Account", "Order ID", "Created"), "what the grid calls them"
    assert len(rows) == ORDERS + 1
    first = dict(zip(rows[0], rows[1], strict=True))
    assert first["Created"] == datetime(2026, 3, 1, 8), "a real time"
    assert first["Total"] == 0.5, "a real number"
    assert (sheet.title, sheet.freeze_panes, sheet["A1"].font.bold) == ("Orders", "A2", True)
    widths = {name: sheet.column_dimensions[get_column_letter(n)].width for n, name in enumerate(rows[0], 1)}
    assert widths["Order ID"] > len(order(0)["orderId"])
    assert widths["Created"] >= len("2026-03-01 08:00:00")


async def test_rows_beyond_what_a_sheet_holds_go_on_in_the_next(
    api: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "ROWS", 25)
    answer = await api.get("/records/orders/export", params={"format": "xlsx", "account_id": 1, "sort": "order_id"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheets = [list(sheet.values) for sheet in book.worksheets]
    assert [len(rows) for rows in sheets] == [26, 26, ORDERS - 50 + 1]
    assert len({rows[0] for rows in sheets}) == 1
    assert [sheet.title for sheet in book.worksheets] == ["Orders", "Orders 2", "Orders 3"]
    assert len({row[1] for rows in sheets for row in rows[1:]}) == ORDERS


async def test_saved_views_belong_to_their_user(api: httpx.AsyncClient) -> None:
    view = {"name": "Unpaid", "layout": {"columns": ["order_id"], "filter": ["paid_at:empty:true"]}}
    made = (await api.post("/records/orders/views", json=view)).json()
    assert (await api.get("/records/orders/views")).json() == [made]
    assert (await api.delete(f"/records/orders/views/{made['id']}")).status_code == 204
    assert (await api.delete(f"/records/orders/views/{made['id']}")).status_code == 404
    assert (await api.get("/records/orders/views")).json() == []

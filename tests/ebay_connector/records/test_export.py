"""Exports through the API: what the files hold, as programs and spreadsheets read them."""

import csv
import io
import json
from datetime import datetime

import httpx
import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from ebay_connector.db import upsert
from ebay_connector.db.pool import Database
from ebay_connector.db.raw_json import digest_of
from ebay_connector.records import xlsx
from ebay_connector.streams import BY_NAME
from tests.ebay_connector.records.conftest import ORDERS, order


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
    assert rows[0][:3] == ("Account", "Order ID", "Created (UTC)"), "what the grid calls them, and the zone of times"
    assert len(rows) == ORDERS + 1
    first = dict(zip(rows[0], rows[1], strict=True))
    assert first["Created (UTC)"] == datetime(2026, 3, 1, 8), "a real time"
    assert first["Total"] == 0.5, "a real number"
    assert (sheet.title, sheet.freeze_panes, sheet["A1"].font.bold) == ("Orders", "A2", True)
    widths = {name: sheet.column_dimensions[get_column_letter(n)].width for n, name in enumerate(rows[0], 1)}
    assert widths["Order ID"] > len(order(0)["orderId"])
    assert widths["Created (UTC)"] >= len("2026-03-01 08:00:00")


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


FORMULAS = ("=HYPERLINK(A1)", "+1 555 0100", "-5+2", "@SUM(A1)", "\t=1+1", "\r=1+1", "=5", "-", "-5\n")
NO_FORMULAS = ("-5", "+49.50", "a=b", "'=1", "", " - lamp", "5")


@pytest.fixture
async def buyers(api: httpx.AsyncClient, database: Database) -> dict[str, str]:
    """Names that buyers gave themselves, by their orders; all orders cost less than nothing."""
    names = {f"99-{n}": name for n, name in enumerate((*FORMULAS, *NO_FORMULAS))}
    total = {"total": {"value": "-5.5", "currency": "USD"}}
    payloads = [
        json.dumps({**order(0), "orderId": id_, "buyer": {"username": name}, "pricingSummary": total}).encode()
        for id_, name in names.items()
    ]
    async with database.transaction() as connection:
        hashes = [digest_of(payload) for payload in payloads]
        await upsert.write(connection, BY_NAME["orders"].payload_table, 1, payloads, hashes)
        await connection.execute("UPDATE accounts SET name = '@north' WHERE id = 1")
    return names


async def exported(api: httpx.AsyncClient, format_: str) -> str:
    wanted = {"columns": "order_id,buyer_username,total,created_at", "filter": "order_id:prefix:99-"}
    return (await api.get("/records/orders/export", params={**wanted, "format": format_})).text


async def test_csv_holds_no_text_that_a_spreadsheet_would_run(api: httpx.AsyncClient, buyers: dict[str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO(await exported(api, "csv"), newline="")))
    shown = {buyers[row["order_id"]]: row["buyer_username"] for row in rows}
    assert shown == {name: f"'{name}" for name in FORMULAS} | {name: name for name in NO_FORMULAS}
    others = {(row["account"], row["total"], row["created_at"]) for row in rows}
    assert others == {("'@north", "-5.5", "2026-03-01T08:00:00Z")}


async def test_ndjson_holds_texts_exactly(api: httpx.AsyncClient, buyers: dict[str, str]) -> None:
    rows = [json.loads(line) for line in (await exported(api, "ndjson")).splitlines()]
    assert {row["order_id"]: row["buyer_username"] for row in rows} == buyers
    assert {row["account"] for row in rows} == {"@north"}

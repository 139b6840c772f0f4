"""Lists, counts and exports of every stream agree on what a search finds."""

import httpx
import pytest

from ebay_connector.db.pool import Database
from ebay_connector.streams import STREAMS
from ebay_connector.streams.fields import Kind

VALUES: dict[Kind, str] = {"text": "lamp", "integer": "1", "timestamp": "2026-03-01T08:00:00Z"}


@pytest.fixture
async def api(database: Database, viewer: httpx.AsyncClient) -> httpx.AsyncClient:
    """A viewer, and in every stream a record that the search finds by a word."""
    async with database.transaction() as connection:
        await connection.execute(
            "INSERT INTO accounts (environment, ebay_user_id, username, name, marketplace_id) "
            "VALUES ('emulator', 'north', 'north', 'north', 'EBAY_US')"
        )
        for stream in STREAMS:
            filled = {field.name: VALUES[field.kind] for field in stream.record.fields.values() if field.required}
            row = {**filled, "account_id": 1, "payload": "{}", "payload_hash": b"0", "search": "'lamp'"}
            await connection.execute(
                f"INSERT INTO {stream.record.table_name} ({', '.join(row)}) VALUES ({', '.join(['%s'] * len(row))})",
                tuple(row.values()),
            )
    return viewer


@pytest.mark.parametrize(
    ("q", "found"),
    [("lamp", 1), ("", 1), ("  ", 1), ("lamp %", 1), ("& lamp", 1), ("%", 0), ("@", 0), ("🙂", 0), ("- _ &", 0)],
)
async def test_a_search_without_a_word_finds_nothing_in_any_stream(api: httpx.AsyncClient, q: str, found: int) -> None:
    for stream in STREAMS:
        path, params = f"/records/{stream.name}", {"q": q}
        page = (await api.get(path, params=params)).json()
        assert (len(page["items"]), page["next_cursor"]) == (found, None)
        assert (await api.get(f"{path}/count", params=params)).json() == {"count": found, "exact": True}
        file = await api.get(f"{path}/export", params={**params, "format": "ndjson"})
        assert len(file.text.splitlines()) == found

"""What pages remember for each user."""

import httpx

KEY = "/auth/me/preferences/grid.orders"


async def test_any_json_is_remembered(viewer: httpx.AsyncClient) -> None:
    values: list[object] = [{"columns": ["total", "id"], "width": 12.5}, [], "x", 0, False, None, "ü€ \U0001f600"]
    for value in values:
        assert (await viewer.put(KEY, json={"value": value})).json() == {"key": "grid.orders", "value": value}
        assert (await viewer.get(KEY)).json() == {"key": "grid.orders", "value": value}


async def test_nothing_remembered_is_null(viewer: httpx.AsyncClient) -> None:
    assert (await viewer.get(KEY)).json() == {"key": "grid.orders", "value": None}


async def test_the_newest_counts_and_others_keep_their_own(viewer: httpx.AsyncClient, admin: httpx.AsyncClient) -> None:
    await admin.put(KEY, json={"value": "admin's"})
    await viewer.put(KEY, json={"value": 1})
    await viewer.put(KEY, json={"value": 2})
    assert (await viewer.get(KEY)).json()["value"] == 2
    assert (await admin.get(KEY)).json()["value"] == "admin's"


async def test_what_is_too_large_is_refused(viewer: httpx.AsyncClient) -> None:
    assert (await viewer.put(KEY, json={"value": "x" * 65_534})).status_code == 200
    answer = await viewer.put(KEY, json={"value": "x" * 65_535})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_what_postgres_cannot_store_is_refused(viewer: httpx.AsyncClient) -> None:
    for value in ('"\\u0000"', '{"a\\u0000": 1}', '"\\ud800"', "NaN", "1e999"):
        body = f'{{"value": {value}}}'
        answer = await viewer.put(KEY, content=body, headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request"), value


async def test_endless_nesting_is_refused(viewer: httpx.AsyncClient) -> None:
    answer = await viewer.put(KEY, content="[" * 50_000, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)


async def test_a_wrong_key_is_refused(viewer: httpx.AsyncClient) -> None:
    for key in ("Grid", "a b", "a" * 81, "%C3%BC"):
        assert (await viewer.get(f"/auth/me/preferences/{key}")).status_code == 422, key

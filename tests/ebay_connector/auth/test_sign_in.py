"""Signing in and out, by cookie and by Bearer token."""

import time

import httpx
import jwt
import pytest
from fastapi import FastAPI

from ebay_connector.auth.sessions import Sessions
from ebay_connector.db.pool import Database
from ebay_connector.settings import Settings
from tests.conftest import MakeSettings
from tests.support.web import PASSWORD, browser, program, sign_in

WRONG = {"detail": "The email or the password is wrong.", "code": "invalid_credentials"}


def claims(settings: Settings, **changes: object) -> str:
    now = int(time.time())
    values = {"sub": "1", "sid": 1, "aud": "ebay-connector:access", "iat": now, "exp": now + 60, **changes}
    assert settings.secret_key is not None
    return jwt.encode(values, settings.secret_key.get_secret_value(), "HS256")


async def execute(database: Database, statement: str) -> None:
    async with database.transaction() as connection:
        await connection.execute(statement)


async def test_a_sign_in_gives_a_cookie_and_a_bearer_token(visitor: httpx.AsyncClient, admin: object) -> None:
    answer = await sign_in(visitor, "admin@shop.test")
    body = answer.json()
    assert body["token_type"] == "bearer"
    assert body["expires_in"] == 15 * 60
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("ebay_connector_session=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie


async def test_the_cookie_is_secure_where_people_come_by_https(
    make_settings: MakeSettings, settings: Settings, app: FastAPI, admin: object
) -> None:
    app.state.settings = settings.model_copy(update={"public_url": "https://shop.example"})
    async with browser(app) as client:
        answer = await sign_in(client, "admin@shop.test")
    assert "Secure" in answer.headers["set-cookie"]


async def test_me_is_who_signed_in(admin: httpx.AsyncClient) -> None:
    me = (await admin.get("/auth/me")).json()
    assert (me["email"], me["name"], me["role"]) == ("admin@shop.test", "Admin", "admin")


async def test_a_bearer_token_signs_a_program_in_without_our_pages_header(
    app: FastAPI, visitor: httpx.AsyncClient, admin: object
) -> None:
    token = (await sign_in(visitor, "admin@shop.test")).json()["access_token"]
    async with program(app, token) as client:
        assert (await client.get("/auth/me")).json()["email"] == "admin@shop.test"
        answer = await client.put("/auth/me/preferences/theme", json={"value": "dark"})
    assert answer.status_code == 200


@pytest.mark.parametrize("email", ["Viewer@Shop.Test", "  viewer@shop.test "])
async def test_the_email_may_be_typed_in_any_case(visitor: httpx.AsyncClient, viewer: object, email: str) -> None:
    assert (await sign_in(visitor, email)).status_code == 200


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("viewer@shop.test", "wrong password"),
        ("viewer@shop.test", ""),
        ("nobody@shop.test", PASSWORD),
        ("", PASSWORD),
        ("viewer@shop.test\0", PASSWORD),
        ("' OR true --", PASSWORD),
    ],
)
async def test_wrong_credentials_are_all_answered_alike(
    visitor: httpx.AsyncClient, viewer: object, email: str, password: str
) -> None:
    answer = await sign_in(visitor, email, password)
    assert (answer.status_code, answer.json()) == (401, WRONG)
    assert "set-cookie" not in answer.headers


async def test_a_malformed_sign_in_is_refused_with_a_sentence(visitor: httpx.AsyncClient) -> None:
    for body in (
        "{",
        "[]",
        '{"email": 1, "password": true}',
        '{"email": "viewer@shop.test"}',
        '{"email": "\\ud800@x", "password": "x"}',
        f'{{"email": "viewer@shop.test", "password": "{"x" * 1000}"}}',
    ):
        answer = await visitor.post("/auth/login", content=body, headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request"), body
        assert "xxx" not in answer.text


async def test_nobody_is_let_in_without_credentials(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/auth/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


async def test_a_forged_or_old_bearer_token_is_worthless(app: FastAPI, settings: Settings, admin: object) -> None:
    async with program(app, claims(settings)) as client:
        assert (await client.get("/auth/me")).status_code == 200
    forged = {
        "nonsense": "nonsense",
        "changed": claims(settings)[:-2] + "xx",
        "too old": claims(settings, exp=int(time.time()) - 1),
        "of no session": claims(settings, sid=999_999),
        "of the wrong type": claims(settings, sid="1"),
        "for another purpose": claims(settings, aud="something else"),
        "unsigned": jwt.encode({"sub": "1", "sid": 1, "aud": "ebay-connector:access", "exp": 9e9}, "", "none"),
    }
    for why, token in forged.items():
        async with program(app, token) as client:
            answer = await client.get("/auth/me")
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in"), why


async def test_a_bearer_token_that_fails_is_not_replaced_by_the_cookie(admin: httpx.AsyncClient) -> None:
    answer = await admin.get("/auth/me", headers={"Authorization": "Bearer nonsense"})
    assert answer.status_code == 401


async def test_signing_out_ends_the_session_with_its_bearer_tokens_at_once(app: FastAPI, viewer: object) -> None:
    async with browser(app) as client:
        token = (await sign_in(client, "viewer@shop.test")).json()["access_token"]
        cookie = client.cookies["ebay_connector_session"]
        async with program(app, token) as bearer:
            assert (await bearer.get("/auth/me")).status_code == 200
            assert (await client.post("/auth/logout")).status_code == 204
            assert (await bearer.get("/auth/me")).status_code == 401
        assert "ebay_connector_session" not in client.cookies
        stolen = {"Cookie": f"ebay_connector_session={cookie}"}
        assert (await client.get("/auth/me", headers=stolen)).status_code == 401


async def test_signing_out_when_signed_out_is_no_error(visitor: httpx.AsyncClient) -> None:
    assert (await visitor.post("/auth/logout")).status_code == 204


async def test_another_process_sees_a_sign_out_within_two_seconds(
    app: FastAPI, database: Database, settings: Settings, viewer: httpx.AsyncClient
) -> None:
    app.state.sessions = other = Sessions(database, settings)
    cookie = viewer.cookies["ebay_connector_session"]
    assert await other.by_cookie(cookie)
    await execute(database, "UPDATE sessions SET ended_at = now()")
    deadline = time.monotonic() + 2.5
    while await other.by_cookie(cookie):
        assert time.monotonic() < deadline


async def test_a_session_without_use_ends(database: Database, app: FastAPI, viewer: httpx.AsyncClient) -> None:
    await execute(database, "UPDATE sessions SET expires_at = now()")
    app.state.sessions.forget()
    assert (await viewer.get("/auth/me")).status_code == 401


async def test_use_prolongs_a_session(database: Database, app: FastAPI, viewer: httpx.AsyncClient) -> None:
    await execute(
        database, "UPDATE sessions SET expires_at = now() + interval '1 h', last_used_at = now() - interval '1 h'"
    )
    app.state.sessions.forget()
    assert (await viewer.get("/auth/me")).status_code == 200
    async with database.transaction() as connection:
        cursor = await connection.execute("SELECT expires_at > now() + interval '13 days' FROM sessions")
        assert await cursor.fetchone() == (True,)


async def test_me_prolongs_the_browsers_cookie(viewer: httpx.AsyncClient) -> None:
    cookie = viewer.cookies["ebay_connector_session"]
    answer = await viewer.get("/auth/me")
    assert answer.headers["set-cookie"].startswith(f"ebay_connector_session={cookie};")
    assert f"Max-Age={14 * 24 * 3600}" in answer.headers["set-cookie"]


async def test_the_database_holds_neither_cookie_nor_password(database: Database, viewer: httpx.AsyncClient) -> None:
    cookie = viewer.cookies["ebay_connector_session"]
    async with database.transaction() as connection:
        cursor = await connection.execute(
            "SELECT (SELECT json_agg(s) FROM sessions s)::text || (SELECT json_agg(u) FROM users u)::text"
        )
        row = await cursor.fetchone()
    assert row is not None
    assert cookie not in row[0]
    assert PASSWORD not in row[0]
    assert "$argon2id$" in row[0]

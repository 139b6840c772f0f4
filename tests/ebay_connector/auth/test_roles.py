"""What each role may do, checked on the server; and that nothing is open that should not be."""

import re

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from ebay_connector.auth.roles import Role
from tests.support.web import PASSWORD, browser, program, sign_in, signed_in

PUBLIC = {
    ("GET", "/healthz"),
    ("GET", "/healthz/db"),
    ("GET", "/metrics"),
    ("GET", "/openapi.json"),
    ("POST", "/auth/login"),
    ("POST", "/auth/logout"),
}
ROLES: tuple[Role, ...] = ("viewer", "operator", "admin")
NEEDS = {
    ("POST", "/auth/users"): "admin",
    ("GET", "/auth/users"): "admin",
    ("PATCH", "/auth/users/1"): "admin",
    ("POST", "/ebay/oauth/start"): "operator",
    ("PATCH", "/ebay/accounts/1"): "operator",
    ("DELETE", "/ebay/accounts/1"): "operator",
    ("DELETE", "/ebay/accounts/1?erase=true"): "admin",
    ("POST", "/ebay/sync/orders"): "operator",
    ("POST", "/ebay/sync/runs/1/stop"): "operator",
    ("PUT", "/ebay/sync/schedules/1/orders"): "operator",
    ("GET", "/ebay/accounts"): "viewer",
    ("GET", "/ebay/environments"): "viewer",
    ("GET", "/auth/me"): "viewer",
}


def routes(app: FastAPI) -> set[tuple[str, str]]:
    return {
        (method, re.sub(r"{\w+}", "1", route.path))
        for route in iter_route_contexts(app.routes)
        if isinstance(route.path, str)
        for method in route.methods or ()
        if method != "HEAD"
    }


async def test_every_route_but_a_few_demands_a_sign_in(app: FastAPI, visitor: httpx.AsyncClient) -> None:
    closed = routes(app) - PUBLIC
    assert len(closed) > 20
    for method, path in closed:
        answer = await visitor.request(method, path)
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in"), (method, path)
        assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_that_does_not_reach_is_refused_and_told_which_is_needed(app: FastAPI, role: Role) -> None:
    async with signed_in(app, role) as client:
        for (method, path), needed in NEEDS.items():
            answer = await client.request(method, path)
            if ROLES.index(role) >= ROLES.index(needed):
                assert answer.status_code != 403, (method, path)
            else:
                assert (answer.status_code, answer.json()["code"]) == (403, "forbidden"), (method, path)
                assert f"the role {needed}" in answer.json()["detail"]


async def test_a_new_role_holds_at_once(admin: httpx.AsyncClient, viewer: httpx.AsyncClient) -> None:
    me = (await viewer.get("/auth/me")).json()
    assert (await viewer.get("/auth/users")).status_code == 403
    assert (await admin.patch(f"/auth/users/{me['id']}", json={"role": "admin"})).status_code == 200
    assert (await viewer.get("/auth/users")).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"X-Requested-With": "XMLHttpRequest"}])
async def test_a_foreign_page_cannot_use_the_cookie(
    app: FastAPI, viewer: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    cookie = {"ebay_connector_session": viewer.cookies["ebay_connector_session"]}
    async with program(app) as foreign:
        foreign.cookies.update(cookie)
        for method, path in (
            ("PUT", "/auth/me/preferences/a"),
            ("POST", "/auth/logout"),
            ("DELETE", "/ebay/accounts/1"),
        ):
            answer = await foreign.request(method, path, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (403, "csrf"), path
        assert (await foreign.get("/auth/me")).status_code == 200


async def test_a_sign_in_from_a_foreign_form_is_refused(app: FastAPI, viewer: object) -> None:
    body = f'{{"email": "viewer@shop.test", "password": "{PASSWORD}"}}'
    async with program(app) as foreign:
        for kind in ("text/plain", "application/x-www-form-urlencoded"):
            answer = await foreign.post("/auth/login", content=body, headers={"Content-Type": kind})
            assert answer.status_code == 422


async def test_a_deactivated_user_is_out_at_once_and_stays_out(
    app: FastAPI, admin: httpx.AsyncClient, viewer: httpx.AsyncClient
) -> None:
    me = (await viewer.get("/auth/me")).json()
    changed = await admin.patch(f"/auth/users/{me['id']}", json={"active": False})
    assert changed.json()["active"] is False
    assert (await viewer.get("/auth/me")).status_code == 401
    async with browser(app) as client:
        assert (await sign_in(client, me["email"])).status_code == 401
    await admin.patch(f"/auth/users/{me['id']}", json={"active": True})
    assert (await viewer.get("/auth/me")).status_code == 401
    assert (await sign_in(viewer, me["email"])).status_code == 200

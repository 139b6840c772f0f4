"""The web side as browsers and programs meet it, without a socket."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI

from ebay_connector.auth.roles import Role
from ebay_connector.auth.schemas import NewUser
from ebay_connector.auth.users import create_user
from ebay_connector.db.pool import Database

ORIGIN = "http://shop.test"
OUR_HEADER = {"X-Requested-With": "ebay-connector"}
PASSWORD = "correct horse battery"


def browser(app: FastAPI, address: str = "203.0.113.7") -> httpx.AsyncClient:
    """A browser with our pages open: it keeps cookies and marks its requests as ours."""
    transport = httpx.ASGITransport(app, client=(address, 50_000))
    return httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=OUR_HEADER)


async def sign_in(client: httpx.AsyncClient, email: str, password: str = PASSWORD) -> httpx.Response:
    return await client.post("/auth/login", json={"email": email, "password": password})


@asynccontextmanager
async def signed_in(app: FastAPI, role: Role) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in which a new user of that role has signed in."""
    database: Database = app.state.database
    email = f"{role}@shop.test"
    await create_user(database, NewUser(email=email, name=role.capitalize(), password=PASSWORD, role=role))
    async with browser(app) as client:
        answer = await sign_in(client, email)
        assert answer.status_code == 200, answer.text
        yield client


def program(app: FastAPI, token: str = "") -> httpx.AsyncClient:
    """A program: no cookies, no mark of our pages; signed in by a Bearer token when it has one."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN, headers=headers)

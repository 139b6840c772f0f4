"""An operator in a browser, and the local eBay's real consent page."""

import asyncio
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI

from ebay_connector.accounts.service import Accounts
from ebay_connector.db.pool import Database
from ebay_connector.settings import Settings
from tests.conftest import MakeSettings

SELLERS = ("harbor_goods", "alpine_parts")
PREFIX = "https://api.ebay.com/oauth/api_scope"
PAGE = {"Accept": "text/html,*/*;q=0.8"}
TOKEN_PATH = "/identity/v1/oauth2/token"


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["code"]


@pytest.fixture
def emulator(emulator_process: Any) -> Any:
    """The local eBay with two sellers who have sold nothing."""
    emulator_process.control("reset", {"demo": False})
    for seller in SELLERS:
        emulator_process.control("seed", {"seller": seller, "orders": 0})
    return emulator_process


@pytest.fixture
def settings(make_settings: MakeSettings, addresses: Any, emulator: Any) -> Settings:
    return make_settings(
        database_url=addresses.url, database_direct_url=addresses.direct_url, emulator_url=emulator.url
    )


@dataclass
class Shop:
    """A browser in which the operator connects sellers, and the local eBay beside it."""

    browser: httpx.AsyncClient
    emulator: Any
    accounts: Accounts
    database: Database

    async def start(self, **wanted: Any) -> str:
        """The address of the consent page."""
        answer = await self.browser.post("/ebay/oauth/start", json={"environment": "emulator", **wanted})
        assert answer.status_code == 200, answer.text
        url: str = answer.json()["authorization_url"]
        return url

    async def decide(self, url: str, seller: str = SELLERS[0], decision: str = "agree") -> str:
        """Fills the consent page's form; path and query that eBay sends the browser back to."""
        async with httpx.AsyncClient() as web:
            page = await web.get(url)
            assert page.status_code == 200, page.text
            assert f'value="{seller}"' in page.text
            assert re.search(r'<form method="post"', page.text)
            answer = await web.post(url, data={"username": seller, "decision": decision})
        assert answer.status_code == 302, answer.text
        back = urlsplit(answer.headers["location"])
        return f"{back.path}?{back.query}"

    async def connect(self, seller: str = SELLERS[0], **wanted: Any) -> int:
        """All of it; the account's id."""
        answer = await self.browser.get(await self.decide(await self.start(**wanted), seller))
        assert answer.status_code == 303, answer.text
        return int(parse_qs(urlsplit(answer.headers["location"]).query)["connected"][0])

    async def listed(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = (await self.browser.get("/ebay/accounts")).json()
        return rows

    def token_requests(self) -> int:
        """How often eBay was asked for a token by now."""
        entries = self.emulator.control("requests")["requests"]
        return sum(entry["path"].endswith(TOKEN_PATH) for entry in entries)

    async def token_requests_above(self, count: int) -> None:
        """Waits until eBay was asked more often than that."""
        async with asyncio.timeout(10):
            while self.token_requests() <= count:  # noqa: ASYNC110 - another process, which tells nobody
                await asyncio.sleep(0.01)

    async def execute(self, statement: str, *values: Any) -> list[Any]:
        async with self.database.transaction() as connection:
            cursor = await connection.execute(statement, values)
            return await cursor.fetchall() if cursor.description else []


@pytest.fixture
def shop(app: FastAPI, operator: httpx.AsyncClient, emulator: Any, database: Database) -> Shop:
    return Shop(operator, emulator, app.state.accounts, database)

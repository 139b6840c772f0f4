"""The sellers of the local eBay, their tokens, and their accounts in the product."""

from typing import Any

import psycopg

from ebay_connector.accounts.clients import EbayClients
from ebay_connector.accounts.scopes import wanted_scopes
from ebay_connector.accounts.service import Accounts
from ebay_connector.auth.schemas import NewUser
from ebay_connector.auth.users import create_user
from ebay_connector.db.pool import Database
from ebay_connector.ebay.identity import get_user
from ebay_connector.ebay.oauth import Token
from ebay_connector.settings import Settings
from ebay_connector.streams import STREAMS, scopes_of
from ebay_emulator.testing import EmulatorProcess

LOADS, LIST, ORM = "bench_loads", "bench_list", "bench_orm"
SHOP, CALLER = "bench_shop", "bench_caller"
CONNECTED = (LOADS, LIST, SHOP, CALLER)
EMAIL, PASSWORD = "owner@shop.example", "a password for benchmarks"
LIFE = 47_304_000


class IssuedToken:
    """Credentials of a seller that is not connected yet."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def access_token(self) -> str:
        return self._token

    async def renew(self, rejected: str) -> str:
        return self._token


def issued(emulator: EmulatorProcess, seller: str, scopes: tuple[str, ...] = ()) -> dict[str, Any]:
    """The tokens that a consent would give, for these scopes or those of orders."""
    found: dict[str, Any] = emulator.control("tokens", {"seller": seller, **({"scopes": scopes} if scopes else {})})
    return found


async def connect(url: str, settings: Settings, emulator: EmulatorProcess, sellers: tuple[str, ...]) -> None:
    """Connects the sellers; nothing is synced before it is asked for."""
    database, clients = Database(url, url, settings), EbayClients(settings)
    await database.open()
    try:
        owner = await create_user(database, NewUser(email=EMAIL, name="Owner", password=PASSWORD, role="admin"))
        accounts = Accounts(database, settings, clients)
        scopes = wanted_scopes({stream.name: scopes_of(stream) for stream in STREAMS}, None)
        for seller in sellers:
            given = issued(emulator, seller, tuple(scopes))
            token = Token(given["access_token"], 7200, given["refresh_token"], LIFE)
            user = await get_user(await clients.get("emulator"), IssuedToken(token.access_token))
            await accounts.connect("emulator", user, scopes, token, owner.id)
    finally:
        await clients.close()
        await database.close()
    _pause_schedules(url)


def account_of(url: str, seller: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT id FROM accounts WHERE username = %s", (seller,)).fetchone()
    assert row is not None
    return int(row[0])


def _pause_schedules(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(
            "INSERT INTO sync_schedules (account_id, stream, enabled, every_minutes, next_at) "
            "SELECT id, s, false, 15, now() FROM accounts, unnest(%s::text[]) s ON CONFLICT DO NOTHING",
            ([stream.name for stream in STREAMS],),
        )

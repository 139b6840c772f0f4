"""The connector as a worker runs it, on a test's database and the local eBay, driven from a test."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

from ebay_connector.accounts.clients import EbayClients
from ebay_connector.accounts.scopes import wanted_scopes
from ebay_connector.accounts.service import Accounts
from ebay_connector.db.pool import Database
from ebay_connector.ebay import oauth
from ebay_connector.ebay.identity import get_user
from ebay_connector.jobs import Jobs
from ebay_connector.operations import queries
from ebay_connector.settings import Settings
from ebay_connector.streams import BY_NAME, STREAMS
from ebay_connector.streams.stream import Stream
from ebay_connector.streams.window import Dated, Whole
from ebay_connector.sync import runs
from ebay_connector.sync.planner import oldest
from ebay_connector.sync.tasks import Runner

Row = dict[str, Any]


@dataclass
class Connector:
    """One installation: connects sellers, does runs, and is compared with eBay's truth."""

    database: Database
    settings: Settings
    emulator: Any
    jobs: Jobs
    runner: Runner

    async def connect(self, seller: str, scopes: list[str] | None = None) -> int:
        """Connects a seller without the consent page; returns the account's id."""
        return await connect_seller(self.database, self.runner, self.emulator, seller, scopes)

    async def request(self, account_id: int, stream: str = "orders", **options: Any) -> int:
        """Queues a run and returns its id."""
        async with self.database.transaction() as connection:
            made = await runs.request(connection, self.jobs, account_id, stream, kind="manual", **options)
        return made.run_id

    async def sync(self, account_id: int, stream: str = "orders", **options: Any) -> Row:
        """Does a run in this process and returns how it ended."""
        run_id = await self.request(account_id, stream, **options)
        await self.runner.run(run_id)
        return await self.run(run_id)

    async def run(self, run_id: int) -> Row:
        async with self.database.transaction() as connection:
            run = await queries.run(connection, run_id)
        assert run is not None
        return run

    async def events(self, run_id: int, kind: str | None = None) -> list[Row]:
        """The run's log, or its lines of one kind."""
        async with self.database.transaction() as connection:
            lines = await queries.events(connection, run_id, 0, 1_000_000)
        return [line for line in lines if kind in (None, line["kind"])]

    async def fetch(self, statement: str, *values: Any) -> list[Any]:
        async with self.database.transaction() as connection:
            return await (await connection.execute(statement.encode(), values)).fetchall()

    async def stored(self, account_id: int, stream: str = "orders") -> dict[str, Any]:
        """Payloads by key, of one account: what eBay has and its lists are to show."""
        record, window = BY_NAME[stream].record, BY_NAME[stream].window
        key = " || ':' || ".join(record.key_names())
        shown = window.shows if isinstance(window, Whole) else "true"
        living = f"FROM {record.table_name} WHERE account_id = %s AND gone_at IS NULL AND {shown}"
        rows = await self.fetch(f"SELECT {key}, payload {living}", account_id)
        assert len(rows) == len(dict(rows))
        return dict(rows)


async def truth(emulator: Any, seller: str, stream: str = "orders") -> dict[str, Any]:
    """What eBay lets be read of a seller, by key, as it gives each by its id and as it is to be stored."""
    known = BY_NAME[stream]
    paths = [known.record.fields[key].path for key in known.record.key_names()]
    lines = await _truth_lines(emulator, seller, stream, "one")
    records = [as_stored(known, line) for line in lines]
    if known.source.part:
        listed = await _truth_lines(emulator, seller, stream, "list")
        records = [{known.source.part: each, "detail": _detail(one)} for each, one in zip(listed, lines, strict=True)]
    if isinstance(known.window, Dated):
        dated = next(field.path for field in known.record.fields.values() if field.index)
        reached = f"{oldest(known.window, datetime.now(UTC)) + timedelta(minutes=5):%Y-%m-%dT%H:%M:%S}"
        records = [record for record in records if reach(record, dated) >= reached]
    return {":".join(str(reach(record, path)) for path in paths): record for record in records}


def _detail(one: Row) -> Row:
    """Some calls put the record under a name of its own."""
    inner: Row = one.get("cancelDetail") or one.get("detail") or one
    return inner


async def _truth_lines(emulator: Any, seller: str, stream: str, view: str) -> list[Row]:
    url, asked = f"{emulator.url}/_emulator/truth/{stream}", {"seller": seller, "view": view}
    async with aiohttp.ClientSession() as session, session.get(url, params=asked) as response:
        response.raise_for_status()
        return [json.loads(line) for line in (await response.read()).split(b"\n") if line]


def as_stored(stream: Stream, line: Row) -> Row:
    """The payload that a row must have for what eBay gives by an id, so far as that tells it."""
    if stream.name == "messages":
        return {"conversationId": line["conversationId"], **line["message"]}
    fixed = {name: value for name, value in stream.source.added if "{" not in value}
    return {**fixed, **line}


def reach(record: Any, path: str) -> Any:
    """What stands at a dotted path."""
    for step in path.split("."):
        record = record.get(step, {})
    return record


async def assert_equals_truth(connector: Connector, account_id: int, seller: str, stream: str = "orders") -> None:
    """The database holds every record of eBay's, each once and as eBay has it, and nothing else."""
    known = BY_NAME[stream]
    expected, stored = await truth(connector.emulator, seller, stream), await connector.stored(account_id, stream)
    assert expected.keys() - stored.keys() == set(), "lost records"
    assert stored.keys() - expected.keys() == set(), "records that eBay does not have"
    part = "detail" if known.source.part else None
    different = [key for key, record in expected.items() if _seen(stored[key], part) != _seen(record, part)]
    assert different == []
    for name, child in known.record.children.items():
        if not known.source.part and child.path in _paths(expected):
            await _assert_children(connector, account_id, expected, child.record.table_name, child.path, name)


def _seen(record: Row, part: str | None) -> Any:
    return record if part is None else record.get(part)


def _paths(expected: dict[str, Any]) -> set[str]:
    """Arrays of any record, as dotted paths of one or two steps."""
    found = set()
    for record in expected.values():
        for name, value in record.items():
            nested = value.items() if isinstance(value, dict) else ()
            found |= {f"{name}.{each}" for each, held in nested if isinstance(held, list)}
            found |= {name} if isinstance(value, list) else set()
    return found


async def _assert_children(
    connector: Connector, account_id: int, expected: dict[str, Any], table: str, path: str, name: str
) -> None:
    rows = await connector.fetch(f"SELECT count(*) FROM {table} WHERE account_id = %s", account_id)
    assert rows[0][0] == sum(len(reach(record, path) or []) for record in expected.values()), name


async def connect_seller(
    database: Database, runner: Runner, emulator: Any, seller: str, scopes: list[str] | None = None
) -> int:
    """Keeps tokens that the local eBay has issued for the seller, as its consent page would have."""
    granted = scopes or wanted_scopes({stream.name: stream.scope for stream in STREAMS if stream.scope}, None)
    issued = emulator.control("tokens", {"seller": seller, "scopes": granted})
    token = oauth.Token(issued["access_token"], 7200, issued["refresh_token"], 47_304_000)
    user = await get_user(await runner.clients.get("emulator"), _Issued(token.access_token))
    async with database.transaction() as connection:
        cursor = await connection.execute(
            "INSERT INTO users (email, name, role, password_hash) VALUES ('owner@shop.example', 'Owner', 'admin', '') "
            "ON CONFLICT (email) DO UPDATE SET name = excluded.name RETURNING id"
        )
        row = await cursor.fetchone()
    assert row is not None
    return await runner.accounts.connect("emulator", user, granted, token, row[0])


@dataclass
class _Issued:
    token: str

    async def access_token(self) -> str:
        return self.token

    async def renew(self, rejected: str) -> str:
        raise AssertionError(rejected)


@asynccontextmanager
async def open_connector(database: Database, settings: Settings, emulator: Any) -> AsyncIterator[Connector]:
    """A connector whose eBay is the emulator."""
    settings = settings.model_copy(update={"emulator_url": emulator.url})
    async with AsyncExitStack() as stack:
        jobs = Jobs(database)
        await jobs.open()
        clients = EbayClients(settings)
        stack.push_async_callback(clients.close)
        runner = Runner(database, settings, jobs, Accounts(database, settings, clients), clients)
        yield Connector(database, settings, emulator, jobs, runner)

"""The connector as a worker runs it, on a test's database and the local eBay, driven from a test."""

import json
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from ebay_connector.accounts.clients import EbayClients
from ebay_connector.accounts.scopes import wanted_scopes
from ebay_connector.accounts.service import Accounts
from ebay_connector.budget.service import Budgets
from ebay_connector.db.pool import Database
from ebay_connector.ebay import oauth
from ebay_connector.ebay.identity import get_user
from ebay_connector.jobs import Jobs
from ebay_connector.operations import queries
from ebay_connector.settings import Settings
from ebay_connector.streams import BY_NAME, STREAMS, parent_of, scopes_of
from ebay_connector.streams.stream import Stream
from ebay_connector.streams.window import Dated, Modified, Moment, Whole
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
    found = {":".join(str(reach(record, path)) for path in paths): record for record in records}
    assert len(found) == len(records), "two of eBay's records have one key"
    return found


async def within_reach(emulator: Any, seller: str, stream: Stream, records: dict[str, Any]) -> dict[str, Any]:
    """Those that eBay lets be asked for: what has aged past its history stays in the database as it was last."""
    parent = parent_of(stream)
    if not isinstance(parent.window, Dated | Modified):
        return records
    if parent is not stream:
        parents = await within_reach(emulator, seller, parent, await truth(emulator, seller, parent.name))
        return {key: record for key, record in records.items() if key.rpartition(":")[0] in parents}
    now = datetime.fromisoformat(emulator.control("state")["now"])
    dated = stream.record.fields[stream.record.dated_by()].path
    reached = f"{oldest(parent.window, now) + timedelta(minutes=5):%Y-%m-%dT%H:%M:%S}"
    return {key: record for key, record in records.items() if reach(record, dated) >= reached}


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
    if isinstance(known.window, Moment):
        return await _assert_newest_point(connector, account_id, seller, stream)
    emulator = connector.emulator
    expected = await within_reach(emulator, seller, known, await truth(emulator, seller, stream))
    stored = await within_reach(emulator, seller, known, await connector.stored(account_id, stream))
    lost, kept = expected.keys() - stored.keys(), stored.keys() - expected.keys()
    assert not lost, f"lost records: {_some(lost)}"
    assert not kept, f"records that eBay does not have: {_some(kept)}"
    told = [_different(key, stored[key], record, known) for key, record in expected.items()]
    different = [words for words in told if words]
    assert not different, f"different records: {_some(different)}"
    for child in known.record.children.values():
        if not known.source.part and child.path in _paths(expected):
            keys = known.record.key_names()
            await _assert_children(connector, account_id, expected, keys, child.record.table_name, child.path)


def _some(found: Collection[str]) -> str:
    return f"{len(found)}, such as {', '.join(sorted(found)[:3])}"


def _different(key: str, stored: Row, expected: Row, stream: Stream) -> str:
    """What a record has that eBay's has not, in words; of records in parts, those that truth tells."""
    names = (stream.source.part, "detail") if stream.source.part else {**stored, **expected}
    wrong = [name for name in names if stored.get(name) != expected.get(name)]
    return "; ".join(f"{key} {name}: {stored.get(name)!r}, eBay has {expected.get(name)!r}" for name in wrong)


async def _assert_newest_point(connector: Connector, account_id: int, seller: str, stream: str) -> None:
    """What is true at a moment is kept as a point of each run; the newest one is eBay's, but for its time."""
    points = await connector.stored(account_id, stream)
    added = {name for name, _ in BY_NAME[stream].source.added}
    newest = [{name: value for name, value in points[max(points)].items() if name not in added}] if points else []
    assert newest == await _truth_lines(connector.emulator, seller, stream, "one")


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
    connector: Connector, account_id: int, expected: dict[str, Any], keys: tuple[str, ...], table: str, path: str
) -> None:
    """Each record has as many rows there as its array has elements."""
    key = " || ':' || ".join(keys)
    counts = f"SELECT {key}, count(*) FROM {table} WHERE account_id = %s GROUP BY 1"
    rows = dict(await connector.fetch(counts, account_id))
    elements = {key: len(reach(record, path) or []) for key, record in expected.items()}
    assert {key: rows.get(key, 0) for key in expected} == elements, table


async def connect_seller(
    database: Database, runner: Runner, emulator: Any, seller: str, scopes: list[str] | None = None
) -> int:
    """Keeps tokens that the local eBay has issued for the seller, as its consent page would have."""
    granted = scopes or wanted_scopes({stream.name: scopes_of(stream) for stream in STREAMS}, None)
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
        runner = Runner(
            database, settings, jobs, Accounts(database, settings, clients), clients, Budgets(database, clients)
        )
        yield Connector(database, settings, emulator, jobs, runner)

"""The installation that the browser tests use: started as a user starts it, and asked beside the browser."""

import itertools
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self
from urllib.parse import urljoin

import httpx
import psutil

from ebay_connector.db.cluster import free_port
from tests.support.command import Command
from tests.support.worker import eventually

SHOP = "fenland_books"
WAIT_SECONDS = 120
SOON = timedelta(seconds=20)
OURS = {"X-Requested-With": "ebay-connector"}
Row = dict[str, Any]


@dataclass(frozen=True)
class Person:
    email: str
    password: str
    role: str


ADMIN = Person("admin@shop.example", "correct horse battery", "admin")


class Installation:
    """`ebay-connector serve --demo` on ports of its own, with its API and the control plane of its local eBay."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = free_port()
        self._ports = {"PORT": self.port, "EMULATOR_PORT": free_port()}
        self._numbers = itertools.count(1)
        self._is_known = False
        self._stack = ExitStack()
        self.url = f"http://127.0.0.1:{self.port}"
        self.ebay_url = f"http://127.0.0.1:{self._ports['EMULATOR_PORT']}"

    async def start(self) -> Self:
        values = {"ADMIN_EMAIL": ADMIN.email, "ADMIN_PASSWORD": ADMIN.password, **self._ports}
        self.command = self._stack.enter_context(Command(self._folder, "serve", "--demo", **values))
        self.command.until_ready()
        self._client = httpx.AsyncClient(base_url=f"{self.url}/api", headers=OURS, timeout=60)
        await self.api("POST", "/auth/login", json={"email": ADMIN.email, "password": ADMIN.password})
        return self

    async def stop(self) -> None:
        """As a host stops it: nothing may be left behind."""
        await self._client.aclose()
        with self._stack:
            assert self.command.stop() == 0, self.command.err
            self.command.assert_nothing_left()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """The server hangs: it takes connections and answers none."""
        server = psutil.Process(self.command.process.pid)
        server.suspend()
        try:
            yield
        finally:
            server.resume()

    @contextmanager
    def without_database(self) -> Iterator[None]:
        """Postgres, with all its processes, answers nobody."""
        server = self.command.other("/postgres -D")
        processes = [server, *server.children()]
        for process in processes:
            process.suspend()
        try:
            yield
        finally:
            for process in processes:
                process.resume()

    async def kill(self) -> None:
        """The machine loses its power."""
        await self._client.aclose()
        self.command.others()
        self._stack.close()

    async def api(self, method: str, path: str, **options: Any) -> Any:
        """What the API answers an administrator."""
        answer = (await self._client.request(method, path, **options)).raise_for_status()
        return answer.json() if answer.content else None

    async def ebay(self, path: str, payload: object = None, method: str | None = None) -> Any:
        """Asks, or with a payload changes, the local eBay."""
        async with httpx.AsyncClient(timeout=60) as client:
            how = method or ("GET" if payload is None else "POST")
            answer = await client.request(how, f"{self.ebay_url}/_emulator/{path}", json=payload)
            return answer.raise_for_status().json()

    async def ebay_orders(self, seller: str) -> int:
        sellers = (await self.ebay("state"))["sellers"]
        return next(int(one["orders"]) for one in sellers if one["username"] == seller)

    async def ebay_truth(self, seller: str) -> list[Row]:
        """Every order of a seller as eBay has it."""
        async with httpx.AsyncClient(timeout=60) as client:
            answer = await client.get(f"{self.ebay_url}/_emulator/truth/orders", params={"seller": seller})
            return [json.loads(line) for line in answer.raise_for_status().text.splitlines()]

    async def faults(self, *faults: Row) -> None:
        """What goes wrong at eBay from now on, in the place of what went wrong before."""
        await self.ebay("faults", list(faults))

    async def person(self, role: str) -> Person:
        """Someone new, whose settings nobody has changed yet."""
        person = Person(f"{role}{next(self._numbers)}@shop.example", "quiet river stone", role)
        body = {"email": person.email, "name": person.email, "password": person.password, "role": role}
        await self.api("POST", "/auth/users", json=body)
        return person

    async def empty(self) -> None:
        """No account, no data, and a local eBay as new."""
        self._is_known = False
        for account in await self.api("GET", "/ebay/accounts"):
            await self.api("DELETE", f"/ebay/accounts/{account['id']}", params={"erase": True})
        await eventually(self._has_no_account, WAIT_SECONDS)
        await self.ebay("reset", {"demo": True})

    async def _has_no_account(self) -> bool:
        return not await self.api("GET", "/ebay/accounts")

    async def with_shop(self) -> int:
        """Exactly one account, connected and its orders read completely, with nothing under way; returns its id."""
        await self.faults()
        accounts = await self.api("GET", "/ebay/accounts")
        if self._is_known and [(one["username"], one["status"]) for one in accounts] == [(SHOP, "connected")]:
            await eventually(self._is_at_rest, WAIT_SECONDS)
            return int(accounts[0]["id"])
        await self.empty()
        account_id = await self.connect(SHOP)
        await self.sync(account_id)
        await eventually(self._is_at_rest, WAIT_SECONDS)
        self._is_known = True
        return account_id

    async def _is_at_rest(self) -> bool:
        """No run is active, and none is about to start by itself, as what follows the orders does."""
        states = await self.api("GET", "/ebay/sync/state")
        due = [state["schedule"]["next_at"] for state in states if state["schedule"] and state["schedule"]["next_at"]]
        soon = datetime.now(UTC) + SOON
        return not any(state["active_run"] for state in states) and all(datetime.fromisoformat(at) > soon for at in due)

    async def connect(self, seller: str, **wanted: Any) -> int:
        """Connects a seller by the consent page, without a browser."""
        found: list[str] = []

        async def is_connected() -> bool:
            landed = await self._agree(seller, wanted)
            found.extend(re.findall(r"connected=(\d+)", landed.headers.get("Location", "")))
            assert found or "being erased" in landed.text, landed.text
            return bool(found)

        await eventually(is_connected, WAIT_SECONDS)
        return int(found[0])

    async def _agree(self, seller: str, wanted: Row) -> httpx.Response:
        """Where eBay sends the seller back to."""
        started = await self.api("POST", "/ebay/oauth/start", json={"environment": "emulator", **wanted})
        page = started["authorization_url"]
        async with httpx.AsyncClient(timeout=60) as client:
            asked = await client.post(page, data={"username": seller, "decision": "agree"})
        return await self._client.get(urljoin(page, asked.headers["Location"]).removeprefix(f"{self.url}/api"))

    async def start_sync(self, account_id: int, *, full: bool = False) -> int:
        """Returns the run's id."""
        body = {"account_ids": [account_id], "full": full}
        started = await self.api("POST", "/ebay/sync/orders", json=body)
        return int(started["runs"][0]["id"])

    async def sync(self, account_id: int) -> Row:
        """Reads the account to the end."""
        return await self.ended(await self.start_sync(account_id))

    async def read(self, *streams: str, full: bool = False) -> None:
        """Reads these streams of every account, one after the other, to the end."""
        for stream in streams:
            started = await self.api("POST", f"/ebay/sync/{stream}", json={"full": full})
            for run in started["runs"]:
                ended = await self.ended(run["id"])
                assert ended["status"] == "succeeded", ended["reason"]

    async def ended(self, run_id: int) -> Row:
        """The run, once it has ended."""

        async def has_ended() -> bool:
            return (await self.run(run_id))["finished_at"] is not None

        await eventually(has_ended, WAIT_SECONDS)
        return await self.run(run_id)

    async def run(self, run_id: int) -> Row:
        return dict(await self.api("GET", f"/ebay/sync/runs/{run_id}"))

"""The one hosted command: server, worker and, for a demo, the local eBay; started and stopped in order."""

import asyncio
import fcntl
import socket
import sys
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI

from ebay_connector.app import create_app
from ebay_connector.auth.service import FirstUser, ensure_first_user
from ebay_connector.build import get_build
from ebay_connector.children import Child
from ebay_connector.db.connect import Addresses
from ebay_connector.db.embedded import is_alone
from ebay_connector.db.errors import place
from ebay_connector.db.mode import learn_mode
from ebay_connector.db.pool import Database
from ebay_connector.errors import StartError
from ebay_connector.log import get_logger
from ebay_connector.settings import Settings
from ebay_connector.startup import found_database, migrate, migrated, opened
from ebay_connector.stopping import Stop, stop_on_signals
from ebay_connector.web.gate import Gate
from ebay_connector.web.server import WebServer, listen

log = get_logger(__name__)
WORKER_PATIENCE = 20.0
EMULATOR_PATIENCE = 5.0
EMULATOR_START_SECONDS = 60.0
SHARED = (
    "Another eBay Connector runs on this DATA_DIR: both show the same data, and their workers share its syncs. "
    "Stop one of them, or set another DATA_DIR to keep their data apart."
)


@dataclass(frozen=True)
class Parts:
    """What one process starts beside the web server."""

    migrations: bool = True
    worker: bool = True
    emulator: bool = False


async def serve(settings: Settings, parts: Parts) -> None:
    """Serves until told to stop; raises what kept it from starting."""
    if parts.emulator:
        listen("127.0.0.1", settings.emulator_port, "EMULATOR_PORT").close()
        settings = settings.model_copy(update={"emulator_url": settings.demo_emulator_url})
    refuse_foreign(settings.host)
    gate = Gate()
    web = WebServer(gate, listen(settings.host, settings.port))
    await web.start()
    async with stop_on_signals() as stop:
        try:
            async with AsyncExitStack() as stack:
                start = Start(settings, parts, gate, web, stack, stop)
                if await stop.or_end_of(start.run()):
                    await stop.wait()
                log.info("Stopping.")
        finally:
            await web.stop()
    log.info("Stopped.")


def refuse_foreign(host: str) -> None:
    """HOST must be this machine's, whatever the port."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.bind(address)
    except (OSError, UnicodeError):
        raise StartError(
            f"HOST is {host}, which is no address of this machine: set it to 127.0.0.1 for this machine alone, "
            "or to 0.0.0.0 for all its networks."
        ) from None


class Start:
    """The steps from nothing to a serving process. What each starts, the stack stops in the reverse order."""

    def __init__(
        self, settings: Settings, parts: Parts, gate: Gate, web: WebServer, stack: AsyncExitStack, stop: Stop
    ) -> None:
        self._settings = settings
        self._parts = parts
        self._gate = gate
        self._web = web
        self._stack = stack
        self._stop = stop

    async def run(self) -> None:
        where = await self._stack.enter_async_context(found_database(self._settings, self._report, self._stop))
        emulator = await self._start_emulator() if self._parts.emulator else None
        database = await self._open(where)
        first_user = await ensure_first_user(database, self._settings)
        app = create_app(database, self._settings)
        await self._stack.enter_async_context(app.router.lifespan_context(app))
        if emulator:
            self._report("starting the local eBay")
            await answers(self._settings.emulator_port, EMULATOR_START_SECONDS)
        if self._parts.worker:
            await self._start("worker", worker_command(), self._for_children(), WORKER_PATIENCE)
        self._open_gate(app)
        if self._parts.worker and self._settings.database_url is None:
            self._tell_of_another(self._settings.data_dir)
        announce(self._settings, database, first_user)

    def _report(self, step: str) -> None:
        self._gate.step = step

    async def _open(self, where: Addresses) -> Database:
        if self._parts.migrations:
            await migrate(where, self._settings, self._report)
        database = await self._stack.enter_async_context(opened(where, self._settings, self._report))
        await migrated(database, self._report)
        await learn_mode(database)
        return database

    def _open_gate(self, app: FastAPI) -> None:
        self._stack.push_async_callback(self._web.stop)
        self._gate.open(app)

    def _tell_of_another(self, data_dir: Path) -> None:
        """Says so when another process serves this folder, and lets a later one know of us until we are told to stop.

        The kernel ends a lock with its process, so none that was killed is told of.
        """
        with suppress(OSError):  # such as of a file that root made: no reason not to start
            lock = self._stack.enter_context((data_dir / "serve.lock").open("ab"))
            if not is_alone(lock):
                log.warning(SHARED, folder=str(data_dir))
            fcntl.flock(lock, fcntl.LOCK_SH)

    async def _start_emulator(self) -> Child:
        command = [sys.executable, "-m", "ebay_emulator", "--port", str(self._settings.emulator_port)]
        command += ["--accept-url", f"{base_url(self._settings)}/api/ebay/oauth/callback", "--with-parent"]
        command += ["--demo", "--live", "4", "--state", str(self._settings.data_dir / "emulator.json")]
        return await self._start("local eBay", command, {}, EMULATOR_PATIENCE)

    async def _start(self, name: str, command: list[str], environment: Mapping[str, str], patience: float) -> Child:
        child = Child(name, command, environment)
        await child.start()
        self._stack.push_async_callback(child.stop, patience)
        self._stop.force.insert(0, child.kill)
        return child

    def _for_children(self) -> dict[str, str]:
        url = self._settings.emulator_url
        return {"EMULATOR_URL": url} if url else {}


def worker_command() -> list[str]:
    return [sys.executable, "-m", "ebay_connector.cli", "worker"]


def base_url(settings: Settings) -> str:
    """The address at which people's browsers find us."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104 - compared, not bound
    return settings.public_url or f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


async def answers(port: int, patience: float) -> None:
    """Waits until something accepts connections on the port."""
    try:
        async with asyncio.timeout(patience):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                except OSError:
                    await asyncio.sleep(0.05)
                else:
                    writer.close()
                    return
    except TimeoutError:
        raise StartError("The local eBay does not start: the lines above say why.") from None


def announce(settings: Settings, database: Database, first_user: FirstUser | None) -> None:
    """Says once, to people, where everything is."""
    build = get_build()
    embedded = settings.database_url is None
    where = f"embedded PostgreSQL in {settings.data_dir}" if embedded else place(database.url)
    lines = [
        f"eBay Connector {build.version} (build {build.build}, {build.commit}) is running.",
        "",
        f"  Open       {base_url(settings)}",
        *([f"  Sign in    {sign_in(first_user)}"] if first_user else []),
        f"  Database   {where}, {(database.mode or 'direct').replace('_', ' ')}",
        *([f"  Local eBay {settings.emulator_url}"] if settings.emulator_url else []),
        "  Stop       Ctrl-C",
    ]
    print("\n" + "\n".join(lines) + "\n", flush=True)


def sign_in(user: FirstUser) -> str:
    if user.password is None:
        return f"{user.email} with the password of ADMIN_PASSWORD"
    return f"{user.email} with the password {user.password} (shown only now: keep it)"

"""`python -m ebay_emulator`: serve the local eBay."""

import argparse
import asyncio
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from aiohttp import web

from ebay_emulator.app import create_app
from ebay_emulator.clock import Clock
from ebay_emulator.grants import Application
from ebay_emulator.state import StateFile
from ebay_emulator.world import DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_RUNAME, Origin, World

_PARENT_SECONDS = 0.5


def main(arguments: Sequence[str] | None = None) -> None:
    options = _parser().parse_args(arguments)
    decline_url = options.decline_url or options.accept_url
    app = Application(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_RUNAME, options.accept_url, decline_url)
    origin = Origin(options.seed, options.demo, Clock().now_ms(), options.live)
    file = StateFile(options.state) if options.state else None
    world = _remembered(app, origin, file) if file else World(app, origin)
    with suppress(ImportError):
        import uvloop

        asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    web_app, parent = create_app(world, file), os.getppid() if options.with_parent else None
    asyncio.run(serve(web_app, options.host, options.port, parent))


def _remembered(app: Application, origin: Origin, file: StateFile) -> World:
    """The world of the file, or one of the given origin that is in the file from now on."""
    try:
        state = file.read()
        world = World(app, state.origin if state else origin)
        if state:
            world.restore(state.usernames, state.tokens)
            world.keys.restore(state.keys)
        file.keep(world)
    except OSError as error:
        raise SystemExit(file.complaint(error)) from error
    return world


async def serve(app: web.Application, host: str, port: int, parent: int | None) -> None:
    """Serve until SIGINT or SIGTERM, or until the parent is gone."""
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    try:
        await site.start()
    except OSError as error:
        raise SystemExit(
            f"The local eBay cannot listen on {host}:{port}: {error.strerror}. Choose another --port."
        ) from error
    print(f"The local eBay is at http://{host}:{port}", flush=True)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    if parent is not None:
        loop.create_task(_outlived(parent, stopped))  # noqa: RUF006 - it ends with the loop
    await stopped.wait()
    await runner.cleanup()


async def _outlived(parent: int, stopped: asyncio.Event) -> None:
    """Stop when the process that started this one is gone, however it went."""
    while os.getppid() == parent:  # noqa: ASYNC110 - nobody tells of it, so it is looked at
        await asyncio.sleep(_PARENT_SECONDS)
    stopped.set()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ebay_emulator", description="A local eBay.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--accept-url", default="http://127.0.0.1:8000/api/ebay/oauth/callback")
    parser.add_argument("--decline-url", help="where a seller who declines is sent; the accept URL by default")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same shop")
    parser.add_argument("--demo", action="store_true", help="begin with the demo shop")
    parser.add_argument(
        "--live", type=float, default=0.0, metavar="ORDERS", help="go on living, with so many orders an hour"
    )
    parser.add_argument(
        "--state", type=Path, metavar="FILE",
        help="keep shop and consents over a restart; a FILE that is there outweighs --seed, --demo and --live",
    )  # fmt: skip
    parser.add_argument("--with-parent", action="store_true", help="end when the process that started it ends")
    return parser


if __name__ == "__main__":
    main()

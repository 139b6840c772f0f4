"""The web application: eBay's services behind the gateway, and the control plane beside them."""

import sys
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware

from ebay_emulator.control import control_routes
from ebay_emulator.gateway import Gateway
from ebay_emulator.state import StateFile
from ebay_emulator.world import World

_MAX_BODY = 64 * 1024 * 1024


def create_app(world: World, file: StateFile | None = None) -> web.Application:
    """With a file, what a request changed is kept there before it is answered."""
    app = web.Application(client_max_size=_MAX_BODY, middlewares=[_keeper(world, file)] if file else [])
    app.add_routes(control_routes(world))
    app.router.add_route("*", "/{path:.*}", Gateway(world).handle)
    return app


def _keeper(world: World, file: StateFile) -> Middleware:
    @web.middleware
    async def keep(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        try:
            return await handler(request)
        finally:
            try:
                file.keep(world)
            except OSError as error:
                print(file.complaint(error), file=sys.stderr, flush=True)

    return keep

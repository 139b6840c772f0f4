"""The web application: eBay's services behind the gateway, and the control plane beside them."""

from aiohttp import web

from ebay_emulator.control import Control
from ebay_emulator.gateway import Gateway
from ebay_emulator.world import World

_MAX_BODY = 64 * 1024 * 1024


def create_app(world: World) -> web.Application:
    app = web.Application(client_max_size=_MAX_BODY)
    app.add_routes(Control(world).routes())
    app.router.add_route("*", "/{path:.*}", Gateway(world).handle)
    return app

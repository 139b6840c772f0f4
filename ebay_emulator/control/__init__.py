"""The control plane under /_emulator: what tests and the demo do to the local eBay."""

from collections.abc import Callable

from aiohttp import web

from ebay_emulator.control.beginnings import Beginnings
from ebay_emulator.control.people import People
from ebay_emulator.control.records import Records
from ebay_emulator.control.room import Room
from ebay_emulator.control.trouble import Trouble
from ebay_emulator.control.truth import Truth
from ebay_emulator.control.watch import Watch
from ebay_emulator.world import World

ROOMS: tuple[Callable[[World], Room], ...] = (Beginnings, Records, People, Trouble, Truth, Watch)


def control_routes(world: World) -> list[web.RouteDef]:
    return [route for room in ROOMS for route in room(world).routes()]

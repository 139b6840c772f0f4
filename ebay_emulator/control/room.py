"""What every room of the control plane has: the world, and how it is asked and answers."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import msgspec
from aiohttp import web

from ebay_emulator.sellers import Seller
from ebay_emulator.world import World

T = TypeVar("T")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def guarded(handler: Handler) -> Handler:
    """The handler; what makes no sense is a 400 that says why."""

    async def guard(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except (ControlError, LookupError, ValueError) as error:
            return answer({"detail": str(error)}, status=400)

    return guard


class ControlError(Exception):
    """A request of the control plane that makes no sense; the message says why."""


class Room(ABC):
    """Some of the control plane's calls."""

    def __init__(self, world: World) -> None:
        self.world = world

    @abstractmethod
    def routes(self) -> list[web.RouteDef]: ...

    def seller(self, username: str) -> Seller:
        seller = self.world.seller(username)
        if seller is None:
            known = ", ".join(seller.username for seller in self.world.sellers()) or "none"
            raise ControlError(f"There is no seller {username!r}. Known sellers: {known}.")
        return seller


async def read(request: web.Request, shape: type[T]) -> T:
    return msgspec.json.decode(await request.read() or b"{}", type=shape)


def answer(payload: Any, status: int = 200) -> web.Response:
    return web.Response(body=msgspec.json.encode(payload), status=status, content_type="application/json")

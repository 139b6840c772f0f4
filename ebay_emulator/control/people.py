"""Who there is: sellers' names, and the tokens of a consent that nobody clicked."""

import msgspec
from aiohttp import web

from ebay_emulator.control.room import Room, answer, guarded, read
from ebay_emulator.grants import ACCESS_SECONDS, BASE

_DEFAULT_SCOPES = ("sell.fulfillment", "sell.finances", "sell.payment.dispute", "commerce.identity.readonly")


class Rename(msgspec.Struct, forbid_unknown_fields=True):
    seller: str
    username: str


class TokenWish(msgspec.Struct, forbid_unknown_fields=True):
    seller: str
    scopes: list[str] | None = None
    expires_in: int = ACCESS_SECONDS
    refresh_expired: bool = False


class People(Room):
    """Names and tokens."""

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/_emulator/tokens", guarded(self.tokens)),
            web.post("/_emulator/rename", guarded(self.rename)),
        ]

    async def tokens(self, request: web.Request) -> web.StreamResponse:
        """The tokens that a consent would give, without the consent."""
        wish = await read(request, TokenWish)
        world, now = self.world, self.world.clock.now_ms()
        names = _DEFAULT_SCOPES if wish.scopes is None else wish.scopes
        scopes = frozenset(name if name.startswith("https:") else f"{BASE}/{name}" for name in names) | {BASE}
        consent = world.grants.consent(self.seller(wish.seller).user_id, world.app, scopes, now)
        if wish.refresh_expired:
            consent.expires = now
        token = world.grants.issue(world.app.client_id, scopes, now, consent, wish.expires_in)
        return answer({"access_token": token, "refresh_token": consent.refresh_token})

    async def rename(self, request: web.Request) -> web.StreamResponse:
        wish = await read(request, Rename)
        seller = self.seller(wish.seller)
        self.world.rename(seller, wish.username)
        return answer({"seller": seller.username, "user_id": seller.user_id})

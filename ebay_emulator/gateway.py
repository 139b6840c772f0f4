"""Every request to the local eBay: host rules, faults, access token, service, answer, journal."""

import asyncio
import re
import secrets
import time
from collections import defaultdict
from dataclasses import dataclass

from aiohttp import web

from ebay_emulator import errors
from ebay_emulator.clock import http_date, iso
from ebay_emulator.errors import EbayError
from ebay_emulator.faults import Asked, Fault
from ebay_emulator.grants import Access
from ebay_emulator.journal import Entry
from ebay_emulator.limits import resource_of
from ebay_emulator.mishaps import early_reply, lose_connection, send_torn, shift_order
from ebay_emulator.reply import Call, Host, Reply, Route, first_values
from ebay_emulator.sellers import Seller
from ebay_emulator.services import APIZ_PATHS, ROUTES
from ebay_emulator.world import World

_MOUNT = "/_host/"
TRADING_TOKEN = "X-EBAY-API-IAF-TOKEN"  # noqa: S105 - the name of a header
TRADING_CALL = "X-EBAY-API-CALL-NAME"
_HOSTS: tuple[Host, ...] = ("api", "apiz", "auth")


@dataclass(frozen=True, slots=True)
class Target:
    """Which of eBay's hosts was called (None: any), its address, and the path there."""

    host: Host | None
    base: str
    path: str


class Gateway:
    def __init__(self, world: World) -> None:
        self._world = world
        self._routes: dict[str, list[tuple[Route, re.Pattern[str]]]] = defaultdict(list)
        for route in ROUTES:
            self._routes[_api(route.path)].append((route, _pattern(route.path)))

    async def handle(self, request: web.Request) -> web.StreamResponse:
        world, started = self._world, time.perf_counter()
        target = resolve(request)
        path = _named_path(request, target)
        entry = world.journal.begin(world.catch_up(), request.method, path, request.query_string)
        try:
            return await self._answer(request, target, entry)
        finally:
            world.journal.end(entry, (time.perf_counter() - started) * 1000)

    async def _answer(self, request: web.Request, target: Target, entry: Entry) -> web.StreamResponse:
        body = await request.read()
        authorization = request.headers.get("Authorization")
        shown = (authorization or "").partition(" ")[2].strip() or request.headers.get(TRADING_TOKEN, "")
        access = self._world.grants.find_access(shown)
        seller = self._world.owner(access.consent) if access else self._refresher(target.path, body)
        entry.seller = seller.username if seller else None
        struck = self._world.faults.strike(_asked(request, target, entry.seller))
        entry.fault = ",".join(fault.kind for fault in struck) or None
        call = Call(
            self._world, 0, request.method, target.base, target.path, request.query_string,
            authorization, request.content_type, body, request.headers, access=access, seller=seller,
        )  # fmt: skip
        reply = await self._reply(request, call, target.host, struck)
        entry.status, entry.bytes = reply.status, len(reply.body)
        response = _response(reply, call.now)
        torn = next((fault for fault in struck if fault.kind in ("torn_json", "cut")), None)
        return response if torn is None else await send_torn(request, response, reply.body, torn.kind)

    async def _reply(self, request: web.Request, call: Call, host: Host | None, struck: list[Fault]) -> Reply:
        for fault in struck:
            if fault.kind == "slow":
                await asyncio.sleep(fault.seconds or 1.0)
            elif fault.kind in ("timeout", "reset"):
                await lose_connection(request, fault)
        call.now = self._world.catch_up()
        early = next((reply for fault in struck if (reply := early_reply(fault, call))), None)
        if early is not None:
            return early
        try:
            route, call.arguments = self._route(call.method, call.path, host)
            if route.scopes is not None:
                check_access(call, route.scopes, route.scheme)
                spend(call)
            for fault in struck:
                if fault.kind == "shift" and call.seller is not None:
                    shift_order(call, call.seller)
            return route.service(call)
        except EbayError as error:
            return error.reply

    def _refresher(self, path: str, body: bytes) -> Seller | None:
        """Whose refresh token is shown to the token endpoint: faults and journal tell sellers apart there too."""
        if not path.startswith("/identity/") or b"refresh_token" not in body:
            return None
        refresh_token = first_values(body.decode("utf-8", "replace")).get("refresh_token", "")
        return self._world.owner(self._world.grants.consent_of(refresh_token))

    def _route(self, method: str, path: str, host: Host | None) -> tuple[Route, dict[str, str]]:
        routes = self._routes.get(_api(path), [])
        known = [(route, found) for route, pattern in routes if (found := pattern.fullmatch(path))]
        here = [(route, found) for route, found in known if host in (None, route.host)]
        for route, found in here:
            if route.method == method:
                return route, found.groupdict()
        if here:
            raise EbayError(errors.wrong_method())
        belongs_to_apiz = path.startswith(APIZ_PATHS)
        if known or (host is not None and belongs_to_apiz != (host == "apiz")):
            raise EbayError(errors.wrong_host())
        raise EbayError(errors.not_resolved())


def resolve(request: web.Request) -> Target:
    """Which host was meant: by the prefix /_host/api, or by a Host header such as api.ebay.test."""
    path, origin = request.path, f"{request.scheme}://{request.host}"
    if path.startswith(_MOUNT):
        name, _, rest = path.removeprefix(_MOUNT).partition("/")
        for host in _HOSTS:
            if name == host:
                return Target(host, f"{origin}{_MOUNT}{name}", f"/{rest}")
    for host in _HOSTS:
        if request.host.startswith(f"{host}."):
            return Target(host, origin, path)
    return Target(None, origin, path)


def check_access(call: Call, scopes: frozenset[str], wanted: str = "Bearer") -> None:
    """A good token, shown as wanted, with one of the scopes, else eBay's error."""
    if not call.authorization:
        raise EbayError(errors.missing_token())
    scheme, _, given = call.authorization.partition(" ")
    if scheme != wanted:
        raise EbayError(errors.wrong_scheme(scheme) if wanted == "Bearer" else errors.bad_scheme(scheme))
    if not given.strip():
        raise EbayError(errors.missing_token())
    access: Access | None = call.access
    if access is None or not access.is_good(call.now):
        raise EbayError(errors.invalid_token())
    if not access.scopes & scopes:
        raise EbayError(errors.access_denied())


def spend(call: Call) -> None:
    """Count the call; one too many is refused."""
    resource = resource_of(call.path)
    user_id = call.seller.user_id if call.seller else None
    if resource is not None and not call.world.limits.spend(resource, user_id):
        raise EbayError(errors.too_many_requests(None))


def _asked(request: web.Request, target: Target, seller: str | None) -> Asked:
    """What faults go by."""
    offset = first_values(request.query_string).get("offset", "0")
    return Asked(request.method, _named_path(request, target), seller, int(offset) if offset.isdigit() else 0)


def _named_path(request: web.Request, target: Target) -> str:
    """A Trading call's name counts as the last part of its path."""
    call = request.headers.get(TRADING_CALL)
    return f"{target.path}/{call}" if call else target.path


def _response(reply: Reply, now: int) -> web.Response:
    request_id = secrets.token_hex(16)
    response = web.Response(status=reply.status, body=reply.body or None, headers=reply.headers)
    if reply.content_type:
        response.headers["Content-Type"] = reply.content_type
    response.headers.update(
        {
            "rlogid": f"t6{request_id[:20]}-{now:x}-0x2333",
            "x-ebay-request-id": f"{iso(now)}!{request_id}",
            "x-ebay-c-request-id": f"ri={request_id[:12]},rci={request_id[12:24]}",
            "Date": http_date(now // 1000),
            "Server": "local-ebay",
        }
    )
    return response


def _api(path: str) -> str:
    """What the paths of an API begin with, such as /sell/fulfillment: only its routes are tried."""
    return "/".join(path.split("/", 3)[:3])


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))

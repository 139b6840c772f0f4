"""How each fault is carried out."""

import asyncio
from contextlib import suppress

from aiohttp import web

from ebay_emulator import errors
from ebay_emulator.faults import Fault
from ebay_emulator.orders.filters import oldest_reachable, parse_filter
from ebay_emulator.reply import Call, Reply
from ebay_emulator.sellers import Seller
from ebay_emulator.services.trading.mishaps import mishap

_FOREVER = 3_600.0
_LOOKED_AT = 20


def early_reply(fault: Fault, call: Call) -> Reply | None:
    """The answer that stands in for the service's; None when the fault acts elsewhere."""
    told = mishap(fault, call)
    if told is not None:
        return told
    match fault.kind:
        case "429":
            return errors.too_many_requests(fault.retry_after)
        case "500":
            return errors.system_error(call.path)
        case "status":
            return _chosen(fault)
        case "missing_scope":
            return errors.access_denied()
        case "wrong_host":
            return errors.wrong_host()
        case "expire_token":
            if call.access is not None:
                call.access.expires = 0
        case "revoke_token":
            if call.access is not None and call.access.consent is not None:
                call.access.consent.revoked = True
    return None


async def lose_connection(request: web.Request, fault: Fault) -> None:
    """Say nothing: at once, or until the caller has given up."""
    if fault.kind == "timeout":
        await asyncio.sleep(fault.seconds or _FOREVER)
    if request.transport is not None:
        request.transport.abort()
    raise asyncio.CancelledError


async def send_torn(request: web.Request, response: web.Response, body: bytes, kind: str) -> web.StreamResponse:
    """Half of a body: as if it were all of it, or until the connection breaks."""
    half = body[: max(len(body) // 2, 1)]
    if kind == "torn_json":
        response.body = half
        return response
    torn = web.StreamResponse(status=response.status, headers=response.headers)
    torn.content_length = len(body)
    await torn.prepare(request)
    await torn.write(half)
    if request.transport is not None:
        request.transport.close()
    return torn


def shift_order(call: Call, seller: Seller) -> None:
    """Change the newest order of the window that is asked for: it leaves, and all behind it move up by one."""
    window = parse_filter(call.parameters().get("filter"), call.now)
    for row in window.select(seller.book, oldest_reachable(call.now)).page(0, _LOOKED_AT):
        with suppress(ValueError):  # an order stored raw cannot be changed
            call.world.save(seller, row, seller.record(row))
            return


def _chosen(fault: Fault) -> Reply:
    if fault.error_id is None:
        return Reply(fault.status)
    message = fault.message or "System error"
    reply = errors.rest(fault.status, fault.error_id, errors.FULFILLMENT, message, category="APPLICATION")
    if fault.retry_after is not None:
        reply.headers["Retry-After"] = str(fault.retry_after)
    return reply

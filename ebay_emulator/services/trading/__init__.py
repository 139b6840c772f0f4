"""The Trading API: one address, the header names the call, answers are XML."""

from collections.abc import Callable

from ebay_emulator.reply import Call, Reply, Route
from ebay_emulator.services.trading.admission import admit, check_headers
from ebay_emulator.services.trading.answers import TradingError, answer, failure, limit_reached, unsupported_call
from ebay_emulator.services.trading.asked import Ask, parse
from ebay_emulator.services.trading.buying import get_my_ebay_buying
from ebay_emulator.services.trading.orders import get_orders
from ebay_emulator.services.trading.people import get_official_time, get_user
from ebay_emulator.xmlform import Json

PATH = "/ws/api.dll"
CALL_NAME = "X-EBAY-API-CALL-NAME"

CALLS: dict[str, Callable[[Ask], Json]] = {
    "GetMyeBayBuying": get_my_ebay_buying,
    "GetOrders": get_orders,
    "GetUser": get_user,
    "GeteBayOfficialTime": get_official_time,
}


def trading(call: Call) -> Reply:
    name, correlation = call.headers.get(CALL_NAME, ""), None
    try:
        check_headers(call)
        if name not in CALLS:
            raise unsupported_call(name)
        request = parse(name, call.body)
        correlation = request.text("MessageID")
        seller = admit(call, request)
        if not call.world.limits.spend(name, seller.user_id):
            raise limit_reached()
        return answer(name, call.now, CALLS[name](Ask(call, seller, request)), correlation)
    except TradingError as error:
        return failure(name, call.now, error, correlation)


ROUTES = (Route("POST", "api", PATH, trading),)

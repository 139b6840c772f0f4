"""The Trading API: one address, the header names the call, answers are XML."""

from collections.abc import Callable

from ebay_emulator.reply import Call, Reply, Route
from ebay_emulator.services.trading.admission import admit, check_headers
from ebay_emulator.services.trading.answers import TradingError, answer, failure, limit_reached, unsupported_call
from ebay_emulator.services.trading.asked import Ask, parse
from ebay_emulator.services.trading.buying import get_my_ebay_buying
from ebay_emulator.services.trading.listings import get_item, get_seller_events, get_seller_list
from ebay_emulator.services.trading.names import CALL_NAME, PATH
from ebay_emulator.services.trading.offers import get_best_offers
from ebay_emulator.services.trading.orders import get_orders
from ebay_emulator.services.trading.people import get_official_time, get_user
from ebay_emulator.services.trading.selling import get_my_ebay_selling
from ebay_emulator.xmlform import Json

CALLS: dict[str, Callable[[Ask], Json]] = {
    "GetBestOffers": get_best_offers,
    "GetItem": get_item,
    "GetMyeBayBuying": get_my_ebay_buying,
    "GetMyeBaySelling": get_my_ebay_selling,
    "GetOrders": get_orders,
    "GetSellerEvents": get_seller_events,
    "GetSellerList": get_seller_list,
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

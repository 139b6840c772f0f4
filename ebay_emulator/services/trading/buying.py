"""GetMyeBayBuying: what the caller has won, watches, bids on, lost, or made an offer for."""

from ebay_emulator.areas import shelf_of
from ebay_emulator.areas.buying import created
from ebay_emulator.clock import DAY_MS
from ebay_emulator.services.trading.asked import Ask, Part
from ebay_emulator.services.trading.paging import pages_of
from ebay_emulator.services.trading.won import without_order
from ebay_emulator.shelf import Item
from ebay_emulator.xmlform import Json, Xml, shown

WON = "WonList"
_LISTS = (WON, "WatchList", "BidList", "BestOfferList", "LostList", "DeletedFromWonList", "DeletedFromLostList")
_LONGEST_DAYS = 60
_DEFAULT_DAYS = 31


def get_my_ebay_buying(ask: Ask) -> Json:
    """What a seller's business buys is bought outright: of the lists only that of what was won has anything."""
    answer: Json = {}
    for name, part in ask.included(_LISTS):
        pages = pages_of(part)
        won = _won(ask, part) if name == WON else []
        shown_lines = [{"Transaction": _transaction(item)} for item in pages.of(won)]
        if name == WON:
            container = {"OrderTransactionArray": {"OrderTransaction": shown_lines}} if won else {}
            answer[name] = container | {"PaginationResult": pages.result(len(won))}
        elif ask.all_details or part is not None:
            answer[name] = {"PaginationResult": pages.result(0)}
    return answer


def _won(ask: Ask, part: Part | None) -> list[Item]:
    """Newest first."""
    days = _DEFAULT_DAYS if part is None else part.whole("DurationInDays", _DEFAULT_DAYS, 0, _LONGEST_DAYS)
    oldest = ask.now - days * DAY_MS
    dated = [(created(item), item) for item in shelf_of(ask.world, ask.seller, "purchases")]
    dated.sort(key=lambda each: (-each[0], each[1].id))
    return [item for at, item in dated if at >= oldest]


def _transaction(item: Item) -> Json | Xml:
    """Shorter than in GetOrders: of the order itself My eBay tells the status only."""
    line = shown(item.payload)
    if isinstance(line, Xml):
        return line
    order = line.get("ContainingOrder")
    head = order if isinstance(order, dict) else {}
    paid = "PaidTime" in head
    told = {"BuyerPaidStatus": "PaidWithPaymentServiceProvider" if paid else "WaitingForPayment"}
    total = {"TotalPrice": head["Total"]} if "Total" in head else {}
    return without_order(line) | told | total

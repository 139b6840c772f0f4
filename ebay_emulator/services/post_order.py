"""Post-Order API: returns, cancellations, inquiries and cases, searched and one by one.

Its tokens are shown as "IAF", its dates and sums are objects (`areas/troubles/shapes.py`), its errors have a shape of
their own. eBay publishes no schemas of it; what stands here follows its documentation field by field:

- return/search: `members`, `total`, `paginationOutput`, `countSummary`; return/{id}: `detail`, or, with
  fieldgroups=SUMMARY, `summary`, which is what a search lists.
- cancellation/search: `cancellations`, `total`, `paginationOutput`; cancellation/{id}: `cancelDetail`, which with
  fieldgroups=SUMMARY is what a search lists.
- inquiry/search and casemanagement/search: `members`, `totalNumberOfInquiries` or `totalNumberOfCases`,
  `paginationOutput`; their members have ids as numbers, the records themselves as strings.

Every list is newest first. Parameters nobody knows are ignored.
"""

import msgspec

from ebay_emulator.areas import shelf_of
from ebay_emulator.areas.troubles import MONTHS, member
from ebay_emulator.areas.troubles.cancellations import summarize_cancellation
from ebay_emulator.areas.troubles.facts import months_ago
from ebay_emulator.errors import EbayError, post_order
from ebay_emulator.grants import SCOPES
from ebay_emulator.reply import JSON, Call, Reply, Route
from ebay_emulator.services.fulfillment import owner
from ebay_emulator.services.post_order_search import SEARCHES, Search, page_of, select
from ebay_emulator.shelf import Item, Json

PATH = "/post-order/v2"
_CLOSED = b'"status":"CLOSED"'
_FIELD_GROUPS = ("FULL", "SUMMARY")


def search_returns(call: Call) -> Reply:
    found = select(call, SEARCHES["returns"])
    closed = sum(_CLOSED in item.payload for item in found)
    counts = [{"filter": "ALL_OPEN", "count": len(found) - closed}, {"filter": "CLOSED", "count": closed}]
    return _page(call, SEARCHES["returns"], found, {"countSummary": counts})


def search_cancellations(call: Call) -> Reply:
    return _searched(call, SEARCHES["cancellations"])


def search_inquiries(call: Call) -> Reply:
    return _searched(call, SEARCHES["inquiries"])


def search_cases(call: Call) -> Reply:
    return _searched(call, SEARCHES["cases"])


def get_return(call: Call) -> Reply:
    item, group = _found(call, "returns"), _field_group(call)
    try:
        record = item.record()
    except ValueError:
        return Reply(200, item.payload, JSON)
    name = "summary" if group == "SUMMARY" else "detail"
    return _json({name: record.get(name, record)})


def get_cancellation(call: Call) -> Reply:
    item, group = _found(call, "cancellations"), _field_group(call)
    try:
        return _json({"cancelDetail": summarize_cancellation(item.record())}) if group == "SUMMARY" else _whole(item)
    except (ValueError, AttributeError):
        return _whole(item)


def get_inquiry(call: Call) -> Reply:
    return _whole(_found(call, "inquiries"))


def get_case(call: Call) -> Reply:
    return _whole(_found(call, "cases"))


def _searched(call: Call, search: Search) -> Reply:
    return _page(call, search, select(call, search), {})


def _page(call: Call, search: Search, found: list[Item], more: Json) -> Reply:
    page = page_of(call, owner(call))
    shown = b",".join(member(search.entity, item) for item in found[page.skip : page.skip + page.limit])
    pages = -(-len(found) // page.limit)
    output = {"limit": page.limit, "offset": page.offset, "totalEntries": len(found), "totalPages": pages}
    rest = msgspec.json.encode({search.total: len(found), "paginationOutput": output} | more)
    return Reply(200, b"".join((b'{"', search.members.encode(), b'":[', shown, b"],", rest[1:])), JSON)


def _found(call: Call, entity: str) -> Item:
    item = shelf_of(call.world, owner(call), entity).get(call.arguments["id"])
    if item is None or not months_ago(call.now, MONTHS) <= item.at <= call.now:
        raise EbayError(_unknown(entity, call.arguments["id"]))
    return item


def _unknown(entity: str, name: str) -> Reply:
    search = SEARCHES[entity]
    message = f"Invalid {search.noun} id. No records found with requested {search.noun}Id."
    return post_order(404, 1304, search.domain, message, **{f"{search.noun}Id": name})


def _field_group(call: Call) -> str:
    given = call.parameters().get("fieldgroups", "FULL")
    if given not in _FIELD_GROUPS:
        raise EbayError(post_order(400, 1302, "postOrderErrorDomain", "Invalid field group.", fieldgroups=given))
    return given


def _whole(item: Item) -> Reply:
    return Reply(200, item.payload, JSON)


def _json(payload: Json) -> Reply:
    return Reply(200, msgspec.json.encode(payload), JSON)


def _routes() -> tuple[Route, ...]:
    services = {
        "/return/search": search_returns,
        "/return/{id}": get_return,
        "/cancellation/search": search_cancellations,
        "/cancellation/{id}": get_cancellation,
        "/inquiry/search": search_inquiries,
        "/inquiry/{id}": get_inquiry,
        "/casemanagement/search": search_cases,
        "/casemanagement/{id}": get_case,
    }
    # There is no scope of its own: any seller's token opens it.
    return tuple(Route("GET", "api", PATH + path, service, SCOPES, "IAF") for path, service in services.items())


ROUTES = _routes()

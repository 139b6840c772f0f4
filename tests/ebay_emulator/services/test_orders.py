"""getOrders and getOrder: filters, pages, limits, and eBay's error for each wrong request."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from tests.ebay_emulator.client import ORDERS, Ebay

DAY = timedelta(days=1)


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


@pytest.fixture
def token(ebay: Ebay) -> str:
    """Of a seller with 300 orders in 600 days."""
    ebay.control("seed", {"seller": "shop", "orders": 300, "days": 600})
    return str(ebay.tokens("shop")["access_token"])


@pytest.fixture
def now(ebay: Ebay) -> datetime:
    return datetime.fromisoformat(ebay.now())


def pages(ebay: Ebay, token: str, limit: int, **query: Any) -> list[list[str]]:
    """Ids of every page, by following the links."""
    found, path = [], ORDERS
    asked: dict[str, Any] = {"limit": limit, **query}
    while True:
        page = ebay.get(path, token, **asked)
        found.append(page.order_ids)
        if "next" not in page.json:
            return found
        link, asked = urlsplit(page.json["next"]), {}
        path = f"{link.path}?{link.query}"


def test_without_a_filter_the_last_90_days_newest_first(ebay: Ebay, token: str, now: datetime) -> None:
    truth = ebay.truth("shop")
    recent = [order for order in truth.values() if order["creationDate"] >= stamp(now - 90 * DAY)]
    page = ebay.get(ORDERS, token).json
    assert page["total"] == len(recent)
    assert (page["limit"], page["offset"]) == (50, 0)
    dates = [order["creationDate"] for order in page["orders"]]
    assert dates == sorted((order["creationDate"] for order in recent), reverse=True)[:50]
    assert page["href"] == f"{ebay.process.url}{ORDERS}?limit=50&offset=0"


def test_pages_cover_everything_once(ebay: Ebay, token: str, now: datetime) -> None:
    start = stamp(now - 700 * DAY)
    found = pages(ebay, token, 70, filter=f"creationdate:[{start}..]")
    assert [len(page) for page in found] == [70, 70, 70, 70, 20]
    assert sorted(name for page in found for name in page) == sorted(ebay.truth("shop"))


def test_links_keep_the_filter_encoded(ebay: Ebay, token: str, now: datetime) -> None:
    text = f"creationdate:[{stamp(now - 700 * DAY)}..{stamp(now)}],orderfulfillmentstatus:{{FULFILLED|IN_PROGRESS}}"
    page = ebay.get(ORDERS, token, filter=text, limit=10, offset=15).json
    encoded = quote(text, safe=":,.")
    assert "%5B" in encoded
    for name, offset in (("href", 15), ("next", 25), ("prev", 5)):
        assert page[name] == f"{ebay.process.url}{ORDERS}?filter={encoded}&limit=10&offset={offset}"


def test_first_and_last_page_have_no_further_link(ebay: Ebay, token: str, now: datetime) -> None:
    text = f"creationdate:[{stamp(now - 700 * DAY)}..]"
    first = ebay.get(ORDERS, token, filter=text, limit=200).json
    last = ebay.get(ORDERS, token, filter=text, limit=200, offset=200).json
    beyond = ebay.get(ORDERS, token, filter=text, limit=200, offset=400).json
    assert "prev" not in first
    assert "next" in first
    assert "next" not in last
    assert (len(last["orders"]), beyond["orders"], beyond["total"]) == (100, [], 300)


def test_nothing_found_is_an_empty_list(ebay: Ebay) -> None:
    ebay.control("seed", {"seller": "quiet", "orders": 0})
    page = ebay.get(ORDERS, ebay.tokens("quiet")["access_token"]).json
    assert (page["total"], page["orders"]) == (0, [])
    assert page.keys() == {"href", "total", "limit", "offset", "orders"}


@pytest.mark.parametrize("field", ["creationDate", "lastModifiedDate"])
def test_windows_are_closed_at_both_ends(ebay: Ebay, token: str, field: str) -> None:
    dates = sorted((order[field], name) for name, order in ebay.truth("shop").items())
    (first, first_id), (last, last_id) = dates[100], dates[140]
    name = field.lower() if field == "creationDate" else "lastmodifieddate"
    found = ebay.get(ORDERS, token, filter=f"{name}:[{first}..{last}]", limit=200).order_ids
    assert {first_id, last_id} <= set(found)
    assert set(found) == {order_id for date, order_id in dates if first <= date <= last}


def test_of_two_dates_only_the_creation_date_counts(ebay: Ebay, token: str, now: datetime) -> None:
    created = f"creationdate:[{stamp(now - 500 * DAY)}..{stamp(now - 300 * DAY)}]"
    modified = f"lastmodifieddate:[{stamp(now - DAY)}..]"
    alone = ebay.get(ORDERS, token, filter=created).json["total"]
    assert alone > 0
    for text in (f"{created},{modified}", f"{modified},{created}"):
        assert ebay.get(ORDERS, token, filter=text).json["total"] == alone


@pytest.mark.parametrize("pair", ["NOT_STARTED|IN_PROGRESS", "IN_PROGRESS|NOT_STARTED", "FULFILLED|IN_PROGRESS"])
def test_the_status_filter_takes_its_two_pairs(ebay: Ebay, token: str, now: datetime, pair: str) -> None:
    text = f"orderfulfillmentstatus:{{{pair}}},creationdate:[{stamp(now - 700 * DAY)}..]"
    found = ebay.get(ORDERS, token, filter=text, limit=200).json
    wanted = [order for order in ebay.truth("shop").values() if order["orderFulfillmentStatus"] in pair.split("|")]
    assert found["total"] == len(wanted) > 0
    assert {order["orderFulfillmentStatus"] for order in found["orders"]} <= set(pair.split("|"))


BAD_FILTERS = [
    ("colour:[red]", 30700, "Invalid filter name: colour"),
    ("nonsense", 30700, "Invalid filter name: nonsense"),
    ("creationdate:{a}", 30800, "Invalid filter value {a} for filter creationdate"),
    ("creationdate:2026-01-01", 30800, "Invalid filter value 2026-01-01 for filter creationdate"),
    ("orderfulfillmentstatus:{FULFILLED}", 30800, None),
    ("orderfulfillmentstatus:{FULFILLED|NOT_STARTED}", 30800, None),
    ("orderfulfillmentstatus:FULFILLED", 30800, None),
    ("lastmodifieddate:[yesterday..]", 30810, "Invalid date format"),
    ("lastmodifieddate:[2026-13-01T00:00:00.000Z..]", 30810, None),
    ("lastmodifieddate:[2026-01-01..]", 30810, None),
    ("lastmodifieddate:[2026-01-01T00:00:00+01:00..]", 30810, None),
    ("lastmodifieddate:[..2026-01-01T00:00:00.000Z]", 30820, "Start date is missing"),
]


@pytest.mark.parametrize(("text", "error_id", "message"), BAD_FILTERS)
def test_a_bad_filter(ebay: Ebay, token: str, text: str, error_id: int, message: str | None) -> None:
    answer = ebay.get(ORDERS, token, filter=text)
    assert (answer.status, answer.error_id) == (400, error_id)
    assert message in (None, answer.json["errors"][0]["message"])


def test_windows_out_of_reach(ebay: Ebay, token: str, now: datetime) -> None:
    def error(start: datetime, end: datetime | None) -> int:
        text = f"lastmodifieddate:[{stamp(start)}..{stamp(end) if end else ''}]"
        return ebay.get(ORDERS, token, filter=text).error_id

    assert error(now - DAY, now + DAY) == 30850
    assert error(now + DAY, None) == 30850
    assert error(now - DAY, now - 2 * DAY) == 30840
    assert error(now - DAY, now - DAY) == 30840
    assert error(now - 732 * DAY, now - 700 * DAY) == 30830
    assert error(now - 732 * DAY, None) == 30830
    years = ebay.get(ORDERS, token, filter=f"creationdate:[{stamp(now - 732 * DAY)}..]").json["errors"][0]
    assert years["message"] == "Time range between start date and end date must be within '2' years."
    assert ebay.get(ORDERS, token, filter=f"creationdate:[{stamp(now - 730 * DAY)}..]").status == 200


def test_seconds_without_a_fraction_are_a_date_too(ebay: Ebay, token: str, now: datetime) -> None:
    start = (now - 30 * DAY).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert ebay.get(ORDERS, token, filter=f"creationdate:[{start}..]").status == 200


@pytest.mark.parametrize("limit", ["201", "0", "-1", "ten", "1.5", "1000", ""])
def test_a_limit_above_200_is_an_error_and_not_cut(ebay: Ebay, token: str, limit: str) -> None:
    answer = ebay.get(ORDERS, token, limit=limit)
    assert (answer.status, answer.error_id) == (400, 31100)
    assert answer.json["errors"][0]["message"] == f"Invalid limit: {limit}"


@pytest.mark.parametrize("offset", ["-1", "x"])
def test_a_bad_offset(ebay: Ebay, token: str, offset: str) -> None:
    assert ebay.get(ORDERS, token, offset=offset).error_id == 31000


def test_orders_by_id_ignore_all_else(ebay: Ebay, token: str) -> None:
    names = list(ebay.truth("shop"))[:3]
    asked = ",".join([names[2], "99-99999-99999", names[0]])
    page = ebay.get(ORDERS, token, orderIds=asked, filter="colour:[red]", limit=900, offset=7)
    assert page.order_ids == [names[2], names[0]]
    assert page.json["total"] == 2
    many = ",".join(f"10-{number:05d}-00000" for number in range(51))
    assert ebay.get(ORDERS, token, orderIds=many).error_id == 30900
    assert ebay.get(ORDERS, token, orderIds=many.rpartition(",")[0]).json["orders"] == []


def test_one_order_by_its_id(ebay: Ebay, token: str) -> None:
    for name, order in list(ebay.truth("shop").items())[::40]:
        assert ebay.get(f"{ORDERS}/{name}", token).json == order
    unknown = ebay.get(f"{ORDERS}/01-00000-00001", token)
    assert (unknown.status, unknown.error_id) == (404, 32100)
    malformed = ebay.get(f"{ORDERS}/hello", token)
    assert (malformed.status, malformed.error_id) == (400, 32100)


def test_nobody_reads_another_sellers_order(ebay: Ebay, token: str) -> None:
    ebay.control("seed", {"seller": "other", "orders": 5})
    other = next(iter(ebay.truth("other")))
    assert ebay.get(f"{ORDERS}/{other}", token).status == 404
    assert ebay.get(ORDERS, token, orderIds=other).json["orders"] == []


def test_unpaid_orders_are_hidden_until_they_are_paid(ebay: Ebay, token: str) -> None:
    (name,) = ebay.change("shop", {"op": "create", "unpaid": True})
    assert name not in ebay.truth("shop")
    assert name not in ebay.get(ORDERS, token).order_ids
    assert ebay.get(f"{ORDERS}/{name}", token).status == 404
    assert ebay.change("shop", {"op": "pay"}) == [name]
    assert ebay.get(ORDERS, token).order_ids[0] == name
    assert ebay.get(f"{ORDERS}/{name}", token).json["orderPaymentStatus"] == "PAID"


def test_lists_leave_cancellation_requests_out(ebay: Ebay, token: str) -> None:
    (name,) = ebay.change("shop", {"op": "cancel"})
    listed = next(order for order in ebay.get(ORDERS, token).json["orders"] if order["orderId"] == name)
    alone = ebay.get(f"{ORDERS}/{name}", token).json
    assert listed["cancelStatus"]["cancelState"] == "CANCELED"
    assert listed["cancelStatus"]["cancelRequests"] == []
    assert alone["cancelStatus"]["cancelRequests"][0]["cancelRequestState"] == "COMPLETED"
    assert ebay.truth("shop")[name] == alone
    assert ebay.truth("shop", view="list")[name] == listed


def test_the_tax_breakdown_adds_what_ebay_collects(ebay: Ebay, token: str) -> None:
    plain = next(order for order in ebay.truth("shop").values() if order.get("ebayCollectAndRemitTax"))
    assert all(item["taxes"] == [] for item in plain["lineItems"])
    assert "tax" not in plain["pricingSummary"]
    broken = ebay.get(f"{ORDERS}/{plain['orderId']}", token, fieldGroups="TAX_BREAKDOWN").json
    tax = round(float(broken["pricingSummary"]["tax"]["value"]) * 100)
    before, after = (float(order["pricingSummary"]["total"]["value"]) for order in (plain, broken))
    assert round((after - before) * 100) == tax > 0
    for item in broken["lineItems"]:
        shown = [(each["taxType"], each["amount"]) for each in item["taxes"]]
        assert shown == [(each["taxType"], each["amount"]) for each in item.get("ebayCollectAndRemitTaxes", [])]
    listed = ebay.get(ORDERS, token, orderIds=plain["orderId"], fieldGroups="TAX_BREAKDOWN").json["orders"]
    assert listed[0]["pricingSummary"] == broken["pricingSummary"]
    assert ebay.get(ORDERS, token, fieldGroups="EVERYTHING").error_id == 32800


def test_what_was_made_two_years_ago_is_out_of_reach(ebay: Ebay, token: str) -> None:
    oldest = min(ebay.truth("shop").values(), key=lambda order: str(order["creationDate"]))["orderId"]
    ebay.control("clock", {"advance_seconds": 140 * 86_400})
    token = ebay.tokens("shop")["access_token"]
    assert oldest not in ebay.truth("shop")
    assert ebay.get(f"{ORDERS}/{oldest}", token).status == 404
    ebay.change("shop", {"op": "touch", "order_id": oldest})
    now = datetime.fromisoformat(ebay.now())
    recent = ebay.get(ORDERS, token, filter=f"lastmodifieddate:[{stamp(now - DAY)}..]")
    assert recent.order_ids == []

"""Calls Post-Order; every good answer must keep to our schema."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from tests.ebay_emulator.client import Answer, Ebay
from tests.ebay_emulator.services import post_order_schemas as schemas

Json = dict[str, Any]
Ask = Callable[..., Answer]

V2 = "/post-order/v2"
ENTITIES = {"return": "returns", "cancellation": "cancellations", "inquiry": "inquiries", "casemanagement": "cases"}
SEARCHES = list(ENTITIES)
DATES = {"inquiry": "inquiry_creation_date_range", "casemanagement": "case_creation_date_range"}
TOTALS = {"inquiry": "totalNumberOfInquiries", "casemanagement": "totalNumberOfCases"}
IDS = {"return": "returnId", "cancellation": "cancelId", "inquiry": "inquiryId", "casemanagement": "caseId"}


def access(ebay: Ebay, seller: str) -> str:
    return str(ebay.tokens(seller, [])["access_token"])


def get(ebay: Ebay, token: str, path: str, scheme: str = "IAF", **query: Any) -> Answer:
    """An answer that keeps to our schema."""
    asked = f"?{urlencode(query, doseq=True)}" if query else ""
    answer = ebay.send("GET", f"{V2}/{path}{asked}", headers={"Authorization": f"{scheme} {token}"})
    kind, _, name = path.partition("/")
    if answer.status == 200:
        schema = schemas.SEARCHES[kind] if name == "search" else schemas.RECORDS[kind]
        assert schemas.problems(schema, answer.json) == []
    return answer


def members(answer: Answer) -> list[Json]:
    page = answer.json
    found: list[Json] = page["cancellations"] if "cancellations" in page else page["members"]
    return found


def created(kind: str, member: Json) -> str:
    match kind:
        case "return":
            return str(member["creationInfo"]["creationDate"]["value"])
        case "cancellation":
            return str(member["cancelRequestDate"]["value"])
    return str(member["creationDate"]["value"])


def window(kind: str, start: datetime | None, end: datetime | None = None) -> Json:
    name = DATES.get(kind, "creation_date_range")
    dates = {f"{name}_from": start, f"{name}_to": end}
    return {name: f"{date:%Y-%m-%dT%H:%M:%S}.000Z" for name, date in dates.items() if date is not None}


def windows(kind: str, now: datetime) -> Iterator[Json]:
    start = now - timedelta(days=545)
    while start < now:
        yield window(kind, start, min(start + timedelta(days=90), now))
        start += timedelta(days=90)


def error(answer: Answer) -> tuple[int, int]:
    assert schemas.problems(schemas.ERROR, answer.json) == []
    (found,) = answer.json["errorMessage"]["error"]
    assert found["httpStatusCode"] == answer.status
    return answer.status, found["errorId"]


def now_of(ebay: Ebay) -> datetime:
    return datetime.fromisoformat(ebay.now())


def truth(ebay: Ebay, kind: str, view: str = "one", seller: str = "harbor_goods") -> list[Json]:
    found: list[Json] = ebay.control(f"truth/{ENTITIES[kind]}?seller={seller}&view={view}")
    return found

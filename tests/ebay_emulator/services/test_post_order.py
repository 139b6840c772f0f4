"""Post-Order: what its four searches take and answer, and each record by its id."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.ebay_emulator.client import Ebay
from tests.ebay_emulator.services.post_order_client import (
    IDS,
    SEARCHES,
    TOTALS,
    V2,
    Ask,
    Json,
    access,
    created,
    error,
    get,
    members,
    now_of,
    truth,
    window,
    windows,
)


@pytest.fixture
def token(demo: Ebay) -> str:
    return access(demo, "harbor_goods")


@pytest.fixture
def ask(demo: Ebay, token: str) -> Ask:
    return lambda path, **query: get(demo, token, path, **query)


@pytest.mark.parametrize("kind", SEARCHES)
def test_all_windows_and_pages_together_are_the_truth(demo: Ebay, ask: Ask, kind: str) -> None:
    now, found = now_of(demo), list[Json]()
    for asked in windows(kind, now):
        offset = 0
        while True:
            answer = ask(f"{kind}/search", limit=7, offset=offset, **asked)
            output, total = answer.json["paginationOutput"], answer.json[TOTALS.get(kind, "total")]
            assert output == {"limit": 7, "offset": offset, "totalEntries": total, "totalPages": -(-total // 7)}
            found += members(answer)
            offset += 7
            if offset >= total:
                break
    reached = f"{now - timedelta(days=545):%Y-%m-%dT%H:%M:%S}"
    expected = [each for each in truth(demo, kind, "list") if created(kind, each) >= reached]
    assert sorted(found, key=lambda each: created(kind, each), reverse=True) == expected
    assert len(found) > 5


@pytest.mark.parametrize("kind", SEARCHES)
def test_each_record_by_its_id(demo: Ebay, ask: Ask, kind: str) -> None:
    for one, member in zip(truth(demo, kind), truth(demo, kind, "list"), strict=True):
        path = f"{kind}/{member[IDS[kind]]}"
        if kind == "return":
            assert ask(path).json == ask(path, fieldgroups="FULL").json == {"detail": one["detail"]}
            assert ask(path, fieldgroups="SUMMARY").json == {"summary": member} == {"summary": one["summary"]}
        else:
            assert ask(path).json == one
        if kind == "cancellation":
            assert ask(path, fieldgroups="SUMMARY").json == {"cancelDetail": member}


@pytest.mark.parametrize("kind", SEARCHES)
def test_unknown_ids(ask: Ask, kind: str) -> None:
    for name in ("5000000000", "nothing"):
        assert error(ask(f"{kind}/{name}")) == (404, 1304)


@pytest.mark.parametrize("kind", SEARCHES)
def test_newest_first_twenty_five_a_page(still: Ebay, kind: str) -> None:
    still.control("seed", {"seller": "shop", "orders": 12_000, "days": 150})
    token = access(still, "shop")
    answer = get(still, token, f"{kind}/search")
    dates = [created(kind, each) for each in members(answer)]
    assert dates == sorted(dates, reverse=True)
    assert answer.json["paginationOutput"]["limit"] == 25
    assert len(dates) == min(25, answer.json["paginationOutput"]["totalEntries"])
    sort = {"return": "FILING_DATE", "cancellation": "CANCEL_REQUEST_DATE"}.get(kind, "CREATION_DATE")
    oldest = [created(kind, each) for each in members(get(still, token, f"{kind}/search", sort=sort))]
    assert oldest == sorted(oldest)
    assert oldest[0] < dates[-1]
    assert get(still, token, f"{kind}/search", sort=f"-{sort}").json == answer.json


@pytest.mark.parametrize("kind", SEARCHES)
def test_windows(demo: Ebay, ask: Ask, kind: str) -> None:
    now, path = now_of(demo), f"{kind}/search"
    start = now - timedelta(days=300)
    alone = ask(path, limit=200, **window(kind, start))
    assert alone.json == ask(path, limit=200, **window(kind, start, start + timedelta(days=90))).json
    assert ask(path, **window(kind, None, now)).json == ask(path, **window(kind, now - timedelta(days=90), now)).json
    oldest = datetime.fromisoformat("2025-05-20T00:00:00Z")
    assert ask(path, **window(kind, oldest)).status == 200
    assert error(ask(path, **window(kind, oldest - timedelta(seconds=1)))) == (400, 1405)
    assert error(ask(path, **window(kind, start, start + timedelta(days=90, seconds=1)))) == (400, 1406)
    assert error(ask(path, **window(kind, start, start))) == (400, 1404)
    name = next(iter(window(kind, start)))
    assert error(ask(path, **{name: "2026-01-01"})) == (400, 1403)
    assert error(ask(path, **{name: "2026-02-31T00:00:00.000Z"})) == (400, 1403)


@pytest.mark.parametrize("kind", SEARCHES)
def test_limits(ask: Ask, kind: str) -> None:
    path = f"{kind}/search"
    assert ask(path, limit=200).status == 200
    assert error(ask(path, limit=201)) == (400, 1401)
    assert error(ask(path, limit=0)) == (400, 1402)
    assert error(ask(path, limit="all")) == (400, 1302)
    assert error(ask(path, offset=-1)) == (400, 1302)
    beyond = ask(path, offset=10_000)
    assert (members(beyond), beyond.json["paginationOutput"]["offset"]) == ([], 10_000)


@pytest.mark.parametrize("kind", SEARCHES)
def test_parameters_nobody_knows_are_ignored(ask: Ask, kind: str) -> None:
    asked = {"colour": "red", "item_creation_date_range_from": "x", "sort": "-SHADE", "role": "SELLER"}
    assert ask(f"{kind}/search", **asked).json == ask(f"{kind}/search").json


@pytest.mark.parametrize("kind", SEARCHES)
def test_pages_instead_of_records(still: Ebay, kind: str) -> None:
    wishes = {"post_order_offset": "pages"}
    still.control("seed", {"seller": "shop", "orders": 9_000, "days": 150, "wishes": wishes})
    token = access(still, "shop")

    def page(**asked: Any) -> list[Json]:
        return members(get(still, token, f"{kind}/search", limit=3, **asked))

    every = members(get(still, token, f"{kind}/search", limit=200))
    assert page() == page(offset=0) == page(offset=1) == every[:3]
    assert page(offset=2) == every[3:6]
    assert get(still, token, f"{kind}/search", limit=3, offset=2).json["paginationOutput"]["offset"] == 2


def test_tokens_are_shown_as_iaf(demo: Ebay, token: str) -> None:
    answer = get(demo, token, "return/search", scheme="Bearer")
    assert error(answer) == (401, 1302)
    assert answer.json["errorMessage"]["error"][0]["message"] == "Bad scheme: Bearer"
    assert get(demo, "nonsense", "return/search").status == 401
    assert demo.send("GET", f"{V2}/return/search").status == 400
    application = demo.grant(grant_type="client_credentials", scope="https://api.ebay.com/oauth/api_scope").json
    assert get(demo, application["access_token"], "return/search").status == 403


def test_the_host_is_api(demo: Ebay, token: str) -> None:
    headers = {"Authorization": f"IAF {token}"}
    assert demo.send("GET", f"/_host/api{V2}/return/search", headers=headers).status == 200
    wrong = demo.send("GET", f"/_host/apiz{V2}/return/search", headers=headers)
    assert (wrong.status, wrong.body) == (404, b"")


@pytest.mark.parametrize("kind", SEARCHES)
def test_a_quiet_seller_has_no_trouble(demo: Ebay, kind: str) -> None:
    answer = get(demo, access(demo, "quiet_corner"), f"{kind}/search")
    assert members(answer) == []
    assert answer.json["paginationOutput"]["totalPages"] == 0

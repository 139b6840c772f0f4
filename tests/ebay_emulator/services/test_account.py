"""Account API: privileges, policies by marketplace, programs."""

from typing import Any

import pytest

from tests.ebay_emulator.client import Ebay
from tests.ebay_emulator.services.test_inventory import change, truth

API = "/sell/account/v1"
KINDS = (
    ("fulfillment_policy", "fulfillmentPolicies", "fulfillmentPolicyId"),
    ("payment_policy", "paymentPolicies", "paymentPolicyId"),
    ("return_policy", "returnPolicies", "returnPolicyId"),
)


def access(ebay: Ebay, seller: str) -> str:
    return str(ebay.tokens(seller, ["sell.account.readonly"])["access_token"])


def entity(path: str) -> str:
    return path.replace("policy", "policies")


@pytest.mark.parametrize(("path", "name", "field"), KINDS)
def test_policies_of_a_marketplace(demo: Ebay, path: str, name: str, field: str) -> None:
    token, known = access(demo, "harbor_goods"), truth(demo, "harbor_goods", entity(path))
    for marketplace in ("EBAY_US", "EBAY_GB", "EBAY_DE"):
        page = demo.get(f"{API}/{path}", token, marketplace_id=marketplace).json
        expected = [each for each in known if each["marketplaceId"] == marketplace]
        assert page == {"total": len(expected), name: expected}
        assert bool(expected) == (marketplace != "EBAY_DE")
    for each in known:
        assert demo.get(f"{API}/{path}/{each[field]}", token).json == each
        asked = {"marketplace_id": each["marketplaceId"], "name": each["name"]}
        assert demo.get(f"{API}/{path}/get_by_policy_name", token, **asked).json == each


@pytest.mark.parametrize(("path", "name", "field"), KINDS)
def test_wrong_questions(demo: Ebay, path: str, name: str, field: str) -> None:
    token = access(demo, "harbor_goods")
    assert demo.get(f"{API}/{path}", token).error_id == 20401
    assert demo.get(f"{API}/{path}", token, marketplace_id="MARS").error_id == 20403
    unknown = demo.get(f"{API}/{path}/12", token)
    assert (unknown.status, unknown.error_id) == (404, 20404)
    by_name = f"{API}/{path}/get_by_policy_name"
    assert demo.get(by_name, token, marketplace_id="EBAY_US").error_id == 20401
    missing = demo.get(by_name, token, marketplace_id="EBAY_US", name="None")
    assert (missing.status, missing.error_id) == (400, 20404)


def test_privileges_and_programs(demo: Ebay) -> None:
    for seller in ("harbor_goods", "fenland_books", "quiet_corner"):
        token = access(demo, seller)
        privileges = demo.get(f"{API}/privilege", token).json
        assert [privileges] == truth(demo, seller, "privileges")
        assert privileges["sellerRegistrationCompleted"] is True
        programs = demo.get(f"{API}/program/get_opted_in_programs", token).json["programs"]
        assert bool(programs) == (seller != "quiet_corner")
    change(demo, "harbor_goods", {"op": "remove", "id": "privileges"}, entity="privileges")
    told = demo.get(f"{API}/privilege", access(demo, "harbor_goods")).json
    assert told == {"sellerRegistrationCompleted": False}


@pytest.mark.parametrize(("path", "name", "field"), KINDS)
def test_who_sells_nothing_has_no_policies(demo: Ebay, path: str, name: str, field: str) -> None:
    page = demo.get(f"{API}/{path}", access(demo, "quiet_corner"), marketplace_id="EBAY_US").json
    assert page == {"total": 0, name: []}


def test_some_sellers_may_not_have_policies(ebay: Ebay) -> None:
    ebay.control("seed", {"seller": "shop", "orders": 0, "wishes": {"business_policies": False}})
    token = access(ebay, "shop")
    answer = ebay.get(f"{API}/payment_policy", token, marketplace_id="EBAY_US")
    assert (answer.status, answer.error_id) == (400, 20403)
    assert ebay.get(f"{API}/program/get_opted_in_programs", token).json == {"programs": []}


def test_changes_by_hand(demo: Ebay) -> None:
    token = access(demo, "fenland_books")
    first, second = truth(demo, "fenland_books", "payment_policies")
    changes: list[dict[str, Any]] = [
        {"op": "patch", "id": first["paymentPolicyId"], "payload": {"name": "Other"}},
        {"op": "remove", "id": second["paymentPolicyId"]},
    ]
    change(demo, "fenland_books", *changes, entity="payment_policies")
    page = demo.get(f"{API}/payment_policy", token, marketplace_id="EBAY_GB").json
    assert page == {"total": 1, "paymentPolicies": [first | {"name": "Other"}]}


def test_it_needs_its_scope(demo: Ebay) -> None:
    answer = demo.get(f"{API}/privilege", demo.tokens("harbor_goods", ["sell.inventory"])["access_token"])
    assert (answer.status, answer.error_id) == (403, 1100)

"""Which elements of the Trading API are lists: both sides held against what neither of them wrote.

Against eBay's schema where EBAY_CONTRACTS_DIR has eBaySvc.wsdl or eBaySvc.xsd; against what ebaysdk knows of it always.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring, parse
from ebaysdk.trading import Connection  # type: ignore[import-untyped]

from ebay_connector.ebay import xml
from ebay_emulator import xmlform
from tests.ebay_emulator.contract_schemas import CONTRACTS

RECORDS = {
    "Item": "ItemType", "Order": "OrderType", "Transaction": "TransactionType", "BestOffer": "BestOfferType",
    "OrderTransaction": "OrderTransactionType",
}  # fmt: skip
SCHEMA = "{http://www.w3.org/2001/XMLSchema}"
FILE = next((CONTRACTS / name for name in ("eBaySvc.wsdl", "eBaySvc.xsd") if (CONTRACTS / name).is_file()), None)
GONE_LATER = {("FreeAddedCategory", "CategoryParentID"), ("PrimaryCategory", "CategoryParentID"),
              ("SecondaryCategory", "CategoryParentID")}  # fmt: skip
"""Lists of schema 1379 that schema 1487 no longer has."""

Pair = tuple[str, str]
SIDES = pytest.mark.parametrize("side", [xml.as_json, xmlform.read], ids=["connector", "local eBay"])

CONNECTOR = xml.REPEATED | {name for _, name in xml.REPEATED_WITHIN}
LOCAL_EBAY = xmlform.LISTS | set(xmlform.LISTS_OF.values())

TOLD = {
    "AddressAttribute": "AddressType",
    "BidValue": "SuggestedBidValueType",
    "BuyerPackageEnclosure": "BuyerPackageEnclosuresType",
    "BuyerTaxIdentifier": "BuyerType and OrderType",
    "ConditionDescriptor": "ConditionDescriptorsType",
    "CountryPolicies": "CountryPoliciesArrayType",
    "Document": "DocumentsType",
    "LinkedLineItem": "LinkedLineItemArrayType",
    "Pictogram": "PictogramsType",
    "PictureURLs": "ExtendedPictureDetailsType",
    "PolicyID": "CountryPoliciesType",
    "ProductCompliancePolicyID": "CustomPoliciesType",
    "Program": "MembershipDetailsType",
    "ResponsiblePerson": "ResponsiblePersonsType",
    "Statement": "StatementsType",
    "Type": "ResponsiblePersonCodeTypes",
    "VideoID": "VideoDetailsType",
}
"""Lists that came after ebaysdk: the type of eBay's schema 1379 (its SDK for Java of November 2024) that has them."""
GONE = {
    "externaltransaction": "the schema has lost it with PayPal; Payments/Payment took its place",
    "orderid": "an element of the request",
    "sku": "an element of the request",
    "userid": "an element of the request",
    "outputselector": "an element of the request",
    "item": "a container around records, not a part of one",
    "order": "a container around records, not a part of one",
    "itembestoffers": "a container around records, not a part of one",
    "refundfundingsource": "it was for Half.com, which is closed",
    "refundline": "it was for Half.com, which is closed",
    "refundtransaction": "it was for Half.com, which is closed",
    "requiredselleraction": "told while PayPal held payments; the schema has lost it",
}
"""Lists of ebaysdk for our calls that records of today do not hold."""
CALLS = ("getitem", "getmyebayselling", "getsellerevents", "getsellerlist", "getbestoffers", "getorders")


@pytest.fixture(scope="module")
def occurrences() -> dict[Pair, set[bool]]:
    """Of each element within another that a record may hold by eBay's schema: whether it may occur again."""
    if FILE is None:
        pytest.skip("eBay's schema is not here. Put eBaySvc.wsdl into EBAY_CONTRACTS_DIR to hold lists against it.")
    return occurrences_of(FILE)


@SIDES
def test_lists_are_those_of_ebays_schema(occurrences: dict[Pair, set[bool]], side: Any) -> None:
    wrong = {
        pair: repeats
        for pair, repeats in occurrences.items()
        if pair not in GONE_LATER and repeats != {reads_as_list(side, *pair)}
    }
    assert not wrong


@pytest.mark.parametrize("ours", [CONNECTOR, LOCAL_EBAY], ids=["connector", "local eBay"])
def test_no_list_is_unknown_to_ebays_schema(occurrences: dict[Pair, set[bool]], ours: set[str]) -> None:
    known = {name for (_, name), repeats in occurrences.items() if True in repeats}
    assert ours - known <= {name for _, name in GONE_LATER}


@pytest.mark.parametrize("ours", [CONNECTOR, LOCAL_EBAY], ids=["connector", "local eBay"])
def test_each_list_is_known_from_elsewhere(ours: set[str]) -> None:
    known = {name for _, name in of_ebaysdk()}
    assert {name for name in ours if name.lower() not in known} == set(TOLD)


@pytest.mark.parametrize("ours", [CONNECTOR, LOCAL_EBAY], ids=["connector", "local eBay"])
def test_no_list_of_an_independent_client_is_missing(ours: set[str]) -> None:
    wanted = {name for call, name in of_ebaysdk() if call.removesuffix("response") in CALLS}
    assert {name for name in wanted if name not in {each.lower() for each in ours}} == set(GONE)


@SIDES
def test_the_same_name_may_repeat_here_and_not_there(side: Any) -> None:
    assert reads_as_list(side, "Variations", "Variation")
    assert not reads_as_list(side, "Transaction", "Variation")
    assert reads_as_list(side, "Refunds", "Refund")
    assert not reads_as_list(side, "ReturnPolicy", "Refund")


def reads_as_list(side: Any, within: str, name: str) -> bool:
    return isinstance(side(fromstring(f"<{within}><{name}>1</{name}></{within}>"))[name], list)


def of_ebaysdk() -> set[Pair]:
    """Calls and the elements that are lists in their answers, in ebaysdk's small letters."""
    client = Connection(appid="app", devid="dev", certid="cert", token="token", config_file=None)
    return {(node.split(".")[0], node.rpartition(".")[2]) for node in client.base_list_nodes}


def occurrences_of(file: Path) -> dict[Pair, set[bool]]:
    types = {each.get("name", ""): each for each in parse(file).iter(f"{SCHEMA}complexType")}
    found: dict[Pair, set[bool]] = defaultdict(set)
    left, seen = list(RECORDS.items()), set(RECORDS.items())
    while left:
        within, type_name = left.pop()
        for element in elements_of(types, type_name):
            name = element.get("name", "")
            found[within, name].add(element.get("maxOccurs", "1") != "1")
            inner = (name, local(element.get("type", "")))
            if inner not in seen:
                seen.add(inner)
                left.append(inner)
    return found


def elements_of(types: dict[str, Element], name: str) -> Iterator[Element]:
    """Its own elements and those of the type that it extends."""
    given = types.get(name)
    if given is not None:
        for extension in given.iter(f"{SCHEMA}extension"):
            yield from elements_of(types, local(extension.get("base", "")))
        yield from (each for each in given.iter(f"{SCHEMA}element") if each.get("name"))


def local(name: str) -> str:
    return name.rpartition(":")[2]

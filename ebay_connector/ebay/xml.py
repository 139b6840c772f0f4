"""The Trading API's XML: requests written, answers read as JSON.

An element with children becomes an object, one without its text; attributes become keys such as "@currencyID" beside
the text under "#text". XML does not tell a list of one from a single value, so what eBay's schema lets occur again is
always a list.
"""

import re
import sys
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

NAMESPACE = "urn:ebay:apis:eBLBaseComponents"
REPEATED = frozenset(
    {
        "AddressAttribute", "Attribute", "BidValue", "BuyerPackageEnclosure", "BuyerTaxIdentifier", "CategoryParentID",
        "CharityAffiliationDetail", "Compatibility", "ConditionDescriptor", "Copyright", "CountryPolicies",
        "CrossBorderTrade", "DiscountProfile", "Document", "ExcludeShipToLocation",
        "InternationalShippingServiceOption", "ItemBidDetails", "LineItem", "LinkedLineItem", "ListingEnhancement",
        "ModifyName", "NameValueList", "Payment", "PaymentAllowedSite", "PaymentMethods", "PaymentReferenceID",
        "PickupOptions", "Pictogram", "PictureURL", "PictureURLs", "Pictures", "ProductCompliancePolicyID",
        "ResponsiblePerson", "SellerDiscount", "ShipToLocation", "ShipToLocations", "ShipmentTrackingDetails",
        "ShippingPackageInfo", "ShippingServiceCostOverride", "ShippingServiceOptions", "Statement", "TaxDetails",
        "TaxJurisdiction", "TopRatedProgram", "UserSubscription", "Value",
        "VariationSpecificPictureSet", "VideoID",
    }
)  # fmt: skip
"""Elements that eBay's schema lets occur more than once wherever they stand in an item, an order or a best offer."""
REPEATED_WITHIN = frozenset(
    {
        ("CountryPolicies", "PolicyID"), ("Membership", "Program"), ("PictureDetails", "ExternalPictureURL"),
        ("RecoupmentPolicyConsent", "Site"), ("Refunds", "Refund"), ("TransactionArray", "Transaction"),
        ("Types", "Type"), ("Variations", "Variation"), ("VariationSpecificPictureSet", "ExternalPictureURL"),
    }
)  # fmt: skip
"""Those that may occur more than once within this element, and once only in others."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_ALLOWED = "\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff"
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]+)|(\d+));", re.IGNORECASE)
_ILLEGAL = re.compile(f"[^{_ALLOWED}]")


def write(name: str, content: Mapping[str, Any] | str) -> str:
    """An element of a request; a mapping becomes its children."""
    inner = content if isinstance(content, str) else "".join(write(child, part) for child, part in content.items())
    return f"<{name}>{escape(inner) if isinstance(content, str) else inner}</{name}>"


def nested(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Children by paths such as "ActiveList/Sort", in the order given."""
    tree: dict[str, Any] = {}
    for path, value in pairs:
        *outer, last = path.split("/")
        at = tree
        for step in outer:
            at = at.setdefault(step, {})
        at[last] = value
    return tree


def parse(body: bytes) -> Element:
    """The root of an answer; ValueError when it is not whole.

    eBay now and then passes on characters that XML has no place for: these are replaced, the rest is read.
    """
    try:
        return _parse(body)
    except ParseError:
        text = body.decode("utf-8", "replace")
        mended = _ILLEGAL.sub(REPLACEMENT, _REFERENCE.sub(_legal, text))
        if mended == text:
            raise
        return _parse(mended.encode())


def _legal(reference: re.Match[str]) -> str:
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    is_legal = number <= sys.maxunicode and not _ILLEGAL.match(chr(number))
    return reference[0] if is_legal else REPLACEMENT


def _parse(body: bytes) -> Element:
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except DefusedXmlException as error:
        raise ValueError(f"It declares what no answer of eBay's does: {type(error).__name__}") from error
    return root


def find_all(element: Element, path: str) -> list[Element]:
    """The elements at a path such as "OrderArray/Order"; the element itself for an empty one."""
    return element.findall("/".join(f"{{{NAMESPACE}}}{step}" for step in path.split("/"))) if path else [element]


def text_at(element: Element, path: str) -> str | None:
    """The text of the first element at a path; None when there is none."""
    return next((found.text or "" for found in find_all(element, path)), None)


def local_name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def as_json(element: Element, left_out: frozenset[str] = frozenset()) -> Any:
    """An element's content, without its children named in `left_out`."""
    content: dict[str, Any] = {f"@{name}": value for name, value in element.attrib.items()}
    within = local_name(element)
    for child in element:
        name = local_name(child)
        if name not in left_out:
            _put(content, name, as_json(child), name in REPEATED or (within, name) in REPEATED_WITHIN)
    if not len(element) and content:
        content["#text"] = element.text or ""
    return content or element.text or ""


def _put(content: dict[str, Any], name: str, value: Any, is_repeated: bool) -> None:
    if is_repeated:
        content.setdefault(name, []).append(value)
    elif name not in content:
        content[name] = value
    elif isinstance(content[name], list):
        content[name].append(value)
    else:
        content[name] = [content[name], value]

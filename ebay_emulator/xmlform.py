"""Records as the Trading API's XML and as JSON, one into the other.

An element with children is an object, one without is its text; attributes are keys such as "@currencyID" beside
the text under "#text". What occurs once is a value, what occurs again a list, and what eBay's schema lets occur
again is a list always.
"""

import json
import re
from typing import Any
from xml.etree.ElementTree import Element

import msgspec

Json = dict[str, Any]

NAMESPACE = "urn:ebay:apis:eBLBaseComponents"

LISTS = frozenset(
    {
        # of an item
        "CharityAffiliationDetail", "Compatibility", "ConditionDescriptor", "Copyright", "CountryPolicies",
        "CrossBorderTrade", "DiscountProfile", "Document", "ExcludeShipToLocation",
        "InternationalShippingServiceOption", "ItemBidDetails", "ListingEnhancement", "ModifyName", "NameValueList",
        "PaymentAllowedSite", "Pictogram", "PictureURL", "PictureURLs", "Pictures", "ProductCompliancePolicyID",
        "ResponsiblePerson", "ShipToLocation", "ShipToLocations", "ShippingServiceCostOverride",
        "ShippingServiceOptions", "Statement", "TaxJurisdiction", "TopRatedProgram", "Value",
        "VariationSpecificPictureSet", "VideoID", "BidValue", "CategoryParentID",
        # of an order and its transactions
        "BuyerPackageEnclosure", "BuyerTaxIdentifier", "LineItem", "LinkedLineItem", "Payment", "PaymentMethods",
        "PaymentReferenceID", "PickupOptions", "SellerDiscount", "ShipmentTrackingDetails", "ShippingPackageInfo",
        "TaxDetails",
        # of people
        "AddressAttribute", "Attribute", "UserSubscription",
    }
)  # fmt: skip
"""Elements that eBay may repeat wherever they occur inside of a record."""

LISTS_OF = {
    "CountryPolicies": "PolicyID",
    "Membership": "Program",
    "PictureDetails": "ExternalPictureURL",
    "RecoupmentPolicyConsent": "Site",
    "Refunds": "Refund",
    "TransactionArray": "Transaction",
    "Types": "Type",
    "VariationSpecificPictureSet": "ExternalPictureURL",
    "Variations": "Variation",
}
"""Elements that eBay may repeat inside of this one, while others have one at most: a transaction's Variation."""

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED = re.compile('[&<>"\r]')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


class Xml(str):
    """An element's content, written already."""

    __slots__ = ()


def escaped(value: object) -> str:
    """Text for an element. Characters that XML 1.0 has no place for are left out, as eBay does."""
    text = _plain(value)
    return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], text) if _ESCAPED.search(text) else text


def render(name: str, value: object) -> str:
    """The element, or elements when the value is a list; nothing for None."""
    if isinstance(value, list):
        return "".join(render(name, each) for each in value)
    if value is None or not _NAME.fullmatch(name):
        return ""
    if not isinstance(value, dict):
        return f"<{name}>{value if isinstance(value, Xml) else escaped(value)}</{name}>"
    attributes = "".join(
        f' {key[1:]}="{escaped(each)}"' for key, each in value.items() if key[:1] == "@" and _NAME.fullmatch(key[1:])
    )
    inner = escaped(value["#text"]) if "#text" in value else ""
    inner += "".join(render(key, each) for key, each in value.items() if key[:1] not in "@#")
    return f"<{name}{attributes}>{inner}</{name}>"


def read(element: Element) -> Any:
    """An element's content as JSON: an object, or the text alone."""
    found: Json = {f"@{name}": value for name, value in element.attrib.items()}
    within = local(element)
    for child in element:
        name, value = local(child), read(child)
        if name not in found:
            found[name] = [value] if _is_list(within, name) else value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    text = element.text or ""
    if not len(element) and element.attrib:
        found["#text"] = text
    return found or text


def _is_list(within: str, name: str) -> bool:
    return name in LISTS or LISTS_OF.get(within) == name


def local(element: Element) -> str:
    """A tag without its namespace."""
    return element.tag.rpartition("}")[2]


def decoded(payload: bytes) -> Json | None:
    """A record that stands on a shelf, lone surrogates and all; None when it is no JSON object."""
    try:
        return msgspec.json.decode(payload, type=Json)
    except msgspec.DecodeError:
        pass
    try:
        value = json.loads(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def shown(payload: bytes) -> Json | Xml:
    """A record from a shelf, to be rendered. What a test stored raw is given as it is, XML or text."""
    record = decoded(payload)
    if record is not None:
        return record
    text = payload.decode("utf-8", "replace")
    return Xml(text if text.startswith("<") else escaped(text))


def as_read(payload: bytes) -> bytes:
    """A record's JSON as it comes back out of XML. What is no record stays as it is."""
    record = decoded(payload)
    return payload if record is None else msgspec.json.encode(canonical(record))


def canonical(value: Any, within: str = "") -> Any:
    """What `read` gives of what `render` made, without the detour; None for what XML leaves out."""
    if isinstance(value, str):
        return _ILLEGAL.sub("", value) if _ILLEGAL.search(value) else value
    if not isinstance(value, dict):
        return _plain(value)
    found: Json = {}
    for key, each in value.items():
        if key[:1] == "@":
            if _NAME.fullmatch(key[1:]):
                found[key] = _plain(each)
        elif isinstance(each, list):
            _gather(found, within, key, _flat(each))
        elif each is not None and key != "#text":
            _gather(found, within, key, [each])
    return _with_text(found, value)


def _gather(found: Json, within: str, name: str, values: list[Any]) -> None:
    if values and _NAME.fullmatch(name):
        given = [canonical(each, name) for each in values]
        found[name] = given if _is_list(within, name) or len(given) > 1 else given[0]


def _with_text(found: Json, value: Json) -> Any:
    """Text counts where there are no children."""
    if any(key[:1] != "@" for key in found):
        return found
    text = _plain(value.get("#text", ""))
    return found | {"#text": text} if found else text


def _flat(values: list[Any]) -> list[Any]:
    found = [_flat(each) if isinstance(each, list) else [each] for each in values]
    return [each for some in found for each in some if each is not None]


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value if isinstance(value, str) else str(value)
    return _ILLEGAL.sub("", text) if _ILLEGAL.search(text) else text

"""Identity API: who has signed in."""

from typing import Any

import msgspec

from ebay_emulator.errors import EbayError, access_denied
from ebay_emulator.grants import BASE
from ebay_emulator.reply import JSON, Call, Reply, Route
from ebay_emulator.sellers import Seller

_PREFIX = f"{BASE}/commerce.identity"
_SCOPES = frozenset(f"{_PREFIX}{part}.readonly" for part in ("", ".status", ".name", ".address", ".email", ".phone"))


def get_user(call: Call) -> Reply:
    if call.seller is None or call.access is None:
        raise EbayError(access_denied())
    profile = call.seller.profile
    user: dict[str, Any] = {
        "userId": call.seller.user_id,
        "username": call.seller.username,
        "accountType": profile.account_type,
        "registrationMarketplaceId": profile.marketplace,
    }
    if f"{_PREFIX}.status.readonly" in call.access.scopes:
        user["status"] = "CONFIRMED"
    details = _details(call.seller, call.access.scopes)
    if details:
        user["businessAccount" if profile.account_type == "BUSINESS" else "individualAccount"] = details
    return Reply(200, msgspec.json.encode(user), JSON)


def _details(seller: Seller, scopes: frozenset[str]) -> dict[str, Any]:
    """What the restricted scopes open, each its own part."""
    business = seller.profile.account_type == "BUSINESS"
    city, _, region = seller.profile.location.partition(", ")
    address = {"city": city, "stateOrProvince": region, "postalCode": seller.profile.postal}
    shown: dict[str, dict[str, Any]] = {
        "name": {"name": seller.username} if business else {"firstName": "Demo", "lastName": "Seller"},
        "email": {"email": f"{seller.username}@shops.ebay.example"},
        "phone": {"primaryPhone": {"countryCode": "US", "number": "5550100", "phoneType": "MOBILE"}},
        "address": {"address" if business else "registrationAddress": address | {"country": seller.profile.country}},
    }
    details: dict[str, Any] = {}
    for part, fields in shown.items():
        if f"{_PREFIX}.{part}.readonly" in scopes:
            details |= fields
    return details


ROUTES = (Route("GET", "apiz", "/commerce/identity/v1/user/", get_user, _SCOPES),)

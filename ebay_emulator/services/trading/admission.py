"""Who may make a Trading call: the headers, then the token, then the calls of the day."""

import re

from ebay_emulator.reply import Call
from ebay_emulator.sellers import Seller
from ebay_emulator.services.trading.answers import (
    expired_auth_token,
    expired_iaf_token,
    invalid_auth_token,
    invalid_header,
    invalid_iaf_token,
    invalid_site,
    no_token,
)
from ebay_emulator.services.trading.asked import Part
from ebay_emulator.services.trading.names import LEVEL, SITE, TOKEN
from ebay_emulator.shop.sites import SITES


def check_headers(call: Call) -> None:
    if call.headers.get(SITE, "") not in SITES:
        raise invalid_site()
    if not re.fullmatch(r"[1-9]\d{2,3}", call.headers.get(LEVEL, ""), re.ASCII):
        raise invalid_header(LEVEL)


def admit(call: Call, request: Part) -> Seller:
    """Whose token this is. An OAuth token belongs in the header; in the body eBay takes Auth'n'Auth tokens alone."""
    shown = call.headers.get(TOKEN)
    if shown is None:
        raise _no_header(call, request)
    access = call.world.grants.find_access(shown.strip())
    seller = None if access is None else call.world.owner(access.consent)
    if access is None or seller is None or access.revoked or (access.consent and access.consent.revoked):
        raise invalid_iaf_token()
    if not access.is_good(call.now):
        raise expired_iaf_token()
    return seller


def _no_header(call: Call, request: Part) -> Exception:
    credentials = request.part("RequesterCredentials")
    token = None if credentials is None else credentials.text("eBayAuthToken")
    if token is None:
        return no_token()
    access = call.world.grants.find_access(token)
    return invalid_auth_token() if access is None or access.is_good(call.now) else expired_auth_token()

"""Developer Analytics API: how many calls are left."""

from collections.abc import Iterable
from typing import Any

import msgspec

from ebay_emulator.clock import iso
from ebay_emulator.errors import EbayError, access_denied
from ebay_emulator.grants import BASE
from ebay_emulator.limits import Usage
from ebay_emulator.reply import JSON, Call, Reply, Route
from ebay_emulator.services.key_management import application

_PATH = "/developer/analytics/v1_beta"
_USER_NAMES = ("sell.inventory", "sell.inventory.readonly", "sell.marketing", "sell.marketing.readonly")
_USER_SCOPES = frozenset(f"{BASE}/{name}" for name in _USER_NAMES)
_VERSIONS = {"Logistics": "v1_beta", "PostOrder": "v2"}


def get_rate_limits(call: Call) -> Reply:
    application(call)
    return _reply(call, call.world.limits.usage())


def get_user_rate_limits(call: Call) -> Reply:
    if call.seller is None:
        raise EbayError(access_denied())
    return _reply(call, call.world.limits.usage(call.seller.user_id))


def _reply(call: Call, usages: Iterable[Usage]) -> Reply:
    """By API and resource; the filters take names in any case."""
    asked = call.parameters()
    apis: dict[tuple[str, str], dict[str, list[Any]]] = {}
    for usage in usages:
        quota = usage.quota
        if _fits(asked.get("api_context"), quota.context) and _fits(asked.get("api_name"), quota.api):
            apis.setdefault((quota.context, quota.api), {}).setdefault(quota.resource, []).append(_rate(usage))
    if not apis:
        return Reply(204)
    told = [
        {
            "apiContext": context,
            "apiName": api,
            "apiVersion": _VERSIONS.get(api, "v1"),
            "resources": [{"name": name, "rates": rates} for name, rates in resources.items()],
        }
        for (context, api), resources in apis.items()
    ]
    return Reply(200, msgspec.json.encode({"rateLimits": told}), JSON)


def _fits(wanted: str | None, name: str) -> bool:
    return not wanted or wanted.lower() == name.lower()


def _rate(usage: Usage) -> dict[str, object]:
    return {
        "count": usage.count,
        "limit": usage.limit,
        "remaining": usage.remaining,
        "reset": iso(usage.reset),
        "timeWindow": usage.quota.window,
    }


ROUTES = (
    Route("GET", "api", f"{_PATH}/rate_limit/", get_rate_limits, frozenset({BASE})),
    Route("GET", "api", f"{_PATH}/user_rate_limit/", get_user_rate_limits, _USER_SCOPES),
)

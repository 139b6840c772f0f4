"""Account API: privileges, business policies by marketplace, programs."""

from collections.abc import Callable

import msgspec

from ebay_emulator.areas import shelf_of
from ebay_emulator.areas.catalog.policies import FULFILLMENT, MARKETPLACES, PAYMENT, RETURN
from ebay_emulator.errors import EbayError, rest
from ebay_emulator.grants import BASE
from ebay_emulator.reply import JSON, Call, Reply, Route, Service
from ebay_emulator.services.fulfillment import owner
from ebay_emulator.services.inventory import envelope
from ebay_emulator.services.offers import field_of
from ebay_emulator.shelf import Item

READ_SCOPES = frozenset({f"{BASE}/sell.account", f"{BASE}/sell.account.readonly"})
PATH = "/sell/account/v1"

_KINDS = (
    ("fulfillment_policy", FULFILLMENT, "fulfillmentPolicies", "fulfillmentPolicyId"),
    ("payment_policy", PAYMENT, "paymentPolicies", "payment_policy_id"),
    ("return_policy", RETURN, "returnPolicies", "return_policy_id"),
)


def account_error(error_id: int, message: str, status: int = 400) -> EbayError:
    return EbayError(rest(status, error_id, "API_ACCOUNT", message))


def get_privileges(call: Call) -> Reply:
    item = shelf_of(call.world, owner(call), "privileges").get("privileges")
    payload = msgspec.json.encode({"sellerRegistrationCompleted": False}) if item is None else item.payload
    return Reply(200, payload, JSON)


def get_programs(call: Call) -> Reply:
    types = ("OUT_OF_STOCK_CONTROL", "SELLING_POLICY_MANAGEMENT") if _is_opted_in(call) else ()
    return Reply(200, msgspec.json.encode({"programs": [{"programType": each} for each in types]}), JSON)


def get_policies(entity: str, name: str) -> Service:
    def service(call: Call) -> Reply:
        found = _of_marketplace(call, entity)
        return envelope({"total": len(found)}, name, [item.payload for item in found])

    return service


def get_policy(entity: str, argument: str) -> Service:
    def service(call: Call) -> Reply:
        given = call.arguments[argument]
        item = shelf_of(call.world, owner(call), entity).get(given)
        return _found(item, argument)

    return service


def get_policy_by_name(entity: str) -> Service:
    def service(call: Call) -> Reply:
        name = call.parameters().get("name")
        if not name:
            raise account_error(20401, "Missing field name. It is required.")
        found = [item for item in _of_marketplace(call, entity) if field_of(item, "name") == name]
        return _found(found[0] if found else None, "name", 400)

    return service


def _found(item: Item | None, field: str, status: int = 404) -> Reply:
    if item is None:
        raise account_error(20404, f"{field} not found.", status)
    return Reply(200, item.payload, JSON)


def _of_marketplace(call: Call, entity: str) -> list[Item]:
    """Oldest first. What was stored raw stands with the seller's own marketplace."""
    marketplace = call.parameters().get("marketplace_id")
    if not marketplace:
        raise account_error(20401, "Missing field marketplaceId. It is required.")
    if marketplace not in MARKETPLACES:
        raise account_error(20403, f"Invalid marketplaceId. {marketplace}")
    if owner(call).wishes.get("business_policies") is False:
        raise account_error(20403, "Invalid seller. User is not eligible for Business Policy.")
    home = owner(call).profile.marketplace
    shelf = shelf_of(call.world, owner(call), entity)
    return [item for item in reversed(list(shelf)) if (field_of(item, "marketplaceId") or home) == marketplace]


def _is_opted_in(call: Call) -> bool:
    seller = owner(call)
    return bool(seller.profile.orders) and seller.wishes.get("business_policies") is not False


def _routes() -> list[Route]:
    services: list[tuple[str, Callable[[Call], Reply]]] = [
        ("privilege", get_privileges),
        ("program/get_opted_in_programs", get_programs),
    ]
    for path, entity, name, argument in _KINDS:
        services += [
            (path, get_policies(entity, name)),
            (f"{path}/get_by_policy_name", get_policy_by_name(entity)),
            (f"{path}/{{{argument}}}", get_policy(entity, argument)),
        ]
    return [Route("GET", "api", f"{PATH}/{path}", service, READ_SCOPES) for path, service in services]


ROUTES = tuple(_routes())

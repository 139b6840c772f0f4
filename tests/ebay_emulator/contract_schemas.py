"""eBay's own contracts as validators: every answer that a test gets is held against them.

They are reference data that is not part of this project: EBAY_CONTRACTS_DIR names them, by default
../shared/ebay/contracts beside the project.
"""

import json
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

Json = dict[str, Any]

CONTRACTS = Path(os.environ.get("EBAY_CONTRACTS_DIR", Path(__file__).parents[3] / "shared/ebay/contracts"))
MISSING = "eBay's contracts are not here. Set EBAY_CONTRACTS_DIR to hold answers against them."

FILES = {
    "/sell/fulfillment/v1": "sell_fulfillment_v1_oas3.json",
    "/sell/finances/v1": "sell_finances_v1_oas3.json",
    "/developer/analytics/v1_beta": "developer_analytics_v1_beta_oas3.json",
    "/developer/key_management/v1": "developer_key_management_v1_oas3.json",
    "/commerce/identity/v1": "commerce_identity_v1_oas3.json",
    "/commerce/message/v1": "commerce_message_v1_oas3.json",
    "/commerce/feedback/v1": "commerce_feedback_v1_beta_oas3.json",
    "/sell/inventory/v1": "sell_inventory_v1_oas3.json",
    "/sell/account/v1": "sell_account_v1_oas3.json",
}

# Where real eBay answers differ from eBay's contracts, and so do ours. Nothing else is relaxed:
# every type, every enum and the absence of unknown fields are checked.
NOT_ALWAYS_SENT = {
    ("LineItem", "refunds"),  # absent unless something was refunded
    ("ExtendedContact", "fullName"),  # absent from orders older than 90 days
    ("Address", "addressLine1"),  # so is the street
    ("UserResponse", "status"),  # needs a scope of its own
    ("GetInventoryItemResponse", "inventoryItem"),  # absent where the SKU's status is an error
}
_ASPECTS = {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}
SENT_BUT_UNKNOWN = {
    # The contract writes that aspects are a string.
    "Product": {"aspects": _ASPECTS},
    "InventoryItemGroup": {"aspects": _ASPECTS},
    "Order": {"legacyOrderId": {"type": "string"}},
    # The contract writes eBayCollectedTaxAmount.
    "Transaction": {"ebayCollectedTaxAmount": {"$ref": "#/components/schemas/Amount"}},
}
# Enums are declared as objects; they are sent as strings.
ENUM_TYPE = "string"
# Statuses and errors that eBay answers although the operation does not list them.
UNLISTED_ERRORS = {
    ("GET", "/conversation/{conversation_id}", 400, 355002),  # the type is as required as in the list
    ("GET", "/conversation/{conversation_id}", 400, 355017),
    ("GET", "/order/{orderId}", 404, 32100),
    ("GET", "/inventory_item", 400, 25707),  # one illegal SKU spoils its page
    ("GET", "/inventory_item/{sku}", 400, 25707),
    ("GET", "/inventory_item/{sku}", 404, 25710),  # listed for 400
    ("GET", "/inventory_item_group/{inventoryItemGroupKey}", 404, 25705),  # listed for 400
    ("GET", "/offer", 400, 25707),  # so does asking without a SKU
    ("GET", "/offer", 400, 25709),  # of a header: without what the contract has after the field's name
    ("GET", "/offer", 404, 25713),
    ("GET", "/offer/{offerId}", 404, 25713),  # listed for 400
    ("GET", "/location", 400, 25706),  # no error is listed
    ("GET", "/location/{merchantLocationKey}", 404, 25805),  # listed for 400
    ("GET", "/fulfillment_policy/{fulfillmentPolicyId}", 404, 20404),  # listed for 400
    ("GET", "/payment_policy/{payment_policy_id}", 404, 20404),
    ("GET", "/return_policy/{return_policy_id}", 404, 20404),
    ("GET", "/order/{orderId}/shipping_fulfillment/{fulfillmentId}", 404, 32110),
}
COMMON_DOMAINS = {"OAuth", "ACCESS"}


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    """As the contract has it, without the service's base path."""
    responses: Json
    base: str


def available() -> bool:
    return CONTRACTS.is_dir()


def find(method: str, path: str) -> Operation | None:
    """The operation that a request to eBay calls."""
    for base in FILES:
        if path.startswith(base):
            return _match(base, method, path.removeprefix(base))
    return None


def problems(operation: Operation, status: int, payload: object) -> list[str]:
    """How an answer's JSON differs from what the contract says of it."""
    if status >= 400:
        return _error_problems(operation, status, payload)
    content = operation.responses.get(str(status), {}).get("content")
    if content is None:
        return [f"The contract has no answer {status} with a body."]
    schema = content["application/json"]["schema"]
    if "$ref" not in schema:
        return [] if payload == {} else ["The contract says nothing of such an answer's fields."]
    name = schema["$ref"].rpartition("/")[2]
    found = _validator(operation.base, name).iter_errors(payload)
    return [f"{error.json_path}: {error.message[:300]}" for error in found]


def _match(base: str, method: str, path: str) -> Operation | None:
    paths = _document(base)["paths"]
    for template in sorted(paths, key=lambda each: each.count("{")):
        operations = paths[template]
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path) and method.lower() in operations:
            return Operation(method, template, operations[method.lower()]["responses"], base)
    return None


def _error_problems(operation: Operation, status: int, payload: object) -> list[str]:
    try:
        errors = payload["errors"]  # type: ignore[index]
        return [text for error in errors for text in _check_error(operation, status, error)]
    except (KeyError, TypeError):
        return ["An error answer needs errors."]


def _check_error(operation: Operation, status: int, error: Json) -> list[str]:
    found = [f"{each.json_path}: {each.message}" for each in _validator(operation.base, "Error").iter_errors(error)]
    key = (operation.method, operation.path, status, error["errorId"])
    if error["domain"] in COMMON_DOMAINS or key in UNLISTED_ERRORS:
        return found
    listed = operation.responses.get(str(status), {}).get("x-response-codes", {}).get("errors", {})
    known = listed.get(str(error["errorId"]))
    if known is None:
        return [*found, f"Error {error['errorId']} is not listed for {status}."]
    if (known["domain"], known["category"]) != (error["domain"], error["category"]):
        found.append(f"Error {error['errorId']} has another domain or category in the contract.")
    wording = re.sub(r"<[^>]+>", "", known["description"]).removesuffix(".")  # the same error has it here, not there
    pattern = re.sub(r"\\\{\w+\\\}", ".*", re.escape(wording))
    if not re.fullmatch(pattern, error["message"].removesuffix("."), re.IGNORECASE):
        found.append(f"Error {error['errorId']} should read {wording!r}, not {error['message']!r}.")
    return found


@cache
def _validator(base: str, name: str) -> Draft202012Validator:
    return Draft202012Validator(_inlined(base, name))


@cache
def _inlined(base: str, name: str) -> Json:
    """A schema as strict as can be, with what it refers to in place: following references takes most of the time."""
    schema: Json = json.loads(json.dumps(_document(base)["components"]["schemas"][name]))
    if "enum" in schema:
        return {"type": ENUM_TYPE, "enum": schema["enum"]}
    fields: Json = schema.get("properties", {}) | SENT_BUT_UNKNOWN.get(name, {})
    required = [each for each in schema.get("required", ()) if (name, each) not in NOT_ALWAYS_SENT]
    properties = {field: _resolved(base, shape) for field, shape in fields.items()}
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _resolved(base: str, shape: Json) -> Json:
    if "$ref" in shape:
        return _inlined(base, shape["$ref"].rpartition("/")[2])
    return shape | {"items": _resolved(base, shape["items"])} if "items" in shape else shape


@cache
def _document(base: str) -> Json:
    document: Json = json.loads((CONTRACTS / FILES[base]).read_text())
    return document

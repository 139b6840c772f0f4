"""Inventory API, items and groups: getInventoryItems, getInventoryItem, bulkGetInventoryItem, getInventoryItemGroup."""

import re
from typing import Any, NoReturn

import msgspec

from ebay_emulator.areas import shelf_of
from ebay_emulator.areas.catalog.numbers import is_legal
from ebay_emulator.areas.catalog.shelves import WrittenShelf
from ebay_emulator.errors import EbayError, rest
from ebay_emulator.grants import BASE
from ebay_emulator.reply import JSON, Call, Reply, Route
from ebay_emulator.services.fulfillment import owner

READ_SCOPES = frozenset({f"{BASE}/sell.inventory", f"{BASE}/sell.inventory.readonly"})
PATH = "/sell/inventory/v1"

DEFAULT_LIMIT, MAX_LIMIT = 25, 200
MAX_BULK = 25
_LOCALES = re.compile(r"[a-zA-Z]{2}([-_][a-zA-Z]{2})?(;\s*q=[01](\.\d+)?)?")
_BAD_SKU = (
    "This is an invalid value for a SKU. Only alphanumeric characters can be used for SKUs, "
    "and their length must not exceed 50 characters"
)
_UNKNOWN = "We didn't find the resource/entity you are requesting. Please verify the request"


def inventory_error(error_id: int, message: str, status: int = 400, **parameters: str) -> EbayError:
    return EbayError(rest(status, error_id, "API_INVENTORY", message, parameters=parameters))


def written_shelf(call: Call, entity: str) -> WrittenShelf:
    shelf = shelf_of(call.world, owner(call), entity)
    if not isinstance(shelf, WrittenShelf):
        raise TypeError(f"{entity} stands on another kind of shelf.")
    return shelf


def get_items(call: Call) -> Reply:
    check_language(call)
    shelf, asked = written_shelf(call, "inventory"), call.parameters()
    limit, first = page_of(call, asked, DEFAULT_LIMIT, MAX_LIMIT)
    if not all(map(is_legal, shelf.names(first, first + limit))):
        bad_sku()
    records = [item.payload for item in shelf.page(first, first + limit)]
    head = links(f"{PATH}/inventory_item?", limit, first, len(shelf), limit if counts_pages(call) else 1)
    pages = -(-len(shelf) // limit)  # contract: size is how many pages there are
    return envelope(head | {"size": pages}, "inventoryItems", records)


def get_item(call: Call) -> Reply:
    check_language(call)
    shelf, sku = written_shelf(call, "inventory"), call.arguments["sku"]
    if not is_legal(sku):
        bad_sku()
    item = shelf.get(sku)
    if item is None:
        raise inventory_error(25710, _UNKNOWN, 404)
    return Reply(200, item.payload, JSON)


def get_group(call: Call) -> Reply:
    check_language(call)
    name = call.arguments["inventoryItemGroupKey"]
    item = written_shelf(call, "inventory_item_groups").get(name)
    if item is None:
        text = f"The Inventory Item Group named {name} could not be found or is not available in the system."
        raise inventory_error(25705, text, 404, inventoryItemGroupKey=name)
    return Reply(200, item.payload, JSON)


class _Wanted(msgspec.Struct):
    sku: str = ""


class _Bulk(msgspec.Struct):
    requests: list[_Wanted] = []


def bulk_get_items(call: Call) -> Reply:
    check_language(call)
    skus = _bulk_skus(call.body)
    shelf = written_shelf(call, "inventory")
    answers = [_bulk_answer(shelf, sku) for sku in skus]
    status = 200 if all(good for good, _ in answers) else 207
    return envelope({}, "responses", [payload for _, payload in answers], status)


def _bulk_skus(body: bytes) -> list[str]:
    try:
        skus = [wanted.sku for wanted in msgspec.json.decode(body, type=_Bulk).requests]
    except msgspec.DecodeError as error:
        raise EbayError(rest(400, 2004, "ACCESS", "Invalid request", long_message=str(error))) from error
    if not skus:
        raise inventory_error(25709, "Invalid request. Invalid value for field requests")
    if len(skus) > MAX_BULK:
        raise inventory_error(25727, f"The number of InventoryItems in the request cannot exceed {MAX_BULK}.")
    if not all(skus):
        raise inventory_error(25708, "Invalid SKU.")
    if len(set(skus)) < len(skus):
        raise inventory_error(25734, "SKU should be unique in the request.")
    return skus


def _bulk_answer(shelf: WrittenShelf, sku: str) -> tuple[bool, bytes]:
    item = shelf.get(sku) if is_legal(sku) else None
    if item is not None:
        head = msgspec.json.encode({"statusCode": 200, "sku": sku, "errors": [], "warnings": []})
        return True, b'%b,"inventoryItem":%b}' % (head[:-1], _without_group_ids(item.payload))
    status, error_id, message = (404, 25710, _UNKNOWN) if is_legal(sku) else (400, 25707, _BAD_SKU)
    error = {"errorId": error_id, "domain": "API_INVENTORY", "category": "REQUEST", "message": message}
    return False, msgspec.json.encode({"statusCode": status, "sku": sku, "errors": [error], "warnings": []})


def _without_group_ids(payload: bytes) -> bytes:
    """Bulk answers do not have them; what was stored raw is given as it is."""
    try:
        record = msgspec.json.decode(payload, type=dict[str, Any])
    except msgspec.DecodeError:
        return payload
    return payload if record.pop("groupIds", None) is None else msgspec.json.encode(record)


def bad_sku() -> NoReturn:
    raise inventory_error(25707, _BAD_SKU)


def check_language(call: Call) -> None:
    """A browser's or library's "*" is refused: eBay wants a language."""
    given = call.headers.get("Accept-Language", "en-US")
    if not all(_LOCALES.fullmatch(each.strip()) for each in given.split(",")):
        raise inventory_error(25709, "Invalid value for header Accept-Language.")


def page_of(call: Call, asked: dict[str, str], default: int, most: int) -> tuple[int, int]:
    """The limit, and the first record. Sellers with the wish "inventory_offset": "pages" count offsets in pages."""
    limit, offset = whole_page(asked, default, most)
    return limit, offset * (limit if counts_pages(call) else 1)


def whole_page(asked: dict[str, str], default: int, most: int) -> tuple[int, int]:
    limit, offset = asked.get("limit", str(default)), asked.get("offset", "0")
    if not (_is_whole(limit) and 1 <= int(limit) <= most):
        bad_page(f"The limit must be a number from 1 to {most}")
    if not _is_whole(offset):
        bad_page("The offset must be 0 or more")
    return int(limit), int(offset)


def bad_page(text: str) -> NoReturn:
    raise inventory_error(25706, f"You have provided invalid pagination values.  {text}.")


def counts_pages(call: Call) -> bool:
    return bool(owner(call).wishes.get("inventory_offset") == "pages")


def links(path: str, limit: int, first: int, total: int, unit: int = 1) -> dict[str, Any]:
    """This API's links begin with the path: eBay leaves out the host. `path` ends where a parameter may follow."""

    def link(record: int) -> str:
        return f"{path}offset={record // unit}&limit={limit}"

    found: dict[str, Any] = {"href": link(first), "total": total, "limit": limit}
    if first + limit < total:
        found["next"] = link(first + limit)
    if first > 0:
        found["prev"] = link(max(first - limit, 0))
    return found


def envelope(head: dict[str, Any], name: str, records: list[bytes], status: int = 200) -> Reply:
    start = msgspec.json.encode(head)[:-1]
    comma = b"," if head else b""
    return Reply(status, b'%b%b"%b":[%b]}' % (start, comma, name.encode(), b",".join(records)), JSON)


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


ROUTES = (
    Route("GET", "api", f"{PATH}/inventory_item", get_items, READ_SCOPES),
    Route("GET", "api", f"{PATH}/inventory_item/{{sku}}", get_item, READ_SCOPES),
    Route("POST", "api", f"{PATH}/bulk_get_inventory_item", bulk_get_items, READ_SCOPES),
    Route("GET", "api", f"{PATH}/inventory_item_group/{{inventoryItemGroupKey}}", get_group, READ_SCOPES),
)

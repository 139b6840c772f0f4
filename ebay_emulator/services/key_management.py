"""Key Management API: the keys an application signs requests with."""

from typing import Any

import msgspec

from ebay_emulator.errors import EbayError, access_denied, rest
from ebay_emulator.grants import BASE
from ebay_emulator.keys import SigningKey
from ebay_emulator.reply import JSON, Call, Reply, Route

PATH = "/developer/key_management/v1/signing_key"
_DOMAIN = "API_KEYS"


def create_signing_key(call: Call) -> Reply:
    client_id = application(call)
    try:
        wish: Any = msgspec.json.decode(call.body)
    except msgspec.DecodeError:
        wish = None
    if not isinstance(wish, dict):
        message = "You must request for new signing key with valid request payload."
        raise EbayError(rest(400, 210006, _DOMAIN, message))
    cipher = wish.get("signingKeyCipher")
    if cipher not in ("ED25519", "RSA"):
        message = "You must supply a valid signing key cipher. Allowed values are ED25519 and RSA."
        raise EbayError(rest(400, 210001, _DOMAIN, message))
    key, private = call.world.keys.create(client_id, cipher, call.now)
    return _json(_told(key) | {"privateKey": private})


def get_signing_keys(call: Call) -> Reply:
    return _json({"signingKeys": [_told(key) for key in call.world.keys.of(application(call))]})


def get_signing_key(call: Call) -> Reply:
    client_id, name = application(call), call.arguments["signingKeyId"]
    key = call.world.keys.get(name)
    if key is None or key.client_id != client_id:
        raise EbayError(rest(404, 210002, _DOMAIN, f"The signing key with id {name} was not found."))
    return _json(_told(key))


def application(call: Call) -> str:
    """Whose own token this is; a seller's token opens nothing of the application's."""
    if call.access is None or call.access.consent is not None:
        raise EbayError(access_denied())
    return call.access.client_id


def _told(key: SigningKey) -> dict[str, object]:
    return {
        "signingKeyId": key.id,
        "signingKeyCipher": key.cipher,
        "publicKey": key.public_key,
        "jwe": key.jwe,
        "creationTime": key.created,
        "expirationTime": key.expires,
    }


def _json(payload: dict[str, Any]) -> Reply:
    return Reply(200, msgspec.json.encode(payload), JSON)


ROUTES = (
    Route("POST", "apiz", PATH, create_signing_key, frozenset({BASE})),
    Route("GET", "apiz", PATH, get_signing_keys, frozenset({BASE})),
    Route("GET", "apiz", PATH + "/{signingKeyId}", get_signing_key, frozenset({BASE})),
)

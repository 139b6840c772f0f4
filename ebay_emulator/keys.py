"""The keys that applications sign calls with, and which eBay keeps the public half of."""

import base64
import secrets
from typing import Literal

import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

Cipher = Literal["ED25519", "RSA"]
KEY_SECONDS = 3 * 365 * 86_400


class SigningKey(msgspec.Struct, frozen=True):
    """Times are seconds since 1970. eBay keeps no private key."""

    id: str
    client_id: str
    cipher: Cipher
    public_key: str
    jwe: str
    created: int
    expires: int


class SigningKeys:
    def __init__(self) -> None:
        self._keys: dict[str, SigningKey] = {}

    def create(self, client_id: str, cipher: Cipher, now: int) -> tuple[SigningKey, str]:
        """A new key, and its private half: PKCS#8 in base64, without the lines that PEM puts around it."""
        private = (
            ed25519.Ed25519PrivateKey.generate() if cipher == "ED25519" else rsa.generate_private_key(65_537, 2048)
        )
        name, created = secrets.token_hex(16), now // 1000
        name = "-".join((name[:8], name[8:12], name[12:16], name[16:20], name[20:]))
        public = private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        key = SigningKey(name, client_id, cipher, _base64(public), _jwe(name), created, created + KEY_SECONDS)
        self._keys[name] = key
        secret = private.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return key, _base64(secret)

    def of(self, client_id: str) -> list[SigningKey]:
        return [key for key in self._keys.values() if key.client_id == client_id]

    def get(self, name: str) -> SigningKey | None:
        return self._keys.get(name)

    def find(self, jwe: str) -> SigningKey | None:
        return next((key for key in self._keys.values() if key.jwe == jwe), None)

    def all(self) -> list[SigningKey]:
        return list(self._keys.values())

    def restore(self, keys: list[SigningKey]) -> None:
        self._keys = {key.id: key for key in keys}


def _jwe(name: str) -> str:
    """Opaque to everyone but eBay."""
    tag, vector = secrets.token_urlsafe(16), secrets.token_urlsafe(12)
    head = {"zip": "DEF", "kid": name, "enc": "A256GCM", "tag": tag, "alg": "A256GCMKW", "iv": vector}
    encoded = base64.urlsafe_b64encode(msgspec.json.encode(head)).decode().rstrip("=")
    return ".".join((encoded, *(secrets.token_urlsafe(size) for size in (32, 12, 180, 16))))


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()

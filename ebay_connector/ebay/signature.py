"""eBay's digital signatures, which sellers of the EU and UK need for Finances: what is signed, and how."""

import base64
from dataclasses import dataclass, field

import msgspec
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa

from ebay_connector.ebay.errors import ConfigurationError

SIGNING_MARKETPLACES = frozenset(
    f"EBAY_{country}"
    for country in (
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IT", "LT",
        "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    )
)  # fmt: skip
"""Sellers registered there must have their calls signed. Source: eBay, Digital Signatures for APIs."""

KEYS_PATH = "/developer/key_management/v1/signing_key"
COVERED = '("x-ebay-signature-key" "@method" "@path" "@authority")'


class NewKey(msgspec.Struct, rename="camel"):
    """eBay's answer to a new key; only this once with its private half. Times are seconds since 1970."""

    signing_key_id: str
    private_key: str
    jwe: str
    expiration_time: int


@dataclass(frozen=True, slots=True)
class SigningKey:
    """`private_key` is PKCS#8 in base64, as eBay gives it; `jwe` names the key to eBay."""

    jwe: str = field(repr=False)
    private_key: str = field(repr=False)

    def headers(self, method: str, path: str, authority: str, created: int) -> tuple[tuple[str, str], ...]:
        """The headers that sign a request without a body; `path` is without its query, `created` in seconds."""
        parameters = f"{COVERED};created={created}"
        signed = "\n".join(
            (
                f'"x-ebay-signature-key": {self.jwe}',
                f'"@method": {method}',
                f'"@path": {path}',
                f'"@authority": {authority}',
                f'"@signature-params": {parameters}',
            )
        )
        signature = base64.b64encode(_sign(self.private_key, signed.encode())).decode()
        return (
            ("x-ebay-signature-key", self.jwe),
            ("x-ebay-enforce-signature", "true"),
            ("signature-input", f"sig1={parameters}"),
            ("signature", f"sig1=:{signature}:"),
        )


def _sign(private_key: str, message: bytes) -> bytes:
    key = serialization.load_der_private_key(base64.b64decode(private_key), password=None)
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(message)
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(message, padding.PKCS1v15(), hashes.SHA256())
    raise ConfigurationError("The stored signing key is neither Ed25519 nor RSA. Remove it, and a new one is made.")

"""Digital signatures: whether a request for a seller of the EU or UK is signed with one of the application's keys."""

import base64
import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa

from ebay_emulator.errors import EbayError, rest
from ebay_emulator.keys import SigningKey
from ebay_emulator.reply import Call, Reply, Service

CLOCK_SECONDS = 300
SIGNED_MARKETPLACES = frozenset(
    f"EBAY_{country}"
    for country in (
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IT", "LT",
        "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    )
)  # fmt: skip
_COVERED = ('"x-ebay-signature-key"', '"@method"', '"@path"', '"@authority"')
_INPUT = re.compile(r"sig1=(?P<params>\((?P<names>[^)]*)\)(?P<rest>.*))")
_CREATED = re.compile(r";created=(?P<created>[^;]*)")
_DIGEST = re.compile(r"sha-(?P<bits>256|512)=:(?P<sum>[^:]*):")


def signed(service: Service) -> Service:
    """A service that wants a signature where the law does; of other sellers it looks at none."""

    @wraps(service)
    def guarded(call: Call) -> Reply:
        if call.seller is not None and call.seller.profile.marketplace in SIGNED_MARKETPLACES:
            check_signature(call)
        return service(call)

    return guarded


def check_signature(call: Call) -> None:
    """eBay's error unless the request is signed as it has to be."""
    jwe, given, signature = (
        call.headers.get(name) for name in ("x-ebay-signature-key", "signature-input", "signature")
    )
    if not jwe:
        raise _refused(215001, "Missing x-ebay-signature-key header")
    if call.body:
        _check_digest(call)
    if not signature:
        raise _refused(215111, "Missing signature header")
    if not given:
        raise _refused(215112, "Missing signature-input header")
    found = _INPUT.fullmatch(given.strip())
    _check_time(call, _CREATED.search(given))
    key = _key(call, jwe)
    failed = _refused(215120 if key.cipher == "RSA" else 215122, "Signature validation failed")
    names = found["names"].split() if found else []
    wanted = ('"content-digest"', *_COVERED) if call.body else _COVERED
    if found is None or not set(wanted) <= set(names) or call.now // 1000 >= key.expires:
        raise failed
    verify, raw = _verifier(key), _bytes(signature.strip().removeprefix("sig1=:").removesuffix(":"))
    if not any(verify(raw, base) for base in _bases(call, names, found["params"])):
        raise failed


def _check_digest(call: Call) -> None:
    given = call.headers.get("content-digest")
    if not given:
        raise _refused(215000, "Missing content-digest header")
    found = _DIGEST.fullmatch(given.strip())
    if found is None:
        raise _refused(215103, "Parsing value of sha failed")
    if base64.b64encode(hashlib.new(f"sha{found['bits']}", call.body).digest()).decode() != found["sum"]:
        error_id = 215105 if found["bits"] == "256" else 215106
        raise _refused(error_id, f"Incorrect content digest of sha-{found['bits']}")


def _check_time(call: Call, found: re.Match[str] | None) -> None:
    """A client signs by its own clock, which stays where it is when this eBay's was moved: either will do."""
    text = found["created"] if found else ""
    if not (text.isascii() and text.isdigit()):
        raise _refused(215113, "Invalid timestamp in signature parameters")
    if all(abs(now - int(text)) > CLOCK_SECONDS for now in (call.now / 1000, time.time())):
        raise _refused(215114, "The create time of signature parameters is not in right range")


def _key(call: Call, jwe: str) -> SigningKey:
    if jwe.count(".") != 4:
        raise _refused(215116, "Incorrect JWE format")
    key = call.world.keys.find(jwe)
    if key is None:
        raise _refused(215115, "Decrypting JWE failed")
    if call.access is None or key.client_id != call.access.client_id:
        raise _refused(215117, "The appid in signature doesn't match app in token")
    return key


@dataclass(frozen=True, slots=True)
class _Address:
    path: str
    authority: str


def _bases(call: Call, names: list[str], params: str) -> list[bytes]:
    """What may have been signed: a client may leave out the port, and the prefix that stands for eBay's host."""
    host = call.headers.get("host", "")
    paths = dict.fromkeys((call.path, urlsplit(call.base).path + call.path))
    hosts = dict.fromkeys((host, host.rpartition(":")[0] or host))
    return [_base(call, names, params, _Address(path, authority)) for path in paths for authority in hosts]


def _base(call: Call, names: list[str], params: str, address: _Address) -> bytes:
    derived = {'"@method"': call.method, '"@path"': address.path, '"@authority"': address.authority.lower()}
    lines = [f"{name}: {derived.get(name) or call.headers.get(name.strip(chr(34)), '')}" for name in names]
    return "\n".join([*lines, f'"@signature-params": {params}']).encode()


def _verifier(key: SigningKey) -> Callable[[bytes, bytes], bool]:
    public = serialization.load_der_public_key(_bytes(key.public_key))

    def verify(signature: bytes, base: bytes) -> bool:
        try:
            if isinstance(public, rsa.RSAPublicKey):
                public.verify(signature, base, padding.PKCS1v15(), hashes.SHA256())
            elif isinstance(public, ed25519.Ed25519PublicKey):
                public.verify(signature, base)
        except InvalidSignature:
            return False
        return True

    return verify


def _refused(error_id: int, message: str) -> EbayError:
    return EbayError(rest(403, error_id, "ACCESS", message, long_message=f"{message} to fulfill the request."))


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except ValueError:
        return b""

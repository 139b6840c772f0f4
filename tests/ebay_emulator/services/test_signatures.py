"""Signing keys and digital signatures: who needs them, and eBay's error for each wrong one."""

import base64
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa

from tests.ebay_emulator.client import SCOPE, Answer, Ebay
from tests.ebay_emulator.finances import FUNDS, PAYOUTS, ROOT, TRANSACTIONS

Json = dict[str, Any]
KEYS = "/developer/key_management/v1/signing_key"
COVERED = '"x-ebay-signature-key" "@method" "@path" "@authority"'
FAILED = {"ED25519": 215122, "RSA": 215120}


@pytest.fixture
def application(demo: Ebay) -> str:
    return str(demo.grant(grant_type="client_credentials", scope=SCOPE).json["access_token"])


@dataclass
class Signer:
    """Signs as eBay describes it; what a test wants otherwise is changed in `said` before."""

    ebay: Ebay
    key: Json
    token: str

    def headers(self, path: str, **said: Any) -> dict[str, str]:
        created, covered = said.get("created", int(time.time())), said.get("covered", COVERED)
        params = f"({covered});created={created}"
        values = {
            '"x-ebay-signature-key"': self.key["jwe"],
            '"@method"': said.get("method", "GET"),
            '"@path"': said.get("signed_path", path.partition("?")[0]),
            '"@authority"': said.get("authority", f"127.0.0.1:{self.ebay.process.port}"),
        }
        base = "\n".join([*(f"{name}: {values[name]}" for name in covered.split()), f'"@signature-params": {params}'])
        return {
            "Authorization": f"Bearer {self.token}",
            "x-ebay-signature-key": self.key["jwe"],
            "signature-input": f"sig1={params}",
            "signature": f"sig1=:{base64.b64encode(self._sign(base.encode(), said.get('pss', False))).decode()}:",
            "x-ebay-enforce-signature": "true",
        }

    def get(self, path: str, **said: Any) -> Answer:
        return self.ebay.send("GET", path, headers=self.headers(path, **said))

    def _sign(self, base: bytes, pss: bool) -> bytes:
        private = serialization.load_der_private_key(base64.b64decode(self.key["privateKey"]), None)
        if isinstance(private, ed25519.Ed25519PrivateKey):
            return private.sign(base)
        assert isinstance(private, rsa.RSAPrivateKey)
        pads = padding.PSS(padding.MGF1(hashes.SHA256()), 32) if pss else padding.PKCS1v15()
        return private.sign(base, pads, hashes.SHA256())


@pytest.fixture
def signer(demo: Ebay, application: str) -> Callable[..., Signer]:
    def make(cipher: str = "ED25519", seller: str = "fenland_books") -> Signer:
        key = demo.post(KEYS, application, {"signingKeyCipher": cipher}).json
        return Signer(demo, key, str(demo.tokens(seller)["access_token"]))

    return make


def test_a_key_is_made_told_and_listed(demo: Ebay, application: str) -> None:
    before = demo.get(KEYS, application).json["signingKeys"]
    made = demo.post(f"/_host/apiz{KEYS}", application, {"signingKeyCipher": "ED25519"}).json
    told = {name: value for name, value in made.items() if name != "privateKey"}
    assert made.keys() - told.keys() == {"privateKey"}
    assert made["expirationTime"] - made["creationTime"] == 3 * 365 * 86_400
    assert made["jwe"].count(".") == 4
    other = demo.post(KEYS, application, {"signingKeyCipher": "RSA"}).json
    assert demo.get(f"{KEYS}/{made['signingKeyId']}", application).json == told
    *earlier, first, second = demo.get(KEYS, application).json["signingKeys"]
    assert (earlier, first, second["signingKeyId"]) == (before, told, other["signingKeyId"])


@pytest.mark.parametrize(
    ("body", "error_id"),
    [('{"signingKeyCipher":"DSA"}', 210001), ("{}", 210001), ("no json", 210006), ("[]", 210006), ("", 210006)],
)
def test_wrong_wishes_for_a_key(demo: Ebay, application: str, body: str, error_id: int) -> None:
    headers = {"Authorization": f"Bearer {application}", "Content-Type": "application/json"}
    answer = demo.send("POST", KEYS, headers=headers, body=body)
    assert (answer.status, answer.error_id) == (400, error_id)


def test_keys_belong_to_the_application(demo: Ebay, application: str) -> None:
    missing = demo.get(f"{KEYS}/11111111-2222", application)
    assert (missing.status, missing.error_id) == (404, 210002)
    user = demo.tokens("fenland_books")["access_token"]
    assert demo.get(KEYS, user).error_id == 1100
    assert demo.get(f"/_host/api{KEYS}", application).status == 404


@pytest.mark.parametrize("cipher", ["ED25519", "RSA"])
def test_a_seller_of_the_kingdom_needs_signatures(demo: Ebay, signer: Callable[..., Signer], cipher: str) -> None:
    british = signer(cipher)
    for path in (
        TRANSACTIONS,
        f"{TRANSACTIONS}?limit=1",
        PAYOUTS,
        FUNDS,
        f"{ROOT}/payout_summary",
        f"/_host/apiz{FUNDS}",
    ):
        bare = demo.get(path, british.token)
        assert (bare.status, bare.error_id) == (403, 215001)
        assert bare.json["errors"][0]["message"] == "Missing x-ebay-signature-key header"
        assert british.get(path).status == 200
    assert british.get(f"/_host/apiz{FUNDS}", signed_path=FUNDS, authority="127.0.0.1").status == 200


def test_others_need_none_and_none_is_looked_at(demo: Ebay, signer: Callable[..., Signer]) -> None:
    american = signer(seller="harbor_goods")
    assert demo.get(FUNDS, american.token).status == 200
    assert american.get(FUNDS, created=5).status == 200
    junk = {"Authorization": f"Bearer {american.token}", "x-ebay-signature-key": "junk"}
    assert demo.send("GET", FUNDS, headers=junk).status == 200
    british = demo.tokens("fenland_books")["access_token"]
    assert demo.get("/sell/fulfillment/v1/order", british, limit=1).status == 200


@pytest.mark.parametrize("cipher", ["ED25519", "RSA"])
@pytest.mark.parametrize(
    "said",
    [
        {"method": "POST"},
        {"signed_path": PAYOUTS},
        {"signed_path": f"{FUNDS}?limit=1"},
        {"authority": "api.ebay.com"},
        {"covered": '"x-ebay-signature-key" "@method" "@path"'},
    ],
)
def test_a_wrong_base(signer: Callable[..., Signer], cipher: str, said: Json) -> None:
    answer = signer(cipher).get(FUNDS, **said)
    assert (answer.status, answer.error_id) == (403, FAILED[cipher])


def test_another_padding_fails(signer: Callable[..., Signer]) -> None:
    assert signer("RSA").get(FUNDS, pss=True).error_id == 215120


@pytest.mark.parametrize(
    ("header", "value", "error_id"),
    [
        ("signature", "", 215111),
        ("signature", "sig1=:AAAA:", 215122),
        ("signature", "junk", 215122),
        ("signature-input", "", 215112),
        ("signature-input", f"sig1=({COVERED})", 215113),
        ("signature-input", f"sig1=({COVERED});created=now", 215113),
        ("x-ebay-signature-key", "a.b.c", 215116),
        ("x-ebay-signature-key", "a.b.c.d.e", 215115),
    ],
)
def test_wrong_headers(demo: Ebay, signer: Callable[..., Signer], header: str, value: str, error_id: int) -> None:
    headers = signer().headers(FUNDS) | {header: value}
    answer = demo.send("GET", FUNDS, headers=headers)
    assert (answer.status, answer.error_id) == (403, error_id)


def test_a_signature_is_good_for_minutes(signer: Callable[..., Signer]) -> None:
    british, now = signer(), int(time.time())
    assert british.get(FUNDS, created=now - 240).status == 200
    for created in (now - 400, now + 400):
        assert british.get(FUNDS, created=created).error_id == 215114


def test_time_by_this_ebays_clock_will_do_too(demo: Ebay, signer: Callable[..., Signer]) -> None:
    british = signer()
    demo.control("clock", {"advance_seconds": 3_600})
    assert british.get(FUNDS, created=british.key["creationTime"] + 3_600).status == 200
    assert british.get(FUNDS, created=british.key["creationTime"]).error_id == 215114


def test_a_key_ends_after_three_years(demo: Ebay, signer: Callable[..., Signer]) -> None:
    british = signer()
    demo.control("clock", {"advance_seconds": 3 * 365 * 86_400 - 3_600})
    british.token = str(demo.tokens("fenland_books")["access_token"])
    assert british.get(f"{ROOT}/payout_summary").status == 200
    demo.control("clock", {"advance_seconds": 3_600})
    assert british.get(f"{ROOT}/payout_summary").error_id == 215122


def test_a_body_needs_its_digest(demo: Ebay, signer: Callable[..., Signer]) -> None:
    headers = signer().headers(FUNDS)
    assert demo.send("GET", FUNDS, headers=headers, body="{}").error_id == 215000
    digest = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
    wrong = headers | {"content-digest": f"sha-256=:{digest}:"}
    assert demo.send("GET", FUNDS, headers=wrong, body="{}").error_id == 215105
    right = base64.b64encode(hashlib.sha256(b"{}").digest()).decode()
    uncovered = headers | {"content-digest": f"sha-256=:{right}:"}
    assert demo.send("GET", FUNDS, headers=uncovered, body="{}").error_id == 215122

"""A restart with --state: the same orders, names and consents as before."""

import json
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from ebay_emulator.testing import EmulatorError, EmulatorProcess
from tests.ebay_emulator.client import ORDERS, RUNAME, SCOPE, USER, Ebay

SELLERS = ("harbor_goods", "alpine_parts", "fenland_books")
Start = Callable[..., Ebay]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "emulator.json"


@pytest.fixture
def start(file: Path) -> Iterator[Start]:
    """Starts a local eBay with the file, after ending the one before."""
    with ExitStack() as stack:

        def again(*arguments: str) -> Ebay:
            stack.pop_all().close()
            return Ebay(stack.enter_context(EmulatorProcess("--state", str(file), *arguments)))

        yield again


def shop(ebay: Ebay) -> list[bytes]:
    return [line for seller in SELLERS for line in ebay.process.truth_lines(seller)]


def connect(ebay: Ebay, seller: str) -> str:
    """By the consent page; the refresh token."""
    location = ebay.decide(ebay.authorize_path(["sell.fulfillment"]), seller).headers["location"]
    code = parse_qs(urlsplit(location).query)["code"][0]
    answer = ebay.grant(grant_type="authorization_code", code=code, redirect_uri=RUNAME)
    return str(answer.json["refresh_token"])


def test_the_orders_are_the_same_byte_for_byte(start: Start) -> None:
    before = shop(start("--demo"))
    assert len(before) > 5_000
    assert shop(start("--demo", "--seed", "2")) == before


def test_signing_keys_are_kept(start: Start) -> None:
    ebay, path = start("--demo"), "/developer/key_management/v1/signing_key"
    application = str(ebay.grant(grant_type="client_credentials", scope=SCOPE).json["access_token"])
    made = ebay.post(path, application, {"signingKeyCipher": "ED25519"}).json
    (kept,) = start("--demo").get(path, application).json["signingKeys"]
    assert kept == {name: value for name, value in made.items() if name != "privateKey"}


def test_what_was_granted_is_granted_still(start: Start) -> None:
    ebay = start("--demo")
    refresh_token = connect(ebay, "alpine_parts")
    access_token = ebay.tokens("fenland_books")["access_token"]
    ebay = start("--demo")
    assert ebay.get(ORDERS, access_token, limit=1).status == 200
    answer = ebay.grant(grant_type="refresh_token", refresh_token=refresh_token)
    assert answer.status == 200
    orders = ebay.get(ORDERS, answer.json["access_token"], limit=1)
    assert orders.json["orders"][0]["sellerId"] == "alpine_parts"


def test_what_was_revoked_is_revoked_still(start: Start) -> None:
    ebay = start("--demo")
    revoked, kept = ebay.tokens("alpine_parts"), ebay.tokens("alpine_parts")
    ebay.grant("/identity/v1/oauth2/token/revoke", token=revoked["refresh_token"])
    ebay = start("--demo")
    for tokens, status, reading in ((revoked, 400, 401), (kept, 200, 200)):
        answer = ebay.grant(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
        assert answer.status == status
        assert ebay.get(ORDERS, tokens["access_token"], limit=1).status == reading
    ebay.grant("/identity/v1/oauth2/token/revoke", token=kept["refresh_token"])
    assert ebay.get(ORDERS, kept["access_token"], limit=1).status == 401


def test_a_seller_keeps_the_new_name(start: Start) -> None:
    ebay = start("--demo")
    ebay.control("rename", {"seller": "alpine_parts", "username": "summit_parts"})
    user_id = ebay.control("rename", {"seller": "quiet_corner", "username": "alpine_parts"})["user_id"]
    ebay = start("--demo")
    token = ebay.tokens("alpine_parts", ["commerce.identity.readonly"])["access_token"]
    user = ebay.get(USER, token).json
    assert (user["userId"], user["username"]) == (user_id, "alpine_parts")
    assert ebay.process.truth_lines("summit_parts")


def test_a_living_world_lives_the_same_again(start: Start, file: Path) -> None:
    start("--demo", "--live", "10")
    state = json.loads(file.read_text())
    days_ago = datetime.now(UTC) - timedelta(days=3)
    state["origin"]["anchor"] = round(days_ago.timestamp() * 1000)
    file.write_text(json.dumps(state))
    ebay = start()
    assert ebay.control("state")["orders_per_hour"] == pytest.approx(10)
    before = shop(ebay)
    lived = [order for order in map(json.loads, before) if order["creationDate"] > days_ago.isoformat()]
    assert len(lived) > 500
    ebay.control("rename", {"seller": "harbor_goods", "username": "harbour_goods"})
    ebay.control("rename", {"seller": "harbour_goods", "username": "harbor_goods"})
    seen = ebay.now()
    after = shop(start())
    assert {json.loads(line)["orderId"] for line in before} <= {json.loads(line)["orderId"] for line in after}
    assert all(json.loads(line)["lastModifiedDate"] > seen for line in set(after) - set(before))


def test_a_reset_is_remembered(start: Start) -> None:
    ebay = start("--demo", "--live", "40")
    ebay.control("reset", {"seed": 7})
    before = shop(ebay)
    ebay = start("--demo", "--live", "40")
    assert shop(ebay) == before
    assert ebay.control("state")["orders_per_hour"] == 0


@pytest.mark.parametrize("damaged", [b"", b'{"origin": {"seed"', b'{"origin": 1}', b"\xff\xfe"])
def test_a_damaged_file_is_set_aside_and_said(
    start: Start, file: Path, damaged: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    file.parent.mkdir()
    file.write_bytes(damaged)
    refresh_token = start("--demo").tokens("alpine_parts")["refresh_token"]
    told = capfd.readouterr().err.splitlines()
    (aside,) = file.parent.glob("emulator.json.damaged-*")
    assert aside.read_bytes() == damaged
    assert len(told) == 1
    assert f"cannot use its state file {file}" in told[0]
    assert str(aside) in told[0]
    answer = start("--demo").grant(grant_type="refresh_token", refresh_token=refresh_token)
    assert answer.status == 200
    assert capfd.readouterr().err == ""


def test_the_file_is_for_its_owner_only_and_nothing_lies_beside_it(start: Start, file: Path) -> None:
    start("--demo").tokens("alpine_parts")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_cannot_be_used_is_said(start: Start, file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file.mkdir(parents=True)
    with pytest.raises(EmulatorError):
        start("--demo")
    assert capfd.readouterr().err == (
        f"The local eBay cannot use its state file {file}: Is a directory. Choose another --state.\n"
    )

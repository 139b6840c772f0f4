"""The consent address, the grants, and eBay's answers to them."""

from base64 import b64decode
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from ebay_connector.ebay import errors, oauth
from ebay_connector.ebay.hosts import Environment, hosts_for
from ebay_connector.ebay.oauth import Keyset, Token
from ebay_connector.ebay.request import Request, Response

KEYS = Keyset("Shop-Connector-1", "hunter2", "Shop-Shop-Connec-abcdef")
CODE = "v^1.1#i^1#f^0#r^1#I^3#p^3#t^" + "Ul41Xzg6Rj1="


def form(request: Request) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs((request.body or b"").decode()).items()}


def refusal(request: Request, code: str, status: int = 400, environment: Environment = "sandbox") -> errors.EbayError:
    body = msgspec.json.encode({"error": code, "error_description": "as described"})
    error = oauth.classify(environment, request, Response(status, {}, body))
    assert error
    return error


def test_the_consent_address_asks_for_scopes_by_their_whole_name() -> None:
    url = oauth.authorization_url(
        hosts_for("production"), KEYS, ["sell.fulfillment", oauth.BASE_SCOPE], "a state/with+signs"
    )
    assert url.startswith("https://auth.ebay.com/oauth2/authorize?")
    assert parse_qs(urlsplit(url).query) == {
        "client_id": ["Shop-Connector-1"],
        "redirect_uri": ["Shop-Shop-Connec-abcdef"],
        "response_type": ["code"],
        "scope": ["https://api.ebay.com/oauth/api_scope/sell.fulfillment https://api.ebay.com/oauth/api_scope"],
        "state": ["a state/with+signs"],
    }
    assert "scope=https%3A%2F%2Fapi.ebay.com%2Foauth%2Fapi_scope%2Fsell.fulfillment%20https" in url
    assert "hunter2" not in url


def test_the_consent_page_can_ask_for_another_seller_and_language() -> None:
    url = oauth.authorization_url(
        hosts_for("emulator", "http://127.0.0.1:1"), KEYS, [], "s", sign_in_again=True, locale="de-DE"
    )
    assert url.startswith("http://127.0.0.1:1/_host/auth/oauth2/authorize?")
    query = parse_qs(urlsplit(url).query)
    assert (query["prompt"], query["locale"]) == (["login"], ["de-DE"])


@pytest.mark.parametrize(
    ("request_", "fields"),
    [
        (
            oauth.code_grant(KEYS, CODE),
            {"grant_type": "authorization_code", "code": CODE, "redirect_uri": KEYS.runame},
        ),
        (oauth.refresh_grant(KEYS, CODE), {"grant_type": "refresh_token", "refresh_token": CODE}),
        (
            oauth.client_credentials(KEYS),
            {"grant_type": "client_credentials", "scope": "https://api.ebay.com/oauth/api_scope"},
        ),
    ],
)
def test_a_grant_is_a_signed_form(request_: Request, fields: dict[str, str]) -> None:
    assert (request_.method, request_.host, request_.path) == ("POST", "api", "/identity/v1/oauth2/token")
    assert form(request_) == fields
    headers = dict(request_.headers)
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert b64decode(headers["Authorization"].removeprefix("Basic ")) == b"Shop-Connector-1:hunter2"
    assert request_.may_repeat


def test_a_token_is_revoked_by_its_kind() -> None:
    request = oauth.revoke(KEYS, CODE)
    assert request.path == "/identity/v1/oauth2/token/revoke"
    assert form(request) == {"token": CODE, "token_type_hint": "refresh_token"}


def test_secrets_stay_out_of_reprs() -> None:
    shown = f"{KEYS!r} {Token('hunter2', 7200, refresh_token='hunter2')!r} {oauth.code_grant(KEYS, CODE)!r}"
    assert "hunter2" not in shown
    assert CODE not in shown


def test_a_code_brings_both_tokens() -> None:
    body = b"""{"access_token":"a","expires_in":7200,"refresh_token":"r",
        "refresh_token_expires_in":47304000,"token_type":"User Access Token"}"""
    assert oauth.parse_token(Response(200, {}, body)) == Token("a", 7200, "r", 47304000, "User Access Token")


def test_a_refresh_brings_no_refresh_token() -> None:
    body = b'{"access_token":"a","expires_in":7200,"token_type":"User Access Token"}'
    token = oauth.parse_token(Response(200, {}, body))
    assert (token.refresh_token, token.refresh_token_expires_in) == (None, None)


@pytest.mark.parametrize("body", [b'{"access_token":"","expires_in":7200}', b'{"expires_in":7200}', b"[]"])
def test_an_answer_without_token_is_refused(body: bytes) -> None:
    with pytest.raises(errors.UnexpectedAnswerError):
        oauth.parse_token(Response(200, {}, body))


def test_a_torn_token_may_be_asked_for_again() -> None:
    with pytest.raises(errors.TransientError):
        oauth.parse_token(Response(200, {}, b'{"access_token":"a'))


def test_an_accepted_grant_is_no_error() -> None:
    assert oauth.classify("sandbox", oauth.refresh_grant(KEYS, "r"), Response(200, {}, b"{}")) is None


def test_a_dead_refresh_token_asks_to_reconnect() -> None:
    error = refusal(oauth.refresh_grant(KEYS, "r"), "invalid_grant")
    assert type(error) is errors.ReconnectNeededError
    assert str(error).endswith("Reconnect the account.")
    assert "as described" in str(error)
    assert error.status == 400


def test_a_used_code_asks_to_connect_again() -> None:
    error = refusal(oauth.code_grant(KEYS, CODE), "invalid_grant")
    assert type(error) is errors.RequestRefusedError
    assert str(error).startswith("The sign-in code from eBay was used already or is older than 5 minutes")
    assert str(error).endswith("Connect again.")


def test_a_scope_beyond_the_consent_asks_to_grant_it() -> None:
    assert type(refusal(oauth.refresh_grant(KEYS, "r"), "invalid_scope")) is errors.ScopeMissingError


@pytest.mark.parametrize("code", ["invalid_client", "unauthorized_client"])
@pytest.mark.parametrize(
    ("environment", "setting"),
    [
        ("production", "EBAY_PRODUCTION_CLIENT_SECRET"),
        ("sandbox", "EBAY_SANDBOX_CLIENT_ID"),
        ("emulator", "EMULATOR_URL"),
    ],
)
def test_a_refused_keyset_names_the_setting(environment: Environment, setting: str, code: str) -> None:
    error = refusal(oauth.client_credentials(KEYS), code, 401, environment)
    assert type(error) is errors.ConfigurationError
    assert f"the {environment} keyset" in str(error)
    assert setting in str(error)
    assert "hunter2" not in str(error)


def test_any_other_refusal_is_told_in_ebays_words() -> None:
    error = refusal(oauth.code_grant(KEYS, CODE), "unsupported_grant_type")
    assert type(error) is errors.RequestRefusedError
    assert "unsupported_grant_type as described" in str(error)


@pytest.mark.parametrize(
    ("status", "kind"),
    [(429, errors.RateLimitedError), (500, errors.ServerFaultError), (503, errors.TransientError)],
)
def test_trouble_at_ebay_is_no_refusal(status: int, kind: type[errors.EbayError]) -> None:
    assert type(refusal(oauth.refresh_grant(KEYS, "r"), "server_error", status)) is kind


def test_an_error_in_the_rest_form_is_understood_too() -> None:
    body = b'{"errors":[{"errorId":1003,"message":"Token type in the Authorization header is invalid:Bearer"}]}'
    error = oauth.classify("sandbox", oauth.refresh_grant(KEYS, "r"), Response(400, {}, body))
    assert type(error) is errors.RequestRefusedError
    assert "1003" in str(error)

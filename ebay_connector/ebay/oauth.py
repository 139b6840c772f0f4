"""eBay's OAuth, as pure code: the consent address, the token requests, and what their answers mean.

eBay's refresh tokens live 18 months and do not rotate: a refresh answers without a refresh token, and
the stored one stays valid. `redirect_uri` is the keyset's RuName, not an address.
"""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qs, quote, urlencode

import msgspec

from ebay_connector.ebay.errors import (
    ConfigurationError,
    EbayError,
    ReconnectNeededError,
    RequestRefusedError,
    ScopeMissingError,
    UnexpectedAnswerError,
)
from ebay_connector.ebay.hosts import Environment, Hosts
from ebay_connector.ebay.request import Request, Response
from ebay_connector.ebay.rest import classify as classify_rest
from ebay_connector.ebay.rest import error_details, words

BASE_SCOPE = "https://api.ebay.com/oauth/api_scope"
TOKEN_PATH = "/identity/v1/oauth2/token"  # noqa: S105 - a path, not a password
REVOKE_PATH = f"{TOKEN_PATH}/revoke"

TokenHint = Literal["access_token", "refresh_token"]


@dataclass(frozen=True, slots=True)
class Keyset:
    """One application of eBay's developer portal, in one environment."""

    client_id: str
    client_secret: str = field(repr=False)
    runame: str


class Token(msgspec.Struct, frozen=True):
    """eBay's answer to a grant; lifetimes in seconds. A refresh brings no refresh token: keep the old one."""

    access_token: str
    expires_in: int
    refresh_token: str | None = None
    refresh_token_expires_in: int | None = None
    token_type: str = "User Access Token"  # noqa: S105 - eBay's name of the kind

    def __repr__(self) -> str:
        return f"Token(token_type={self.token_type!r}, expires_in={self.expires_in})"


def scope_url(scope: str) -> str:
    """A scope as eBay writes it: `sell.fulfillment` becomes https://api.ebay.com/oauth/api_scope/sell.fulfillment."""
    return scope if scope.startswith("https://") else f"{BASE_SCOPE}/{scope}"


def authorization_url(
    hosts: Hosts,
    keyset: Keyset,
    scopes: Iterable[str],
    state: str,
    *,
    sign_in_again: bool = False,
    locale: str | None = None,
) -> str:
    """Address of eBay's consent page for these scopes (short or whole).

    `sign_in_again` makes eBay ask for a password even when the browser is signed in there, so that
    another seller can be chosen. `locale` is of the form de-DE.
    """
    query = {
        "client_id": keyset.client_id,
        "redirect_uri": keyset.runame,
        "response_type": "code",
        "scope": " ".join(scope_url(scope) for scope in scopes),
        "state": state,
    }
    if sign_in_again:
        query["prompt"] = "login"
    if locale:
        query["locale"] = locale
    return f"{hosts.auth}/oauth2/authorize?{urlencode(query, quote_via=quote, safe='')}"


def code_grant(keyset: Keyset, code: str) -> Request:
    """Exchanges the sign-in code, URL-decoded once, for both tokens. It lives 299 s and works once."""
    return _grant(keyset, grant_type="authorization_code", code=code, redirect_uri=keyset.runame)


def refresh_grant(keyset: Keyset, refresh_token: str) -> Request:
    """Asks for a new access token with the scopes of the consent."""
    return _grant(keyset, grant_type="refresh_token", refresh_token=refresh_token)


def client_credentials(keyset: Keyset, scopes: Iterable[str] = (BASE_SCOPE,)) -> Request:
    """Asks for an application token, which belongs to no seller."""
    return _grant(keyset, grant_type="client_credentials", scope=" ".join(scope_url(scope) for scope in scopes))


def revoke(keyset: Keyset, token: str, hint: TokenHint = "refresh_token") -> Request:
    """Makes a token worthless at eBay; answers 200 without a body."""
    return _form(keyset, REVOKE_PATH, token=token, token_type_hint=hint)


def parse_token(response: Response) -> Token:
    """The token of a 200 answer; TransientError when torn, UnexpectedAnswerError when there is none."""
    token = response.json(Token)
    if not token.access_token:
        raise UnexpectedAnswerError("eBay's token answer holds no access token.", status=response.status)
    return token


def is_oauth(request: Request) -> bool:
    """Whether the answer speaks OAuth's error form, and `classify` below applies."""
    return request.path.startswith(TOKEN_PATH)


def classify(environment: Environment, request: Request, response: Response) -> EbayError | None:
    """The error an answer of the token endpoints stands for, or None."""
    errors = error_details(response.body)
    code = errors[0].message if errors and not errors[0].error_id else ""
    if not 400 <= response.status < 500 or response.status == 429 or not code:
        return classify_rest(request, response)
    kind, sentence = _kind_and_sentence(environment, _grant_type(request), code, words(errors))
    return kind(sentence, status=response.status, errors=errors, request_id=response.request_id)


def _kind_and_sentence(environment: Environment, grant_type: str, code: str, said: str) -> tuple[type[EbayError], str]:
    if code == "invalid_grant" and grant_type == "refresh_token":
        return ReconnectNeededError, (
            "eBay no longer accepts this account's sign-in: the seller changed the password, withdrew the "
            f"consent, or 18 months have passed ({said}). Reconnect the account."
        )
    if code == "invalid_grant" and grant_type == "authorization_code":
        return RequestRefusedError, (
            f"The sign-in code from eBay was used already or is older than 5 minutes ({said}). Connect again."
        )
    if code == "invalid_scope":
        return ScopeMissingError, (
            f"eBay does not grant a requested permission ({said}). Reconnect the account and agree to all "
            "permissions; if it stays so, the keyset has no access to that API."
        )
    if code in ("invalid_client", "unauthorized_client"):
        check = _check(environment)
        return ConfigurationError, f"eBay does not accept the {environment} keyset ({said}). {check}"
    return RequestRefusedError, f"eBay refused to give a token ({said})."


def _check(environment: Environment) -> str:
    if environment == "emulator":
        return "Check that EMULATOR_URL is the address of this project's local eBay."
    prefix = f"EBAY_{environment.upper()}"
    return (
        f"Check {prefix}_CLIENT_ID and {prefix}_CLIENT_SECRET: both must be of the {environment} keyset, "
        "and the secret its current Cert ID."
    )


def _grant_type(request: Request) -> str:
    return parse_qs((request.body or b"").decode()).get("grant_type", [""])[0]


def _grant(keyset: Keyset, **form: str) -> Request:
    return _form(keyset, TOKEN_PATH, **form)


def _form(keyset: Keyset, path: str, **form: str) -> Request:
    basic = b64encode(f"{keyset.client_id}:{keyset.client_secret}".encode()).decode()
    return Request(
        "POST",
        "api",
        path,
        headers=(
            ("Authorization", f"Basic {basic}"),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ),
        body=urlencode(form, quote_via=quote, safe="").encode(),
        # A second token harms nobody, and a code used by a lost first try is told apart by its error.
        repeatable=True,
    )

"""OAuth: the consent page and the token endpoint."""

import base64
import binascii
from urllib.parse import quote, urlencode

import msgspec

from ebay_emulator.errors import EbayError, oauth, wrong_scheme
from ebay_emulator.grants import ACCESS_SECONDS, APPLICATION_SCOPES, BASE, CODE_SECONDS, SCOPES, Application
from ebay_emulator.reply import HTML, JSON, Call, Reply, Route
from ebay_emulator.services.consent import consent_page, error_page

_BAD_SCOPE = "The requested scope is invalid, unknown, malformed, or exceeds the scope granted to the client"


def authorize(call: Call) -> Reply:
    """The page on which a seller agrees."""
    problem = _problem(call)
    if problem:
        return Reply(400, error_page(problem), HTML)
    return Reply(200, consent_page(call.world.sellers(), _scopes(call.parameters()), call.query), HTML)


def decide(call: Call) -> Reply:
    """The page's form: back to the application, with a code or without."""
    problem = _problem(call)
    if problem:
        return Reply(400, error_page(problem), HTML)
    asked, form, app = call.parameters(), call.form(), call.world.app
    state = {"state": asked["state"]} if "state" in asked else {}
    if form.get("decision") == "decline":
        return _redirect(app.decline_url, {"error": "access_denied"} | state)
    seller = call.world.seller(form.get("username", ""))
    if seller is None or form.get("decision") != "agree":
        text = "Choose one of the sellers, then agree or decline."
        page = consent_page(call.world.sellers(), _scopes(asked), call.query, text)
        return Reply(400, page, HTML)
    code = call.world.grants.agree(seller.user_id, app, frozenset(_scopes(asked)), call.now)
    return _redirect(app.accept_url, state | {"code": code, "expires_in": str(CODE_SECONDS)})


def token(call: Call) -> Reply:
    app = _application(call)
    if not call.content_type.startswith("application/x-www-form-urlencoded"):
        return oauth(400, "invalid_request", "The request must be form-urlencoded")
    form = call.form()
    match form.get("grant_type"):
        case "authorization_code":
            return _by_code(call, app, form)
        case "refresh_token":
            return _by_refresh(call, app, form)
        case "client_credentials":
            return _by_credentials(call, app, form)
        case None | "":
            return oauth(400, "invalid_request", "The request is missing the parameter grant_type")
    return oauth(400, "unsupported_grant_type", "grant type in request is not supported by the authorization server")


def revoke(call: Call) -> Reply:
    _application(call)
    given = call.form().get("token")
    if not given:
        return oauth(400, "invalid_request", "The request is missing the parameter token")
    call.world.grants.revoke_token(given)
    return Reply(200)


def introspect(call: Call) -> Reply:
    app = _application(call)
    given = call.form().get("token", "")
    access = call.world.grants.find_access(given)
    consent = call.world.grants.find_consent(given, app.client_id, call.now)
    if access is not None and access.is_good(call.now):
        scopes, expires, owner = access.scopes, access.expires, access.consent
    elif consent is not None:
        scopes, expires, owner = consent.scopes, consent.expires, consent
    else:
        return _json({"active": False})
    told: dict[str, object] = {"active": True, "scope": " ".join(sorted(scopes)), "client_id": app.client_id}
    seller = call.world.owner(owner)
    if seller is not None:
        told["username"] = seller.username
    return _json(told | {"exp": expires // 1000})


def _by_code(call: Call, app: Application, form: dict[str, str]) -> Reply:
    grants = call.world.grants
    consent = grants.redeem(form.get("code", ""), app, form.get("redirect_uri", ""), call.now)
    if consent is None:
        text = "the provided authorization grant code is invalid or was issued to another client"
        return oauth(400, "invalid_grant", text)
    access = grants.issue(app.client_id, consent.scopes, call.now, consent)
    return _json(
        {
            "access_token": access,
            "expires_in": ACCESS_SECONDS,
            "refresh_token": consent.refresh_token,
            "refresh_token_expires_in": (consent.expires - call.now) // 1000,
            "token_type": "User Access Token",
        }
    )


def _by_refresh(call: Call, app: Application, form: dict[str, str]) -> Reply:
    """A new access token. The refresh token stays, so the answer does not repeat it."""
    grants = call.world.grants
    consent = grants.find_consent(form.get("refresh_token", ""), app.client_id, call.now)
    if consent is None:
        text = "the provided authorization refresh token is invalid or was issued to another client"
        return oauth(400, "invalid_grant", text)
    wanted = frozenset(form.get("scope", "").split()) or consent.scopes
    if not wanted <= consent.scopes:
        return oauth(400, "invalid_scope", _BAD_SCOPE)
    access = grants.issue(app.client_id, wanted, call.now, consent)
    return _json({"access_token": access, "expires_in": ACCESS_SECONDS, "token_type": "User Access Token"})


def _by_credentials(call: Call, app: Application, form: dict[str, str]) -> Reply:
    wanted = frozenset(form.get("scope", "").split())
    if not wanted or not wanted <= APPLICATION_SCOPES:
        return oauth(400, "invalid_scope", _BAD_SCOPE)
    access = call.world.grants.issue(app.client_id, wanted, call.now, None)
    kind = "Application Access Token"
    return _json({"access_token": access, "expires_in": ACCESS_SECONDS, "token_type": kind})


def _application(call: Call) -> Application:
    """The application that proves itself by Basic authentication."""
    scheme, _, given = (call.authorization or "").partition(" ")
    if scheme.lower() == "bearer":
        raise EbayError(wrong_scheme(scheme))
    app = call.world.app
    if scheme.lower() != "basic" or _decoded(given) != f"{app.client_id}:{app.client_secret}":
        raise EbayError(oauth(401, "invalid_client", "client authentication failed"))
    return app


def _decoded(given: str) -> str | None:
    try:
        return base64.b64decode(given, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None


def _scopes(asked: dict[str, str]) -> list[str]:
    return asked.get("scope", "").split() or [BASE]


def _problem(call: Call) -> str | None:
    """Why this request for consent is refused, as eBay shows it to the seller."""
    asked, app = call.parameters(), call.world.app
    if asked.get("client_id") != app.client_id:
        return "unauthorized_client: The OAuth client is unknown. Check client_id."
    if asked.get("redirect_uri") != app.runame:
        return "invalid_request: redirect_uri must be the RuName of this client, not an address."
    if asked.get("response_type") != "code":
        return "unsupported_response_type: response_type must be code."
    unknown = [scope for scope in _scopes(asked) if scope not in SCOPES]
    return f"invalid_scope: {_BAD_SCOPE}: {' '.join(unknown)}" if unknown else None


def _redirect(address: str, parameters: dict[str, str]) -> Reply:
    separator = "&" if "?" in address else "?"
    location = f"{address}{separator}{urlencode(parameters, quote_via=quote)}"
    return Reply(302, headers={"Location": location})


def _json(payload: dict[str, object]) -> Reply:
    return Reply(200, msgspec.json.encode(payload), JSON, {"Cache-Control": "no-store"})


_TOKEN = "/identity/v1/oauth2/token"  # noqa: S105
ROUTES = (
    Route("GET", "auth", "/oauth2/authorize", authorize),
    Route("POST", "auth", "/oauth2/authorize", decide),
    Route("POST", "api", _TOKEN, token),
    Route("POST", "api", f"{_TOKEN}/revoke", revoke),
    Route("POST", "api", "/identity/v1/oauth2/introspect", introspect),
    Route("POST", "api", f"{_TOKEN}/introspect", introspect),
)

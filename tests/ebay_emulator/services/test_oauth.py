"""Consent and tokens: eBay's steps, and its error for each wrong one."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.ebay_emulator.client import KEYSET, ORDERS, RUNAME, SCOPE, TOKEN, Answer, Ebay

SCOPES = ["sell.fulfillment", "commerce.identity.readonly"]
CODE_ERROR = "the provided authorization grant code is invalid or was issued to another client"
REFRESH_ERROR = "the provided authorization refresh token is invalid or was issued to another client"


def redirected(answer: Answer) -> dict[str, str]:
    assert answer.status == 302
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def consent(ebay: Ebay, scopes: list[str] = SCOPES) -> str:
    """The code of a seller's consent."""
    ebay.control("seed", {"seller": "shop", "orders": 3})
    return redirected(ebay.decide(ebay.authorize_path(scopes), "shop"))["code"]


def redeem(ebay: Ebay, code: str, runame: str = RUNAME) -> Answer:
    return ebay.grant(grant_type="authorization_code", code=code, redirect_uri=runame)


def refresh(ebay: Ebay, token: str, **form: Any) -> Answer:
    return ebay.grant(grant_type="refresh_token", refresh_token=token, **form)


def test_the_page_shows_sellers_and_what_is_asked(ebay: Ebay) -> None:
    ebay.control("seed", {"seller": "shop<1>", "orders": 3})
    page = ebay.send("GET", "/_host/auth" + ebay.authorize_path(SCOPES))
    assert page.status == 200
    assert page.headers["content-type"].startswith("text/html")
    text = page.body.decode()
    assert 'name="username" value="shop&lt;1&gt;"' in text
    assert f"{SCOPE}/sell.fulfillment" in text
    assert 'name="decision" value="agree"' in text
    assert 'name="decision" value="decline"' in text


def test_agreeing_leads_back_with_a_code_and_the_state(ebay: Ebay) -> None:
    ebay.control("seed", {"seller": "shop", "orders": 3})
    answer = ebay.decide(ebay.authorize_path(SCOPES, state="a b&c"), "shop")
    assert answer.headers["location"].startswith("https://app.example/callback?from=ebay&")
    assert "code=v%5E1.1%23i%5E1" in answer.headers["location"]
    back = redirected(answer)
    assert back["state"] == "a b&c"
    assert back["expires_in"] == "299"
    assert back["code"].startswith("v^1.1#")
    assert len(back["code"]) <= 1024


def test_declining_leads_back_without_a_code(ebay: Ebay) -> None:
    back = redirected(ebay.decide(ebay.authorize_path(SCOPES), "anyone", "decline"))
    assert back == {"from": "ebay", "error": "access_denied", "state": "s1"}


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"client_id": "other"}, "unauthorized_client"),
        ({"redirect_uri": "https://app.example/callback"}, "RuName"),
        ({"response_type": "token"}, "unsupported_response_type"),
    ],
)
def test_a_wrong_request_for_consent_shows_why(ebay: Ebay, changed: dict[str, str], problem: str) -> None:
    page = ebay.send("GET", ebay.authorize_path(SCOPES, **changed))
    assert page.status == 400
    assert problem in page.body.decode()


def test_an_unknown_scope_is_refused(ebay: Ebay) -> None:
    page = ebay.send("GET", ebay.authorize_path(["sell.everything"]))
    assert page.status == 400
    assert "invalid_scope" in page.body.decode()


def test_nobody_chosen_shows_the_page_again(ebay: Ebay) -> None:
    page = ebay.decide(ebay.authorize_path(SCOPES), "nobody")
    assert page.status == 400
    assert "Choose one of the sellers" in page.body.decode()


def test_a_code_gives_both_tokens(ebay: Ebay) -> None:
    tokens = redeem(ebay, consent(ebay)).json
    assert tokens["expires_in"] == 7200
    assert tokens["refresh_token_expires_in"] == 47_304_000
    assert tokens["token_type"] == "User Access Token"
    assert ebay.get(ORDERS, tokens["access_token"]).json["total"] >= 0
    assert tokens.keys() == {
        "access_token", "expires_in", "refresh_token", "refresh_token_expires_in", "token_type"
    }  # fmt: skip


def test_a_code_counts_once(ebay: Ebay) -> None:
    code = consent(ebay)
    assert redeem(ebay, code).status == 200
    again = redeem(ebay, code)
    assert (again.status, again.json) == (400, {"error": "invalid_grant", "error_description": CODE_ERROR})


def test_a_code_expires_after_299_seconds(ebay: Ebay) -> None:
    code = consent(ebay)
    ebay.control("clock", {"advance_seconds": 299})
    assert redeem(ebay, code).json["error"] == "invalid_grant"


def test_a_code_is_bound_to_its_runame(ebay: Ebay) -> None:
    code = consent(ebay)
    for answer in (redeem(ebay, code, "Other-RuName"), redeem(ebay, "v^1.1#forged"), redeem(ebay, code[:-1])):
        assert (answer.status, answer.json["error_description"]) == (400, CODE_ERROR)
    assert redeem(ebay, code).status == 200


def test_refreshing_gives_an_access_token_and_no_refresh_token(ebay: Ebay) -> None:
    tokens = redeem(ebay, consent(ebay)).json
    for _ in range(2):
        answer = refresh(ebay, tokens["refresh_token"]).json
        assert answer.keys() == {"access_token", "expires_in", "token_type"}
        assert ebay.get(ORDERS, answer["access_token"]).status == 200
    assert ebay.get(ORDERS, tokens["access_token"]).status == 200


def test_refreshing_may_narrow_the_scope_but_not_widen_it(ebay: Ebay) -> None:
    token = redeem(ebay, consent(ebay)).json["refresh_token"]
    narrow = refresh(ebay, token, scope=f"{SCOPE}/commerce.identity.readonly").json["access_token"]
    assert ebay.get(ORDERS, narrow).error_id == 1100
    wide = refresh(ebay, token, scope=f"{SCOPE}/sell.finances")
    assert (wide.status, wide.json["error"]) == (400, "invalid_scope")
    assert wide.json["error_description"].startswith("The requested scope is invalid, unknown, malformed")


def test_a_dead_refresh_token_is_an_invalid_grant(ebay: Ebay) -> None:
    ebay.control("seed", {"seller": "shop", "orders": 1})
    expired = ebay.tokens("shop", refresh_expired=True)["refresh_token"]
    for token in (expired, "v^1.1#unknown"):
        answer = refresh(ebay, token)
        assert (answer.status, answer.json) == (400, {"error": "invalid_grant", "error_description": REFRESH_ERROR})


def test_a_refresh_token_lives_eighteen_months(ebay: Ebay) -> None:
    token = redeem(ebay, consent(ebay)).json["refresh_token"]
    ebay.control("clock", {"advance_seconds": 47_303_000})
    assert refresh(ebay, token).status == 200
    ebay.control("clock", {"advance_seconds": 1_000})
    assert refresh(ebay, token).json["error"] == "invalid_grant"


def test_another_login_name_ends_the_consent_but_not_the_user_id(ebay: Ebay) -> None:
    tokens = redeem(ebay, consent(ebay)).json
    before = ebay.control("state")["sellers"][0]["user_id"]
    assert ebay.control("rename", {"seller": "shop", "username": "boutique"})["user_id"] == before
    assert refresh(ebay, tokens["refresh_token"]).json["error"] == "invalid_grant"
    assert ebay.get(ORDERS, tokens["access_token"]).error_id == 1001


def test_the_application_has_a_token_of_its_own(ebay: Ebay) -> None:
    answer = ebay.grant(grant_type="client_credentials", scope=SCOPE)
    assert answer.json.keys() == {"access_token", "expires_in", "token_type"}
    assert answer.json["token_type"] == "Application Access Token"
    assert ebay.get(ORDERS, answer.json["access_token"]).error_id == 1100
    assert ebay.grant(grant_type="client_credentials", scope=f"{SCOPE}/sell.finances").json["error"] == "invalid_scope"


@pytest.mark.parametrize(
    ("form", "error"),
    [({}, "invalid_request"), ({"grant_type": "password"}, "unsupported_grant_type")],
)
def test_a_wrong_grant_type(ebay: Ebay, form: dict[str, Any], error: str) -> None:
    answer = ebay.grant(**form)
    assert (answer.status, answer.json["error"]) == (400, error)


@pytest.mark.parametrize("keyset", [(KEYSET[0], "wrong"), ("unknown", KEYSET[1])])
def test_a_wrong_keyset_is_an_invalid_client(ebay: Ebay, keyset: tuple[str, str]) -> None:
    answer = ebay.grant(keyset=keyset, grant_type="client_credentials", scope=SCOPE)
    expected = {"error": "invalid_client", "error_description": "client authentication failed"}
    assert (answer.status, answer.json) == (401, expected)


def test_a_bearer_at_the_token_endpoint_gets_a_rest_error(ebay: Ebay) -> None:
    answer = ebay.send("POST", TOKEN, headers={"Authorization": "Bearer x"}, body="grant_type=refresh_token")
    assert (answer.status, answer.error_id) == (400, 1003)


def test_a_body_that_is_no_form_is_refused(ebay: Ebay) -> None:
    headers = {
        "Authorization": "Basic RW11bGF0b3JEZW1vLUFwcC0xOkVtdWxhdG9yRGVtby1DZXJ0LTE=",
        "Content-Type": "text/plain",
    }
    answer = ebay.send("POST", TOKEN, headers=headers, body="grant_type=refresh_token")
    assert (answer.status, answer.json["error"]) == (400, "invalid_request")


def test_a_revoked_refresh_token_takes_its_access_tokens_along(ebay: Ebay) -> None:
    tokens = redeem(ebay, consent(ebay)).json
    revoked = ebay.grant(f"{TOKEN}/revoke", token=tokens["refresh_token"], token_type_hint="refresh_token")
    assert (revoked.status, revoked.body) == (200, b"")
    assert refresh(ebay, tokens["refresh_token"]).json["error"] == "invalid_grant"
    assert ebay.get(ORDERS, tokens["access_token"]).error_id == 1001


def test_a_revoked_access_token_leaves_the_consent(ebay: Ebay) -> None:
    tokens = redeem(ebay, consent(ebay)).json
    ebay.grant(f"{TOKEN}/revoke", token=tokens["access_token"])
    assert ebay.get(ORDERS, tokens["access_token"]).error_id == 1001
    assert refresh(ebay, tokens["refresh_token"]).status == 200


def test_introspection_tells_whose_token_it_is(ebay: Ebay) -> None:
    tokens = redeem(ebay, consent(ebay)).json
    told = ebay.grant("/identity/v1/oauth2/introspect", token=tokens["access_token"]).json
    assert (told["active"], told["username"], told["client_id"]) == (True, "shop", KEYSET[0])
    assert f"{SCOPE}/sell.fulfillment" in told["scope"].split()
    assert ebay.grant("/identity/v1/oauth2/introspect", token="unknown").json == {"active": False}

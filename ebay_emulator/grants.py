"""Consents and tokens: what sellers have granted to which application, and until when."""

import secrets
from dataclasses import dataclass

import msgspec

CODE_SECONDS = 299
ACCESS_SECONDS = 7_200
REFRESH_SECONDS = 47_304_000

BASE = "https://api.ebay.com/oauth/api_scope"
_SHORT_SCOPES = (
    "buy.order.readonly", "buy.guest.order", "sell.marketing.readonly", "sell.marketing",
    "sell.inventory.readonly", "sell.inventory", "sell.account.readonly", "sell.account",
    "sell.fulfillment.readonly", "sell.fulfillment", "sell.analytics.readonly", "sell.finances",
    "sell.payment.dispute", "sell.reputation", "sell.reputation.readonly", "sell.stores", "sell.stores.readonly",
    "sell.listing.read", "sell.cancellation", "sell.cancellation.read", "sell.return", "sell.return.read",
    "sell.inquiry", "sell.inquiry.read", "commerce.identity.readonly", "commerce.identity.status.readonly",
    "commerce.identity.name.readonly", "commerce.identity.address.readonly", "commerce.identity.email.readonly",
    "commerce.identity.phone.readonly", "commerce.notification.subscription",
    "commerce.notification.subscription.readonly", "commerce.message", "commerce.feedback",
    "commerce.feedback.readonly", "commerce.shipping",
)  # fmt: skip
SCOPES = frozenset([BASE, *(f"{BASE}/{name}" for name in _SHORT_SCOPES)])
APPLICATION_SCOPES = frozenset([BASE, f"{BASE}/commerce.feedback.readonly"])


@dataclass(frozen=True, slots=True)
class Application:
    """A keyset with its RuName; eBay keeps the addresses, the application sends only the name."""

    client_id: str
    client_secret: str
    runame: str
    accept_url: str
    decline_url: str


@dataclass(slots=True)
class Consent:
    """One seller's agreement. Its refresh token stays the same until it dies."""

    user_id: str
    client_id: str
    scopes: frozenset[str]
    refresh_token: str
    expires: int
    revoked: bool = False


@dataclass(slots=True)
class Access:
    """An access token. Without a consent it is the application's own."""

    client_id: str
    scopes: frozenset[str]
    expires: int
    consent: Consent | None
    revoked: bool = False

    def is_good(self, now: int) -> bool:
        dead = self.revoked or (self.consent is not None and self.consent.revoked)
        return not dead and now < self.expires


class Tokens(msgspec.Struct, forbid_unknown_fields=True):
    """What is granted at a moment; codes are too short-lived to count."""

    consents: list[Consent]
    access: dict[str, Access]


@dataclass(frozen=True, slots=True)
class _Code:
    user_id: str
    client_id: str
    runame: str
    scopes: frozenset[str]
    expires: int


class Grants:
    """All codes, consents and tokens. Times are milliseconds of the emulator's clock."""

    def __init__(self) -> None:
        self._codes: dict[str, _Code] = {}
        self._consents: dict[str, Consent] = {}
        self._access: dict[str, Access] = {}

    def agree(self, user_id: str, app: Application, scopes: frozenset[str], now: int) -> str:
        """A seller agreed: the authorization code that the browser carries back."""
        code = f"v^1.1#i^1#f^0#r^1#I^3#p^3#t^{secrets.token_urlsafe(60)}=="
        expires = now + CODE_SECONDS * 1000
        self._codes[code] = _Code(user_id, app.client_id, app.runame, scopes, expires)
        return code

    def redeem(self, code: str, app: Application, runame: str, now: int) -> Consent | None:
        """The consent behind a code: once, in time, and for the application it was given to."""
        found = self._codes.get(code)
        if found is None or (found.client_id, found.runame) != (app.client_id, runame):
            return None
        del self._codes[code]
        return self.consent(found.user_id, app, found.scopes, now) if now < found.expires else None

    def consent(self, user_id: str, app: Application, scopes: frozenset[str], now: int) -> Consent:
        token = f"v^1.1#i^1#I^3#p^3#r^1#f^0#t^Ul4x{secrets.token_urlsafe(60)}"
        made = Consent(user_id, app.client_id, scopes | {BASE}, token, now + REFRESH_SECONDS * 1000)
        self._consents[token] = made
        return made

    def consent_of(self, refresh_token: str) -> Consent | None:
        """Dead or alive."""
        return self._consents.get(refresh_token)

    def find_consent(self, refresh_token: str, client_id: str, now: int) -> Consent | None:
        found = self._consents.get(refresh_token)
        if found is None or found.revoked or found.client_id != client_id or now >= found.expires:
            return None
        return found

    def issue(
        self, client_id: str, scopes: frozenset[str], now: int, consent: Consent | None, seconds: int = ACCESS_SECONDS
    ) -> str:
        """A new access token, as long as eBay's are."""
        self._forget_expired(now)
        token = f"v^1.1#i^1#p^3#r^0#I^3#f^0#t^H4sIAAAAAAAA{secrets.token_urlsafe(1300)}"
        self._access[token] = Access(client_id, scopes, now + seconds * 1000, consent)
        return token

    def find_access(self, token: str) -> Access | None:
        return self._access.get(token)

    def revoke_token(self, token: str) -> None:
        if token in self._consents:
            self._consents[token].revoked = True
        elif token in self._access:
            self._access[token].revoked = True

    def revoke_user(self, user_id: str) -> None:
        for consent in self._consents.values():
            if consent.user_id == user_id:
                consent.revoked = True

    def alive(self, now: int) -> Tokens:
        consents = [consent for consent in self._consents.values() if not consent.revoked and now < consent.expires]
        return Tokens(consents, {token: access for token, access in self._access.items() if access.is_good(now)})

    def restore(self, tokens: Tokens) -> None:
        self._consents = {consent.refresh_token: consent for consent in tokens.consents}
        self._access = tokens.access
        for access in self._access.values():
            if access.consent is not None:  # its own copy: let it be the one that can be revoked
                access.consent = self._consents.setdefault(access.consent.refresh_token, access.consent)

    def counts(self) -> dict[str, int]:
        alive = sum(not consent.revoked for consent in self._consents.values())
        return {"consents": alive, "access_tokens": len(self._access), "codes": len(self._codes)}

    def _forget_expired(self, now: int) -> None:
        if len(self._access) > 20_000:
            self._access = {token: access for token, access in self._access.items() if access.is_good(now)}

"""What proves a sign-in: a random cookie, of which a hash is stored, and a short signed token for programs."""

import hashlib
import secrets
import time

import jwt

from ebay_connector.settings import Settings

ALGORITHM = "HS256"
PURPOSE = "ebay-connector:access"


def new_cookie() -> str:
    """A value that nobody guesses."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """What is stored of a secret; secrets of 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).digest()


def issue(settings: Settings, session_id: int, user_id: int) -> tuple[str, int]:
    """A Bearer token of one session, and its life in seconds."""
    life = settings.access_token_minutes * 60
    now = int(time.time())
    claims = {"sub": str(user_id), "sid": session_id, "aud": PURPOSE, "iat": now, "exp": now + life}
    return jwt.encode(claims, _key(settings), ALGORITHM), life


def session_of(settings: Settings, token: str) -> int | None:
    """The session that a Bearer token belongs to; None when it is not ours, was changed or is too old."""
    try:
        claims = jwt.decode(
            token,
            _key(settings),
            algorithms=[ALGORITHM],
            audience=PURPOSE,
            options={"require": ["exp", "sub", "sid", "aud"]},
        )
    except jwt.InvalidTokenError:
        return None
    return claims["sid"] if isinstance(claims["sid"], int) else None


def _key(settings: Settings) -> str:
    if settings.secret_key is None:
        raise RuntimeError("SECRET_KEY is not set: read the settings with load_settings, which sees to it.")
    return settings.secret_key.get_secret_value()

"""What endpoints ask for: the database, the settings, and who is signed in with which role."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer

from ebay_connector.auth.roles import Role
from ebay_connector.auth.sessions import Identity, Sessions
from ebay_connector.db.pool import Database
from ebay_connector.errors import ProblemError
from ebay_connector.settings import Settings

COOKIE = "ebay_connector_session"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
OUR_HEADER, OUR_MARK = "X-Requested-With", "ebay-connector"
RANKS: dict[Role, int] = {"viewer": 0, "operator": 1, "admin": 2}

_bearer = HTTPBearer(auto_error=False, description="From POST /auth/login; for programs.")
_cookie = APIKeyCookie(
    name=COOKIE,
    auto_error=False,
    description=f"Set by POST /auth/login; all but GET also need the header {OUR_HEADER}: {OUR_MARK}.",
)


async def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


async def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


async def _sessions(request: Request) -> Sessions:
    sessions: Sessions = request.app.state.sessions
    return sessions


Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
Cookie = Annotated[str | None, Depends(_cookie)]
DatabaseDep = Annotated[Database, Depends(_database)]
SettingsDep = Annotated[Settings, Depends(_settings)]
SessionsDep = Annotated[Sessions, Depends(_sessions)]


async def visitor(request: Request, sessions: SessionsDep, bearer: Bearer, cookie: Cookie) -> Identity | None:
    """Who asks; None when nobody is signed in, a 401 when a token is not valid."""
    if bearer is not None:
        return await sessions.by_bearer(bearer.credentials)
    identity = await sessions.by_cookie(cookie) if cookie else None
    if identity is not None:
        _refuse_foreign_pages(request)
    return identity


def _refuse_foreign_pages(request: Request) -> None:
    """Another site's page can make a browser send our cookie, but not our header."""
    if request.method not in SAFE_METHODS and request.headers.get(OUR_HEADER) != OUR_MARK:
        message = f"The request was not sent by our pages. Send the header {OUR_HEADER}: {OUR_MARK} with the cookie."
        raise ProblemError(403, "csrf", message)


Visitor = Annotated[Identity | None, Depends(visitor)]


def require_user(visitor: Identity | None) -> Identity:
    """The visitor, or a 401."""
    if visitor is None:
        message = "You are not signed in, or your session has ended. Sign in."
        raise ProblemError(401, "not_signed_in", message, {"WWW-Authenticate": "Bearer"})
    return visitor


async def _signed_in(visitor: Visitor) -> Identity:
    return require_user(visitor)


CurrentUser = Annotated[Identity, Depends(_signed_in)]


def refuse_below(needed: Role, user: Identity) -> None:
    """Raises 403 when the user's role does not reach."""
    if RANKS[user.role] < RANKS[needed]:
        message = f"This needs the role {needed}; yours is {user.role}. Ask an admin."
        raise ProblemError(403, "forbidden", message)


def _at_least(needed: Role) -> Callable[[Identity], Awaitable[Identity]]:
    async def check(user: CurrentUser) -> Identity:
        refuse_below(needed, user)
        return user

    return check


Operator = Annotated[Identity, Depends(_at_least("operator"))]
Admin = Annotated[Identity, Depends(_at_least("admin"))]

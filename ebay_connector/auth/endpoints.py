"""The sign-in part of the API: sign in and out, me, preferences, users."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from ebay_connector.auth import preferences, service, users
from ebay_connector.auth.addresses import client_address
from ebay_connector.auth.attempts import Attempt
from ebay_connector.auth.dependencies import COOKIE, Admin, CurrentUser, DatabaseDep, SessionsDep, SettingsDep, Visitor
from ebay_connector.auth.schemas import (
    Login,
    Me,
    NewUser,
    PasswordChange,
    Preference,
    PreferenceValue,
    Token,
    UserChange,
    UserInfo,
)
from ebay_connector.errors import ProblemError
from ebay_connector.settings import Settings

router = APIRouter(prefix="/auth", tags=["auth"])
PreferenceKey = Annotated[str, Path(pattern=r"^[a-z0-9._-]{1,80}$")]
UserId = Annotated[int, Path(ge=1, le=2**31 - 1)]
DAY_SECONDS = 24 * 60 * 60


@router.post("/login", operation_id="login")
async def login(
    credentials: Login, request: Request, response: Response, database: DatabaseDep, settings: SettingsDep
) -> Token:
    """Signs in: a cookie for the browser, and a Bearer token for programs."""
    attempt = Attempt(credentials.email, client_address(request, settings))
    agent = request.headers.get("User-Agent", "")
    done = await service.sign_in(database, settings, attempt, credentials.password, agent)
    _set_cookie(response, settings, done.cookie)
    return Token(access_token=done.access_token, expires_in=done.expires_in)


@router.post("/logout", operation_id="logout", status_code=204)
async def logout(visitor: Visitor, sessions: SessionsDep, response: Response) -> None:
    """Ends the session; nothing happens when there is none."""
    if visitor is not None:
        await sessions.end(visitor)
    response.delete_cookie(COOKIE)


@router.get("/me", operation_id="get_me")
async def get_me(user: CurrentUser, request: Request, response: Response, settings: SettingsDep) -> Me:
    """Who is signed in."""
    cookie = request.cookies.get(COOKIE)
    if cookie and "Authorization" not in request.headers:
        _set_cookie(response, settings, cookie)  # the browser keeps it as long as the session lives on
    return Me.model_validate(user)


@router.post("/me/password", operation_id="change_my_password", status_code=204)
async def change_my_password(
    change: PasswordChange,
    user: CurrentUser,
    request: Request,
    database: DatabaseDep,
    sessions: SessionsDep,
    settings: SettingsDep,
) -> None:
    """Changes the user's own password and ends the user's other sessions."""
    attempt = Attempt(user.email, client_address(request, settings))
    if await service.check_password(database, attempt, change.current_password) is None:
        raise ProblemError(403, "wrong_password", "The current password is wrong.")
    await users.update_user(database, user.id, UserChange(password=change.new_password), user.session_id)
    sessions.forget()


@router.get("/me/preferences/{key}", operation_id="get_preference")
async def get_preference(key: PreferenceKey, user: CurrentUser, database: DatabaseDep) -> Preference:
    """One remembered choice; null when there is none."""
    return Preference(key=key, value=await preferences.get(database, user.id, key))


@router.put("/me/preferences/{key}", operation_id="set_preference")
async def set_preference(
    key: PreferenceKey, wanted: PreferenceValue, user: CurrentUser, database: DatabaseDep
) -> Preference:
    """Remembers a choice, of any JSON up to 64 KB."""
    await preferences.put(database, user.id, key, wanted.value)
    return Preference(key=key, value=wanted.value)


@router.get("/users", operation_id="list_users")
async def list_users(_: Admin, database: DatabaseDep) -> list[UserInfo]:
    """Everybody."""
    return await users.list_users(database)


@router.post("/users", operation_id="create_user", status_code=201)
async def create_user(new: NewUser, _: Admin, database: DatabaseDep) -> UserInfo:
    """Adds a user; there is no other way to register."""
    return await users.create_user(database, new)


@router.patch("/users/{user_id}", operation_id="update_user")
async def update_user(
    user_id: UserId, change: UserChange, admin: Admin, database: DatabaseDep, sessions: SessionsDep
) -> UserInfo:
    """Changes a user; a new password or `active: false` ends the user's sessions."""
    own = admin.session_id if admin.id == user_id and change.active is not False else None
    changed = await users.update_user(database, user_id, change, own)
    sessions.forget()
    return changed


def _set_cookie(response: Response, settings: Settings, cookie: str) -> None:
    response.set_cookie(
        COOKIE,
        cookie,
        max_age=settings.session_days * DAY_SECONDS,
        httponly=True,
        samesite="lax",
        secure=(settings.public_url or "").startswith("https:"),
    )

"""The users: add, change, list. There is always an active admin."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from ebay_connector.auth.models import Session, User
from ebay_connector.auth.passwords import hash_password
from ebay_connector.auth.schemas import NewUser, UserChange, UserInfo
from ebay_connector.db.pool import Database
from ebay_connector.errors import ProblemError


async def list_users(database: Database) -> list[UserInfo]:
    """Everybody, by email, with the time of their last request."""
    seen = func.max(Session.last_used_at)
    statement = select(User, seen).outerjoin(Session, Session.user_id == User.id).group_by(User.id).order_by(User.email)
    async with database.session() as session:
        return [_info(user, last_seen_at) for user, last_seen_at in await session.execute(statement)]


async def create_user(database: Database, new: NewUser) -> UserInfo:
    """Adds a user; 409 when the email is taken."""
    user = User(email=new.email, name=new.name, role=new.role, password_hash=await hash_password(new.password))
    try:
        async with database.session() as session:
            session.add(user)
            await session.flush()
            await session.refresh(user)
    except IntegrityError:
        raise _taken(new.email) from None
    return _info(user, None)


async def refuse_taken(database: Database, email: str) -> None:
    """A 409 when somebody has the email already."""
    async with database.session() as session:
        if await session.scalar(select(User.id).where(User.email == email)) is not None:
            raise _taken(email)


def _taken(email: str) -> ProblemError:
    return ProblemError(409, "email_taken", f"There is a user with the email {email} already.")


async def update_user(
    database: Database, user_id: int, change: UserChange, keep_session: int | None = None
) -> UserInfo:
    """Changes a user. A new password or `active: false` ends the user's sessions, but for `keep_session`."""
    values: dict[str, Any] = change.model_dump(exclude_none=True, exclude={"password"})
    if change.password is not None:
        values["password_hash"] = await hash_password(change.password)
    async with database.session() as session:
        user = await _locked(session, user_id)
        was_admin = user.role == "admin" and user.active
        for name, value in values.items():
            setattr(user, name, value)
        await session.flush()
        if was_admin:
            await _refuse_no_admin(session)
        if change.password is not None or change.active is False:
            await _end_sessions(session, user_id, keep_session)
        last_seen_at = await session.scalar(select(func.max(Session.last_used_at)).where(Session.user_id == user_id))
    return _info(user, last_seen_at)


async def user_id_of(database: Database, email: str) -> int:
    """The user with that email, or a 404."""
    async with database.session() as session:
        user_id = await session.scalar(select(User.id).where(User.email == email.strip().lower()))
    if user_id is None:
        raise ProblemError(404, "unknown_user", f"There is no user with the email {email}.")
    return user_id


async def _locked(session: AsyncSession, user_id: int) -> User:
    # All admins are locked in one order: of two who demote each other at once, the second is refused.
    statement = select(User).where((User.role == "admin") | (User.id == user_id)).order_by(User.id).with_for_update()
    user = next((row for row in await session.scalars(statement) if row.id == user_id), None)
    if user is None:
        raise ProblemError(404, "unknown_user", f"There is no user {user_id}.")
    return user


async def _refuse_no_admin(session: AsyncSession) -> None:
    if not await session.scalar(select(func.count()).where(User.role == "admin", User.active)):
        message = "This is the last active admin. Make somebody else an admin first."
        raise ProblemError(409, "last_admin", message)


async def _end_sessions(session: AsyncSession, user_id: int, but: int | None) -> None:
    live = (Session.user_id == user_id) & Session.ended_at.is_(None) & Session.id.is_distinct_from(but)
    await session.execute(update(Session).where(live).values(ended_at=func.now()))


def _info(user: User, last_seen_at: datetime | None) -> UserInfo:
    return UserInfo(
        id=user.id,
        email=user.email,
        name=user.name,
        role=user.role,
        active=user.active,
        created_at=user.created_at,
        last_seen_at=last_seen_at,
    )

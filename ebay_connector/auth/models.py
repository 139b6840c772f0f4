"""Tables of sign-in: users, their sessions and preferences, and failed attempts."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ebay_connector.auth.roles import Role
from ebay_connector.db.base import Base, CreatedAt


class User(Base):
    """A person who may sign in. The email is kept in lower case, so that it is unique however it is typed."""

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email"),
        CheckConstraint("role IN ('viewer', 'operator', 'admin')", name="role"),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(Text)
    password_hash: Mapped[str]
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    created_at: Mapped[CreatedAt]


class Session(Base):
    """One sign-in, of a browser or a program; Bearer tokens are bound to it and end with it.

    `token_hash` is of the browser's cookie, which is stored nowhere.
    """

    __tablename__ = "sessions"
    __table_args__ = (Index("sessions_expires_at_idx", "expires_at"),)

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[CreatedAt]
    ended_at: Mapped[datetime | None]
    user_agent: Mapped[str]


class LoginAttempt(Base):
    """Failed sign-ins of one email or one address within a window of time.

    `key` is a hash, as people type passwords into the wrong field.
    """

    __tablename__ = "login_attempts"
    __table_args__ = (Index("login_attempts_window_ends_at_idx", "window_ends_at"),)

    key: Mapped[bytes] = mapped_column(primary_key=True)
    failures: Mapped[int]
    window_ends_at: Mapped[datetime]
    blocked_until: Mapped[datetime | None]


class UserPreference(Base):
    """One remembered choice of one user, such as a grid's columns."""

    __tablename__ = "user_preferences"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[object | None] = mapped_column(JSONB)

"""Tables of eBay accounts: the accounts, their encrypted tokens, and consents that are under way."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from ebay_connector.accounts.status import AccountStatus
from ebay_connector.db.base import Base, CreatedAt
from ebay_connector.ebay.hosts import Environment

ENVIRONMENT_CHECK = "environment IN ('production', 'sandbox', 'emulator')"
STATUS_CHECK = "status IN ('connected', 'reconnect_needed', 'disconnected')"


class Account(Base):
    """One seller in one eBay environment, known by eBay's user id, which never changes; `name` is ours.

    `scopes` are those granted, as eBay writes them. `erasing_since`: all its data is being removed.
    """

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint(ENVIRONMENT_CHECK, name="environment"),
        CheckConstraint(STATUS_CHECK, name="status"),
        Index("accounts_environment_ebay_user_id_idx", "environment", "ebay_user_id", unique=True),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    environment: Mapped[Environment] = mapped_column(Text)
    ebay_user_id: Mapped[str]
    username: Mapped[str]
    name: Mapped[str]
    marketplace_id: Mapped[str]
    account_type: Mapped[str | None]
    status: Mapped[AccountStatus] = mapped_column(Text, server_default="connected")
    status_reason: Mapped[str | None]
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    connected_by: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    connected_at: Mapped[CreatedAt]
    updated_at: Mapped[CreatedAt] = mapped_column(onupdate=func.now())
    erasing_since: Mapped[datetime | None]


class AccountTokens(Base):
    """What eBay gave for one account, encrypted; absent when it is disconnected."""

    __tablename__ = "account_tokens"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    access_token_encrypted: Mapped[bytes]
    access_expires_at: Mapped[datetime]
    refresh_token_encrypted: Mapped[bytes]
    refresh_expires_at: Mapped[datetime]
    updated_at: Mapped[CreatedAt] = mapped_column(onupdate=func.now())


class SigningKeyRow(Base):
    """A key of the application's that signs calls for sellers of the EU and UK; eBay gives its private half once."""

    __tablename__ = "signing_keys"

    environment: Mapped[Environment] = mapped_column(Text, primary_key=True)
    client_id: Mapped[str] = mapped_column(primary_key=True)
    signing_key_id: Mapped[str] = mapped_column(primary_key=True)
    jwe: Mapped[str]
    private_key_encrypted: Mapped[bytes]
    expires_at: Mapped[datetime]
    created_at: Mapped[CreatedAt]


class OAuthState(Base):
    """A consent that was begun: who began it and what for. The state itself only leaves in the address.

    `streams` are those that were chosen; all when None, or for an account that is reconnected, those it had.
    """

    __tablename__ = "oauth_states"
    __table_args__ = (
        CheckConstraint(ENVIRONMENT_CHECK, name="environment"),
        Index("oauth_states_expires_at_idx", "expires_at"),
    )

    state_hash: Mapped[bytes] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    environment: Mapped[Environment] = mapped_column(Text)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    streams: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

"""Tables of the sync engine: runs, their events, windows still to be read, schedules and records set aside."""

from datetime import datetime
from typing import Literal

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ebay_connector.db.base import Base, CreatedAt
from ebay_connector.sync.status import RunKind, RunStatus

ACTIVE = "status IN ('queued', 'running', 'stopping')"


class Run(Base):
    """One sync of one stream of one account. `owner` is the worker that may write; a new owner fences off the old.

    `scope_missing`: it failed as eBay said that the seller has not granted what the stream needs.
    """

    __tablename__ = "sync_runs"
    __table_args__ = (
        CheckConstraint("status IN ('queued', 'running', 'stopping', 'succeeded', 'stopped', 'failed')", name="status"),
        Index("sync_runs_one_active_idx", "account_id", "stream", unique=True, postgresql_where=text(ACTIVE)),
        Index("sync_runs_account_id_stream_id_idx", "account_id", "stream", "id"),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    stream: Mapped[str]
    status: Mapped[RunStatus] = mapped_column(Text, server_default="queued")
    kind: Mapped[RunKind] = mapped_column(Text)
    full: Mapped[bool] = mapped_column(server_default=text("false"))
    log_bodies: Mapped[bool] = mapped_column(server_default=text("false"))
    requested_by: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    job_id: Mapped[int | None]
    owner: Mapped[str | None]
    fetched: Mapped[int] = mapped_column(server_default="0")
    created: Mapped[int] = mapped_column(server_default="0")
    updated: Mapped[int] = mapped_column(server_default="0")
    unchanged: Mapped[int] = mapped_column(server_default="0")
    rejected: Mapped[int] = mapped_column(server_default="0")
    new_fields: Mapped[int] = mapped_column(server_default="0")
    requests: Mapped[int] = mapped_column(server_default="0")
    expected: Mapped[int | None]
    asked: Mapped[int] = mapped_column(server_default="0")
    to_ask: Mapped[int] = mapped_column(server_default="0")
    slices_done: Mapped[int] = mapped_column(server_default="0")
    slices_total: Mapped[int] = mapped_column(server_default="0")
    reason: Mapped[str | None]
    scope_missing: Mapped[bool] = mapped_column(server_default=text("false"))
    last_seq: Mapped[int] = mapped_column(server_default="0")
    queued_at: Mapped[CreatedAt]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class Event(Base):
    """One line of a run's log, numbered from 1 without gaps in the order of commits."""

    __tablename__ = "sync_events"

    run_id: Mapped[int] = mapped_column(ForeignKey("sync_runs.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    level: Mapped[str]
    kind: Mapped[str]
    message: Mapped[str]
    data: Mapped[dict[str, object]] = mapped_column(JSONB)


class Slice(Base):
    """A closed window of a stream that is to be read, or of the backfill that was. It leaves only when complete."""

    __tablename__ = "sync_slices"
    __table_args__ = (Index("sync_slices_account_id_stream_idx", "account_id", "stream", "finished_at"),)

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    stream: Mapped[str]
    kind: Mapped[Literal["backfill", "changes", "whole"]] = mapped_column(Text)
    field: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    total: Mapped[int | None]
    next_offset: Mapped[int] = mapped_column(server_default="0")
    finished_at: Mapped[datetime | None]


class Cursor(Base):
    """How far a stream of an account is planned: everything changed before it is read or waits in a slice.

    While slices wait, `complete_until` is how far everything had been read when none did; `deep_at` is when it was last
    read as far back as records change: without it only the list of the stream is open, and nothing is planned. `rows`
    counts what the account has in the stream's table.
    """

    __tablename__ = "sync_cursors"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    stream: Mapped[str] = mapped_column(primary_key=True)
    planned_until: Mapped[datetime]
    complete_until: Mapped[datetime | None]
    deep_at: Mapped[datetime | None]
    rows: Mapped[int] = mapped_column(server_default="0")


class Todo(Base):
    """A record that is to be read by its id, as it is new, changed, still open, or missing from a whole pass.

    `key` is its own, or that of the record it follows. It leaves when the answer is in the database, or the record is
    no more; `since` tells whether it was asked for again meanwhile. `deep` ones are not new, so they come
    last and may wait.
    """

    __tablename__ = "sync_todo"
    __table_args__ = (
        Index(
            "sync_todo_failed_idx", "not_before", "account_id", "stream", "key", postgresql_where=text("attempts > 0")
        ),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    stream: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[list[str]] = mapped_column(ARRAY(Text), primary_key=True)
    since: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    attempts: Mapped[int] = mapped_column(server_default="0")
    not_before: Mapped[CreatedAt]
    reason: Mapped[str | None]
    deep: Mapped[bool] = mapped_column(server_default=text("false"))


class Seen(Base):
    """A record that the whole pass under way has shown; what is left unseen at its end is gone, or moved."""

    __tablename__ = "sync_seen"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    stream: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[list[str]] = mapped_column(ARRAY(Text), primary_key=True)


class Schedule(Base):
    """When a stream of an account runs by itself."""

    __tablename__ = "sync_schedules"
    __table_args__ = (Index("sync_schedules_next_at_idx", "next_at", postgresql_where=text("enabled")),)

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    stream: Mapped[str] = mapped_column(primary_key=True)
    enabled: Mapped[bool] = mapped_column(server_default=text("true"))
    every_minutes: Mapped[int]
    next_at: Mapped[datetime]


class RejectedRecord(Base):
    """A record that Postgres refused, kept as eBay sent it with the reason; it leaves when eBay sends a good one."""

    __tablename__ = "rejected_records"
    __table_args__ = (Index("rejected_records_hash_idx", "account_id", "stream", "payload_hash", unique=True),)

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("sync_runs.id", ondelete="SET NULL"))
    stream: Mapped[str]
    key: Mapped[str | None]
    reason: Mapped[str]
    payload: Mapped[bytes]
    payload_hash: Mapped[bytes]
    at: Mapped[CreatedAt]


class PayloadField(Base):
    """A field that eBay has sent in a stream's records, as an SQL/JSON path without its `$.`, for all accounts."""

    __tablename__ = "payload_fields"

    stream: Mapped[str] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    first_seen_at: Mapped[CreatedAt]


class Derivation(Base):
    """How a stream's columns were derived from the payloads when last all rows were done, as a fingerprint."""

    __tablename__ = "stream_derivations"

    stream: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]

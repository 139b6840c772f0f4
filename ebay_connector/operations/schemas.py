"""What the sync part of the API takes and gives."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from ebay_connector.ebay.hosts import Environment
from ebay_connector.streams.stream import Topic
from ebay_connector.sync.status import RunKind, RunStatus


class StreamInfo(BaseModel):
    """One stream of the list. `scope` is what a seller must grant, if anything, and `permission` the same in words.

    `follows` is the stream whose records it is read for, one by one.
    """

    name: str
    title: str
    topic: Topic
    scope: str
    permission: str
    follows: str | None
    description: str
    default_every_minutes: int


class Counts(BaseModel):
    """Records of a run, and fields that it was the first to notice."""

    fetched: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    new_fields: int


class Slices(BaseModel):
    """Windows of a run."""

    done: int
    total: int


class Asked(BaseModel):
    """How far a run is with asking eBay about records one by one, such as about each order for its parcels."""

    records: str
    done: int
    total: int


class Run(BaseModel):
    """One sync of one stream of one account.

    `expected` is how many records eBay has announced so far; None while it has not, and where it counts not them but
    what they stand in or follow. `asked` is None while nothing is known to be asked one by one.
    """

    id: int
    stream: str
    account_id: int
    account_name: str
    status: RunStatus
    kind: RunKind
    full: bool
    counts: Counts
    requests: int
    expected: int | None
    asked: Asked | None
    slices: Slices
    reason: str | None
    requested_by: str | None
    queued_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    last_seq: int


class SyncRequest(BaseModel, extra="forbid"):
    """What to sync; without `account_ids` every connected account."""

    account_ids: Annotated[list[int], Field(min_length=1, max_length=1000)] | None = None
    full: bool = False
    log_bodies: bool = False


class Skipped(BaseModel):
    """An account for which no new run was made, and why."""

    account_id: int
    code: Literal["already_running", "reconnect_needed", "disconnected", "scope_missing"]
    detail: str
    run_id: int | None = None


class SyncAnswer(BaseModel):
    """The active runs of the accounts asked for, old and new; `skipped` explains those that are not new."""

    runs: list[Run]
    skipped: list[Skipped]


class RunList(BaseModel):
    """A page of runs, newest first."""

    items: list[Run]
    next_cursor: str | None


class ScheduleChange(BaseModel, extra="forbid"):
    """When a stream of an account runs by itself."""

    enabled: bool
    every_minutes: int = Field(ge=5, le=1440)


class ScheduleState(ScheduleChange):
    """A schedule with its next time; None when it is off or waits until the account is connected again."""

    next_at: datetime | None


class Blocked(BaseModel):
    """Why a stream of an account cannot run at the moment.

    With `scope_missing` a consent for the stream mends it; `scope` is what it needs, `permission` the same in words.
    """

    code: Literal["reconnect_needed", "disconnected", "scope_missing"]
    detail: str
    scope: str | None = None
    permission: str | None = None


class WaitingCount(BaseModel):
    """How many records could not be read by their id and are tried again, the first of them at `next_at`."""

    count: int
    next_at: datetime


class StreamState(BaseModel):
    """One stream of one account, as the sync page shows it.

    `waits_for` is the stream that it follows, as long as that has not been read to its end.
    """

    account_id: int
    account_name: str
    environment: Environment
    stream: str
    title: str
    rows: int
    active_run: Run | None
    last_run: Run | None
    schedule: ScheduleState | None
    synced_until: datetime | None
    backfill: Slices | None
    blocked: Blocked | None
    waits_for: str | None
    waiting: WaitingCount | None
    set_aside: int


class Event(BaseModel):
    """One line of a run's log."""

    seq: int
    at: datetime
    level: str
    kind: str
    message: str
    data: dict[str, Any]


class Waiting(BaseModel):
    """A record that could not be read by its id; it is tried again by the first run after `next_at`."""

    account_id: int
    account_name: str
    stream: str
    key: list[str]
    attempts: int
    reason: str
    next_at: datetime


class WaitingList(BaseModel):
    """A page of waiting records, the next first."""

    items: list[Waiting]
    next_cursor: str | None


class WaitingChoice(BaseModel, extra="forbid"):
    """Which waiting records to try now; all when nothing is said."""

    account_id: int | None = None
    stream: str | None = None
    key: Annotated[list[str], Field(min_length=1, max_length=10)] | None = None


class Rejected(BaseModel):
    """A record that was set aside."""

    id: int
    run_id: int | None
    account_id: int
    stream: str
    key: str | None
    reason: str
    at: datetime
    payload: str


class RejectedList(BaseModel):
    """A page of set-aside records, newest first."""

    items: list[Rejected]
    next_cursor: str | None


class WaitingTried(SyncAnswer):
    """How many records are due now, and the runs that read them."""

    due: int

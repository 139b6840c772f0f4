"""How a stream is kept current: by what changed, by date with a stretch read again, by whole passes, or on demand."""

from dataclasses import dataclass
from datetime import timedelta

from ebay_connector.streams.source import Source


@dataclass(frozen=True, slots=True)
class Modified:
    """Windows over `changes` (when a record last changed); the past is read by `created`, which never moves.

    overlap: how far a window reaches back into the one before; backfill: how far back eBay lets us read;
    slice: the longest window asked for at once.
    """

    changes: str
    created: str
    overlap: timedelta
    backfill: timedelta
    slice: timedelta


@dataclass(frozen=True, slots=True)
class Dated:
    """Windows over a date that never moves, where eBay tells no changes: the last stretch, `again`, is read again.

    months: how far back eBay lets us read, by the calendar; open: a condition in SQL on rows that may still change
    however long ago they began, for which a longer stretch is read.
    """

    field: str
    again: timedelta
    months: int
    slice: timedelta
    open: str = "false"


@dataclass(frozen=True, slots=True)
class Events:
    """What changed, in windows over `changes`; the whole pass is then made only `every` so often.

    reach: how far back they are read after a pause, so that what has ended meanwhile need not be asked for one by one.
    """

    source: Source
    changes: str
    overlap: timedelta
    slice: timedelta
    reach: timedelta
    every: timedelta = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything in one pass; what a complete pass no longer shows is marked as gone.

    `shows` is a condition in SQL on the rows that a pass shows: others are not missed.
    """

    shows: str = "true"
    events: Events | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """One answer at each run."""


@dataclass(frozen=True, slots=True)
class Current:
    """A list of what is going on now, read at each run.

    Rows that hold the condition `shows` and are no longer on it are read again through the record that they follow.
    """

    source: Source
    shows: str


@dataclass(frozen=True, slots=True)
class Following:
    """A record of `stream` at a time: each that is new or changed, and all of them every `whole`, if that is set.

    `when` is a condition in SQL on the other stream's row; it need not be read while it does not hold. `named` are
    columns of that row, beside its key, that the source's words in braces need.
    """

    stream: str
    when: str = "true"
    whole: timedelta | None = None
    named: tuple[str, ...] = ()
    current: Current | None = None

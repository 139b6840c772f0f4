"""The only loop: plan the windows, read them, plan again until eBay's now is reached, explain the outcome."""

import asyncio
from collections import deque
from datetime import datetime
from functools import partial

from ebay_connector.ebay.errors import CallsUsedUpError, RateLimitedError, TransientError, UnreachableError
from ebay_connector.streams.window import Dated, Following, Modified, Moment, Whole
from ebay_connector.sync import gone, slices
from ebay_connector.sync.context import RunContext
from ebay_connector.sync.groups import first_error
from ebay_connector.sync.patience import patiently
from ebay_connector.sync.planner import CAUGHT_UP
from ebay_connector.sync.reader import RestlessWindowError, SliceReader
from ebay_connector.sync.singly import SingleReader
from ebay_connector.sync.slices import Plan, Slice
from ebay_connector.sync.trading_pages import OverfullAnswerError

SLICES_IN_FLIGHT = 5
FAILURES_AT_MOST = 40
"""After so many windows that failed, eBay as a whole is in trouble and the run ends."""


class UnreadWindowsError(Exception):
    """Some windows could not be read; they stay open for the next run."""


async def synchronise(context: RunContext) -> str:
    """Reads everything that is due; returns until when the stream is complete, as a sentence.

    What lies in the past may find no calls left, while what is new is read: CallsUsedUpError tells so at the end.
    """
    try:
        async with asyncio.TaskGroup() as group:
            flusher = group.create_task(context.journal.keep_flushing())
            outcome = await _synchronise(context)
            flusher.cancel()
    except BaseExceptionGroup as errors:
        raise first_error(errors) from errors
    if context.calls.deep.denied:
        raise context.calls.deep.denied
    return outcome


async def _synchronise(context: RunContext) -> str:
    reader, singles, afresh = SliceReader(context), SingleReader(context), context.afresh
    while True:
        now = await context.client.ebay_now()
        plan = await slices.prepare(context, now, afresh=afresh)
        _note_plan(context, plan, _since(plan.before, afresh=afresh), now)
        afresh = False
        widened = await _read_beside(context, reader, singles, plan.pending)
        if not isinstance(context.stream.window, Moment) and any(each.window.kind == "whole" for each in plan.pending):
            await _settle_unseen(context, reader, now)
        if context.stream.single or isinstance(context.stream.window, Following):
            await singles.work_off()
        if not widened and (not _moves_on(context) or await context.client.ebay_now() - now < CAUGHT_UP):
            return f"Complete up to {now:%Y-%m-%d %H:%M:%S} UTC."


async def _read_beside(context: RunContext, reader: SliceReader, singles: SingleReader, pending: list[Slice]) -> bool:
    """Reads the windows, and meanwhile one by one what they tell only in part; whether a whole pass is to follow."""
    if not context.stream.single:
        return await _read_all(context, reader, pending)
    windows_read = asyncio.Event()
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(singles.work_beside(windows_read))
            widened = await _read_all(context, reader, pending)
            windows_read.set()
    except BaseExceptionGroup as errors:
        raise first_error(errors) from errors
    return widened


def _moves_on(context: RunContext) -> bool:
    """Whether a run that took long is to go on until eBay's now."""
    window = context.stream.window
    return isinstance(window, Modified | Dated) or (isinstance(window, Whole) and window.events is not None)


async def _settle_unseen(context: RunContext, reader: SliceReader, now: datetime) -> None:
    """A record that the pass did not show may only have moved: it is looked for once more before it counts as gone."""
    if not await patiently(context.journal, partial(gone.count_unseen, context)):
        return
    if context.stream.single or isinstance(context.stream.window, Following):
        await patiently(context.journal, partial(gone.ask_for_unseen, context))
        return
    await _read_all(context, reader, await slices.look_again(context, now))
    await gone.mark_unseen(context)


def _since(before: datetime | None, *, afresh: bool) -> str:
    if before is None:
        return "never read before"
    return "everything is read again" if afresh else f"planned up to {before:%Y-%m-%d %H:%M:%S} UTC before"


def _note_plan(context: RunContext, plan: Plan, since: str, now: datetime) -> None:
    oldest = min((slice_.window.starts_at for slice_ in plan.pending), default=now)
    what = f"{_counted(len(plan.pending))} from {oldest:%Y-%m-%d %H:%M:%S} to {now:%Y-%m-%d %H:%M:%S} UTC"
    if isinstance(context.stream.window, Following):
        asked = f"{plan.due} of the {context.parent.noun} to be asked about"
        what = f"{what}, then {asked}" if plan.pending else asked
    context.journal.note(
        "start",
        f"{context.stream.title} of {context.who}: {what}, {since}.",
        data={
            "account_id": context.account_id,
            "account": context.account_name,
            "environment": context.environment,
            "marketplace_id": context.marketplace_id,
            "scopes": list(context.scopes),
            "from": oldest.isoformat(),
            "to": now.isoformat(),
            "windows": len(plan.pending),
            "due": plan.due,
            "full": context.afresh,
        },
    )


def _counted(windows: int) -> str:
    return "1 window" if windows == 1 else f"{windows} windows"


class _Worklist:
    """The slices of one round; workers share it until it is empty or too much has failed."""

    def __init__(self, context: RunContext, reader: SliceReader, pending: list[Slice]) -> None:
        self._context, self._reader = context, reader
        self.queue = deque(pending)
        self.failures, self.problem = 0, ""
        self.unread = 0
        self.widened = False
        self._is_whole = any(slice_.window.kind == "whole" for slice_ in pending)

    async def work(self) -> None:
        while self.queue and self.failures < FAILURES_AT_MOST:
            slice_ = self.queue.popleft()
            try:
                await self._reader.read(slice_)
            except CallsUsedUpError as error:
                if not error.wait:
                    raise
                self._leave_the_past()
            except (RateLimitedError, UnreachableError):
                raise
            except OverfullAnswerError as error:
                if not await self._cut(slice_, error) and not await self._widen(slice_, error):
                    self._leave_open(error)
            except (TransientError, RestlessWindowError) as error:
                if self._reader.pages == 0:
                    raise
                self.failures += 1
                if not await self._cut(slice_, error):
                    self._leave_open(error)

    def _leave_the_past(self) -> None:
        """Its windows stay open for a later run; what is new goes on."""
        now = self._context.client.clock.now()
        self.queue = deque(slice_ for slice_ in self.queue if not slice_.window.is_deep(now))

    async def _cut(self, slice_: Slice, error: Exception) -> bool:
        """One bad record can spoil its page: a window that keeps failing is read in parts, the others go on."""
        parts = await slices.split(self._context, slice_)
        if parts:
            self._context.journal.note(
                "slice", f"The window is read in two parts, as a whole it fails. {error}", level="warning"
            )
            self.queue.extendleft(reversed(parts))
        return bool(parts)

    def _leave_open(self, error: Exception) -> None:
        self.problem = str(error)
        self.unread += 1
        self._context.journal.note("slice", f"The window stays open for the next run. {error}", level="error")

    async def _widen(self, slice_: Slice, error: Exception) -> bool:
        """Has a whole pass tell what changed, where there is one; that of this round is later than the window."""
        if not (slice_.window.kind == "changes" and isinstance(self._context.stream.window, Whole)):
            return False
        if self._is_whole:
            await slices.finish(self._context, slice_)
        else:
            await slices.widen(self._context, slice_, self._context.client.clock.now())
            self.widened = True
        start, noun = slice_.window.starts_at, self._context.stream.noun
        instead = f"Too much has changed at {start:%Y-%m-%d %H:%M} UTC: all {noun} are read instead."
        self._context.journal.note("slice", f"{instead} {error}", level="warning")
        return True


async def _read_all(context: RunContext, reader: SliceReader, pending: list[Slice]) -> bool:
    """Reads the windows; whether one of them has become a whole pass, which is still to be read."""
    worklist = _Worklist(context, reader, pending)
    try:
        async with asyncio.TaskGroup() as group:
            looking = group.create_task(reader.sieve.keep_looking())
            async with asyncio.TaskGroup() as readers:
                for _ in range(SLICES_IN_FLIGHT):
                    readers.create_task(worklist.work())
            looking.cancel()
    except BaseExceptionGroup as errors:
        raise first_error(errors) from errors
    unread = worklist.unread + len(worklist.queue)
    if unread:
        raise UnreadWindowsError(
            f"{_counted(unread)} could not be read; the next run tries again. "
            f"Everything else is in the database. The last problem: {worklist.problem}"
        )
    return worklist.widened

"""The jobs of the sync engine: above all, one run of one stream of one account."""

import asyncio
import uuid
from dataclasses import dataclass
from typing import Any

import psycopg

from ebay_connector.accounts.clients import EbayClients
from ebay_connector.accounts.service import Accounts
from ebay_connector.budget.purse import RunCalls
from ebay_connector.budget.service import Budgets
from ebay_connector.db.pool import Database
from ebay_connector.ebay.errors import CallsUsedUpError, RequestRefusedError, ScopeMissingError, TransientError
from ebay_connector.jobs import Jobs
from ebay_connector.log import bind, get_logger
from ebay_connector.settings import Settings
from ebay_connector.streams import BY_NAME, parent_of, todos_of
from ebay_connector.streams.stream import Stream
from ebay_connector.sync import erase, rederive, runs
from ebay_connector.sync.context import RunContext
from ebay_connector.sync.engine import synchronise
from ebay_connector.sync.fields import Fields
from ebay_connector.sync.housekeeping import start_again, start_followers
from ebay_connector.sync.journal import Journal, Level, LostWritesError, RunFencedError, line
from ebay_connector.sync.outcome import Totals, explain, sentence
from ebay_connector.sync.patience import LOST as LOST_CONNECTION
from ebay_connector.sync.patience import patiently
from ebay_connector.sync.runs import Ending

log = get_logger(__name__)
STOPPED = Ending("stopped", "On request; what was committed stays.")
TAKEN_OVER = "The worker that had this run is gone; another one goes on from its last page."
IS_READ = """
EXISTS (SELECT FROM sync_cursors c WHERE c.account_id = %(account)s AND c.stream = %(parent)s
    AND (c.complete_until IS NOT NULL OR NOT EXISTS (SELECT FROM sync_slices s
        WHERE s.account_id = c.account_id AND s.stream = c.stream AND s.finished_at IS NULL)))
"""
"""Whether everything has been read once of the stream that another follows."""
IS_ON = """
NOT EXISTS (SELECT FROM sync_schedules d WHERE d.account_id = %(account)s AND d.stream = %(parent)s AND NOT d.enabled)
"""
LOST = "Postgres has come back without what it had written last; the run goes on from what is stored."


@dataclass(frozen=True, slots=True)
class Runner:
    """Does what the queue hands out, with the worker's own ways to Postgres and eBay."""

    database: Database
    settings: Settings
    jobs: Jobs
    accounts: Accounts
    clients: EbayClients
    budgets: Budgets

    def register(self) -> None:
        """Tells the queue which function does which job."""
        self.jobs.serve(runs.TASK, self.run)
        self.jobs.serve(erase.TASK, self.erase)
        self.jobs.serve(rederive.TASK, self.rederive)

    async def run(self, run_id: int) -> None:
        """Does one run to its end; whatever happens, the run says how it ended."""
        note = TAKEN_OVER
        while await self._begin(run_id, note):
            note = LOST

    async def _begin(self, run_id: int, note: str) -> bool:
        """Goes on from what is stored, saying why with `note`; whether that has to be done again."""
        owner = uuid.uuid4().hex
        async with self.database.transaction() as connection:
            row = await runs.claim(connection, run_id, owner)
        if row is None:
            return False
        with bind(run=run_id, account=row["account_id"], stream=row["stream"]):
            journal = Journal(self.database, run_id, owner)
            try:
                await self._run(row, journal, owner, note)
            except asyncio.CancelledError:
                await asyncio.shield(self._cancelled(run_id, owner, journal))
                raise
            except RunFencedError:
                log.warning("The run was stopped or taken over; this worker lets go of it.")
                await self._cancelled(run_id, owner, journal)
            except LostWritesError:
                log.warning(LOST)
                return True
        return False

    async def _run(self, row: dict[str, Any], journal: Journal, owner: str, note: str) -> None:
        if row["status"] == "stopping":
            raise RunFencedError
        if row["taken_over"]:
            journal.note("takeover", note)
        try:
            context, complete = await self._read(row, journal)
            if row["full"]:
                await patiently(journal, lambda: self._recount(context))
            totals = await patiently(journal, lambda: self._totals(context))
            ending = Ending("succeeded", explain(context, totals, complete))
        except CallsUsedUpError as error:
            ending = Ending("stopped", str(error), rest=None if error.wait else error.retry_after)
        except Exception as error:
            if isinstance(error, RunFencedError | LostWritesError):
                raise
            passing = isinstance(error, (*LOST_CONNECTION, TransientError))
            ending = Ending("failed", self._failure(error), isinstance(error, ScopeMissingError), passing=passing)
        await self._end(row["id"], owner, journal, ending)
        async with self.database.transaction() as connection:
            if ending.rest is not None:
                await runs.rest(connection, row["id"], ending.rest)
            if ending.passing:
                await runs.soon_again(connection, row["id"], self.settings.sync_every_minutes)
        for start in (start_followers, start_again):
            await start(self.database, self.jobs, row["account_id"], BY_NAME[row["stream"]])

    async def _read(self, row: dict[str, Any], journal: Journal) -> tuple[RunContext, str]:
        """Reads the stream, if need be again with a new signing key; tells how far it is complete."""
        context = await patiently(journal, lambda: self._context(row, journal))
        try:
            return context, await self._synchronise(context)
        except RequestRefusedError as error:
            if not await self.accounts.gives_up(context.signing_key, error):
                raise
            journal.note("signing_key", f"The run goes on with a new signing key. {error}", level="warning")
        return await self._read(row, journal)

    async def _synchronise(self, context: RunContext) -> str:
        try:
            return await synchronise(context)
        finally:
            try:
                await context.calls.give_back()
            except psycopg.Error as error:
                log.warning("Calls that were not made count as made until eBay is asked again.", error=str(error))

    def _failure(self, error: Exception) -> str:
        known = sentence(error)
        if known is None:
            log.exception("A run failed by a fault of our own.", exc_info=error)
            return "Something went wrong on our side; the server's log has the details under this run's number."
        log.warning("The run failed.", reason=known)
        return known

    async def _context(self, row: dict[str, Any], journal: Journal) -> RunContext:
        account = await self.accounts.get(row["account_id"])
        stream = BY_NAME[row["stream"]]
        return RunContext(
            run_id=row["id"],
            account_id=account.id,
            account_name=account.name,
            environment=account.environment,
            marketplace_id=account.marketplace_id,
            scopes=tuple(account.scopes),
            names={"marketplace_id": account.marketplace_id, "user_id": account.ebay_user_id},
            stream=stream,
            parent=parent_of(stream),
            todos=todos_of(stream),
            afresh=row["full"] and row["slices_total"] == 0,
            has_rejected=await self._has_rejected(account.id, stream.name),
            fields=await self._fields(stream),
            log_bodies=row["log_bodies"],
            database=self.database,
            settings=self.settings,
            client=await self.clients.get(account.environment),
            credentials=self.accounts.credentials(account.id),
            calls=RunCalls.of(self.budgets, account.environment, asked=row["kind"] == "manual"),
            signing_key=await self.accounts.signing_key(account) if stream.source.signed else None,
            journal=journal,
        )

    async def _has_rejected(self, account_id: int, stream: str) -> asyncio.Event:
        """Set when records of the stream are set aside: only then is there any to be let go of."""
        found = asyncio.Event()
        async with self.database.reading() as connection:
            asked = "SELECT FROM rejected_records WHERE account_id = %s AND stream = %s LIMIT 1"
            if await (await connection.execute(asked, (account_id, stream))).fetchone() is not None:
                found.set()
        return found

    async def _fields(self, stream: Stream) -> Fields:
        async with self.database.reading() as connection:
            return await Fields.of(connection, stream)

    async def _recount(self, context: RunContext) -> None:
        """Rows that were removed by others than us, and read again, have been counted twice."""
        counted = f"SELECT count(*) FROM {context.stream.record.table_name} WHERE account_id = %(account)s"
        async with self.database.transaction() as connection:
            await connection.execute(
                f"UPDATE sync_cursors SET rows = ({counted}) WHERE account_id = %(account)s AND stream = %(stream)s",
                {"account": context.account_id, "stream": context.stream.name},
            )

    async def _totals(self, context: RunContext) -> Totals:
        stored = f"EXISTS (SELECT FROM {context.stream.record.table_name} WHERE account_id = %(account)s)"
        values = {"account": context.account_id, "parent": context.parent.name, "run": context.run_id}
        async with self.database.reading() as connection:
            cursor = await connection.execute(
                f"SELECT fetched, {stored}, {IS_READ}, {IS_ON} FROM sync_runs WHERE id = %(run)s", values
            )
            row = await cursor.fetchone()
        return Totals(*row) if row else Totals(0, any_stored=False, followed_read=True, followed_on=True)

    async def _end(self, run_id: int, owner: str, journal: Journal, ending: Ending) -> None:
        level: Level = "error" if ending.status == "failed" else "info"
        last = line("end", f"{ending.status.capitalize()}. {ending.reason}", level)
        async with self.database.transaction() as connection:
            await journal.flush(connection, more=[last], closing=True)
            await runs.end(connection, run_id, owner, ending)

    async def _cancelled(self, run_id: int, owner: str, journal: Journal) -> None:
        """The run was told to stop, or this worker shuts down and gives it back."""
        async with self.database.transaction() as connection:
            if await runs.release(connection, self.jobs, run_id, owner):
                return
        try:
            try:
                await self._end(run_id, owner, journal, STOPPED)
            except LostWritesError:  # what is stored is all that counts for a run that has stopped
                await self._end(run_id, owner, Journal(self.database, run_id, owner), STOPPED)
        except RunFencedError:
            log.info("Another worker has the run now.")

    async def rederive(self, stream: str) -> None:
        """Fills the stream's columns as this version derives them."""
        await rederive.rederive(self.database, stream)

    async def erase(self, account_id: int) -> None:
        """Removes all data of an account."""
        await erase.erase(self.database, account_id)

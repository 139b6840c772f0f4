"""Brings the database to this version's schema: one chain, each revision whole or not at all."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, create_engine
from sqlalchemy.pool import NullPool

from ebay_connector.db.chain import VERSIONS, newer
from ebay_connector.db.errors import (
    MigrationError,
    advice,
    driver_error,
    explain,
    is_refusal,
    is_transient,
    place,
    refusal,
    remedy,
)
from ebay_connector.db.pool import connection_options
from ebay_connector.db.rights import foreign_owner
from ebay_connector.db.schema import close_to_public_roles
from ebay_connector.log import get_logger
from ebay_connector.settings import Settings

FOLDER = VERSIONS.parent
OLDEST_POSTGRES = 15
LOCK = 0x65426179  # any number, as long as every version of ours takes the same
LOCK_PAUSE = 0.25
CANCELLED = "The migration was stopped; it goes on at the next start."
CANCEL_SECONDS = 5
CANCEL_PAUSE = 0.1
LONGEST_PAUSE = 60

log = get_logger(__name__)


def chain(versions: Path = VERSIONS) -> Config:
    """Alembic's configuration, made here: there is no alembic.ini to find."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("version_locations", str(versions))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


class Migration:
    """One run of the chain over one database. `run` blocks; `cancel` ends it from another thread."""

    def __init__(
        self,
        url: str,
        settings: Settings,
        metadata: MetaData,
        *,
        versions: Path = VERSIONS,
        report: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._url = url
        self._settings = settings
        self._metadata = metadata
        self._config = chain(versions)
        self._script = ScriptDirectory.from_config(self._config)
        self._report = report
        self._cancelled = threading.Event()
        self._ended = threading.Event()
        self._driver: psycopg.Connection | None = None
        self._progress = 0
        self._waiting = False
        self._at = "before its first revision"

    def run(self) -> str:
        """Applies what is missing and returns the revision; raises MigrationError with a sentence."""
        try:
            return self._run()
        finally:
            self._ended.set()

    def _run(self) -> str:
        failures = 0
        while True:
            before = self._progress
            try:
                return self._apply_all()
            except MigrationError:
                raise
            except Exception as error:
                failures = 1 if self._progress > before else failures + 1
                if self._cancelled.is_set():
                    raise MigrationError(CANCELLED) from error
                self._wait_or_raise(error, failures)

    def cancel(self) -> None:
        """Ends the run at once: the revision in work is rolled back."""
        self._cancelled.set()
        while not self._ended.wait(CANCEL_PAUSE):  # a cancel between two statements has no effect
            if self._driver is not None and not self._driver.closed:
                with suppress(psycopg.Error):
                    self._driver.cancel_safe(timeout=CANCEL_SECONDS)

    def _wait_or_raise(self, error: Exception, failures: int) -> None:
        if not is_transient(error):
            raise MigrationError(self._failure(error)) from error
        if failures > self._settings.migration_attempts:
            raise MigrationError(
                f"The database at {place(self._url)} could not be migrated in {failures} attempts: "
                f"{explain(error)}. What was done stays done. {advice(error, self._setting)}"
            ) from error
        pause = min(LONGEST_PAUSE, self._settings.migration_backoff * 2 ** (failures - 1))
        log.warning(
            "The migration was interrupted; it is tried again.",
            reason=explain(error),
            attempt=failures,
            in_seconds=pause,
        )
        self._report(f"waiting {pause:g} s for the database: {explain(error)}")
        self._cancelled.wait(pause)

    @property
    def _setting(self) -> str:
        return "DATABASE_URL" if self._settings.database_direct_url is None else "DATABASE_DIRECT_URL"

    def _failure(self, error: Exception) -> str:
        if is_refusal(error):
            return refusal(error, self._url, self._setting)
        what = f"The migration failed {self._at}: {explain(error)}. That step was undone as a whole."
        return f"{what} {self._owner(error) or remedy(error, self._url, self._setting)}".rstrip()

    def _owner(self, error: Exception) -> str | None:
        """Who owns the tables that we may not use, if that is why it failed."""
        if not isinstance(driver_error(error), psycopg.errors.InsufficientPrivilege):
            return None
        with suppress(psycopg.Error), psycopg.connect(self._url, **connection_options(self._settings)) as connection:
            return foreign_owner(connection, self._setting)
        return None

    def _apply_all(self) -> str:
        with self._connect() as connection:
            self._refuse_old_server()
            revision = None
            while revision is None:
                if self._cancelled.is_set():
                    raise MigrationError(CANCELLED)
                revision = self._apply_next(connection)
            log.info("The database is up to date.", revision=revision)
            return revision

    @contextmanager
    def _connect(self) -> Iterator[Connection]:
        self._report("connecting to the database")
        with psycopg.connect(self._url, **connection_options(self._settings)) as self._driver:
            engine = create_engine(
                "postgresql+psycopg://",
                creator=lambda: self._driver,
                poolclass=NullPool,
                use_native_hstore=False,
            )
            with engine.connect() as connection:
                yield connection

    def _refuse_old_server(self) -> None:
        major = self._driver.info.server_version // 10_000 if self._driver else 0
        if major < OLDEST_POSTGRES:
            raise MigrationError(
                f"The database at {place(self._url)} is PostgreSQL {major}; "
                f"eBay Connector needs {OLDEST_POSTGRES} or newer."
            )

    def _apply_next(self, connection: Connection) -> str | None:
        """One revision in one transaction; where the database is when none is missing, else None."""
        with connection.begin():
            if not self._lock(connection):
                connection.rollback()
                self._wait_for_other()
                return None
            current = self._current(connection)
            following = self._following(current)
            if following is None:
                self._close(self._driver)
                return current
            self._upgrade(connection, following)
        self._progress += 1
        return None

    def _close(self, driver: psycopg.Connection | None) -> None:
        closed = close_to_public_roles(driver, self._metadata)
        if closed:
            log.info("Closed our tables to the database host's web roles.", tables=len(closed))

    def _lock(self, connection: Connection) -> bool:
        # A transaction's lock, not a session's: it holds behind a transaction pooler, and dies with us.
        return bool(connection.exec_driver_sql(f"SELECT pg_try_advisory_xact_lock({LOCK})").scalar())

    def _wait_for_other(self) -> None:
        if not self._waiting:
            self._waiting = True
            log.info("Another process is migrating; waiting for it.")
            self._report("waiting for another process to migrate the database")
        self._cancelled.wait(LOCK_PAUSE)

    @staticmethod
    def _current(connection: Connection) -> str | None:
        heads = MigrationContext.configure(connection).get_current_heads()
        if len(heads) > 1:
            raise MigrationError(
                f"The database is at several revisions at once ({', '.join(sorted(heads))}), which no "
                "version of eBay Connector makes: restore it from a backup."
            )
        return heads[0] if heads else None

    def _following(self, current: str | None) -> str | None:
        """The revision after the present one; refuses a database that a newer version has made."""
        order = [script.revision for script in self._script.walk_revisions()][::-1]
        if current is not None and current not in order:
            raise MigrationError(newer(current, order[-1]))
        rest = order[order.index(current) + 1 :] if current else order
        return rest[0] if rest else None

    def _upgrade(self, connection: Connection, revision: str) -> None:
        title = self._script.get_revision(revision).doc
        log.info("Applying a revision.", revision=revision, title=title)
        self._at = f"at revision {revision}"
        self._report(f"{revision} {title}")
        started = time.monotonic()
        milliseconds = int(self._settings.migration_lock_timeout * 1000)
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {milliseconds}")
        self._config.attributes.update(connection=connection, metadata=self._metadata)
        command.upgrade(self._config, revision)
        log.info("Applied the revision.", revision=revision, seconds=round(time.monotonic() - started, 2))

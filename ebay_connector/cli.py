"""`ebay-connector`: every command, and one sentence when it fails.

Large parts are imported by the command that needs them, so that each starts as fast as it can.
"""

import asyncio
import errno
import sys
import traceback
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack
from typing import Annotated, Any, NoReturn, TypeVar

import psycopg
import typer
from psycopg_pool import PoolTimeout
from uvloop import new_event_loop

from ebay_connector import __version__, log
from ebay_connector.accounts.cli import make_rotate_command
from ebay_connector.auth.cli import make_user_app
from ebay_connector.build import get_build
from ebay_connector.db.errors import DatabaseError, driver_error, explain
from ebay_connector.db.pool import Database
from ebay_connector.ebay.errors import EbayError
from ebay_connector.errors import ProblemError, StartError, UnwritableError
from ebay_connector.jobs import JobsStoppedError
from ebay_connector.operations.cli import make_sync_command
from ebay_connector.records.cli import make_export_command
from ebay_connector.settings import Settings, SettingsError, get_settings, load_settings
from ebay_connector.startup import found_database, migrate, ready_database
from ebay_connector.stopping import Stop, stop_on_signals
from ebay_connector.terminal import STOPPED, fill_closed_streams

app = typer.Typer(
    name="ebay-connector",
    help="Your whole eBay business, in your own Postgres.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What only printing fails with: whatever writes a file tells its name."""
Result = TypeVar("Result")
EXPECTED = (SettingsError, DatabaseError, StartError, ProblemError, UnwritableError, EbayError, JobsStoppedError)


def main() -> None:
    """Runs the command; a failure is one sentence on stderr and a non-zero exit."""
    fill_closed_streams()
    try:
        run_app()
    except KeyboardInterrupt:
        sys.exit(STOPPED)
    except typer.TyperException as error:
        fail(usage_sentence(error), error.exit_code)
    except Exception as error:  # noqa: BLE001 - the last place that can turn it into a sentence
        if wants_traceback():
            traceback.print_exc()
        fail(sentence(error), 1)


def fail(words: str, code: int) -> NoReturn:
    if words:
        print(f"ebay-connector: {log.scrub(words)}", file=sys.stderr, flush=True)
    sys.exit(code)


def run_app() -> None:
    """Runs the command, and sees to it that what it has printed is written."""
    try:
        sys.exit(app(standalone_mode=False))
    finally:
        if sys.stdout is not None:
            sys.stdout.flush()


def wants_traceback() -> bool:
    """Whether LOG_LEVEL is DEBUG, in `.env` too; settings that are wrong say so themselves."""
    try:
        return Settings().log_level == "DEBUG"
    except (ValueError, OSError):
        return False


def usage_sentence(error: typer.TyperException) -> str:
    """What is wrong with the command as it was typed; nothing where the help has been shown instead."""
    wrong = error.format_message()
    context = getattr(error, "ctx", None)
    if not wrong or context is None:
        return wrong
    stop = "" if wrong.endswith((".", "?")) else "."
    return f"{wrong}{stop} Try: {context.command_path} --help"


def sentence(error: BaseException) -> str:
    while isinstance(error, BaseExceptionGroup):  # what several tasks of one process ended with
        error = error.exceptions[0]
    if isinstance(error, EXPECTED):
        return str(error)
    if isinstance(driver_error(error), psycopg.Error | PoolTimeout):
        return f"The database refused the work: {explain(error)}."
    if isinstance(error, OSError) and error.errno in UNWRITABLE:
        return f"The output cannot be written: {error.strerror}."
    return f"Something went wrong that should not: {error!r}. LOG_LEVEL=DEBUG shows where."


def start(process: str) -> Settings:
    """Reads the settings and sets the log up, as every command does first."""
    settings = get_settings()
    build = get_build()
    log.configure(settings.log_level, settings.log_format, process=process, build=f"{build.build}-{build.commit}")
    return settings


def run(work: Coroutine[Any, Any, Result]) -> Result:
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        return runner.run(work)


def version(wanted: bool) -> None:
    if wanted:
        build = get_build()
        print(f"ebay-connector {__version__} (build {build.build}, {build.commit})")
        raise typer.Exit


@app.callback()
def options(
    _version: Annotated[bool, typer.Option("--version", callback=version, is_eager=True, help="Say which.")] = False,
) -> None:
    """Your whole eBay business, in your own Postgres."""


@app.command("serve")
def serve_command(
    demo: Annotated[bool, typer.Option(help="Also start a local eBay with a demo shop.")] = False,
) -> None:
    """Start everything: database, migrations, API, UI and worker."""
    from ebay_connector.serve import Parts, serve

    run(serve(start("serve"), Parts(emulator=demo)))


@app.command()
def api() -> None:
    """Start the API and the UI alone; migrations and workers run elsewhere."""
    from ebay_connector.serve import Parts, serve

    run(serve(start("api"), Parts(migrations=False, worker=False)))


@app.command("worker")
def worker_command() -> None:
    """Start one worker, on as many machines as you like."""
    from ebay_connector import worker

    run(worker.run(start("worker")))


@app.command("migrate")
def migrate_command(
    check: Annotated[bool, typer.Option("--check", hidden=True)] = False,
    new: Annotated[str | None, typer.Option("--new", hidden=True)] = None,
) -> None:
    """Bring the database to this version's schema; safe to run again, and by several at once."""
    from ebay_connector.db import revisions
    from ebay_connector.metadata import metadata

    if new is not None or check:
        log.configure("WARNING")
    if new is not None:
        print(f"Wrote {revisions.new_revision(new, metadata)}.")
    elif check:
        print(f"One chain, its head {revisions.check(metadata)} makes all tables.")
    else:
        run(migrate_found(start("migrate")))


async def migrate_found(settings: Settings) -> None:
    async with stop_on_signals() as stop, AsyncExitStack() as stack:

        async def work() -> None:
            where = await stack.enter_async_context(found_database(settings, stop=stop))
            revision = await migrate(where, settings)
            print(f"The database is at revision {revision}.", flush=True)

        if not await stop.or_end_of(work()):
            raise StartError("The migration was stopped; it goes on at the next start.")


@app.command("doctor")
def doctor_command() -> None:
    """Check everything, and say what to mend."""
    from ebay_connector.doctor import doctor

    settings = load_settings(must_exist=True)
    log.configure("ERROR", settings.log_format)
    run_short(lambda stop: doctor(settings, stop))


def on_database(work: Callable[[Database], Awaitable[None]]) -> None:
    """Runs a short command's work on the installation's database; without one there is nothing to work on."""
    on_settings(load_settings(must_exist=True), work)


def on_new_database(work: Callable[[Database], Awaitable[None]]) -> None:
    """The same, but an embedded database is made where there is none."""
    on_settings(get_settings(), work)


def on_settings(settings: Settings, work: Callable[[Database], Awaitable[None]]) -> None:
    """Runs the work on an open database of this version; the log is only for what goes wrong."""
    log.configure("WARNING", settings.log_format)

    async def do(stop: Stop) -> None:
        async with ready_database(settings, stop) as database:
            await work(database)

    run_short(do)


def run_short(work: Callable[[Stop], Awaitable[None]]) -> None:
    """Runs a short command's work; told to stop, it stops first what it has started."""

    async def do() -> bool:
        async with stop_on_signals() as stop:
            return await stop.or_end_of(work(stop))

    if not run(do()):
        raise typer.Exit(STOPPED)


app.add_typer(make_user_app(on_database, on_new_database))
app.command("sync")(make_sync_command(on_database))
app.command("export")(make_export_command(on_database))
app.command("rotate-keys")(make_rotate_command(on_database))


if __name__ == "__main__":
    main()

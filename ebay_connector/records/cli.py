"""`ebay-connector export`: rows of a stream into a file."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO, cast, get_args

import typer

from ebay_connector.db.pool import Database
from ebay_connector.errors import UnwritableError
from ebay_connector.records import export, filters
from ebay_connector.records.columns import known_stream
from ebay_connector.terminal import one_of

OnDatabase = Callable[[Callable[[Database], Awaitable[None]]], None]
STDOUT = Path("-")
FORMATS = get_args(export.Format)


def make_export_command(on_database: OnDatabase) -> Callable[..., None]:
    """The command, on a database that `on_database` finds."""

    def export_(
        stream: Annotated[str, typer.Argument(help="Such as orders.")],
        output: Annotated[
            Path | None, typer.Option("--output", "-o", help="STREAM.FORMAT when left out; - is stdout.")
        ] = None,
        format_: Annotated[
            str, typer.Option("--format", help="csv, xlsx or ndjson.", parser=one_of(FORMATS), metavar="FORMAT")
        ] = "csv",
        columns: Annotated[
            str | None, typer.Option(help="Comma separated, money with its currency; all when left out.")
        ] = None,
        filter_: Annotated[list[str] | None, typer.Option("--filter", help="column:operator:value")] = None,
        q: Annotated[str, typer.Option(help="Words or beginnings of words and ids.")] = "",
        sort: Annotated[str | None, typer.Option(help="A column; `-` before it for descending.")] = None,
    ) -> None:
        """Write the rows of a stream into a file."""
        known = known_stream(stream)
        where = filters.parse_where(known, [], filter_ or [])
        chosen = (where, filters.parse_search(q), filters.parse_sort(known, sort))
        target = output or Path(f"{stream}.{format_}")
        kind = cast(export.Format, format_)

        async def write(database: Database) -> None:
            size = 0
            with _finished(target) as file:
                async for piece in export.chunks(database, known, *chosen, kind, columns):
                    data = piece.encode() if isinstance(piece, str) else piece
                    size += await asyncio.to_thread(file.write, data)
            where, report = ("the rows to stdout", sys.stderr) if target == STDOUT else (target, sys.stdout)
            print(f"Wrote {where} ({size:,} bytes).", file=report)

        on_database(write)

    return export_


@contextmanager
def _finished(target: Path) -> Iterator[BinaryIO]:
    """A file that takes its place once all is written; a link, a pipe or a device is written to as rows come."""
    is_file = target != STDOUT and not target.is_symlink() and (target.is_file() or not target.exists())
    part = target.with_name(f"{target.name}.part") if is_file else target
    try:
        with open(1, "wb", closefd=False) if target == STDOUT else part.open("wb") as file:
            yield file
        if is_file:
            part.replace(target)
    except OSError as error:
        if target == STDOUT and isinstance(error, BrokenPipeError):
            raise  # the reader has seen enough, as `head` has: typer ends without a word
        name = "stdout" if target == STDOUT else target
        raise UnwritableError(f"{name} cannot be written: {error.strerror}.") from error
    finally:
        if is_file:
            part.unlink(missing_ok=True)

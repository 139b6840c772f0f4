"""`ebay-connector export`: rows of a stream into a file."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from ebay_connector.db.pool import Database
from ebay_connector.errors import UnwritableError
from ebay_connector.records import export, filters
from ebay_connector.records.columns import known_stream

OnDatabase = Callable[[Callable[[Database], Awaitable[None]]], None]


def make_export_command(on_database: OnDatabase) -> Callable[..., None]:
    """The command, on a database that `on_database` finds."""

    def export_(
        stream: Annotated[str, typer.Argument(help="Such as orders.")],
        output: Annotated[Path | None, typer.Option("--output", "-o", help="STREAM.FORMAT when left out.")] = None,
        format_: Annotated[export.Format, typer.Option("--format", help="csv, xlsx or ndjson.")] = "csv",
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

        async def write(database: Database) -> None:
            with _finished(target) as file:
                async for piece in export.chunks(database, known, *chosen, format_, columns):
                    data = piece.encode() if isinstance(piece, str) else piece
                    await asyncio.to_thread(file.write, data)
            print(f"Wrote {target} ({target.stat().st_size:,} bytes).")

        on_database(write)

    return export_


@contextmanager
def _finished(target: Path) -> Iterator[BinaryIO]:
    """A file that takes its place once all is written; a link, a pipe or a device is written to as rows come."""
    is_file = not target.is_symlink() and (target.is_file() or not target.exists())
    part = target.with_name(f"{target.name}.part") if is_file else target
    try:
        with part.open("wb") as file:
            yield file
        part.replace(target)
    except OSError as error:
        raise UnwritableError(f"{target} cannot be written: {error.strerror}.") from error
    finally:
        if is_file:
            part.unlink(missing_ok=True)

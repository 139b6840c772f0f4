"""A selection as a workbook: written to disk row by row, with a fixed header and columns as wide as they need."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import IO, Any

from ebay_connector.streams.fields import Kind

Rows = Sequence[tuple[Any, ...]]
ROWS = 1_048_575
"""What a sheet of Excel's holds below its header; further rows go on in the next sheet."""
LONGEST_TEXT, BEGINS = 32_767, 1900
WIDEST = 60
WIDTHS: dict[Kind, int] = {"text": 8, "integer": 8, "number": 10, "boolean": 8, "timestamp": 19, "money": 12}
AMOUNT, TIME = "#,##0.00", "yyyy-mm-dd hh:mm:ss"
OPTIONS = {
    "constant_memory": True,
    "remove_timezone": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_date_format": TIME,
}
CHUNK = 1 << 16


async def write(
    title: str, header: Sequence[str], kinds: Sequence[Kind], steps: AsyncIterator[Rows]
) -> AsyncIterator[bytes]:
    """The workbook in pieces; its sheets have the title, and numbers from the second on."""
    with tempfile.TemporaryFile() as file:
        book = _Book(file, title, header, kinds)
        async for rows in steps:
            book.add(rows)
        await asyncio.to_thread(book.close)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


class _Book:
    """Sheets one after the other, each begun when the one before is full."""

    def __init__(self, file: IO[bytes], title: str, header: Sequence[str], kinds: Sequence[Kind]) -> None:
        import xlsxwriter  # here, as workers have no use for it

        self._book: Any = xlsxwriter.Workbook(file, OPTIONS)
        self._head = self._book.add_format({"bold": True, "bottom": 1})
        self._amount = self._book.add_format({"num_format": AMOUNT})
        self._title, self._header, self._kinds = title, header, kinds
        self._sheets, self._line = 0, ROWS

    def add(self, rows: Rows) -> None:
        for row in rows:
            if self._line == ROWS:
                self._begin(rows)
            self._line += 1
            self._sheet.write_row(self._line, 0, map(_cell, row))

    def close(self) -> None:
        if not self._sheets:
            self._begin(())
        self._book.close()

    def _begin(self, rows: Rows) -> None:
        self._sheets, self._line = self._sheets + 1, 0
        self._sheet = self._book.add_worksheet(self._title if self._sheets == 1 else f"{self._title} {self._sheets}")
        self._sheet.freeze_panes(1, 0)
        for column, width in enumerate(_widths(self._header, self._kinds, rows)):
            self._sheet.set_column(column, column, width, self._amount if self._kinds[column] == "money" else None)
        self._sheet.write_row(0, 0, self._header, self._head)


def _widths(header: Sequence[str], kinds: Sequence[Kind], rows: Rows) -> list[int]:
    """What the names, the kinds and the texts of the first rows need."""
    widths = [max(len(name) + 2, WIDTHS[kind]) for name, kind in zip(header, kinds, strict=True)]
    for row in rows:
        texts = (len(value) + 1 if isinstance(value, str) else 0 for value in row)
        widths = [max(width, text) for width, text in zip(widths, texts, strict=True)]
    return [min(width, WIDEST) for width in widths]


def _cell(value: Any) -> Any:
    """Excel's cells take no longer texts, and no times before its own begin: these stand as texts."""
    if isinstance(value, datetime) and value.year < BEGINS:
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return f"{value[: LONGEST_TEXT - 1]}…"
    return value

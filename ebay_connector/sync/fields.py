"""The catalogue of eBay's fields: each path that payloads of a stream have had, and which come for the first time."""

import json
from collections.abc import Iterator
from typing import Any, Self

from psycopg import AsyncConnection
from psycopg.adapt import Buffer

from ebay_connector.streams.stream import Stream
from ebay_connector.sync.journal import Line, line

KNOWN = """
SELECT f.path, f.first_seen_at < r.queued_at FROM payload_fields f, sync_runs r WHERE f.stream = %s AND r.id = %s
"""
KEEP = """
INSERT INTO payload_fields (stream, path) SELECT %s, unnest(%b::text[]) ON CONFLICT DO NOTHING RETURNING path
"""
LONGEST, MOST = 500, 2_000
"""Characters of a path, and paths of a stream: what has more is named by people, not by eBay."""
NAMED = 5


class Fields:
    """The fields of a stream that are known to a run; the run that is the first to meet any counts none as new."""

    def __init__(self, stream: Stream, known: set[str], *, learns: bool) -> None:
        self._stream, self._known, self._learns = stream, known, learns

    @classmethod
    async def of(cls, connection: AsyncConnection[Any], stream: Stream, run_id: int) -> Self:
        """As they are in the catalogue; a run that another worker began goes on learning."""
        rows = await (await connection.execute(KNOWN, (stream.name, run_id))).fetchall()
        return cls(stream, {path for path, _ in rows}, learns=not any(is_older for _, is_older in rows))

    async def note(self, connection: AsyncConnection[Any], payload: Buffer) -> tuple[int, list[Line]]:
        """Puts the payload's fields into the catalogue; how many are new to it, and a line that names them."""
        unknown = sorted(set(paths(payload, self._stream.record.maps)) - self._known)
        if not unknown or len(self._known) > MOST:
            return 0, []
        cursor = await connection.execute(KEEP, (self._stream.name, unknown))
        new = sorted([path for (path,) in await cursor.fetchall()])
        # The others are committed. Of the new ones that is not known before they come again.
        self._known |= set(unknown) - set(new)
        return (0, []) if self._learns or not new else (len(new), [self._told(new)])

    def _told(self, new: list[str]) -> Line:
        more = f" and {len(new) - NAMED} more" if len(new) > NAMED else ""
        names = ", ".join(new[:NAMED])
        return line(
            "field",
            f"New in {self._stream.noun}: {names}{more}. eBay had not sent this before; it is kept in the payload.",
            data={"fields": new},
        )


def paths(payload: Buffer, maps: tuple[str, ...] = ()) -> Iterator[str]:
    """The SQL/JSON path of each field, without its `$.`; below `maps`, whose names are data, there are none."""
    try:
        waiting = [("", json.loads(bytes(payload)))]
    except (ValueError, RecursionError):  # Postgres' parser takes what Python's does not, such as a thousand levels
        return
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, list):
            waiting += [(f"{path}[*]", element) for element in value]
        elif isinstance(value, dict) and path not in maps:
            for name, inner in value.items():
                field = f"{path}.{_quoted(name)}".removeprefix(".")
                if len(field) <= LONGEST:
                    yield field
                    waiting.append((field, inner))


def _quoted(name: str) -> str:
    return name if name.isidentifier() and name.isascii() else json.dumps(name)

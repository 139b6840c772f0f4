"""The catalogue of eBay's fields: each path that was noticed in payloads of a stream, and which are new to it."""

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, Self

from psycopg import AsyncConnection
from psycopg.adapt import Buffer

from ebay_connector.streams.stream import Stream
from ebay_connector.sync.journal import Line, line

LEARNING = timedelta(days=7)
"""For so long after a stream's first field none counts as new: rare ones come later than usual ones."""
KNOWN = "SELECT path, first_seen_at < now() - %s FROM payload_fields WHERE stream = %s"
KEEP = """
INSERT INTO payload_fields (stream, path) SELECT %s, unnest(%b::text[]) ON CONFLICT DO NOTHING RETURNING path
"""
LONGEST, LARGEST = 500, 1_000_000
"""Characters of a path, and bytes of a payload that is looked at."""
AT_ONCE, MOST = 500, 2_000
"""Unknown fields of a record, and fields of a stream: where there are more, people have named them, and not eBay."""
NAMED = 5


class Fields:
    """The fields of a stream that are known to a run; while it `learns`, none counts as new."""

    def __init__(self, stream: Stream, known: set[str], *, learns: bool) -> None:
        self._stream, self._known, self._learns = stream, known, learns

    @classmethod
    async def of(cls, connection: AsyncConnection[Any], stream: Stream) -> Self:
        """As they are in the catalogue."""
        rows = await (await connection.execute(KNOWN, (LEARNING, stream.name))).fetchall()
        return cls(stream, {path for path, _ in rows}, learns=not any(is_old for _, is_old in rows))

    async def note(self, connection: AsyncConnection[Any], payloads: Iterable[Buffer]) -> tuple[int, list[Line]]:
        """Puts the fields of the longest payload into the catalogue; how many are new, and a line that names them."""
        longest = max((payload for payload in payloads if len(payload) <= LARGEST), key=len, default=b"{}")
        unknown = sorted(set(paths(longest, self._stream.record.maps)) - self._known)
        if not unknown or len(unknown) > min(AT_ONCE, MOST - len(self._known)):
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
            f"Noticed for the first time in {self._stream.noun}: {names}{more}. It is kept in the payload.",
            data={"fields": new},
        )


def paths(payload: Buffer, maps: tuple[str, ...] = ()) -> Iterator[str]:
    """The SQL/JSON path of each field, without its `$.`; below `maps`, whose names are data, there are none."""
    try:
        waiting = [("", json.loads(bytes(payload), parse_int=str))]  # Python makes no number of 5,000 digits
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

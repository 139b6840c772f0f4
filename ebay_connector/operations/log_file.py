"""A run's log as a file: lines of text for people, NDJSON for programs; read in steps, never held whole."""

import json
from collections.abc import AsyncIterator
from typing import Any, Literal

from fastapi.responses import StreamingResponse

from ebay_connector.db.pool import Database
from ebay_connector.operations import queries

Format = Literal["text", "ndjson"]
STEP = 1000


def download(database: Database, run_id: int, format_: Format) -> StreamingResponse:
    """The response that streams the log."""
    suffix, media = ("ndjson", "application/x-ndjson") if format_ == "ndjson" else ("log", "text/plain; charset=utf-8")
    headers = {"Content-Disposition": f'attachment; filename="sync-run-{run_id}.{suffix}"'}
    return StreamingResponse(_lines(database, run_id, format_), media_type=media, headers=headers)


async def _lines(database: Database, run_id: int, format_: Format) -> AsyncIterator[str]:
    after = 0
    while True:
        async with database.reading() as connection:
            events = await queries.events(connection, run_id, after, STEP)
        if not events:
            return
        after = events[-1]["seq"]
        yield "".join(_ndjson(event) if format_ == "ndjson" else _text(event) for event in events)


def _ndjson(event: dict[str, Any]) -> str:
    return json.dumps({**event, "at": event["at"].isoformat()}, ensure_ascii=False) + "\n"


def _text(event: dict[str, Any]) -> str:
    at = event["at"].strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
    text = f"{at}Z {event['level'].upper():7} {event['kind']:8} {event['message']}"
    details = {name: value for name, value in event["data"].items() if value is not None}
    return f"{text} {json.dumps(details, ensure_ascii=False)}\n" if event["kind"] == "request" else text + "\n"

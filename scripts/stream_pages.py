"""Writes docs/streams: a page for each stream and an index, from the streams' own declarations."""

import inspect
from collections.abc import Iterator
from datetime import timedelta

from ebay_connector.streams import BY_NAME, STREAMS
from ebay_connector.streams.fields import Field
from ebay_connector.streams.record import Record
from ebay_connector.streams.source import Source, Trading
from ebay_connector.streams.stream import Stream
from ebay_connector.streams.window import Dated, Events, Following, Modified, Moment, Whole
from scripts.steps import ROOT

FOLDER = ROOT / "docs" / "streams"
MADE = "<!-- generated: make generate -->"


def write() -> None:
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "README.md").write_text("\n".join(_index()) + "\n")
    for stream in STREAMS:
        (FOLDER / f"{stream.name}.md").write_text("\n".join(_page(stream)) + "\n")


def _index() -> Iterator[str]:
    yield from ("# Streams", "", MADE, "", "What is read from eBay, and where it stands in the database.", "")
    yield from ("| Stream | Table | Key | What |", "| --- | --- | --- | --- |")
    for stream in STREAMS:
        keys = ", ".join(f"`{key}`" for key in stream.record.key_names())
        yield f"| [{stream.title}]({stream.name}.md) | `{stream.record.table_name}` | {keys} | {stream.description} |"
    yield from (
        "",
        "Every key is unique within an account: `account_id` stands before it. A row whose `gone_at` is set",
    )
    yield "is no more at eBay; it stays for the history. `payload` holds eBay's whole JSON."


def _page(stream: Stream) -> Iterator[str]:
    yield from (f"# {stream.title}", "", MADE, "", stream.description, "")
    yield from ("| | |", "| --- | --- |")
    yield f"| Name | `{stream.name}` |"
    yield f"| Read from | {_endpoint(stream.source)} |"
    for source in {stream.source_of("changes"), stream.source_of("whole")} - {stream.source}:
        yield f"| And from | {_endpoint(source)} |"
    for source in stream.single.sources if stream.single else ():
        yield f"| One by one | {_endpoint(source)} |"
    yield f"| Permission | {f'`{stream.scope}`' if stream.scope else 'any'} |"
    yield f"| Kept current | {_kept(stream)} |"
    minutes = stream.every_minutes or "SYNC_EVERY_MINUTES (15)"
    yield f"| Read every | {minutes} minutes, unless changed on the Sync page |"
    if stream.empty:
        yield from ("", f"When it is empty: {stream.empty}")
    yield from _table(stream.record)
    for child in stream.record.children.values():
        yield from _table(child.record)


def _endpoint(source: Source) -> str:
    pages = f", {source.page.limit} a page" if source.paged else ""
    if isinstance(source, Trading):
        asked = ", ".join(f"{path} {value}" for path, value in source.asked)
        return f"Trading `{source.call}` ({asked}){pages}"
    signed = ", signed for sellers of the EU and UK" if source.signed else ""
    return f"`GET {source.path}` on `{source.host}`{pages}{signed}"


def _kept(stream: Stream) -> str:
    match stream.window:
        case Modified() as window:
            return f"what changed since the last run (`{window.changes}`); at first {window.backfill.days} days back"
        case Dated() as window:
            longer = " (more when something older is still open)" if window.open != "false" else ""
            return (
                f"the last 3 days at each run, {window.again.days} days{longer} once a day, as eBay has no filter "
                "for changes; "
                f"at first {window.months} months back"
            )
        case Whole(events=Events() as events):
            hours = events.every // timedelta(hours=1)
            return (
                f"everything every {hours} hours, in between what changed since the last run (`{events.changes}`); "
                "what is no longer there is looked for once more before it is marked as gone"
            )
        case Whole():
            return "everything at each run; what is no longer there is marked as gone, after another look"
        case Moment():
            return "a point at each run"
        case Following() as window:
            whole = f", and all every {window.whole.days} days" if window.whole else ""
            current = ", and what waits for an answer at each run" if window.current else ""
            return f"read for each of the {window.stream} that is new or changed{whole}{current}"


def _table(record: type[Record]) -> Iterator[str]:
    yield from ("", f"## `{record.table_name}`", "", inspect.getdoc(record) or "", "")
    yield from ("| Column | Type | From |", "| --- | --- | --- |")
    for name, field in record.fields.items():
        yield f"| `{name}` | {_type(field)} | {_origin(field)} |"


def _type(field: Field) -> str:
    return f"{field.kind}, in `{field.currency_column}`" if field.currency_column else field.kind


def _origin(field: Field) -> str:
    origin = f"`{field.path}`" if field.path and not field.expression else "computed"
    if not field.refers:
        return origin
    name = field.refers.partition(".")[0]
    return f"{origin}, of one of the [{BY_NAME[name].noun}]({name}.md)"

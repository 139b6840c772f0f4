"""How records of different streams belong together: derived from the columns that say what they refer to."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ebay_connector.streams import BY_NAME, STREAMS
from ebay_connector.streams.record import Record
from ebay_connector.streams.stream import Stream


@dataclass(frozen=True)
class Column:
    """A column of a stream's records, or of one kind of their children."""

    stream: Stream
    name: str
    child: str = ""

    @property
    def record(self) -> type[Record]:
        return self.stream.record.children[self.child].record if self.child else self.stream.record

    @property
    def path(self) -> str:
        """How a filter on the stream's records names it."""
        return f"{self.child}.{self.name}" if self.child else self.name


@dataclass(frozen=True)
class Link:
    """What `source` holds is found in `target`, within an account."""

    source: Column
    target: Column

    @property
    def is_plain(self) -> bool:
        """No children are at its ends."""
        return not self.source.child and not self.target.child


@dataclass(frozen=True)
class Relation:
    """The records of `stream` whose column at `path` holds what a record has in `column`.

    `refers` is true where it is the record itself that names them, not what is in it.
    """

    stream: Stream
    path: str
    column: Column
    refers: bool = False


@dataclass(frozen=True)
class Bridge:
    """Rows that stand beside a stream's: `on` pairs each a column of theirs with one of the stream's."""

    record: type[Record]
    on: tuple[tuple[str, str], ...]


def _columns(stream: Stream) -> Iterator[Column]:
    yield from (Column(stream, name) for name in stream.record.fields)
    for child, kind in stream.record.children.items():
        yield from (Column(stream, name, child) for name in kind.record.fields)


def _target(refers: str) -> Column:
    stream, *child, column = refers.split(".") if "." in refers else (refers, "")
    return Column(BY_NAME[stream], column or BY_NAME[stream].record.key_names()[0], *child)


LINKS = tuple(
    Link(column, _target(refers))
    for stream in STREAMS
    for column in _columns(stream)
    if (refers := column.record.fields[column.name].refers)
)

ENDS = tuple(dict.fromkeys(end for link in LINKS for end in (link.source, link.target)))


@cache
def relations_of(stream: Stream) -> tuple[Relation, ...]:
    """What a record refers to, what refers to it, and what meets it in a third; each stream by its shortest way."""
    found: dict[str, Relation] = {}
    for relation in (*_named(stream), *_naming(stream), *_met(stream)):
        found.setdefault(relation.stream.name, relation)
    return tuple(found[other.name] for other in STREAMS if other.name in found and other is not stream)


def _named(stream: Stream) -> Iterator[Relation]:
    for link in LINKS:
        if link.source.stream is stream:
            yield Relation(link.target.stream, link.target.path, link.source, refers=not link.source.child)


def _naming(stream: Stream) -> Iterator[Relation]:
    for link in LINKS:
        if link.target.stream is stream:
            yield Relation(link.source.stream, link.source.path, link.target)


def _met(stream: Stream) -> Iterator[Relation]:
    """Orders and payouts meet in the transactions, which refer to both."""
    plain = [link for link in LINKS if link.is_plain]
    for here in plain:
        for there in plain:
            if here.target.stream is stream and there.source.stream is here.source.stream and there is not here:
                yield Relation(there.target.stream, f"{here.source.stream.name}.{here.source.name}", here.target)


def bridge(stream: Stream, name: str) -> Bridge | None:
    """The children of that name, or the records of the stream of that name, which refer to this one's."""
    if child := stream.record.children.get(name):
        return Bridge(child.record, tuple((key, key) for key in stream.record.key_names()))
    for link in LINKS:
        if link.is_plain and link.source.stream.name == name and link.target.stream is stream:
            return Bridge(link.source.record, ((link.source.name, link.target.name),))
    return None

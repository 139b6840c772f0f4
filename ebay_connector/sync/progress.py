"""How far a window was written, while pages of it come in any order."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Progress:
    """Offsets written so far, and the first offset before which nothing is missing."""

    limit: int
    next_offset: int
    done: set[int] = field(default_factory=set)

    def reached_with(self, *offsets: int) -> int:
        """The first offset not yet written, once the pages at `offsets` are."""
        reached, done = self.next_offset, self.done.union(offsets)
        while reached in done:
            reached += self.limit
        return reached

    def add(self, offset: int) -> None:
        self.done.add(offset)
        while self.next_offset in self.done:
            self.done.discard(self.next_offset)
            self.next_offset += self.limit

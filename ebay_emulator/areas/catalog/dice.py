"""Chance that depends on names only, quick enough for hundreds of thousands of records."""

import hashlib
import struct

_NUMBERS = struct.Struct("<16I")


class Dice:
    """Sixteen numbers of one thing. Each has its own use, so that a new use changes none of the others."""

    __slots__ = ("_numbers",)

    def __init__(self, *names: object) -> None:
        digest = hashlib.blake2b("/".join(map(str, names)).encode(), digest_size=64).digest()
        self._numbers: tuple[int, ...] = _NUMBERS.unpack(digest)

    def below(self, use: int, end: int) -> int:
        return self._numbers[use] % end

    def between(self, use: int, low: int, high: int) -> int:
        """A number of the closed range."""
        return low + self._numbers[use] % (high - low + 1)

    def percent(self, use: int) -> int:
        return self._numbers[use] % 100

    def wide(self, use: int, end: int) -> int:
        """As below, for ranges beyond four thousand millions; takes the next number too."""
        return (self._numbers[use] << 32 | self._numbers[use + 1]) % end

"""What outlives the process, in a small file: what the shop is made from, its sellers' names, their consents, keys."""

import os
import sys
import time
from pathlib import Path

import msgspec

from ebay_emulator.grants import Tokens
from ebay_emulator.keys import SigningKey
from ebay_emulator.world import Origin, World


class State(msgspec.Struct, forbid_unknown_fields=True):
    origin: Origin
    usernames: dict[str, str]
    """By user id."""
    tokens: Tokens
    keys: list[SigningKey] = []


class StateFile:
    """For its owner's eyes only, as tokens stand in it; always whole, whenever the process ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = b""

    def read(self) -> State | None:
        """None without a file. A damaged one is set aside, so that whoever wants can look at it."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=State)
        except FileNotFoundError:
            return None
        except msgspec.DecodeError as error:
            aside = self._path.with_name(f"{self._path.name}.damaged-{time.time_ns() // 1_000_000}")
            self._path.rename(aside)
            text = f"The local eBay cannot use its state file {self._path} ({error}): it begins anew, so connect the"
            print(f"{text} accounts again. The old file is kept as {aside}.", file=sys.stderr, flush=True)
            return None

    def keep(self, world: World) -> None:
        """Write if anything is new since the last time; OSError when that cannot be."""
        usernames = {seller.user_id: seller.username for seller in world.sellers()}
        state = State(world.origin, usernames, world.grants.alive(world.clock.now_ms()), world.keys.all())
        body = msgspec.json.encode(state, order="deterministic")
        if body != self._kept:
            self._kept = body
            self._write(msgspec.json.format(body))

    def complaint(self, error: OSError) -> str:
        return f"The local eBay cannot use its state file {self._path}: {error.strerror}. Choose another --state."

    def _write(self, body: bytes) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_name(f"{self._path.name}.new")
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)

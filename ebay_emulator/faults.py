"""Everything that can go wrong with eBay, on demand."""

from typing import Any, Literal

import msgspec

Kind = Literal[
    "slow",  # answer after `seconds`
    "timeout",  # no answer until the caller gives up (or `seconds` have passed)
    "status",  # an error answer of your choice
    "429",  # too many requests; without Retry-After unless `retry_after` is given
    "500",  # eBay's 30500
    "torn_json",  # a body that ends in the middle and looks complete
    "cut",  # the connection ends in the middle of the body
    "reset",  # the connection ends before any answer
    "expire_token",  # the access token shown has expired
    "revoke_token",  # the seller has withdrawn the consent
    "missing_scope",  # 403/1100
    "wrong_host",  # 404 with an empty body
    "shift",  # an order of the answer's window is changed first, so that it leaves the window
]

SHIFTING = "shift"
LATE_KINDS = frozenset({"torn_json", "cut"})


class Match(msgspec.Struct, forbid_unknown_fields=True):
    """Which requests a fault meets. Paths are eBay's own, without the emulator's host prefix."""

    method: str | None = None
    path_prefix: str | None = None
    seller: str | None = None
    min_offset: int | None = None
    call_index: int | None = None
    """Only the so-manieth matching request, counted from 0."""


class Fault(msgspec.Struct, forbid_unknown_fields=True):
    kind: Kind
    match: Match = msgspec.field(default_factory=Match)
    times: int | None = None
    """How often it strikes; for ever when not given."""
    after: int = 0
    """How many matching requests it lets pass first."""
    seconds: float | None = None
    retry_after: int | None = None
    status: int = 503
    error_id: int | None = None
    message: str | None = None
    matched: int = 0
    hits: int = 0


class Asked(msgspec.Struct):
    """What a fault can see of a request."""

    method: str
    path: str
    seller: str | None
    offset: int


class Faults:
    def __init__(self) -> None:
        self.listed: list[Fault] = []

    def replace(self, faults: list[Fault]) -> None:
        self.listed = faults

    def strike(self, asked: Asked) -> list[Fault]:
        """The faults that meet this request: every slowness, and the first of the others."""
        struck = [fault for fault in self.listed if _strikes(fault, asked)]
        others = [fault for fault in struck if fault.kind not in ("slow", SHIFTING)]
        for fault in others[1:]:
            fault.matched -= 1
        chosen = [fault for fault in struck if fault.kind in ("slow", SHIFTING)] + others[:1]
        for fault in chosen:
            fault.hits += 1
        return chosen

    def told(self) -> list[dict[str, Any]]:
        return [msgspec.to_builtins(fault) for fault in self.listed]


def _strikes(fault: Fault, asked: Asked) -> bool:
    if not _matches(fault.match, asked):
        return False
    index = fault.matched
    fault.matched += 1
    if fault.match.call_index is not None and index != fault.match.call_index:
        return False
    return index >= fault.after and (fault.times is None or fault.hits < fault.times)


def _matches(match: Match, asked: Asked) -> bool:
    return (
        (match.method is None or match.method.upper() == asked.method)
        and (match.path_prefix is None or asked.path.startswith(match.path_prefix))
        and (match.seller is None or match.seller == asked.seller)
        and (match.min_offset is None or asked.offset >= match.min_offset)
    )

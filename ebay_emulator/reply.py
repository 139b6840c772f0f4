"""An answer and a request, apart from the web server that carries them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from ebay_emulator.grants import Access
    from ebay_emulator.sellers import Seller
    from ebay_emulator.world import World

Host = Literal["api", "apiz", "auth"]

JSON = "application/json"
HTML = "text/html; charset=utf-8"


@dataclass(slots=True)
class Reply:
    """Without a content type there is no such header; eBay's empty answers have none."""

    status: int
    body: bytes = b""
    content_type: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Call:
    """A request as a service sees it."""

    world: "World"
    now: int
    method: str
    base: str
    """Address of the host that was called, without a slash at the end: links in answers start with it."""
    path: str
    query: str
    authorization: str | None
    content_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in any case find them."""
    arguments: dict[str, str] = field(default_factory=dict)
    access: "Access | None" = None
    seller: "Seller | None" = None

    def parameters(self) -> dict[str, str]:
        """The query string; of a repeated parameter the first counts."""
        return first_values(self.query)

    def form(self) -> dict[str, str]:
        return first_values(self.body.decode("utf-8", "replace"))


def first_values(encoded: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(encoded, keep_blank_values=True).items()}


Service = Callable[[Call], Reply]


@dataclass(frozen=True, slots=True)
class Route:
    """One operation. `scopes`: any of them opens it; None: no access token is looked at."""

    method: str
    host: Host
    path: str
    """Parts in braces are arguments."""
    service: Service
    scopes: frozenset[str] | None = None
    scheme: str = "Bearer"
    """How the token stands in the Authorization header; Post-Order wants "IAF"."""

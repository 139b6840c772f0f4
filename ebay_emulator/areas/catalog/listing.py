"""What a listing is at one moment: the base of what the Trading and Inventory APIs tell of it."""

from dataclasses import dataclass

AUCTION, FIXED_PRICE = "AUCTION", "FIXED_PRICE"
ACTIVE, OUT_OF_STOCK, ENDED = "ACTIVE", "OUT_OF_STOCK", "ENDED"


@dataclass(frozen=True, slots=True)
class Variation:
    """One choice of a listing; `price` in cents, `quantity` what is left to buy."""

    variation_id: str
    sku: str | None
    aspects: tuple[tuple[str, str], ...]
    price: int
    quantity: int
    sold: int


@dataclass(frozen=True, slots=True)
class Listing:
    """Times in milliseconds, money in cents. `quantity` and `sold` count all variations together."""

    item_id: str
    title: str
    sku: str | None
    """None for legacy listings without one, and where the variations have SKUs of their own."""
    variations: tuple[Variation, ...]
    price: int
    """The lowest of its variations; of an auction the price it starts at."""
    currency: str
    quantity: int
    sold: int
    started: int
    ends: int
    """When it ended, or will: a GTC listing renews then unless the seller ends it."""
    ended: bool
    revised: int
    """When anything of it last changed: price, quantity, a sale, its start or its end."""
    format: str
    duration: str
    """GTC or DAYS_7."""
    category_id: str
    category: str
    marketplace: str
    location: str
    country: str
    postal: str
    condition: str
    """As the Inventory API names it, such as NEW."""
    managed: bool
    """Made with the Inventory API; else with Seller Hub or Trading, and only Trading tells of it."""
    product: int
    """Which product of the seller's catalog this is a listing of; stays when it is relisted."""
    relisted_from: str | None = None
    relisted_as: str | None = None

    @property
    def status(self) -> str:
        if self.ended:
            return ENDED
        return ACTIVE if self.quantity else OUT_OF_STOCK

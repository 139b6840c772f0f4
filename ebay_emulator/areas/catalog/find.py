"""Where a seller's catalog is kept."""

from ebay_emulator.areas.catalog.catalog import Catalog
from ebay_emulator.areas.catalog.scale import Scale
from ebay_emulator.sellers import Seller
from ebay_emulator.world import World

_NOTE = "catalog"


def catalog_of(world: World, seller: Seller, now: int) -> Catalog:
    """The seller's catalog, brought up to `now`. Another one when a seed has wished for another size since."""
    notes, scale = seller.shelf(_NOTE).notes, Scale.of(seller)
    known: Catalog | None = notes.get(_NOTE)
    if known is None or known.scale != scale:
        known = notes[_NOTE] = Catalog(seller, scale, world.origin.seed, world.origin.anchor)
    known.bring_up(seller, now)
    return known

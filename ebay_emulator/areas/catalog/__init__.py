"""A seller's products, and the listings, inventory items and offers they have."""

from ebay_emulator.areas.catalog.area import Stocked
from ebay_emulator.areas.catalog.catalog import Catalog
from ebay_emulator.areas.catalog.find import catalog_of
from ebay_emulator.areas.catalog.listing import Listing, Variation

__all__ = ["Catalog", "Listing", "Stocked", "Variation", "catalog_of"]

"""The parts of a seller's business beside orders, one file each; this is the list. All follow from the orders."""

from collections.abc import Iterator
from typing import Protocol

from ebay_emulator.areas.bargaining import Bargaining
from ebay_emulator.areas.buying import Buying
from ebay_emulator.areas.catalog import Stocked
from ebay_emulator.areas.ledger import Ledger
from ebay_emulator.areas.listed import Listed
from ebay_emulator.areas.parcels import Parcels
from ebay_emulator.areas.reputation import Reputation
from ebay_emulator.areas.talk import Talk
from ebay_emulator.areas.troubles import Troubles
from ebay_emulator.sellers import Seller
from ebay_emulator.shelf import Item, Shelf
from ebay_emulator.world import World


class Area(Protocol):
    """One part of the business: what it keeps, and how that follows from orders and time."""

    ENTITIES: tuple[str, ...]
    """Kinds of records, named as the truth names them; a shelf each."""

    def bring_up(self, world: World, seller: Seller, now: int) -> None:
        """Brings the seller's shelves to `now`; the first time, with all their past. Called before each look."""
        ...

    def truth(self, world: World, seller: Seller, entity: str, view: str) -> Iterator[bytes]:
        """Every record that eBay would show, each as its id gives it; `view` "list" as a list gives it."""
        ...


class DerivedArea:
    """An Area whose truth is what stands on its shelves."""

    ENTITIES: tuple[str, ...] = ()

    def truth(self, world: World, seller: Seller, entity: str, view: str) -> Iterator[bytes]:
        return (item.payload for item in seller.shelf(entity))


AREAS: tuple[Area, ...] = (
    Troubles(),
    Parcels(),
    Buying(),
    Bargaining(),
    Listed(),
    Stocked(),
    Talk(),
    Reputation(),
    Ledger(),
)

_BY_ENTITY = {entity: area for area in AREAS for entity in area.ENTITIES}


def area_of(entity: str) -> Area:
    """The area that keeps an entity; LookupError names those there are."""
    try:
        return _BY_ENTITY[entity]
    except KeyError:
        raise LookupError(
            f"Nothing is kept of {entity!r}. There are: orders, {', '.join(sorted(_BY_ENTITY))}."
        ) from None


def shelf_of(world: World, seller: Seller, entity: str) -> Shelf:
    """The shelf, brought up to the world's time."""
    area_of(entity).bring_up(world, seller, world.catch_up())
    return seller.shelf(entity)


__all__ = ["AREAS", "Area", "DerivedArea", "Item", "area_of", "shelf_of"]

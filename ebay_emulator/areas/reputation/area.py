"""The area that keeps feedback, both what the seller got and what it gave."""

from collections.abc import Iterator

import msgspec

from ebay_emulator.areas.agenda import Agenda, Deed
from ebay_emulator.areas.reputation.desk import Desk
from ebay_emulator.areas.reputation.plan import Leave, feedback_on, is_rated
from ebay_emulator.areas.reputation.shelf import FeedbackShelf
from ebay_emulator.areas.reputation.views import aged
from ebay_emulator.areas.sale import read_sale
from ebay_emulator.sellers import Seller
from ebay_emulator.world import World

_AGENDA = "agenda"


class Reputation:
    """Truth gives each entry as getFeedback gives it to the seller now, eBay's automated ones among them.

    Who left it tells the two apart: providerUserDetail.role is BUYER of what the seller got.
    """

    ENTITIES: tuple[str, ...] = ("feedback",)

    def bring_up(self, world: World, seller: Seller, now: int) -> None:
        desk = desk_of(seller)
        agenda: Agenda = desk.shelf.notes.setdefault(_AGENDA, Agenda())
        agenda.look(seller.book, now, lambda row: _plan(world, seller, row))
        for deed in agenda.due(now):
            if isinstance(deed.act, Leave):
                desk.leave(deed.act, deed.at)
            else:
                desk.alter(deed.act, deed.at)

    def truth(self, world: World, seller: Seller, entity: str, view: str) -> Iterator[bytes]:
        shelf, now = desk_of(seller).shelf, world.clock.now_ms()
        for item in shelf:
            record = aged(shelf, item, now)
            yield item.payload if record is None else msgspec.json.encode(record)


def desk_of(seller: Seller) -> Desk:
    """The shelf as it stands."""
    shelf = seller.shelves.setdefault("feedback", FeedbackShelf())
    if not isinstance(shelf, FeedbackShelf):
        raise TypeError("The shelf of feedback was looked at before it was brought up.")
    return Desk(seller, shelf)


def _plan(world: World, seller: Seller, row: int) -> list[Deed]:
    if not is_rated(world.origin.seed, seller.book.name(row)):
        return []
    sale = read_sale(seller.book, row)
    return [] if sale is None else feedback_on(sale, world.origin.seed)

"""A seller's money at eBay: monetary transactions, payouts, and the funds that are still to be paid out."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ebay_emulator import areas
from ebay_emulator.areas.ledger.books import Books
from ebay_emulator.areas.ledger.charges import disputed, month_after, subscription
from ebay_emulator.areas.ledger.entries import entries_of
from ebay_emulator.areas.ledger.order import read_order
from ebay_emulator.sellers import Seller
from ebay_emulator.world import World


@dataclass(slots=True)
class _Progress:
    """How far the ledger has come with a seller."""

    books: Books
    rows: int = 0
    looked: int = -1
    month: int | None = None
    disputes: dict[str, bytes] = field(default_factory=dict)


class Ledger:
    """Transactions stand under their type and id, such as SALE:06-15211-22068, as ids alone are not unique."""

    ENTITIES: tuple[str, ...] = ("transactions", "payouts", "funds")

    def bring_up(self, world: World, seller: Seller, now: int) -> None:
        notes, seed = seller.shelf("transactions").notes, world.origin.seed
        progress = notes.setdefault("progress", _Progress(Books(seller, seed)))
        for row in _new_or_changed(progress, seller, now):
            order = read_order(seller.book, row)
            if order is not None and order.currency == seller.profile.currency:
                for entry in entries_of(order, seller.profile.country, seed):
                    progress.books.expect(entry)
        _bill_the_store(progress, seller, seed, now)
        _book_disputes(progress, world, seller, now)
        progress.books.pass_until(now)

    def truth(self, world: World, seller: Seller, entity: str, view: str) -> Iterator[bytes]:
        return (item.payload for item in seller.shelf(entity))


def _new_or_changed(progress: _Progress, seller: Seller, now: int) -> list[int]:
    book, first = seller.book, progress.rows
    changed = book.modified_between(progress.looked + 1, now)
    known = sorted(row for row in changed.rows[changed.start : changed.end] if row < first) if first else []
    progress.rows, progress.looked = len(book.created), now
    return [row for row in (*known, *range(first, progress.rows)) if book.exists(row) and book.is_visible(row)]


def _bill_the_store(progress: _Progress, seller: Seller, seed: int, now: int) -> None:
    """A business pays for its store each month from its first order on."""
    rows = seller.book.visible_rows()
    if seller.profile.account_type != "BUSINESS" or not rows:
        return
    month = progress.month or month_after(seller.book.created[rows[0]])
    while month <= now:
        progress.books.expect(subscription(seller, seed, month))
        month = month_after(month)
    progress.month = month


def _book_disputes(progress: _Progress, world: World, seller: Seller, now: int) -> None:
    areas.area_of("disputes").bring_up(world, seller, now)
    for item in seller.shelf("disputes"):
        if progress.disputes.get(item.id) is not item.payload:
            progress.disputes[item.id] = item.payload
            for entry in disputed(item.payload, seller.profile.currency):
                progress.books.expect(entry)

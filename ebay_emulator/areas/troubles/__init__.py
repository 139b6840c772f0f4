"""What goes wrong after a sale: payment disputes, returns, cancellations, inquiries and cases."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from ebay_emulator.areas.troubles.cancellations import summarize_cancellation
from ebay_emulator.areas.troubles.cases import summarize_case
from ebay_emulator.areas.troubles.disputes import summarize_dispute
from ebay_emulator.areas.troubles.facts import months_ago
from ebay_emulator.areas.troubles.inquiries import summarize_inquiry
from ebay_emulator.areas.troubles.ledger import Ledger
from ebay_emulator.sellers import Seller
from ebay_emulator.shelf import Item
from ebay_emulator.world import World

Json = dict[str, Any]

MONTHS = 18
_NOTE = "troubles"


class Troubles:
    ENTITIES: tuple[str, ...] = ("disputes", "returns", "cancellations", "inquiries", "cases")

    def bring_up(self, world: World, seller: Seller, now: int) -> None:
        ledger(seller).look(world, seller, now)

    def truth(self, world: World, seller: Seller, entity: str, view: str) -> Iterator[bytes]:
        """Of a return, a line has both field groups: `summary` and `detail`."""
        now = world.clock.now_ms()
        for item in seller.shelf(entity).between(months_ago(now, MONTHS), now):
            yield member(entity, item) if view == "list" else item.payload


def ledger(seller: Seller) -> Ledger:
    """All five kinds share one; it stands with the first."""
    found: Ledger = seller.shelf(Troubles.ENTITIES[0]).notes.setdefault(_NOTE, Ledger())
    return found


def member(entity: str, item: Item) -> bytes:
    """As a list gives it; what a test stored raw stays as it is."""
    try:
        return msgspec.json.encode(_SUMMARIES[entity](item.record()))
    except (ValueError, TypeError, AttributeError, LookupError):
        return item.payload


def _summary(returned: Json) -> Json:
    found: Json = returned.get("summary", returned)
    return found


_SUMMARIES: dict[str, Callable[[Json], Json]] = {
    "disputes": summarize_dispute,
    "returns": _summary,
    "cancellations": summarize_cancellation,
    "inquiries": summarize_inquiry,
    "cases": summarize_case,
}

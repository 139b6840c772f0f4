"""The area that keeps conversations and messages."""

from collections.abc import Iterator

from ebay_emulator.areas.agenda import Agenda, Deed
from ebay_emulator.areas.sale import read_sale
from ebay_emulator.areas.talk.desk import Desk
from ebay_emulator.areas.talk.notices import is_noticed, notices_between, notices_of
from ebay_emulator.areas.talk.plan import Say, is_talkative, talk_about
from ebay_emulator.areas.talk.shelves import EBAY, Conversations, Messages
from ebay_emulator.sellers import Seller
from ebay_emulator.world import World

_AGENDA, _CALENDAR = "agenda", "calendar"


class Talk:
    """Truth gives conversations as a list gives them, and messages as {"conversationId", "conversationType",
    "message": eBay's record}, as eBay's own record does not name its conversation. Both go by their own ids.

    A message put by hand shows in its conversation at once, but does not change it: put that too.
    """

    ENTITIES: tuple[str, ...] = ("conversations", "messages")

    def bring_up(self, world: World, seller: Seller, now: int) -> None:
        desk = desk_of(seller)
        agenda: Agenda = desk.conversations.notes.setdefault(_AGENDA, Agenda())
        agenda.look(seller.book, now, lambda row: _plan(world, seller, row))
        _note(world, seller, desk, agenda, now)
        for deed in agenda.due(now):
            _do(desk, deed)

    def truth(self, world: World, seller: Seller, entity: str, view: str) -> Iterator[bytes]:
        return (item.payload for item in seller.shelf(entity))


def desk_of(seller: Seller) -> Desk:
    """The shelves as they stand."""
    conversations = seller.shelves.setdefault("conversations", Conversations())
    messages = seller.shelves.setdefault("messages", Messages())
    if not isinstance(conversations, Conversations) or not isinstance(messages, Messages):
        raise TypeError("The shelves of messages were looked at before they were brought up.")
    return Desk(seller, conversations, messages)


def _plan(world: World, seller: Seller, row: int) -> list[Deed]:
    seed, name = world.origin.seed, seller.book.name(row)
    talkative, noticed = is_talkative(seed, name), is_noticed(seed, name)
    sale = read_sale(seller.book, row) if talkative or noticed else None
    if sale is None:
        return []
    shop = seller.profile.username.replace("_", " ").title()
    said = talk_about(sale, seed, seller.profile, shop, world.origin.anchor) if talkative else []
    return said + (notices_of(sale, seed) if noticed else [])


def _note(world: World, seller: Seller, desk: Desk, agenda: Agenda, now: int) -> None:
    """Let the calendar's notices come, from the first order on. Whoever sells nothing gets none."""
    rows = seller.book.visible_rows()
    if not rows:
        return
    first = seller.book.created[rows[0]]
    known, until = desk.conversations.notes.get(_CALENDAR, (first, first))
    desk.conversations.notes[_CALENDAR] = (min(first, known), now)
    start = first if first < known else until + 1
    for row, deeds in notices_between(world.origin.seed, seller.profile, start, now):
        agenda.put(row, deeds)


def _do(desk: Desk, deed: Deed) -> None:
    act = deed.act
    if isinstance(act, Say):
        if act.thread.other == EBAY:
            desk.notify(act.thread, act.letter)
        else:
            desk.deliver(act.thread, act.letter)
        return
    conversation = desk.find(act.thread) if act.name is None else desk.notice_id(act.name)
    if act.what == "read":
        desk.read(conversation, incoming=act.incoming)
    else:
        desk.file(conversation, act.what)

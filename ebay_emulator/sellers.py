"""A seller: account, catalog, orders, and the changes that can be made to single orders."""

import string
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

import msgspec

from ebay_emulator.clock import DAY_MS, parse_iso
from ebay_emulator.orders.book import STATUS_CODES, Entry, OrderBook
from ebay_emulator.orders.changes import Record
from ebay_emulator.orders.ids import next_number, order_id_text
from ebay_emulator.orders.template import Dates
from ebay_emulator.shelf import Shelf
from ebay_emulator.shop.bulk import make_columns, make_templates
from ebay_emulator.shop.catalog import make_catalog
from ebay_emulator.shop.draft import Shop, draft
from ebay_emulator.shop.fate import Step
from ebay_emulator.shop.history import identify, seeded, tell
from ebay_emulator.shop.numbers import draw_number
from ebay_emulator.shop.places import username
from ebay_emulator.shop.profiles import HARBOR_GOODS, Profile

Json = dict[str, Any]


@dataclass(slots=True)
class Seller:
    index: int
    username: str
    user_id: str
    shop: Shop
    rng: Random
    to_come: list[tuple[int, list[Step]]] = field(default_factory=list)
    """What a living world still has in store for orders of the past, by row."""
    shelves: dict[str, Shelf] = field(default_factory=dict)
    """What the areas keep, by entity; look at them through `areas.shelf_of`."""
    wishes: Json = field(default_factory=dict)
    """What a seed asked for beyond orders, such as how many listings."""
    _book: OrderBook = field(default_factory=OrderBook)
    _past: tuple[int, int] | None = None

    def shelf(self, entity: str) -> Shelf:
        """A shelf as it stands; empty at first."""
        return self.shelves.setdefault(entity, Shelf())

    @property
    def book(self) -> OrderBook:
        """All orders. A demo seller's past is told when it is first asked for."""
        self.remember()
        return self._book

    def remember(self) -> None:
        if self._past is not None:
            past, self._past = self._past, None
            self._tell_past(*past)

    def has_past(self, seed: int, anchor: int) -> None:
        """Give a demo seller two years of orders up to `anchor`."""
        self._past = (seed, anchor)

    @property
    def profile(self) -> Profile:
        return self.shop.profile

    @property
    def first_line_item(self) -> int:
        return 10_050_000_000_000 + self.index * 1_000_000_000

    def take_to_come(self) -> list[tuple[int, list[Step]]]:
        """Hand over what is still to happen; the past is told first."""
        self.remember()
        taken, self.to_come = self.to_come, []
        return taken

    def _tell_past(self, seed: int, anchor: int) -> None:
        for told in tell(self.shop, self.index, self.first_line_item, seed, anchor):
            row = self.insert(told.record, told.created, told.modified)
            if told.to_come:
                self.to_come.append((row, told.to_come))

    def seed(self, count: int, days: int, order_bytes: int | None, seed: int, now: int) -> None:
        rng = seeded(seed, self.username, len(self.book.created))
        templates = make_templates(self.shop, rng, self.first_line_item, order_bytes)
        start = now - min(days, 729) * DAY_MS
        self.book.add_bulk(make_columns(templates, rng, self.index, count, start, now), templates)

    @property
    def weight(self) -> int:
        """How big a share of a living world's orders this seller gets."""
        return self.profile.orders

    def create(self, created: int) -> int:
        """A new order, drafted by chance, not paid for yet."""
        row = len(self.book.created)
        number = draw_number(self.rng, created, self.index)
        while self.book.find(order_id_text(number).decode()) is not None:
            number = next_number(number)
        identity = identify(number, row, self.first_line_item, username(self.rng))
        return self.insert(draft(self.shop, self.rng, identity, Dates(created)), created, created)

    def insert(self, record: Record, created: int, modified: int) -> int:
        entry = entry_of(record.order, created, modified, visible=is_paid(record.order))
        extras = (record.shipments, record.cancel_requests)
        return self.book.add(entry, msgspec.json.encode(record.order), extras)

    def record(self, row: int) -> Record:
        """An order to be changed. ValueError when the bytes kept for it are no JSON object."""
        try:
            order = msgspec.json.decode(self.book.payload(row), type=dict[str, Any])
        except msgspec.DecodeError as error:
            raise ValueError(f"This order cannot be changed, it was stored raw: {error}") from error
        shipments, cancel_requests = self.book.extras(row)
        return Record(order, list(shipments), list(cancel_requests))

    def store(self, row: int, record: Record, modified: int) -> None:
        created = moment(record.order.get("creationDate"), self.book.created[row])
        shown = self.book.is_visible(row) or is_paid(record.order)
        entry = entry_of(record.order, created, modified, visible=shown)
        extras = (record.shipments, record.cancel_requests)
        self.book.replace(row, entry, msgspec.json.encode(record.order), extras)


def make_seller(index: int, name: str, seed: int, profile: Profile | None = None) -> Seller:
    """A seller of the demo, or any other, who then sells what harbor_goods does."""
    rng = seeded(seed, "catalog", name)
    profile = profile or replace(HARBOR_GOODS, username=name)
    shop = Shop(profile, make_catalog(profile, rng))
    user_id = "".join(seeded("user", name).choices(string.ascii_letters + string.digits, k=11))
    return Seller(index, name, user_id, shop, seeded(seed, "life", name))


def entry_of(order: Json, created: int, modified: int, *, visible: bool) -> Entry:
    status = STATUS_CODES.get(str(order.get("orderFulfillmentStatus")), 0)
    return Entry(str(order.get("orderId", "")), created, modified, status, visible)


def is_paid(order: Json) -> bool:
    """eBay shows an order once its checkout was completed."""
    summary = order.get("paymentSummary")
    return isinstance(summary, dict) and bool(summary.get("payments"))


def moment(text: object, default: int) -> int:
    """Milliseconds of a date in an order, or the default where it is no date."""
    try:
        return parse_iso(str(text))
    except ValueError:
        return default

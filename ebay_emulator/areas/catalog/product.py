"""A product of a seller and the listings it has had: everything about them follows from the moment asked about."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ebay_emulator.areas.catalog.categories import CATEGORIES
from ebay_emulator.areas.catalog.dice import Dice
from ebay_emulator.areas.catalog.listing import AUCTION, FIXED_PRICE, Listing, Variation
from ebay_emulator.clock import DAY_MS
from ebay_emulator.shop.catalog import Choice
from ebay_emulator.shop.profiles import Profile

WEEK, RENEWS = 7 * DAY_MS, 30 * DAY_MS
SHOWN_AFTER_END = 90 * DAY_MS
NEVER = 1 << 62
_LOT = 60


@dataclass(frozen=True, slots=True)
class Life:
    """When a product is listed: from `start` for `run` ms, after a `pause` again, until `last`."""

    start: int
    run: int = NEVER
    pause: int = 0
    last: int = NEVER
    reprice: int = NEVER
    restock: int = NEVER

    def generation(self, now: int) -> int:
        """How often it has been relisted."""
        return (min(now, self.last - 1) - self.start) // (self.run + self.pause)

    def opened(self, generation: int) -> int:
        return self.start + generation * (self.run + self.pause)

    def closes(self, generation: int) -> int:
        return min(self.opened(generation) + self.run, self.last)

    def next_change(self, now: int) -> int:
        """The first moment after `now` at which a listing starts, changes or ends; NEVER when none does."""
        if now < self.start:
            return self.start
        generation = self.generation(now)
        closes = self.closes(generation)
        if now < closes:
            return min(closes, *(self._turned(every, now) + every for every in self._paces()))
        again = self.opened(generation + 1)
        return again if again < self.last else NEVER

    def last_change(self, generation: int, now: int) -> int:
        opened, closes = self.opened(generation), self.closes(generation)
        return closes if now >= closes else max(opened, *(self._turned(every, now) for every in self._paces()))

    def _turned(self, every: int, now: int) -> int:
        return self.start + (now - self.start) // every * every

    def _paces(self) -> tuple[int, int]:
        return self.reprice, self.restock


@dataclass(slots=True)
class Sales:
    """What orders took of one choice. `recent`: when, a moment for each one sold within a week, of an auction only."""

    sold: int = 0
    last: int = 0
    recent: list[int] | None = None

    def add(self, quantity: int, times: Sequence[int], now: int) -> None:
        self.sold += quantity * len(times)
        self.last = max(self.last, *times)
        if self.recent is not None:
            moments = [at for at in times if at > now - WEEK for _ in range(quantity)]
            self.recent = [at for at in self.recent if at > now - WEEK] + moments

    def since(self, opened: int) -> int:
        """What was sold of an auction that began anew then."""
        return self.sold if self.recent is None else sum(at >= opened for at in self.recent)


@dataclass(frozen=True, slots=True)
class Product:
    number: int
    seed: str
    """Sets the listings of this seller in this world apart from all others."""
    choices: tuple[Choice, ...]
    """One for each variation, or just one."""
    life: Life
    managed: bool
    in_orders: bool
    """Its item id is that of the orders; it keeps it, and what they took is counted."""

    def item_id(self, generation: int) -> str:
        if self.in_orders:
            return self.choices[0].item_id
        return str(110_000_000_000 + Dice(self.seed, "item", self.number, generation).wide(0, 288_000_000_000))

    @property
    def gone(self) -> int:
        """When the seller clears up what is left of it in the inventory."""
        return NEVER if self.life.last == NEVER else self.life.last + RENEWS

    @property
    def head(self) -> Choice:
        return self.choices[0]

    @property
    def varies(self) -> bool:
        return self.head.variation_id is not None

    @property
    def group_key(self) -> str | None:
        """The inventory item group of its variations."""
        return self.head.sku.rpartition("-")[0] if self.managed and self.varies and self.head.sku else None

    def quantity(self, variation: int, sold: int, now: int) -> int:
        """What is left. A product of the orders never runs out, as they go on."""
        if self.in_orders:
            lot = 4 + Dice(self.seed, "lot", self.number, variation).below(0, _LOT)
            return 1 if self.head.auction else lot - sold % lot
        if self.head.auction:
            return 1
        dice = Dice(self.seed, "stock", self.number, variation, self._turn(self.life.restock, now))
        return 0 if dice.percent(0) < 6 else dice.between(1, 1, 40)

    def price(self, variation: int, now: int) -> int:
        """In cents. What orders paid for is never repriced."""
        price = self.choices[variation].price
        turn = self._turn(self.life.reprice, now)
        if self.in_orders or turn == 0:
            return price
        percent = Dice(self.seed, "price", self.number, turn).between(0, 85, 115)
        return max(price * percent // 10_000 * 100 + 99, 99)

    def _turn(self, every: int, now: int) -> int:
        return (now - self.life.start) // every

    def listing(self, profile: Profile, generation: int, sales: list[Sales], now: int) -> Listing:
        """Its listing of one generation as it is at `now`, or was at its end."""
        closes = self.life.closes(generation)
        at, opened = min(now, closes - 1), self._opened(generation, now)
        choice, (category_id, category) = self.head, CATEGORIES[self.head.line]
        ended = now >= closes
        variations = self._variations([each.since(opened) for each in sales], at)
        more = generation < self.life.generation(now)
        return Listing(
            item_id=self.item_id(generation),
            title=choice.title,
            sku=None if self.varies else choice.sku,
            variations=variations if self.varies else (),
            price=min(each.price for each in variations),
            currency=profile.currency,
            quantity=sum(each.quantity for each in variations),
            sold=sum(each.sold for each in variations),
            started=opened,
            ends=closes if closes < NEVER // 2 and (ended or choice.auction) else self._renews(opened, now),
            ended=ended,
            revised=max(self.life.last_change(generation, now), max(each.last for each in sales)),
            format=AUCTION if choice.auction else FIXED_PRICE,
            duration="DAYS_7" if choice.auction else "GTC",
            category_id=category_id,
            category=category,
            marketplace=profile.marketplace,
            location=profile.location,
            country=profile.country,
            postal=profile.postal,
            condition=condition_of(choice.title),
            managed=self.managed,
            product=self.number,
            relisted_from=self.item_id(generation - 1) if generation else None,
            relisted_as=self.item_id(generation + 1) if more else None,
        )

    def _opened(self, generation: int, now: int) -> int:
        """An auction of the orders begins anew each week under the same item id, as the orders have it."""
        opened = self.life.opened(generation)
        return opened + (now - opened) // WEEK * WEEK if self.in_orders and self.head.auction else opened

    def _renews(self, opened: int, now: int) -> int:
        every = WEEK if self.head.auction else RENEWS
        return opened + ((now - opened) // every + 1) * every

    def _variations(self, sold: list[int], at: int) -> tuple[Variation, ...]:
        return tuple(
            Variation(
                choice.variation_id or "",
                choice.sku,
                choice.aspects,
                self.price(index, at),
                self.quantity(index, sold[index], at),
                sold[index],
            )
            for index, choice in enumerate(self.choices)
        )


@lru_cache(maxsize=1024)
def condition_of(title: str) -> str:
    if "Open Box" in title:
        return "NEW_OTHER"
    if "Ex-Library" in title or "Antique" in title:
        return "USED_GOOD"
    return "LIKE_NEW" if "Near Mint" in title else "NEW"

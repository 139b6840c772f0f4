"""All state of the local eBay: its clock, sellers, consents, faults, and what it was asked."""

from collections.abc import Iterator, Mapping

import msgspec

from ebay_emulator.clock import Clock, iso
from ebay_emulator.faults import Faults
from ebay_emulator.grants import Application, Consent, Grants, Tokens
from ebay_emulator.journal import Journal
from ebay_emulator.keys import SigningKeys
from ebay_emulator.life import Life, Pace
from ebay_emulator.limits import Limits
from ebay_emulator.orders.changes import Record
from ebay_emulator.sellers import Seller, make_seller, moment
from ebay_emulator.shop.profiles import DEMO

DEMO_CLIENT_ID = "EmulatorDemo-App-1"
DEMO_CLIENT_SECRET = "EmulatorDemo-Cert-1"  # noqa: S105
DEMO_RUNAME = "EmulatorDemo-RuName-1"


class Origin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a shop is made from. The same origin gives the same orders, byte by byte, whenever it is looked at."""

    seed: int
    demo: bool
    anchor: int
    """Where the demo's past ends and the living world begins."""
    orders_per_hour: float = 0.0


class World:
    def __init__(self, app: Application, origin: Origin) -> None:
        self.app, self.keys = app, SigningKeys()
        self._begin(origin, Clock())

    def reset(self, seed: int, *, demo: bool, now: int | None = None) -> None:
        """Begin anew, now or at another time, with a world that stands still. Applications keep their signing keys."""
        clock = Clock(now)
        self._begin(Origin(seed, demo, clock.now_ms() if now is None else now), clock)

    def _begin(self, origin: Origin, clock: Clock) -> None:
        self.origin, self.clock = origin, clock
        self.grants, self.faults, self.journal = Grants(), Faults(), Journal()
        self.life, self.limits = Life(), Limits(clock)
        self._sellers: dict[str, Seller] = {}
        clock.advance_to(origin.anchor)
        for index, profile in enumerate(DEMO if origin.demo else ()):
            seller = make_seller(index, profile.username, origin.seed, profile)
            self._sellers[profile.username] = seller
            seller.has_past(origin.seed, origin.anchor)
        if origin.orders_per_hour:
            self._live(Pace(origin.orders_per_hour), origin.anchor)

    def restore(self, usernames: Mapping[str, str], tokens: Tokens) -> None:
        """Give sellers, by user id, the names they took, and let what was granted be granted still."""
        for seller in self._sellers.values():
            seller.username = usernames.get(seller.user_id, seller.username)
        self._sellers = {seller.username: seller for seller in self._sellers.values()}
        self.grants.restore(tokens)

    def sellers(self) -> Iterator[Seller]:
        return iter(self._sellers.values())

    def seller(self, username: str) -> Seller | None:
        return self._sellers.get(username)

    def seller_by_id(self, user_id: str) -> Seller | None:
        return next((seller for seller in self._sellers.values() if seller.user_id == user_id), None)

    def rename(self, seller: Seller, username: str) -> None:
        """The seller takes another login name: the user id stays, all consents end."""
        self._sellers[username] = self._sellers.pop(seller.username)
        seller.username = username
        self.grants.revoke_user(seller.user_id)

    def seller_or_new(self, username: str) -> Seller:
        seller = self._sellers.get(username)
        if seller is None:
            seller = self._sellers[username] = make_seller(len(self._sellers), username, self.origin.seed)
        return seller

    def owner(self, consent: Consent | None) -> Seller | None:
        return None if consent is None else self.seller_by_id(consent.user_id)

    def save(self, seller: Seller, row: int, record: Record, modified: str | None = None) -> None:
        """Keep a changed order. Unless told, its modification is later than anything any answer has shown."""
        if modified is None:
            latest = self.clock.advance_to(max(self.clock.stamp(), seller.book.modified[row] + 1))
            record.order["lastModifiedDate"] = iso(latest)
        else:
            latest = moment(modified, self.clock.stamp())
            record.order["lastModifiedDate"] = modified
        seller.store(row, record, latest)

    def live(self, pace: Pace) -> None:
        """Let time bring new orders from now on, and the rest of their fate to those there are."""
        self._live(pace, self.clock.now_ms())

    def _live(self, pace: Pace, since: int) -> None:
        for seller in self._sellers.values():
            for row, steps in seller.take_to_come():
                self.life.expect(seller, row, steps, since + 1)
        self.life.begin(list(self._sellers.values()), pace, since)

    def catch_up(self) -> int:
        """Let happen what is due; the time up to which all has happened."""
        now = self.clock.now_ms()
        self.life.pass_until(now)
        return now

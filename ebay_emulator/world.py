"""All state of the local eBay: its clock, sellers, consents, faults, and what it was asked."""

from collections.abc import Iterator

from ebay_emulator.clock import Clock, iso
from ebay_emulator.faults import Faults
from ebay_emulator.grants import Application, Consent, Grants
from ebay_emulator.journal import Journal
from ebay_emulator.life import Life, Pace
from ebay_emulator.orders.changes import Record
from ebay_emulator.sellers import Seller, make_seller, moment
from ebay_emulator.shop.profiles import DEMO

DEMO_CLIENT_ID = "EmulatorDemo-App-1"
DEMO_CLIENT_SECRET = "EmulatorDemo-Cert-1"  # noqa: S105
DEMO_RUNAME = "EmulatorDemo-RuName-1"


class World:
    def __init__(self, app: Application, seed: int = 1, *, demo: bool = False) -> None:
        self.app = app
        self.reset(seed, demo=demo)

    def reset(self, seed: int, *, demo: bool, now: int | None = None) -> None:
        """Begin anew. The same seed at the same `now` gives the same shop, byte by byte."""
        self.seed = seed
        self.clock = Clock(now)
        self.grants, self.faults, self.journal = Grants(), Faults(), Journal()
        self.life = Life()
        self._sellers: dict[str, Seller] = {}
        if demo:
            anchor = self.clock.now_ms() if now is None else now
            for index, profile in enumerate(DEMO):
                seller = make_seller(index, profile.username, seed, profile)
                self._sellers[profile.username] = seller
                seller.has_past(seed, anchor)

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
            seller = self._sellers[username] = make_seller(len(self._sellers), username, self.seed)
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
        now = self.clock.now_ms()
        for seller in self._sellers.values():
            for row, steps in seller.take_to_come():
                self.life.expect(seller, row, steps, now + 1)
        self.life.begin(list(self._sellers.values()), pace, now)

    def catch_up(self) -> int:
        """Let happen what is due; the time up to which all has happened."""
        now = self.clock.now_ms()
        self.life.pass_until(now)
        return now

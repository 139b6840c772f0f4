"""What eBay itself writes to sellers: statements, payouts, policies, and what happened to single orders."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple

from ebay_emulator.areas.agenda import Deed
from ebay_emulator.areas.sale import Sale, chance
from ebay_emulator.areas.talk.desk import Letter, Thread
from ebay_emulator.areas.talk.html import page, table
from ebay_emulator.areas.talk.plan import Mark, Say
from ebay_emulator.areas.talk.shelves import EBAY
from ebay_emulator.clock import DAY_MS
from ebay_emulator.shop.profiles import Profile

_HOUR = 3_600_000
_CANCEL, _REFUND, _SOLD = 48, 50, 52
_STATEMENT, _PAYOUTS, _POLICY = 0, 2, 4
_POLICY_DAYS = 91
_NOTICED_ORDERS = 0.3
_SYMBOLS = {"USD": "US $", "GBP": "£", "EUR": "EUR "}


class Policy(NamedTuple):
    title: str
    paragraphs: tuple[str, ...]


_POLICIES = (
    Policy("Updates to our User Agreement", (
        "We are updating the User Agreement. The new version takes effect 30 days from the date of this message.",
        "It explains more clearly how disputes between members are settled, and which rules hold for sales abroad.",
        "You accept the update by continuing to sell after that date. There is nothing that you need to do.")),
    Policy("Changes to final value fees from next month", (
        "From the first of next month final value fees change in some categories.",
        "The fixed fee for each order stays as it is. You find the fees of your categories in the table below.",
        "Listings that are active on that day get the new fees with their next sale.")),
    Policy("New shipping labels and lower rates", (
        "You can now buy labels of more carriers, at rates below those at the counter.",
        "Tracking numbers are uploaded by themselves, so that your buyers always know where their order is.")),
    Policy("Protect your account: turn on two-step verification", (
        "Members who confirm their sign-in by a second step are much less likely to lose their account.",
        "It takes about two minutes. You are asked for the second step on new devices only.",
        "We never ask for your password in an email or by telephone.")),
    Policy("Seller update: simpler returns", (
        "Buyers see your return policy earlier, and requests come with pictures more often.",
        "If you accept returns for 30 days or longer, your listings are shown with a badge.",
        "Please look through your return policies and adapt them where needed.")),
    Policy("Your listings and the product safety rules", (
        "Some of your listings lack the manufacturer's name or the name of a responsible person.",
        "From next quarter listings without them are not shown to buyers in the European Union.")),
)  # fmt: skip
_FEES = (("Most categories", "13.25%"), ("Books and maps", "14.95%"), ("Parts and accessories", "11.35%"),
         ("Instruments", "12.75%"), ("Orders up to 10.00", "0.30"), ("Orders above", "0.40"))  # fmt: skip


def is_noticed(seed: int, order_id: str) -> bool:
    return chance(seed, order_id, "notice") < _NOTICED_ORDERS


def notices_of(sale: Sale, seed: int) -> list[Deed]:
    """What eBay writes about one order."""
    rng = Random(f"{seed}:{sale.order_id}:notice")  # noqa: S311
    sold, line = rng.random() < 0.12, sale.lines[0]
    facts = [("Order", sale.order_id), ("Item", line.title), ("Item number", line.legacy_item_id)]
    facts += [("Buyer", sale.buyer)]
    deeds: list[Deed] = []
    if sold:
        title = f"You made the sale for {line.title[:40]}... ({line.legacy_item_id})"
        price = f"{_SYMBOLS.get(line.line_item_cost.currency, '')}{line.price:.2f}"
        text = (f"Nice work! Your item sold for {price}.", "Ship it within your handling time and upload tracking.")
        deeds += _notice(sale.order_id, title, page(title, text, table([*facts, ("Price", price)])), sale.paid, _SOLD,
                         rng, line.legacy_item_id)  # fmt: skip
    if sale.cancel_requested is not None:
        title = f"Cancellation request for order {sale.order_id}"
        text = ("There is a request to cancel this order.", "Please do not ship it until the request is settled.")
        deeds += _notice(f"{sale.order_id}/cancel", title, page(title, text, table(facts)), sale.cancel_requested,
                         _CANCEL, rng, line.legacy_item_id)  # fmt: skip
    if sale.refunds and sale.cancelled is None:
        at, money = sale.refunds[0]
        title = f"We've refunded your buyer for order {sale.order_id}"
        paid_back = f"{_SYMBOLS.get(money.currency, '')}{money.value}"
        text = ("Your buyer's refund is on its way.", "It is deducted from your available funds.")
        deeds += _notice(f"{sale.order_id}/refund", title,
                         page(title, text, table([*facts, ("Deducted from your funds", paid_back)])), at, _REFUND, rng,
                         None)  # fmt: skip
    return deeds


def notices_between(seed: int, profile: Profile, start: int, end: int) -> list[tuple[int, list[Deed]]]:
    """What comes by the calendar from one time to another, with a number that is no order's row."""
    found: list[tuple[int, list[Deed]]] = []
    for day in range(start // DAY_MS, end // DAY_MS + 1):
        date = datetime.fromtimestamp(day * 86_400, UTC)
        row = -8 * (day + 1)
        if date.day == 3:
            found.append((row, _statement(seed, profile, date)))
        if date.weekday() == 1:
            found.append((row + _PAYOUTS, _payouts(seed, profile, date)))
        if day % _POLICY_DAYS == 17:
            found.append((row + _POLICY, _policy(seed, profile, date, day // _POLICY_DAYS)))
    return [(row, deeds) for row, deeds in found if start <= deeds[0].at <= end]


def _statement(seed: int, profile: Profile, date: datetime) -> list[Deed]:
    rng, before = _rng(seed, profile, "statement", date), date - timedelta(days=3)
    title = f"Your {before:%B} full statement is ready"
    text = (
        f"Your financial statement for {before:%B %Y} can be downloaded now.",
        "It lists your orders, refunds, fees, labels and payouts of the month, and what was held at its end.",
        "Statements stay available for seven years. Keep them with your books.",
    )
    return _on_day(date, title, page(title, text), 11 * _HOUR, rng)


def _payouts(seed: int, profile: Profile, date: datetime) -> list[Deed]:
    rng, until = _rng(seed, profile, "payouts", date), date - timedelta(days=1)
    since = until - timedelta(days=6)
    title = f"Your payouts from {since:%b} {since.day} to {until:%b} {until.day}"
    text = (
        "Here is where to find the payouts that we have sent to your bank account in the last seven days.",
        "Open Payments in Seller Hub to see each payout with its orders, fees and refunds.",
        "Banks may take one to three working days until the money can be seen.",
    )
    return _on_day(date, title, page(title, text), 9 * _HOUR, rng)


def _policy(seed: int, profile: Profile, date: datetime, index: int) -> list[Deed]:
    rng, policy = _rng(seed, profile, "policy", date), _POLICIES[index % len(_POLICIES)]
    details = table(_FEES) if "fees" in policy.title else ""
    return _on_day(date, policy.title, page(policy.title, policy.paragraphs * 3, details), 14 * _HOUR, rng)


def _on_day(date: datetime, title: str, body: str, after: int, rng: Random) -> list[Deed]:
    at = int(date.timestamp() * 1000) + after + rng.randrange(_HOUR)
    return _notice(f"{date:%Y-%m-%d} {title}", title, body, at, 0, rng, None)


def _notice(name: str, title: str, body: str, at: int, key: int, rng: Random, reference: str | None) -> list[Deed]:
    """The notice, and mostly the seller reads it some day."""
    at = at // 1000 * 1000
    thread = Thread(EBAY, reference, title)
    letter = Letter(name, at, body, incoming=True, subject=title)
    deeds = [Deed(at, key, Say(thread, letter))]
    chosen, later = rng.random(), at + rng.randrange(600_000, 4 * DAY_MS)
    if chosen < 0.8:
        deeds.append(Deed(later, key + 1, Mark(thread, "read" if chosen < 0.7 else "ARCHIVED", name=name)))
    return deeds


def _rng(seed: int, profile: Profile, kind: str, date: datetime) -> Random:
    return Random(f"{seed}:{profile.username}:{kind}:{date:%Y-%m-%d}")  # noqa: S311

"""One best offer: who names which price for what, and what comes of it."""

from dataclasses import dataclass
from random import Random

from ebay_emulator.areas.catalog.dice import Dice
from ebay_emulator.clock import DAY_MS, iso, parse_iso
from ebay_emulator.orders.money import cents, decimal
from ebay_emulator.shop.catalog import Choice
from ebay_emulator.shop.history import seeded
from ebay_emulator.shop.places import username
from ebay_emulator.xmlform import Json

WAITS = 2 * DAY_MS
_HOUR = 3_600_000
_ASKED = (
    "Would you take this for two of them?",
    "I collect these & have been looking for one <3",
    "Could you do this price if I pay right away?",
    "Hello! Is there any room in the price? \U0001f642",
)
_ANSWERED = ("This is the best I can do.", "Thank you, but it is worth a little more to me.")


@dataclass(frozen=True, slots=True)
class Offer:
    """`fate`: from when on it has which status. `price` and `listed` in cents."""

    offer_id: str
    created: int
    item_id: str
    title: str
    listed: int
    currency: str
    buyer: str
    price: int
    quantity: int
    message: str
    fate: tuple[tuple[int, str], ...]
    countered: bool = False
    """Made by the seller in answer to the buyer's."""


def takes_offers(item_id: str) -> bool:
    """Whether the seller listed it with Best Offer; never where it has variations or is an auction."""
    return Dice(item_id, "best offer").percent(0) < 45


def accepted(order: Json) -> Offer | None:
    """The offer behind an order that was sold for less than listed; taken at once, as the seller had eBay do."""
    lines = [line for line in order["lineItems"] if _is_cheaper(line) and takes_offers(line["legacyItemId"])]
    if not lines:
        return None
    line, created = lines[0], parse_iso(order["creationDate"])
    quantity, at = int(line["quantity"]), created - 90_000
    return Offer(
        _number(seeded(order["orderId"], "accepted offer")), at, line["legacyItemId"], line["title"],
        cents(line["lineItemCost"]) // quantity, line["lineItemCost"]["currency"], order["buyer"]["username"],
        cents(line["discountedLineItemCost"]) // quantity, quantity, "", ((created, "Accepted"),),
    )  # fmt: skip


def _is_cheaper(line: Json) -> bool:
    fixed = line["soldFormat"] == "FIXED_PRICE" and "legacyVariationId" not in line
    return fixed and "discountedLineItemCost" in line


def planned(seed: int, order: Json, choices: list[Choice]) -> list[Offer]:
    """The offer that somebody makes some hours after an order was paid for, and what the seller asks instead."""
    paid = parse_iso(order["paymentSummary"]["payments"][0]["paymentDate"])
    rng = seeded(seed, order["orderId"], "offer")
    if not choices:
        return []
    choice, created = rng.choice(choices), paid + rng.randrange(_HOUR, 40 * _HOUR) // 1000 * 1000
    currency = order["pricingSummary"]["total"]["currency"]
    price = max(choice.price * rng.randrange(70, 96) // 100 // 50 * 50, 99)
    buyer, message = username(rng), rng.choice((*_ASKED, "", ""))
    answered, status = _answer(rng, created)
    fate = ((created, "Pending"), (answered, status))
    offer = Offer(
        _number(rng), created, choice.item_id, choice.title, choice.price, currency, buyer, price,
        rng.choice((1, 1, 1, 2)), message, fate,
    )  # fmt: skip
    return [offer, _counter(rng, offer, answered)] if status == "Countered" else [offer]


def _answer(rng: Random, created: int) -> tuple[int, str]:
    answered, chance = created + rng.randrange(_HOUR, 40 * _HOUR), rng.random()
    if chance < 0.35:
        return answered, "Declined"
    if chance < 0.6:
        return answered, "Countered"
    return (answered, "Retracted") if chance < 0.67 else (created + WAITS, "Expired")


def _counter(rng: Random, offer: Offer, at: int) -> Offer:
    answered, status = (
        (at + rng.randrange(_HOUR, 40 * _HOUR), "Declined")
        if rng.random() < 0.5
        else (
            at + WAITS,
            "Expired",
        )
    )
    return Offer(
        _number(rng), at, offer.item_id, offer.title, offer.listed, offer.currency, offer.buyer,
        (offer.price + offer.listed) // 2, offer.quantity, rng.choice(_ANSWERED),
        ((at, "Pending"), (answered, status)), countered=True,
    )  # fmt: skip


def told(offer: Offer, status: str) -> Json:
    """eBay's BestOffer, with the Item it is for."""
    record: Json = {
        "BestOfferID": offer.offer_id,
        "ExpirationTime": iso(offer.created + WAITS),
        "Buyer": {
            "FeedbackScore": str(sum(offer.buyer.encode()) % 900),
            "RegistrationDate": iso((12_000 + sum(offer.buyer.encode()) % 6_000) * DAY_MS),
            "UserID": offer.buyer,
        },
        "Price": _money(offer, offer.price),
        "Status": status,
        "Quantity": str(offer.quantity),
        "BestOfferCodeType": "SellerCounterOffer" if offer.countered else "BuyerBestOffer",
        "Item": {"ItemID": offer.item_id, "Title": offer.title, "BuyItNowPrice": _money(offer, offer.listed)},
    }
    if offer.message:
        record["SellerMessage" if offer.countered else "BuyerMessage"] = offer.message
    return record


def _money(offer: Offer, amount: int) -> Json:
    return {"@currencyID": offer.currency, "#text": decimal(amount)}


def _number(rng: Random) -> str:
    return str(rng.randrange(2_300_000_000, 2_899_999_999))

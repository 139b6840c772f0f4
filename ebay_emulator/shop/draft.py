"""A new order: what is bought, by whom, what it costs. Everything is chosen by the random numbers given."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from ebay_emulator.clock import DAY_MS
from ebay_emulator.orders.changes import FIXED_FEES, Record
from ebay_emulator.orders.money import amount
from ebay_emulator.orders.template import Dates
from ebay_emulator.shop.catalog import Choice
from ebay_emulator.shop.places import PLACES, contact, postal_code
from ebay_emulator.shop.profiles import Profile, Service

Json = dict[str, Any]
_HOUR = 3_600_000
_QUANTITIES = (1, 1, 1, 1, 1, 1, 1, 2, 2, 3)
_LINES = (1, 1, 1, 2, 2, 2, 3, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes an order this order."""

    order_id: str
    line_item_id: Callable[[int], str]
    buyer: str
    sales_record: str


@dataclass(slots=True)
class Bought:
    """One line item's money, in cents."""

    choice: Choice
    quantity: int
    cost: int
    discount: int
    shipping: int
    shipping_discount: int
    tax: int

    @property
    def total(self) -> int:
        return self.cost - self.discount + self.shipping


@dataclass(frozen=True, slots=True)
class Shop:
    """A seller's side of every order."""

    profile: Profile
    catalog: list[Choice]


def draft(
    shop: Shop, rng: Random, identity: Identity, dates: Dates, *, forgotten: bool = False, lines: int | None = None
) -> Record:
    """An unpaid order. `forgotten`: older than 90 days, so eBay tells no more who bought."""
    profile = shop.profile
    country = rng.choices(list(profile.buyers), list(profile.buyers.values()))[0]
    place, service = rng.choice(PLACES[country]), rng.choice(profile.services[country])
    tax_rate = place.tax_rate if profile.country == country == "US" else 0
    promotion = rng.choice(profile.promotions) if profile.promotions and rng.random() < 0.18 else None
    bought = _basket(rng, shop.catalog, service, tax_rate, lines or rng.choice(_LINES), discounted=bool(promotion))
    days = (rng.randint(0, 1) + service.days[0], rng.randint(1, 2) + service.days[1])
    delivery = {
        "minEstimatedDeliveryDate": dates.day(days[0] * DAY_MS),
        "maxEstimatedDeliveryDate": dates.day(days[1] * DAY_MS),
    }
    ship_to = contact(rng, country, place, postal_code(rng, country, place), forgotten=forgotten)
    order = _head(profile, identity, dates, ship_to)
    if profile.notes and rng.random() < 0.09:
        order["buyerCheckoutNotes"] = rng.choice(profile.notes)
    order |= _sums(profile, bought)
    order["fulfillmentStartInstructions"] = [_instruction(delivery, service, ship_to)]
    order["fulfillmentHrefs"] = []
    order["lineItems"] = [
        {"lineItemId": identity.line_item_id(index)} | _line_item(profile, line, delivery, dates, promotion)
        for index, line in enumerate(bought)
    ]
    if any(line.tax for line in bought):
        order["ebayCollectAndRemitTax"] = True
    return Record(order | {"salesRecordReference": identity.sales_record} | _fees(profile, bought))


def _head(profile: Profile, identity: Identity, dates: Dates, ship_to: Json) -> Json:
    address = ship_to["contactAddress"]
    registered = address | {"postalCode": address["postalCode"].split("-")[0]}
    where = ("city", "stateOrProvince", "postalCode", "countryCode")
    return {
        "orderId": identity.order_id,
        "legacyOrderId": identity.order_id,
        "creationDate": dates.exact(0),
        "lastModifiedDate": dates.exact(0),
        "orderFulfillmentStatus": "NOT_STARTED",
        "orderPaymentStatus": "PENDING",
        "sellerId": profile.username,
        "buyer": {
            "username": identity.buyer,
            "taxAddress": {name: address[name] for name in where},
            "buyerRegistrationAddress": ship_to | {"contactAddress": registered},
        },
    }


def _basket(
    rng: Random, catalog: list[Choice], service: Service, tax_rate: int, lines: int, *, discounted: bool
) -> list[Bought]:
    bought = []
    for index in range(lines):
        choice = rng.choice(catalog)
        quantity = 1 if choice.auction else rng.choice(_QUANTITIES)
        cost = choice.price * quantity
        discount = cost * rng.choice((5, 10, 15)) // 100 if discounted else 0
        # One parcel: the further line items travel free, which eBay writes as a discount.
        shipping = service.cost if index == 0 else 0
        shipping_discount = service.cost if index and service.cost else 0
        tax = ((cost - discount + shipping) * tax_rate + 5_000) // 10_000
        bought.append(Bought(choice, quantity, cost, discount, shipping, shipping_discount, tax))
    return bought


def _sums(profile: Profile, bought: list[Bought]) -> Json:
    def money(cents: int) -> Json:
        return amount(cents, profile.currency)

    discount = sum(line.discount for line in bought)
    delivery_discount = sum(line.shipping_discount for line in bought)
    pricing: Json = {"priceSubtotal": money(sum(line.cost for line in bought))}
    if discount:
        pricing["priceDiscount"] = money(-discount)
    pricing["deliveryCost"] = money(sum(line.shipping for line in bought) + delivery_discount)
    if delivery_discount:
        pricing["deliveryDiscount"] = money(-delivery_discount)
    total = sum(line.total for line in bought)
    pricing["total"] = money(total)
    due = total - _fee(profile, bought)
    return {
        "pricingSummary": pricing,
        "cancelStatus": {"cancelState": "NONE_REQUESTED", "cancelRequests": []},
        "paymentSummary": {"totalDueSeller": money(due), "refunds": [], "payments": []},
    }


def _fees(profile: Profile, bought: list[Bought]) -> Json:
    basis = sum(line.total + line.tax for line in bought)
    return {
        "totalFeeBasisAmount": amount(basis, profile.currency),
        "totalMarketplaceFee": amount(_fee(profile, bought), profile.currency),
    }


def _fee(profile: Profile, bought: list[Bought]) -> int:
    variable = sum((line.total + line.tax) * line.choice.fee_rate for line in bought) // 10_000
    total = sum(line.total for line in bought)
    return min(variable + FIXED_FEES[profile.currency], total)


def _instruction(delivery: Json, service: Service, ship_to: Json) -> Json:
    return {
        "fulfillmentInstructionsType": "SHIP_TO",
        **delivery,
        "ebaySupportedFulfillment": False,
        "shippingStep": {
            "shipTo": ship_to,
            "shippingCarrierCode": service.carrier,
            "shippingServiceCode": service.code,
        },
    }


def _line_item(profile: Profile, line: Bought, delivery: Json, dates: Dates, promotion: str | None) -> Json:
    def money(cents: int) -> Json:
        return amount(cents, profile.currency)

    item = _listing(line.choice) | {"lineItemCost": money(line.cost)}
    if line.discount:
        item["discountedLineItemCost"] = money(line.cost - line.discount)
    cost = {"shippingCost": money(line.shipping)}
    if line.shipping_discount:
        cost["discountAmount"] = money(line.shipping_discount)
    item |= {
        "quantity": line.quantity,
        "soldFormat": "AUCTION" if line.choice.auction else "FIXED_PRICE",
        "listingMarketplaceId": profile.marketplace,
        "purchaseMarketplaceId": profile.marketplace,
        "lineItemFulfillmentStatus": "NOT_STARTED",
        "total": money(line.total),
        "deliveryCost": cost,
        "appliedPromotions": _promotions(line, promotion, profile.currency),
        "taxes": [],
    }
    if line.tax:
        tax = {"taxType": "STATE_SALES_TAX", "amount": money(line.tax), "collectionMethod": "NET"}
        item["ebayCollectAndRemitTaxes"] = [tax]
    instructions = delivery | {"shipByDate": dates.day(2 * DAY_MS), "guaranteedDelivery": False}
    location = {"location": profile.location, "countryCode": profile.country, "postalCode": profile.postal}
    item["properties"] = {"buyerProtection": True}
    return item | {"lineItemFulfillmentInstructions": instructions, "itemLocation": location}


def _listing(choice: Choice) -> Json:
    item: Json = {"legacyItemId": choice.item_id}
    if choice.variation_id:
        aspects = [{"name": name, "value": value} for name, value in choice.aspects]
        item |= {"legacyVariationId": choice.variation_id, "variationAspects": aspects}
    if choice.sku:
        item["sku"] = choice.sku
    if choice.fits:
        item["compatibilityProperties"] = [
            {"propertyName": name, "propertyDisplayName": name, "propertyValue": value} for name, value in choice.fits
        ]
    return item | {"title": choice.title}


def _promotions(line: Bought, promotion: str | None, currency: str) -> list[Json]:
    if not line.discount or promotion is None:
        return []
    promotion_id = str(15_000_000_000 + sum(promotion.encode()) * 7_919)
    saved = amount(line.discount, currency)
    return [{"discountAmount": saved, "promotionId": promotion_id, "description": promotion}]

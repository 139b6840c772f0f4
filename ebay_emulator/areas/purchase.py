"""One purchase from another seller: what is bought, what becomes of it, and how eBay tells it."""

from dataclasses import dataclass
from random import Random

from ebay_emulator.clock import DAY_MS, iso
from ebay_emulator.orders.ids import order_id_text
from ebay_emulator.orders.money import decimal
from ebay_emulator.sellers import Seller
from ebay_emulator.shop.history import seeded
from ebay_emulator.shop.numbers import draw_number
from ebay_emulator.shop.suppliers import SUPPLIERS, Supplier, Ware
from ebay_emulator.xmlform import Json

_HOUR = 3_600_000
_BUYERS = 7  # order ids of purchases end as no seller's own do
_SITES = {"USD": "US", "GBP": "UK"}


@dataclass(frozen=True, slots=True)
class Step:
    at: int
    kind: str


@dataclass(frozen=True, slots=True)
class Bought:
    ware: Ware
    quantity: int
    transaction_id: str


@dataclass(frozen=True, slots=True)
class Purchase:
    order_id: str
    buyer: str
    address: Json
    currency: str
    supplier: Supplier
    lines: tuple[Bought, ...]
    tracking: str
    steps: tuple[Step, ...]
    done: int = 0
    """How many of the steps have happened."""

    def at(self, kind: str) -> int | None:
        return next((step.at for step in self.steps[: self.done] if step.kind == kind), None)


def planned(seller: Seller, seed: int, order_id: str, paid: int) -> Purchase | None:
    """What a seller buys some hours after an order was paid for; None where nobody supplies."""
    suppliers = SUPPLIERS.get(seller.profile.currency)
    if suppliers is None:
        return None
    rng = seeded(seed, seller.user_id, order_id, "purchase")
    created = paid + rng.randrange(_HOUR, 30 * _HOUR) // 1000 * 1000
    supplier = rng.choice(suppliers)
    wares = rng.sample(supplier.wares, k=min(rng.choice((1, 1, 1, 1, 2, 3)), len(supplier.wares)))
    lines = tuple(Bought(ware, rng.choice((1, 1, 1, 2, 4)), str(_transaction(rng))) for ware in wares)
    number = draw_number(rng, created, _BUYERS)
    tracking = f"1Z{rng.randrange(10**15, 10**16)}" if supplier.carrier == "UPS" else str(_parcel(rng))
    return Purchase(
        order_id_text(number).decode(), seller.username, _address(seller), seller.profile.currency, supplier,
        lines, tracking, tuple(_steps(rng, created)),
    )  # fmt: skip


def _transaction(rng: Random) -> int:
    return rng.randrange(10_900_000_000_000, 10_999_999_999_999)


def _parcel(rng: Random) -> int:
    return rng.randrange(9_400_100_000_000_000_000_000, 9_400_200_000_000_000_000_000)


def _steps(rng: Random, created: int) -> list[Step]:
    """Now and then the buyer takes a day to pay, or it is called off."""
    steps = [Step(created, "buy")]
    paid = created + (rng.randrange(5, 40) * 1000 if rng.random() < 0.9 else rng.randrange(_HOUR, 30 * _HOUR))
    steps.append(Step(paid, "pay"))
    if rng.random() < 0.04:
        return [*steps, Step(paid + rng.randrange(_HOUR, 20 * _HOUR), "cancel")]
    shipped = paid + rng.randrange(5 * _HOUR, 70 * _HOUR)
    steps.append(Step(shipped, "ship"))
    if rng.random() < 0.03:
        steps.append(Step(shipped + rng.randrange(5 * DAY_MS, 20 * DAY_MS), "refund"))
    return steps


def _address(seller: Seller) -> Json:
    profile = seller.profile
    city, _, region = profile.location.partition(", ")
    return {
        "Name": profile.username.replace("_", " ").title(),
        "Street1": f"{12 + seller.index} Warehouse Road",
        "Street2": "",
        "CityName": city,
        "StateOrProvince": region,
        "Country": profile.country,
        "Phone": "(207) 555-0100",
        "PostalCode": profile.postal,
        "AddressOwner": "eBay",
    }


def bought(purchase: Purchase) -> list[Json]:
    """Its order line items as they stand, each with the order."""
    order = _order(purchase)
    return [_line(purchase, line) | {"ContainingOrder": order} for line in purchase.lines]


def _order(purchase: Purchase) -> Json:
    paid, shipped, cancelled = purchase.at("pay"), purchase.at("ship"), purchase.at("cancel")
    subtotal = sum(line.ware.price * line.quantity for line in purchase.lines)
    total = _money(purchase, subtotal + purchase.supplier.shipping)
    order = {
        "OrderID": purchase.order_id,
        "OrderStatus": "Cancelled" if cancelled else "Completed" if paid else "Active",
        "AdjustmentAmount": _money(purchase, 0),
        "AmountPaid": total if paid else _money(purchase, 0),
        "AmountSaved": _money(purchase, 0),
        "CheckoutStatus": {
            "eBayPaymentStatus": "NoPaymentFailure",
            "LastModifiedTime": iso(purchase.steps[purchase.done - 1].at),
            "PaymentMethod": "CreditCard",
            "Status": "Complete" if paid else "Incomplete",
            "IntegratedMerchantCreditCardEnabled": "false",
        },
        "CreatedTime": iso(purchase.steps[0].at),
        "PaymentMethods": ["CreditCard"],
        "ShippingAddress": purchase.address,
        "ShippingServiceSelected": {
            "ShippingService": purchase.supplier.service,
            "ShippingServiceCost": _money(purchase, purchase.supplier.shipping),
        },
        "Subtotal": _money(purchase, subtotal),
        "Total": total,
        "BuyerUserID": purchase.buyer,
        "PaidTime": iso(paid) if paid else None,
        "ShippedTime": iso(shipped) if shipped else None,
        "PaymentHoldStatus": "None",
        "IsMultiLegShipping": "false",
        "MonetaryDetails": _monetary(purchase, paid, subtotal),
        "SellerUserID": purchase.supplier.username,
        "CancelStatus": "CancelComplete" if cancelled else "NotApplicable",
        "ExtendedOrderID": purchase.order_id,
        "ContainseBayPlusTransaction": "false",
    }
    return {name: value for name, value in order.items() if value is not None}


def _monetary(purchase: Purchase, paid: int | None, subtotal: int) -> Json | None:
    """Payments and refunds. A cancelled purchase comes back whole, a damaged one half."""
    if paid is None:
        return None
    total = subtotal + purchase.supplier.shipping
    payer = {"@type": "eBayUser", "#text": purchase.buyer}
    payee = {"@type": "eBayUser", "#text": purchase.supplier.username}
    payment = {
        "PaymentStatus": "Succeeded",
        "Payer": payer,
        "Payee": payee,
        "PaymentTime": iso(paid),
        "PaymentAmount": _money(purchase, total),
    }
    details: Json = {"Payments": {"Payment": [payment]}}
    for kind, sum_back in (("cancel", total), ("refund", subtotal // 2)):
        at = purchase.at(kind)
        if at is not None:
            refund = {"RefundStatus": "Succeeded", "RefundType": "PaymentRefund", "RefundTo": payer}
            refund |= {"RefundTime": iso(at), "RefundAmount": _money(purchase, sum_back)}
            details["Refunds"] = {"Refund": [refund]}
    return details


def _line(purchase: Purchase, line: Bought) -> Json:
    shipped, paid, ware = purchase.at("ship"), purchase.at("pay"), line.ware
    tracking = {"ShippingCarrierUsed": purchase.supplier.carrier, "ShipmentTrackingNumber": purchase.tracking}
    site = _SITES[purchase.currency]
    record: Json = {
        "OrderLineItemID": f"{ware.item_id}-{line.transaction_id}",
        "TransactionID": line.transaction_id,
        "CreatedDate": iso(purchase.steps[0].at),
        "Item": {
            "ItemID": ware.item_id,
            "Site": site,
            "Title": ware.title,
            "Seller": {"UserID": purchase.supplier.username},
        },
        "QuantityPurchased": str(line.quantity),
        "TransactionPrice": _money(purchase, ware.price),
        "TransactionSiteID": site,
        "Platform": "eBay",
        "Status": {"PaymentHoldStatus": "None", "InquiryStatus": "NotApplicable", "ReturnStatus": "NotApplicable"},
        "ExtendedOrderID": purchase.order_id,
        "eBayPlusTransaction": "false",
    }
    if paid:
        record["PaidTime"] = iso(paid)
    if shipped:
        record |= {"ShippedTime": iso(shipped), "ShippingDetails": {"ShipmentTrackingDetails": [tracking]}}
    if ware.variation:
        name, value = ware.variation
        specifics = {"NameValueList": [{"Name": name, "Value": [value]}]}
        record["Variation"] = {"SKU": ware.sku, "VariationSpecifics": specifics}
    elif ware.sku:
        record["Item"]["SKU"] = ware.sku
    return record


def _money(purchase: Purchase, cents: int) -> Json:
    return {"@currencyID": purchase.currency, "#text": decimal(cents)}

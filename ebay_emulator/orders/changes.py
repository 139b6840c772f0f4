"""What can happen to an order: payment, shipment, cancellation, refund. Money adds up to the cent after each."""

from dataclasses import dataclass, field
from typing import Any

from ebay_emulator.orders.money import amount, cents

Json = dict[str, Any]
ORDER_URL = "https://api.ebay.com/sell/fulfillment/v1/order"


@dataclass(slots=True)
class Record:
    """An order as a list answer gives it, and what only other calls give."""

    order: Json
    shipments: list[Json] = field(default_factory=list)
    cancel_requests: list[Json] = field(default_factory=list)

    @property
    def currency(self) -> str:
        return str(self.order["pricingSummary"]["total"]["currency"])

    @property
    def total(self) -> int:
        return cents(self.order["pricingSummary"]["total"])

    @property
    def fee(self) -> int:
        return cents(self.order["totalMarketplaceFee"])

    @property
    def refunded(self) -> int:
        """What buyers got back for line items, fees and all."""
        return sum(cents(refund["amount"]) for item in self.order["lineItems"] for refund in item.get("refunds", ()))


def pay(record: Record, at: str, reference: str) -> None:
    due = amount(record.total - record.fee, record.currency)
    record.order["orderPaymentStatus"] = "PAID"
    record.order["paymentSummary"] = {
        "totalDueSeller": due,
        "refunds": [],
        "payments": [
            {
                "paymentMethod": "EBAY",
                "paymentReferenceId": reference,
                "paymentDate": at,
                "amount": due,
                "paymentStatus": "PAID",
            }
        ],
    }


def hold(record: Record, release: str) -> None:
    """eBay keeps the money back for a while."""
    for payment in record.order["paymentSummary"]["payments"]:
        payment["paymentHolds"] = [
            {
                "holdReason": "NEW_SELLER_HOLD",
                "holdAmount": payment["amount"],
                "holdState": "HELD",
                "expectedReleaseDate": release,
            }
        ]


def release_hold(record: Record, at: str) -> None:
    for payment in record.order["paymentSummary"]["payments"]:
        for held in payment.get("paymentHolds", ()):
            held |= {"holdState": "RELEASED", "releaseDate": at}


def ship(record: Record, at: str, carrier: str | None, tracking: str, lines: dict[str, int] | None = None) -> None:
    """Put line items, all that wait when none is named, into a parcel.

    As at eBay, a line item any part of which is shipped counts as shipped.
    """
    items = record.order["lineItems"]
    if lines is None:
        waiting = [item for item in items if item["lineItemFulfillmentStatus"] != "FULFILLED"]
        lines = {item["lineItemId"]: item["quantity"] for item in waiting or items}
    for item in items:
        if item["lineItemId"] in lines:
            item["lineItemFulfillmentStatus"] = "FULFILLED"
    done = all(item["lineItemFulfillmentStatus"] == "FULFILLED" for item in items)
    record.order["orderFulfillmentStatus"] = "FULFILLED" if done else "IN_PROGRESS"
    order_id = record.order["orderId"]
    record.order["fulfillmentHrefs"].append(f"{ORDER_URL}/{order_id}/shipping_fulfillment/{tracking}")
    shipment: Json = {"fulfillmentId": tracking}
    if carrier:
        shipment |= {"shipmentTrackingNumber": tracking, "shippingCarrierCode": carrier}
    line_items = [{"lineItemId": line, "quantity": quantity} for line, quantity in lines.items()]
    record.shipments.append(shipment | {"shippedDate": at, "lineItems": line_items})


def request_cancel(record: Record, at: str, request_id: str, reason: str, initiator: str = "BUYER") -> None:
    record.order["cancelStatus"] = {"cancelState": "IN_PROGRESS", "cancelRequests": []}
    record.cancel_requests.append(
        {
            "cancelReason": reason,
            "cancelRequestedDate": at,
            "cancelInitiator": initiator,
            "cancelRequestId": request_id,
            "cancelRequestState": "REQUESTED",
        }
    )


def cancel(record: Record, at: str) -> None:
    """Grant the last cancellation request and give back what was paid, fees too."""
    record.order["cancelStatus"] = {"cancelState": "CANCELED", "cancelledDate": at, "cancelRequests": []}
    request = record.cancel_requests[-1]
    request |= {"cancelRequestState": "COMPLETED", "cancelCompletedDate": at}
    if record.order["orderPaymentStatus"] == "PENDING":
        record.order["orderPaymentStatus"] = "FAILED"
        return
    paid = sum(cents(payment["amount"]) for payment in record.order["paymentSummary"]["payments"])
    _add_refund(record, at, request["cancelRequestId"], paid - _net_refunded(record))
    _refund_lines(record, at, record.total - record.refunded)
    record.order["orderPaymentStatus"] = "FULLY_REFUNDED"


def refund(record: Record, at: str, reference: str, wanted: int | None = None) -> None:
    """Give back `wanted` cents, or all that is left. eBay returns its share of the fee, but not the fixed part."""
    left = record.total - record.refunded
    gross = left if wanted is None else min(wanted, left)
    if gross <= 0:
        return
    fixed = min(FIXED_FEES.get(record.currency, 35), record.fee)
    credit = (record.fee - fixed) * gross // max(record.total, 1)
    _add_refund(record, at, reference, gross - credit)
    _refund_lines(record, at, gross)
    record.order["orderPaymentStatus"] = "FULLY_REFUNDED" if gross == left else "PARTIALLY_REFUNDED"


FIXED_FEES = {"USD": 40, "GBP": 30, "EUR": 35}


def _net_refunded(record: Record) -> int:
    return sum(cents(each["amount"]) for each in record.order["paymentSummary"]["refunds"])


def _add_refund(record: Record, at: str, reference: str, net: int) -> None:
    summary = record.order["paymentSummary"]
    given = {"refundDate": at, "amount": amount(net, record.currency)}
    summary["refunds"].append(given | {"refundStatus": "REFUNDED", "refundReferenceId": reference})
    due = cents(summary["totalDueSeller"]) - net
    summary["totalDueSeller"] = amount(due, record.currency)


def _refund_lines(record: Record, at: str, gross: int) -> None:
    """Spread a refund over the line items, first to last, none above its own total."""
    for item in record.order["lineItems"]:
        before = sum(cents(each["amount"]) for each in item.get("refunds", ()))
        share = min(gross, cents(item["total"]) - before)
        if share > 0:
            refunds = item.setdefault("refunds", [])
            refunds.append({"refundDate": at, "amount": amount(share, record.currency)})
            gross -= share

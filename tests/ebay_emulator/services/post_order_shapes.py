"""Parts of our own schema for Post-Order: what its records are made of, and return requests."""

from typing import Any

Json = dict[str, Any]

TEXT: Json = {"type": "string", "minLength": 1}
ID: Json = {"type": "string", "pattern": r"^\d{10}$"}
ITEM_ID: Json = {"type": "string", "pattern": r"^\d{12}$"}
LINE_ID: Json = {"type": "string", "pattern": r"^\d{14}$"}
ORDER_ID: Json = {"type": "string", "pattern": r"^\d{2}-\d{5}-\d{5}$"}
NUMBER: Json = {"type": "integer", "minimum": 1}
FLAG: Json = {"type": "boolean"}


def record(required: Json, optional: Json | None = None) -> Json:
    properties = required | (optional or {})
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def several(items: Json, least: int = 0) -> Json:
    return {"type": "array", "items": items, "minItems": least}


def one_of(*values: str) -> Json:
    return {"type": "string", "enum": values}


DATE = record(
    {"value": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"}, "formattedValue": TEXT}
)
MONEY = record({"value": {"type": "number", "minimum": 0}, "currency": one_of("USD", "GBP")})
DUE = record({"activityDue": TEXT, "respondByDate": DATE})
OPTIONS = several(record({"actionType": TEXT, "actionURL": TEXT}))
TOTAL_REFUND = record({"estimatedRefundAmount": MONEY}, {"actualRefundAmount": MONEY})
ELIGIBILITY = record({"eligible": FLAG}, {"startTime": DATE, "endTime": DATE})

RETURN_STATE = one_of("RETURN_REQUESTED", "ITEM_READY_TO_SHIP", "ITEM_SHIPPED", "ITEM_DELIVERED", "CLOSED")
RETURN_STATUS = one_of(
    "RETURN_REQUESTED", "READY_FOR_SHIPPING", "ITEM_SHIPPED", "ITEM_DELIVERED", "ESCALATED", "CLOSED"
)
RETURN_SUMMARY = record(
    {
        "returnId": ID,
        "orderId": ORDER_ID,
        "buyerLoginName": TEXT,
        "sellerLoginName": TEXT,
        "currentType": one_of("MONEY_BACK"),
        "state": RETURN_STATE,
        "status": RETURN_STATUS,
        "creationInfo": record(
            {
                "type": one_of("MONEY_BACK"),
                "reason": TEXT,
                "reasonType": one_of("SNAD", "REMORSE"),
                "creationDate": DATE,
                "item": record({"itemId": ITEM_ID, "transactionId": LINE_ID, "returnQuantity": NUMBER}),
            },
            {"comments": record({"content": TEXT, "language": TEXT})},
        ),
        "sellerTotalRefund": TOTAL_REFUND,
        "buyerTotalRefund": TOTAL_REFUND,
        "escalationInfo": record(
            {"buyerEscalationEligibilityInfo": ELIGIBILITY, "sellerEscalationEligibilityInfo": ELIGIBILITY},
            {"caseId": ID},
        ),
        "sellerAvailableOptions": OPTIONS,
        "buyerAvailableOptions": OPTIONS,
        "timeoutDate": DATE,
    },
    {"sellerResponseDue": DUE, "buyerResponseDue": DUE},
)
RETURN_PARCEL = record(
    {
        "trackingNumber": TEXT,
        "carrierName": TEXT,
        "shippingMethod": one_of("SHIPPING_LABEL", "SHIPPED_BY_BUYER"),
        "active": FLAG,
        "shipmentDate": DATE,
        "deliveryStatus": one_of("IN_TRANSIT", "DELIVERED"),
    },
    {"actualDeliveryDate": DATE},
)
RETURN_DETAIL = record(
    {
        "marketplaceId": TEXT,
        "buyerLoginName": TEXT,
        "sellerLoginName": TEXT,
        "sellerAddress": record({"address": record({"city": TEXT, "country": TEXT})}),
        "itemDetail": record(
            {
                "itemId": ITEM_ID,
                "transactionId": LINE_ID,
                "itemTitle": TEXT,
                "itemUrl": TEXT,
                "itemPrice": MONEY,
                "returnQuantity": NUMBER,
                "transactionDate": DATE,
            }
        ),
        "refundInfo": record(
            {
                "estimatedRefundDetail": record(
                    {"itemizedRefundDetails": several(record({"refundFeeType": TEXT, "estimatedAmount": MONEY}), 1)}
                )
            },
            {
                "actualRefundDetail": record(
                    {
                        "actualRefund": record(
                            {
                                "totalAmount": MONEY,
                                "itemizedRefunds": several(record({"refundFeeType": TEXT, "refundAmount": MONEY}), 1),
                            }
                        ),
                        "refundIssuedDate": DATE,
                        "refundStatus": one_of("SUCCESS"),
                    }
                )
            },
        ),
        "returnShipmentInfo": record(
            {"payee": one_of("SELLER", "BUYER"), "shippingLabelProvided": FLAG},
            {"shipmentTracking": RETURN_PARCEL, "allShipmentTrackings": several(RETURN_PARCEL, 1)},
        ),
        "responseHistory": several(
            record(
                {"author": TEXT, "activity": TEXT, "creationDate": DATE, "fromState": TEXT, "toState": RETURN_STATE}
            ),
            1,
        ),
    },
    {"closeInfo": record({"returnCloseDate": DATE, "returnCloseReason": TEXT}, {"buyerCloseReason": TEXT})},
)

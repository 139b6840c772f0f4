"""A schema of our own for Post-Order, as eBay publishes none: every answer a test gets is held against it."""

from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from tests.ebay_emulator.services.post_order_shapes import (
    DATE,
    FLAG,
    ID,
    ITEM_ID,
    LINE_ID,
    MONEY,
    NUMBER,
    ORDER_ID,
    RETURN_DETAIL,
    RETURN_SUMMARY,
    TEXT,
    one_of,
    record,
    several,
)

Json = dict[str, Any]

CANCEL_SUMMARY: Json = record(
    {
        "cancelId": ID,
        "legacyOrderId": ORDER_ID,
        "marketplaceId": TEXT,
        "buyerLoginName": TEXT,
        "sellerLoginName": TEXT,
        "requestorType": one_of("BUYER", "SELLER"),
        "cancelReason": TEXT,
        "cancelState": one_of("APPROVAL_PENDING", "CLOSED"),
        "cancelStatus": one_of("CANCEL_REQUESTED", "CANCEL_CLOSED_WITH_REFUND", "CANCEL_CLOSED_NO_REFUND"),
        "paymentStatus": one_of("PAID"),
        "requestRefundAmount": MONEY,
        "cancelRequestDate": DATE,
        "lineItems": several(record({"itemId": ITEM_ID, "transactionId": LINE_ID, "cancelQuantity": NUMBER}), 1),
    },
    {"cancelCloseReason": one_of("FULL_REFUNDED"), "sellerResponseDueDate": DATE, "cancelCloseDate": DATE},
)
_CANCEL_ACTIVITY = record(
    {"activityParty": TEXT, "activityType": TEXT, "actionDate": DATE, "stateFrom": TEXT, "stateTo": TEXT}
)
CANCEL_DETAIL = record(
    CANCEL_SUMMARY["properties"] | {"activityHistories": several(_CANCEL_ACTIVITY, 1)},
    {
        "refundInfo": record(
            {
                "actualRefundDetail": record(
                    {
                        "actualRefund": record(
                            {
                                "totalAmount": MONEY,
                                "itemizedRefunds": several(record({"refundType": TEXT, "refundAmount": MONEY}), 1),
                            }
                        ),
                        "refundIssuedDate": DATE,
                        "refundStatus": one_of("SUCCESS"),
                    }
                )
            }
        )
    },
)
CANCEL_DETAIL["required"] = [*CANCEL_SUMMARY["required"], "activityHistories"]

INQUIRY_STATUS = one_of("WAITING_SELLER_RESPONSE", "WAITING_BUYER_RESPONSE", "CLOSED", "CLOSED_WITH_ESCALATION")
CASE_STATUS = one_of("WAITING_CS", "CLOSED", "CS_CLOSED")
_MEMBER = {
    "buyer": TEXT,
    "seller": TEXT,
    "itemId": NUMBER,
    "transactionId": NUMBER,
    "claimAmount": MONEY,
    "creationDate": DATE,
    "lastModifiedDate": DATE,
}
INQUIRY_SUMMARY = record({"inquiryId": NUMBER, "inquiryStatusEnum": INQUIRY_STATUS} | _MEMBER, {"respondByDate": DATE})
CASE_SUMMARY = record({"caseId": NUMBER, "caseStatusEnum": CASE_STATUS} | _MEMBER, {"respondByDate": DATE})
HISTORY = several(record({"date": DATE, "action": TEXT, "actor": TEXT, "description": TEXT}), 1)
_CLAIM = {"itemId": ITEM_ID, "transactionId": LINE_ID, "buyer": TEXT, "seller": TEXT, "claimAmount": MONEY}
INQUIRY = record(
    _CLAIM
    | {
        "inquiryId": ID,
        "initiator": one_of("BUYER"),
        "creationReason": one_of("ITEM_NOT_RECEIVED"),
        "state": TEXT,
        "status": INQUIRY_STATUS,
        "inquiryQuantity": NUMBER,
        "sellerMakeItRightByDate": DATE,
        "inquiryDetails": record(
            {"creationDate": DATE, "expirationDate": DATE, "lastBuyerRespDate": DATE, "totalAmount": MONEY},
            {"escalationDate": DATE, "refundAmount": MONEY, "refundDate": DATE},
        ),
        "inquiryHistoryDetails": record(
            {"history": HISTORY}, {"shipmentTrackingDetails": record({"carrier": TEXT, "trackingNumber": TEXT})}
        ),
        "itemDetails": record({"itemId": ITEM_ID, "title": TEXT, "viewItemUrl": TEXT}),
    },
    {"inquiryClosureDate": DATE},
)
CASE = record(
    _CLAIM
    | {
        "caseId": ID,
        "caseType": one_of("ITEM_NOT_RECEIVED", "RETURN"),
        "caseQuantity": NUMBER,
        "initiator": one_of("BUYER", "SELLER"),
        "escalateReason": TEXT,
        "status": CASE_STATUS,
        "creationDate": DATE,
        "caseDetails": record(
            {"creationDate": DATE, "escalationDate": DATE, "expirationDate": DATE},
            {"respondByDate": DATE, "closureDate": DATE, "refundAmount": MONEY, "refundDate": DATE},
        ),
        "caseHistoryDetails": record({"history": HISTORY}),
        "itemOnHold": FLAG,
    },
    {"returnId": ID, "sellerClosureReason": TEXT},
)

_COUNT: Json = {"type": "integer", "minimum": 0}
PAGE = record({"limit": _COUNT, "offset": _COUNT, "totalEntries": _COUNT, "totalPages": _COUNT})
SEARCHES = {
    "return": record(
        {
            "members": several(RETURN_SUMMARY),
            "total": _COUNT,
            "paginationOutput": PAGE,
            "countSummary": several(record({"filter": TEXT, "count": _COUNT})),
        }
    ),
    "cancellation": record({"cancellations": several(CANCEL_SUMMARY), "total": _COUNT, "paginationOutput": PAGE}),
    "inquiry": record(
        {"members": several(INQUIRY_SUMMARY), "totalNumberOfInquiries": _COUNT, "paginationOutput": PAGE}
    ),
    "casemanagement": record(
        {"members": several(CASE_SUMMARY), "totalNumberOfCases": _COUNT, "paginationOutput": PAGE}
    ),
}
RECORDS = {
    "return": {"anyOf": [record({"detail": RETURN_DETAIL}), record({"summary": RETURN_SUMMARY})]},
    "cancellation": {
        "anyOf": [record({"cancelDetail": CANCEL_DETAIL}), record({"cancelDetail": CANCEL_SUMMARY})],
    },
    "inquiry": INQUIRY,
    "casemanagement": CASE,
}
ERROR = record(
    {
        "errorMessage": record(
            {
                "error": several(
                    record(
                        {
                            "errorId": NUMBER,
                            "domain": TEXT,
                            "severity": one_of("ERROR"),
                            "category": one_of("REQUEST"),
                            "message": TEXT,
                            "parameter": several(record({"name": TEXT, "value": {"type": "string"}})),
                            "longMessage": TEXT,
                            "httpStatusCode": NUMBER,
                        }
                    ),
                    1,
                )
            }
        )
    }
)


def problems(schema: Json, payload: object) -> list[str]:
    return [f"{error.json_path}: {error.message[:300]}" for error in Draft202012Validator(schema).iter_errors(payload)]

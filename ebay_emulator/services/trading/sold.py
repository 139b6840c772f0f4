"""An order of the seller's, as GetOrders and My eBay give it: converted from the order that the REST API gives."""

from typing import Any

from ebay_emulator.orders.book import OrderBook
from ebay_emulator.sellers import Seller
from ebay_emulator.services.trading.money import cents_of, of_rest, price
from ebay_emulator.services.trading.people import eias_token
from ebay_emulator.shop.sites import item_url, site_name
from ebay_emulator.xmlform import Json, decoded

_HIDDEN = "Invalid Request"  # what eBay gives instead of an email address that is not to be shown


def sold_order(seller: Seller, row: int) -> Json | None:
    """None for an order that was stored raw: the Trading API has nothing to make of it."""
    order = decoded(seller.book.payload(row))
    if order is None:
        return None
    try:
        return _order(seller, order, tracking_of(seller.book, row))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None


def tracking_of(book: OrderBook, row: int) -> tuple[str | None, dict[str, list[Json]]]:
    """When the order was shipped first, and the parcels of each line item."""
    parcels: dict[str, list[Json]] = {}
    dates = []
    for shipment in book.extras(row)[0]:
        dates.append(str(shipment.get("shippedDate", "")))
        for line in shipment.get("lineItems", ()):
            if "shipmentTrackingNumber" in shipment:
                parcels.setdefault(line["lineItemId"], []).append(
                    {
                        "ShippingCarrierUsed": shipment.get("shippingCarrierCode"),
                        "ShipmentTrackingNumber": shipment["shipmentTrackingNumber"],
                    }
                )
    return (min(dates) if dates else None), parcels


def _order(seller: Seller, order: Json, tracking: tuple[str | None, dict[str, list[Json]]]) -> Json:
    pricing, payments = order["pricingSummary"], order["paymentSummary"]["payments"]
    shipped, parcels = tracking
    paid = payments[0]["paymentDate"] if payments else None
    total = of_rest(pricing["total"])
    step = order["fulfillmentStartInstructions"][0]["shippingStep"]
    record = {"SellingManagerSalesRecordNumber": order["salesRecordReference"]}
    found = {
        "OrderID": order["orderId"],
        "OrderStatus": order_status(order),
        "AdjustmentAmount": price(0, total["@currencyID"] if total else ""),
        "AmountPaid": total if paid else price(0, total["@currencyID"] if total else ""),
        "AmountSaved": price(0, total["@currencyID"] if total else ""),
        "CheckoutStatus": _checkout(order, paid is not None),
        "ShippingDetails": record | {"SalesTax": {"ShippingIncludedInTax": "false"}, "GetItFast": "false"},
        "CreatedTime": order["creationDate"],
        "PaymentMethods": ["CreditCard"],
        "SellerEmail": f"{seller.username}@shops.ebay.example",
        "ShippingAddress": _address(step["shipTo"]),
        "ShippingServiceSelected": {
            "ShippingService": step["shippingServiceCode"],
            "ShippingServiceCost": of_rest(pricing["deliveryCost"]),
        },
        "Subtotal": of_rest(pricing["priceSubtotal"]),
        "Total": total,
        "eBayCollectAndRemitTax": "true" if order.get("ebayCollectAndRemitTax") else "false",
        "TransactionArray": {
            "Transaction": [_line(seller, order, item, record, parcels) for item in order["lineItems"]]
        },
        "BuyerUserID": order["buyer"]["username"],
        "PaidTime": paid,
        "ShippedTime": shipped if order["orderFulfillmentStatus"] == "FULFILLED" else None,
        "IntegratedMerchantCreditCardEnabled": "false",
        "BuyerCheckoutMessage": order.get("buyerCheckoutNotes"),
        "EIASToken": eias_token(order["buyer"]["username"]),
        "PaymentHoldStatus": "PaymentHold" if _held(payments) else "None",
        "IsMultiLegShipping": "false",
        "MonetaryDetails": _monetary(seller, order, payments),
        "SellerUserID": seller.username,
        "SellerEIASToken": eias_token(seller.user_id),
        "CancelStatus": _CANCELS.get(order["cancelStatus"]["cancelState"], "NotApplicable"),
        "ExtendedOrderID": order["orderId"],
        "ContainseBayPlusTransaction": "false",
    }
    return {name: value for name, value in found.items() if value is not None}


_CANCELS = {"NONE_REQUESTED": "NotApplicable", "IN_PROGRESS": "CancelPending", "CANCELED": "CancelComplete"}


def order_status(order: Json) -> str:
    match order["cancelStatus"]["cancelState"]:
        case "CANCELED":
            return "Cancelled"
        case "IN_PROGRESS":
            return "CancelPending"
    return "Completed" if order["paymentSummary"]["payments"] else "Active"


def _checkout(order: Json, paid: bool) -> Json:
    return {
        "eBayPaymentStatus": "NoPaymentFailure",
        "LastModifiedTime": order["lastModifiedDate"],
        "PaymentMethod": "CreditCard",
        "Status": "Complete" if paid else "Incomplete",
        "IntegratedMerchantCreditCardEnabled": "false",
    }


def _held(payments: list[Json]) -> bool:
    return any(held["holdState"] == "HELD" for payment in payments for held in payment.get("paymentHolds", ()))


def _monetary(seller: Seller, order: Json, payments: list[Json]) -> Json | None:
    if not payments:
        return None
    fee = of_rest(order["totalMarketplaceFee"])
    paid = [
        {
            "PaymentStatus": "Succeeded",
            "Payer": {"@type": "eBayUser", "#text": order["buyer"]["username"]},
            "Payee": {"@type": "eBayUser", "#text": seller.username},
            "PaymentTime": payment["paymentDate"],
            "PaymentAmount": of_rest(order["pricingSummary"]["total"]),
            "ReferenceID": {"@type": "ExternalTransactionID", "#text": payment["paymentReferenceId"]},
            "FeeOrCreditAmount": fee,
        }
        for payment in payments
    ]
    refunds = [
        {
            "RefundStatus": "Succeeded",
            "RefundType": "PaymentRefund",
            "RefundTo": {"@type": "eBayUser", "#text": order["buyer"]["username"]},
            "RefundTime": refund["refundDate"],
            "RefundAmount": of_rest(refund["amount"]),
            "ReferenceID": {"@type": "ExternalTransactionID", "#text": refund.get("refundReferenceId", "")},
        }
        for refund in order["paymentSummary"]["refunds"]
    ]
    return {"Payments": {"Payment": paid}} | ({"Refunds": {"Refund": refunds}} if refunds else {})


def _address(ship_to: Json) -> Json:
    """Of old orders eBay has forgotten name, street and phone; their elements stay, empty."""
    address = ship_to["contactAddress"]
    return {
        "Name": ship_to.get("fullName", ""),
        "Street1": address.get("addressLine1", ""),
        "Street2": address.get("addressLine2", ""),
        "CityName": address.get("city", ""),
        "StateOrProvince": address.get("stateOrProvince", ""),
        "Country": address.get("countryCode", ""),
        "Phone": ship_to.get("primaryPhone", {}).get("phoneNumber", ""),
        "PostalCode": address.get("postalCode", ""),
        "AddressOwner": "eBay",
    }


def _line(seller: Seller, order: Json, item: Json, record: Json, parcels: dict[str, list[Json]]) -> Json:
    site, item_id = site_name(seller.profile.marketplace), item["legacyItemId"]
    cost, currency = cents_of(item["lineItemCost"]), item["lineItemCost"]["currency"]
    details = record | {"ShipmentTrackingDetails": parcels.get(item["lineItemId"], [])}
    found = {
        "Buyer": {"Email": order["buyer"].get("buyerRegistrationAddress", {}).get("email", _HIDDEN)},
        "ShippingDetails": details,
        "CreatedDate": order["creationDate"],
        "Item": {"ItemID": item_id, "Site": site, "Title": item["title"], "SKU": _own_sku(item)},
        "QuantityPurchased": str(item["quantity"]),
        "Status": {"PaymentHoldStatus": "None", "InquiryStatus": "NotApplicable", "ReturnStatus": "NotApplicable"},
        "TransactionID": item["lineItemId"],
        "TransactionPrice": price(cost // max(int(item["quantity"]), 1), currency),
        "eBayCollectAndRemitTax": "true" if item.get("ebayCollectAndRemitTaxes") else "false",
        "TransactionSiteID": site,
        "Platform": "eBay",
        "Taxes": {"TotalTaxAmount": price(sum(cents_of(t["amount"]) for t in item.get("taxes", ())), currency)},
        "ActualShippingCost": of_rest(item["deliveryCost"]["shippingCost"]),
        "OrderLineItemID": f"{item_id}-{item['lineItemId']}",
        "ExtendedOrderID": order["orderId"],
        "eBayPlusTransaction": "false",
    }
    return found | _variation(site, item)


def _variation(site: str, item: Json) -> Json:
    if "legacyVariationId" not in item:
        return {}
    aspects: list[dict[str, Any]] = item.get("variationAspects", [])
    specifics = [{"Name": each["name"], "Value": [each["value"]]} for each in aspects]
    chosen = ", ".join(str(each["value"]) for each in aspects)
    return {
        "Variation": {
            "SKU": item.get("sku"),
            "VariationSpecifics": {"NameValueList": specifics},
            "VariationTitle": f"{item['title']}[{chosen}]",
            "VariationViewItemURL": f"{item_url(site, item['legacyItemId'])}?var={item['legacyVariationId']}",
        }
    }


def _own_sku(item: Json) -> str | None:
    """With variations the SKU is the variation's."""
    return None if "legacyVariationId" in item else item.get("sku")

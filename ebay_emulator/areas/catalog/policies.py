"""Business policies: how a seller ships, is paid, and takes things back, for each marketplace it sells on."""

from typing import Any

from ebay_emulator.clock import DAY_MS
from ebay_emulator.orders.money import amount
from ebay_emulator.shop.profiles import Profile, Service

Json = dict[str, Any]

FULFILLMENT, PAYMENT, RETURN = "fulfillment_policies", "payment_policies", "return_policies"
ID_FIELDS = {FULFILLMENT: "fulfillmentPolicyId", PAYMENT: "paymentPolicyId", RETURN: "returnPolicyId"}
_KINDS = tuple(ID_FIELDS)
MARKETPLACES = frozenset(f"EBAY_{code}" for code in (
    "AT", "AU", "BE", "CA", "CH", "CN", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "GR",
    "HK", "HU", "ID", "IE", "IL", "IN", "IT", "JP", "MY", "NL", "NO", "NZ", "PE", "PH",
    "PL", "PR", "PT", "RU", "SE", "SG", "TH", "TW", "US", "VN", "ZA", "MOTORS", "MOTORS_US",
))  # fmt: skip
_CURRENCIES = {"EBAY_US": "USD", "EBAY_GB": "GBP"}


def marketplaces(profile: Profile) -> tuple[str, str]:
    """Where it sells, and the other place that it has drafts for."""
    return ("EBAY_GB", "EBAY_US") if profile.marketplace == "EBAY_GB" else ("EBAY_US", "EBAY_GB")


def currency(marketplace: str) -> str:
    return _CURRENCIES[marketplace]


def policy_id(kind: str, seller: int, marketplace: str, number: int) -> str:
    place = list(_CURRENCIES).index(marketplace)
    return str(5_400_000_000 + ((seller * 2 + place) * 3 + _KINDS.index(kind)) * 100_000 + 11 + number * 1_009)


def policies(profile: Profile, seller: int, anchor: int) -> list[tuple[str, int, Json]]:
    """Kind, moment and record of each; none for who sells nothing."""
    if not profile.orders:
        return []
    found: list[tuple[str, int, Json]] = []
    for marketplace in marketplaces(profile) if profile.managed_percent else (profile.marketplace,):
        counts: dict[str, int] = {}
        for kind, policy in _of_marketplace(profile, marketplace):
            number = counts[kind] = counts.get(kind, -1) + 1
            named = {"marketplaceId": marketplace, ID_FIELDS[kind]: policy_id(kind, seller, marketplace, number)}
            found.append((kind, anchor - (690 - 20 * len(found)) * DAY_MS, policy | named))
    return found


def _of_marketplace(profile: Profile, marketplace: str) -> list[tuple[str, Json]]:
    """All of them at home, one of each kind abroad."""
    services = profile.services[profile.country]
    made = [(FULFILLMENT, _fulfillment(profile, marketplace, service)) for service in services]
    made += [(PAYMENT, _payment(immediate)) for immediate in (True, False)]
    made += [(RETURN, _returns(days)) for days in (30, 60, 0)]
    if marketplace == profile.marketplace:
        return made
    return list({kind: (kind, policy) for kind, policy in reversed(made)}.values())


def _policy(name: str, text: str) -> Json:
    return {
        "name": name,
        "description": text,
        "categoryTypes": [{"name": "ALL_EXCLUDING_MOTORS_VEHICLES", "default": True}],
    }


def _fulfillment(profile: Profile, marketplace: str, service: Service) -> Json:
    money = currency(marketplace)
    days = f"{service.days[0]} to {service.days[1]} days"
    name = f"{service.code} {'free' if not service.cost else service.cost / 100}"
    option = {
        "optionType": "DOMESTIC",
        "costType": "FLAT_RATE",
        "shippingServices": [
            {
                "sortOrder": 1,
                "shippingCarrierCode": service.carrier,
                "shippingServiceCode": service.code,
                "shippingCost": amount(service.cost, money),
                "additionalShippingCost": amount(0, money),
                "freeShipping": service.cost == 0,
                "buyerResponsibleForShipping": False,
                "buyerResponsibleForPickup": False,
            }
        ],
        "insuranceOffered": False,
        "insuranceFee": amount(0, money),
    }
    return _policy(name, f"{service.carrier}, {days}") | {
        "handlingTime": {"value": 2, "unit": "DAY"},
        "shippingOptions": [option],
        "shipToLocations": {
            "regionIncluded": [{"regionName": "WORLDWIDE", "regionType": "WORLDWIDE"}],
            "regionExcluded": [{"regionName": "Africa", "regionType": "WORLD_REGION"}],
        },
        "globalShipping": False,
        "pickupDropOff": False,
        "localPickup": profile.country == "US" and service.cost == 0,
        "freightShipping": False,
    }


def _payment(immediate: bool) -> Json:
    name = "Immediate payment" if immediate else "Payment within four days"
    return _policy(name, "Managed by eBay") | {"paymentMethods": [], "immediatePay": immediate}


def _returns(days: int) -> Json:
    if not days:
        return _policy("No returns", "Final sale") | {"returnsAccepted": False}
    payer = "SELLER" if days > 30 else "BUYER"
    return _policy(f"Returns within {days} days", f"{payer.title()} pays for the way back") | {
        "returnsAccepted": True,
        "returnPeriod": {"value": days, "unit": "DAY"},
        "refundMethod": "MONEY_BACK",
        "returnShippingCostPayer": payer,
    }


def privileges(profile: Profile) -> Json:
    if not profile.orders:
        return {"sellerRegistrationCompleted": True, "sellingLimit": _limit(50_000, 10, profile)}
    return {"sellerRegistrationCompleted": True, "sellingLimit": _limit(25_000_000, 250_000, profile)}


def _limit(cents: int, quantity: int, profile: Profile) -> Json:
    return {"amount": amount(cents, profile.currency), "quantity": quantity}

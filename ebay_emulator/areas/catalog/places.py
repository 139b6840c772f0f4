"""Inventory locations: where a seller's goods are."""

from typing import Any

from ebay_emulator.clock import DAY_MS
from ebay_emulator.shop.profiles import Profile

Json = dict[str, Any]

WAREHOUSES = ("MAIN-WAREHOUSE", "OVERFLOW-BARN")
STORE = "SHOP-FRONT"
_OPEN = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY")
_ZONES = {"US": "America/New_York", "GB": "Europe/London"}
_PHONES = {"US": "207-555-0148", "GB": "01353 496 0148"}


def locations(profile: Profile, seller: int, anchor: int) -> list[tuple[int, Json]]:
    """Each with the moment it was set up; none for who does not use the Inventory API."""
    if not profile.managed_percent:
        return []
    records = [
        _location(profile, seller, 1, WAREHOUSES[0], "Main warehouse", "WAREHOUSE"),
        _location(profile, seller, 2, STORE, "Shop front", "STORE") | _hours(profile),
        _location(profile, seller, 3, WAREHOUSES[1], "Overflow barn", "FULFILLMENT_CENTER") | _cut_off(),
        _location(profile, seller, 4, "OLD-CELLAR", "The old cellar", "WAREHOUSE")
        | {"merchantLocationStatus": "DISABLED", "locationAdditionalInformation": "Given up after the flood."},
    ]
    return [(anchor - (700 - 90 * place) * DAY_MS, record) for place, record in enumerate(records)]


def _location(profile: Profile, seller: int, number: int, key: str, name: str, kind: str) -> Json:
    city, _, region = profile.location.partition(", ")
    address = {"addressLine1": f"{number * 11} Quay Road", "city": city, "stateOrProvince": region}
    address |= {"postalCode": profile.postal, "country": profile.country}
    return {
        "merchantLocationKey": key,
        "name": name,
        "merchantLocationStatus": "ENABLED",
        "location": {"address": address, "locationId": f"{65_021_000_000 + seller * 100 + number}"},
        "locationTypes": [kind],
        "phone": _PHONES[profile.country],
    }


def _hours(profile: Profile) -> Json:
    return {
        "operatingHours": [
            {"dayOfWeekEnum": day, "intervals": [{"open": "09:00:00", "close": "17:30:00"}]} for day in _OPEN
        ],
        "specialHours": [
            {"date": "2026-12-24T00:00:00.000Z", "intervals": [{"open": "09:00:00", "close": "12:00:00"}]}
        ],
        "locationInstructions": "Ring at the blue door.",
        "locationWebUrl": f"https://www.{profile.username.replace('_', '-')}.example",
        "timeZoneId": _ZONES[profile.country],
    }


def _cut_off() -> Json:
    weekly = [{"cutOffTime": "14:00", "dayOfWeekEnum": list(_OPEN)}]
    return {"fulfillmentCenterSpecifications": {"sameDayShippingCutOffTimes": {"weeklySchedule": weekly}}}

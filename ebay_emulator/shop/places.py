"""Places buyers live in. Towns are real, streets and people are common names put together by chance."""

from random import Random
from typing import Any, NamedTuple

Json = dict[str, Any]


class Place(NamedTuple):
    city: str
    region: str
    postal: str
    tax_rate: int = 0
    """Sales tax that eBay collects, in hundredths of a percent."""


US = (
    Place("Portland", "ME", "0410", 550),
    Place("Burlington", "VT", "0540", 700),
    Place("Providence", "RI", "0290", 700),
    Place("Worcester", "MA", "0160", 625),
    Place("Albany", "NY", "1220", 800),
    Place("Rochester", "NY", "1460", 800),
    Place("Trenton", "NJ", "0860", 663),
    Place("Lancaster", "PA", "1760", 600),
    Place("Richmond", "VA", "2322", 600),
    Place("Raleigh", "NC", "2760", 725),
    Place("Savannah", "GA", "3140", 700),
    Place("Jacksonville", "FL", "3220", 750),
    Place("Sarasota", "FL", "3423", 700),
    Place("Knoxville", "TN", "3791", 925),
    Place("Columbus", "OH", "4321", 750),
    Place("Dayton", "OH", "4540", 750),
    Place("Grand Rapids", "MI", "4950", 600),
    Place("Duluth", "MN", "5580", 888),
    Place("Madison", "WI", "5370", 550),
    Place("Peoria", "IL", "6160", 900),
    Place("Springfield", "MO", "6580", 810),
    Place("Wichita", "KS", "6720", 750),
    Place("Tulsa", "OK", "7410", 852),
    Place("Austin", "TX", "7870", 825),
    Place("Lubbock", "TX", "7940", 825),
    Place("Boulder", "CO", "8030", 885),
    Place("Boise", "ID", "8370", 600),
    Place("Provo", "UT", "8460", 725),
    Place("Tucson", "AZ", "8570", 870),
    Place("Reno", "NV", "8950", 827),
    Place("Fresno", "CA", "9370", 835),
    Place("Sacramento", "CA", "9581", 875),
    Place("San Diego", "CA", "9210", 775),
    Place("Eugene", "OR", "9740"),
    Place("Tacoma", "WA", "9840", 1030),
    Place("Billings", "MT", "5910"),
    Place("Manchester", "NH", "0310"),
    Place("Wilmington", "DE", "1980"),
)
GB = (
    Place("Norwich", "Norfolk", "NR2"),
    Place("Ely", "Cambridgeshire", "CB7"),
    Place("Lincoln", "Lincolnshire", "LN1"),
    Place("York", "North Yorkshire", "YO24"),
    Place("Sheffield", "South Yorkshire", "S10"),
    Place("Kendal", "Cumbria", "LA9"),
    Place("Chester", "Cheshire", "CH1"),
    Place("Shrewsbury", "Shropshire", "SY3"),
    Place("Hereford", "Herefordshire", "HR1"),
    Place("Bath", "Somerset", "BA2"),
    Place("Exeter", "Devon", "EX4"),
    Place("Truro", "Cornwall", "TR1"),
    Place("Winchester", "Hampshire", "SO22"),
    Place("Lewes", "East Sussex", "BN7"),
    Place("Canterbury", "Kent", "CT1"),
    Place("Cardiff", "South Glamorgan", "CF11"),
    Place("Swansea", "West Glamorgan", "SA2"),
    Place("Stirling", "Stirlingshire", "FK8"),
    Place("Inverness", "Inverness-shire", "IV2"),
    Place("Bangor", "County Down", "BT20"),
)
DE = (
    Place("Lübeck", "Schleswig-Holstein", "235"),
    Place("Bremen", "Bremen", "282"),
    Place("Oldenburg", "Niedersachsen", "261"),
    Place("Göttingen", "Niedersachsen", "370"),
    Place("Münster", "Nordrhein-Westfalen", "481"),
    Place("Aachen", "Nordrhein-Westfalen", "520"),
    Place("Kassel", "Hessen", "341"),
    Place("Trier", "Rheinland-Pfalz", "542"),
    Place("Freiburg im Breisgau", "Baden-Württemberg", "791"),
    Place("Ulm", "Baden-Württemberg", "890"),
    Place("Würzburg", "Bayern", "970"),
    Place("Regensburg", "Bayern", "930"),
    Place("Jena", "Thüringen", "077"),
    Place("Leipzig", "Sachsen", "041"),
    Place("Potsdam", "Brandenburg", "144"),
    Place("Rostock", "Mecklenburg-Vorpommern", "180"),
)
PLACES = {"US": US, "GB": GB, "DE": DE}

_STREETS = {
    "US": ("Maple St", "Oak Ave", "Cedar Ln", "Lake Rd", "Mill St", "Sunset Dr", "Church St", "Willow Way",
           "Highland Ave", "River Rd", "Orchard St", "Prospect St", "Chestnut St", "Ridge Rd"),
    "GB": ("High Street", "Station Road", "Mill Lane", "Church Lane", "Victoria Road", "The Green",
           "Orchard Close", "Park Avenue", "Bridge Street", "Manor Road"),
    "DE": ("Hauptstraße", "Bahnhofstraße", "Gartenweg", "Lindenallee", "Schulstraße", "Am Mühlbach",
           "Bergstraße", "Kirchgasse", "Wiesenweg", "Rosenstraße"),
}  # fmt: skip
_FIRST = {
    "US": ("Alex", "Jordan", "Taylor", "Casey", "Morgan", "Jamie", "Robin", "Dana", "Chris", "Pat", "Kim",
           "Sam", "Lee", "Terry"),
    "GB": ("Alex", "Jo", "Sam", "Chris", "Pat", "Robin", "Nicky", "Lesley", "Kerry", "Ashley", "Frankie"),
    "DE": ("Kim", "Sascha", "Toni", "Robin", "Chris", "Alex", "Jona", "Mika", "Luca", "Andrea"),
}  # fmt: skip
_LAST = {
    "US": ("Smith", "Miller", "Davis", "Clark", "Walker", "Young", "Hill", "Baker", "Carter", "Reed",
           "Brooks", "Gray", "Foster", "Hayes"),
    "GB": ("Taylor", "Wright", "Green", "Hall", "Wood", "Turner", "Cooper", "Ward", "Morris", "Shaw"),
    "DE": ("Müller", "Schmidt", "Fischer", "Weber", "Becker", "Koch", "Richter", "Wolf", "Neumann", "Braun"),
}  # fmt: skip
_SECOND_LINES = {"US": ("Apt 4", "Unit 12", "Ste 210", "Apt 2B"), "GB": ("Flat 3", "Flat 1A"), "DE": ("2. OG",)}


def postal_code(rng: Random, country: str, place: Place) -> str:
    if country == "GB":
        return f"{place.postal} {rng.randrange(1, 9)}{rng.choice('ABDEFGHJLN')}{rng.choice('ABDEFGHJLN')}"
    if country == "DE":
        return f"{place.postal}{rng.randrange(10, 99)}"
    return f"{place.postal}{rng.randrange(1, 9)}-{rng.randrange(1000, 9999)}"


def contact(rng: Random, country: str, place: Place, postal: str, *, forgotten: bool) -> Json:
    """An ExtendedContact. `forgotten`: eBay gives no name, street, phone or email for orders older than 90 days."""
    address: Json = {"city": place.city, "stateOrProvince": place.region}
    address |= {"postalCode": postal, "countryCode": country}
    if forgotten:
        return {"contactAddress": address}
    lines = {"addressLine1": street(rng, country)}
    if rng.random() < 0.2:
        lines["addressLine2"] = rng.choice(_SECOND_LINES[country])
    return {
        "fullName": f"{rng.choice(_FIRST[country])} {rng.choice(_LAST[country])}",
        "contactAddress": lines | address,
        "primaryPhone": {"phoneNumber": phone(rng, country)},
        "email": f"{rng.getrandbits(80):020x}@members.ebay.example",
    }


def street(rng: Random, country: str) -> str:
    name, number = rng.choice(_STREETS[country]), rng.randrange(1, 240)
    return f"{name} {number}" if country == "DE" else f"{number} {name}"


def phone(rng: Random, country: str) -> str:
    """Numbers set aside for fiction."""
    if country == "GB":
        return f"07700 900{rng.randrange(1000):03d}"
    if country == "DE":
        return f"030 23125{rng.randrange(1000):03d}"
    return f"({rng.randrange(201, 989)}) 555-01{rng.randrange(100):02d}"


def username(rng: Random) -> str:
    """An eBay user name nobody can take for a person's."""
    words = (
        "harbor", "cedar", "pixel", "velvet", "copper", "maple", "rusty", "quiet", "lucky", "misty", "amber",
        "brisk", "clover", "dusty", "ember", "fern", "granite", "hazel", "indigo", "juniper",
    )  # fmt: skip
    things = ("finds", "shelf", "corner", "attic", "trail", "garage", "reader", "bench", "cove", "loft", "yard")
    return f"{rng.choice(words)}{rng.choice(('_', '-', ''))}{rng.choice(things)}{rng.randrange(2, 9999)}"

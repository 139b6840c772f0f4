"""Where a seller buys what the business needs: other sellers, and what they offer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ware:
    item_id: str
    title: str
    price: int
    sku: str | None = None
    variation: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Supplier:
    username: str
    user_id: str
    carrier: str
    service: str
    shipping: int
    wares: tuple[Ware, ...]


_USD = (
    Supplier("cedar_packaging", "q7LxTn2vR4a", "UPS", "UPSGround", 0, (
        Ware("255310044871", "100 Corrugated Shipping Boxes 8x6x4 in Kraft", 4895, "BOX-864-100"),
        Ware("255310044902", "50 Corrugated Shipping Boxes 12x9x6 in Kraft", 4150, "BOX-1296-50"),
        Ware("255310045137", "Kraft Packing Paper Roll 18 in x 180 ft", 2199),
        Ware("255310046650", "Bubble Mailers #2 8.5x12 in \U0001f4e6 Self Seal & Tear <200> Pack", 3849, "MAIL-2-200",
             ("Color", "Kraft")),
    )),
    Supplier("tape-and-label-co", "m3WkZp9sD1c", "USPS", "USPSPriority", 695, (
        Ware("364120958231", "Thermal Shipping Labels 4x6 Fanfold 2000 ct", 3399, "TL-46-2000"),
        Ware("364120958240", "Packing Tape 2 in x 110 yd Clear 36 Rolls", 5425, "PT-2-36"),
        Ware("364120959018", "Fragile Stickers 2x3 in Roll of 500", 895),
    )),
    Supplier("ember_office42", "h8QbVf5yJ0e", "USPS", "USPSGroundAdvantage", 1290, (
        Ware("175988304426", "Thermal Label Printer USB 203 dpi Refurbished", 11950),
        Ware("175988310055", "Digital Parcel Scale 86 lb Stainless Platform", 3299),
        Ware("175988311789", "Photo Light Box 24 in with Backdrops", 5480),
    )),
)  # fmt: skip
_GBP = (
    Supplier("moor_packaging", "t5NcXg8uB6i", "Royal Mail", "UK_RoyalMailTracked48", 0, (
        Ware("204511873390", "100 Book Wrap Mailers A5+ Adjustable Cardboard", 3495, "BW-A5-100"),
        Ware("204511873412", "50 C4 Board Back Envelopes 'Please Do Not Bend'", 1249),
        Ware("204511874008", "Acid Free Tissue & Jacket Film <A4> \U0001f4da 100 Sheets", 1199, "TI-A4-100",
             ("Colour", "White")),
    )),
    Supplier("brisk_labels7", "w2RdYh3kL7o", "Royal Mail", "UK_RoyalMailSecondClassStandard", 295, (
        Ware("315702246118", "Address Labels 99.1 x 67.7 mm 1000 Sheets", 4225, "AL-8-1000"),
        Ware("315702246774", "Vinyl Packaging Tape 48 mm x 66 m 36 Rolls", 2650, "VT-48-36"),
    )),
)  # fmt: skip

SUPPLIERS: dict[str, tuple[Supplier, ...]] = {"USD": _USD, "GBP": _GBP}

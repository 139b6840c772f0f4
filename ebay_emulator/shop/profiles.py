"""The sellers of the demo shop: where they are, what they sell, how they ship."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Service:
    carrier: str
    code: str
    cost: int
    days: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Variation:
    aspects: tuple[tuple[str, str], ...]
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of product: each title and each variation makes a listing or a choice in one."""

    prefix: str
    titles: tuple[str, ...]
    prices: tuple[int, int]
    fee_rate: int
    variations: tuple[Variation, ...] = ()
    fits: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    username: str
    account_type: str
    marketplace: str
    currency: str
    country: str
    location: str
    postal: str
    fixed_fee: int
    orders: int
    buyers: dict[str, int]
    services: dict[str, tuple[Service, ...]]
    lines: tuple[Line, ...]
    promotions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ("", " (2 Pack)", " - New in Box", " - Open Box")
    unsold: int = 60
    """How many listings it has beside those that its orders are of."""
    managed_percent: int = 85
    """How many listings with a SKU were made with the Inventory API."""
    unlisted_items: int = 40
    """How many inventory items belong to no listing."""
    illegal_skus: tuple[str, ...] = ()
    """Legacy records that the Inventory API chokes on."""


def _colours(*names: str) -> tuple[Variation, ...]:
    return tuple(Variation((("Color", name),)) for name in names)


def _sizes(*names: str) -> tuple[Variation, ...]:
    return tuple(Variation((("Size", name),), index * 300) for index, name in enumerate(names))


_US_SERVICES = {
    "US": (
        Service("USPS", "USPSGroundAdvantage", 599, (3, 6)),
        Service("USPS", "USPSPriority", 995, (2, 4)),
        Service("UPS", "UPSGround", 1249, (3, 6)),
        Service("USPS", "USPSGroundAdvantage", 0, (3, 7)),
    ),
    "GB": (Service("USPS", "USPSPriorityMailInternational", 3450, (9, 16)),),
    "DE": (Service("USPS", "USPSPriorityMailInternational", 3695, (10, 18)),),
}
_GB_SERVICES = {
    "GB": (
        Service("Royal Mail", "UK_RoyalMailSecondClassStandard", 295, (2, 5)),
        Service("Royal Mail", "UK_RoyalMailTracked48", 385, (2, 4)),
        Service("Royal Mail", "UK_RoyalMailSecondClassStandard", 0, (2, 5)),
    ),
    "US": (Service("Royal Mail", "UK_RoyalMailInternationalTracked", 1380, (8, 15)),),
    "DE": (Service("Royal Mail", "UK_RoyalMailInternationalTracked", 1195, (6, 12)),),
}

HARBOR_GOODS = Profile(
    "harbor_goods", "BUSINESS", "EBAY_US", "USD", "US", "Portland, Maine", "04101", 40, 4000,
    {"US": 92, "GB": 4, "DE": 4}, _US_SERVICES,
    (
        Line("HG-LAN", ("Brass Ship Lantern with Fresnel Lens 12 in Nautical Porch Light",
                        "Galvanized Harbor Lantern Hanging Candle Holder 10 in",
                        "Solar Dock Light Waterproof Pathway Lamp Set of 4",
                        "Copper Anchor Lamp Vintage Style Oil Lantern"), (3495, 12995), 1325,
             _colours("Antique Brass", "Black", "Copper", "Pewter")),
        Line("HG-ROP", ("Twisted Manila Rope 1/2 in Natural Fiber Dock and Deck Line",
                        "Double Braid Nylon Dock Line 3/8 in with Spliced Eye",
                        "Marine Grade Anchor Line 1/2 in with Stainless Thimble",
                        "Solid Braid Cotton Rope 1/4 in Natural Sash and Craft Cord"), (1295, 6495), 1325,
             _sizes("15 ft", "25 ft", "50 ft", "100 ft")),
        Line("HG-TXT", ("Linen Stripe Tea Towel Set of 3 Navy Coastal Kitchen",
                        "Wool Throw Blanket Herringbone 50 x 70 in Cabin Sofa Cover",
                        "Canvas Log Carrier Tote Heavy Duty Firewood Bag",
                        "Waxed Canvas Apron with Leather Straps Workshop Kitchen"), (1895, 8900), 1325,
             _colours("Navy", "Charcoal", "Oatmeal", "Forest Green")),
        Line("HG-KIT", ("Cast Iron Lobster Trivet Hand Finished Kitchen Decor",
                        "Stoneware Chowder Bowl with Handle 20 oz Oven Safe",
                        "Oyster Shucking Knife and Board Set Stainless Olive Wood",
                        "Enamel Steel Stock Pot <12 qt> for Seafood Boil & Clam Bake 🦞 with Strainer Lids"),
              (1450, 7450), 1325),
        Line("HG-INS", ("Ship Barometer Solid Brass 6 in Wall Mount Weather Station",
                        "Tide Clock Weatherproof 9 in Quartz Atlantic East Coast",
                        "Nautical Chart Print Casco Bay 24 x 36 in Unframed",
                        "Pocket Compass Lensatic Brass Engravable Gift Box"), (2295, 18900), 1275),
    ),
    ("Save 10% when you buy 2 or more", "Summer sale: 15% off", "Free shipping on orders over $75"),
    ("Please leave at the side door, thank you!", "Gift for my father, could you leave out the price?",
     "Is it possible to ship before Friday?", "Ring the bell twice please."),
    unsold=180, unlisted_items=90,
)  # fmt: skip

ALPINE_PARTS = Profile(
    "alpine_parts", "BUSINESS", "EBAY_US", "USD", "US", "Boulder, Colorado", "80301", 40, 900,
    {"US": 85, "DE": 10, "GB": 5}, _US_SERVICES,
    (
        Line("AP-BRK", ("Front Brake Pad Set Ceramic Low Dust with Hardware",
                        "Rear Drum Brake Shoe Kit with Springs and Adjuster",
                        "Stainless Braided Brake Line Kit DOT Approved 4 Piece"), (2899, 13900), 1135,
             fits=(("Year", "2016"), ("Make", "Subaru"), ("Model", "Outback"), ("Engine", "2.5L H4"))),
        Line("AP-SUS", ("Front Sway Bar End Link Pair Heavy Duty Greasable",
                        "Rear Shock Absorber Gas Charged Twin Tube",
                        "Lower Ball Joint Press In Forged Steel"), (1999, 9800), 1135,
             fits=(("Year", "2012"), ("Make", "Toyota"), ("Model", "4Runner"), ("Trim", "SR5"))),
        Line("AP-SKI", ("Universal Roof Rack Cross Bars Aluminum Lockable 54 in",
                        "Ski and Snowboard Roof Carrier Holds 4 Pairs with Keys",
                        "Tire Chain Set with Rubber Tensioner Carry Case"), (4900, 21900), 1235,
             _colours("Black", "Silver")),
        Line("AP-SEN", ("Mass Air Flow Sensor with Housing Plug and Play",
                        "Wheel Speed Sensor ABS Front Left with Bracket",
                        "Oxygen Sensor Upstream 4 Wire Direct Fit"), (2450, 15900), 1135,
             fits=(("Year", "2014"), ("Make", "Volkswagen"), ("Model", "Golf"), ("Engine", "1.8L Turbo"))),
    ),
    ("Save 5% when you buy 2 or more", "Winter ready: 12% off roof carriers"),
    ("VIN ends in 4471, please check the fit.", "Buyer's vehicle: 2016 Subaru Outback 2.5i Premium Wagon",
     "Please call before delivery."),
    unsold=70, managed_percent=55, unlisted_items=60,
    illegal_skus=("AP BRK 44 (OLD)", "AP-SUS#7", "AP-ROOF-CARRIER-LEGACY-IMPORT-2014-WAREHOUSE-B-SHELF-0193"),
)  # fmt: skip

FENLAND_BOOKS = Profile(
    "fenland_books", "BUSINESS", "EBAY_GB", "GBP", "GB", "Ely, Cambridgeshire", "CB7 4XX", 30, 600,
    {"GB": 86, "US": 8, "DE": 6}, _GB_SERVICES,
    (
        Line("FB-LOC", ("A History of the Fenland Drainage, Illustrated Hardback, 1962",
                        "Market Towns of East Anglia, Paperback with Maps",
                        "Windmills of Norfolk and Suffolk, First Edition Dust Jacket",
                        "Walks Along the Great Ouse, Pocket Guide, Fifth Edition"), (650, 4800), 990),
        Line("FB-NAT", ("British Wetland Birds, Colour Plates, Cloth Bound",
                        "The Pond and Ditch Handbook, Spiral Bound Field Guide",
                        "Mosses and Lichens of the Eastern Counties, Hardback"), (490, 3900), 990),
        Line("FB-FIC", ("Collected Ghost Stories in Three Volumes, Slipcase",
                        "Victorian Detective Tales, Pocket Leather Edition",
                        "Poems of the English Shires, Anthology, Hardback"), (350, 6500), 990,
             (Variation((("Format", "Hardback"),), 400), Variation((("Format", "Paperback"),)))),
        Line("FB-MAP", ("Ordnance Survey One Inch Map, Cloth Backed, Sheet 135",
                        "Antique Engraved County Map, Hand Coloured, Mounted"), (795, 9500), 1190),
    ),
    ("Buy 3 books, save 10%", "Spring clearance: 20% off"),
    ("Could you wrap it as a present, please?", "Leave with the neighbour at number 14 if I am out."),
    ("", " - Signed", " - Ex-Library", " - Near Mint"),
    unsold=150, managed_percent=0, unlisted_items=0,
)  # fmt: skip

QUIET_CORNER = Profile(
    "quiet_corner", "INDIVIDUAL", "EBAY_US", "USD", "US", "Burlington, Vermont", "05401", 40, 0,
    {"US": 100}, _US_SERVICES, HARBOR_GOODS.lines[3:4],
    unsold=0, managed_percent=0, unlisted_items=0,
)  # fmt: skip

DEMO = (HARBOR_GOODS, ALPINE_PARTS, FENLAND_BOOKS, QUIET_CORNER)

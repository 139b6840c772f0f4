"""eBay's category of each line of products."""

CATEGORIES = {
    "HG-LAN": ("112581", "Home & Garden:Lamps, Lighting & Ceiling Fans:Lamps"),
    "HG-ROP": ("126457", "eBay Motors:Parts & Accessories:Boat Parts:Anchoring & Docking:Dock Lines & Rope"),
    "HG-TXT": ("20657", "Home & Garden:Kitchen, Dining & Bar:Linens & Textiles"),
    "HG-KIT": ("20628", "Home & Garden:Kitchen, Dining & Bar:Cookware"),
    "HG-INS": ("37965", "Collectibles:Transportation:Boats & Ships:Nautical Instruments"),
    "AP-BRK": ("33560", "eBay Motors:Parts & Accessories:Car & Truck Parts:Brakes:Brake Pads"),
    "AP-SUS": ("33580", "eBay Motors:Parts & Accessories:Car & Truck Parts:Suspension & Steering"),
    "AP-SKI": ("33653", "eBay Motors:Parts & Accessories:Car & Truck Parts:Exterior:Racks"),
    "AP-SEN": ("33553", "eBay Motors:Parts & Accessories:Car & Truck Parts:Air Intake:Sensors"),
    "FB-LOC": ("261186", "Books, Comics & Magazines:Books:Local History"),
    "FB-NAT": ("261187", "Books, Comics & Magazines:Books:Nature & Animals"),
    "FB-FIC": ("171228", "Books, Comics & Magazines:Fiction Books"),
    "FB-MAP": ("37958", "Antiques:Maps:Europe Maps"),
}

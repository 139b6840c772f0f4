"""GetUser and GeteBayOfficialTime."""

from ebay_emulator.clock import DAY_MS, iso
from ebay_emulator.sellers import Seller
from ebay_emulator.services.trading.asked import Ask
from ebay_emulator.shop.sites import site_name
from ebay_emulator.xmlform import Json

_FIRST_DAY = 15_340


def get_official_time(_: Ask) -> Json:
    """The time is the answer's Timestamp."""
    return {}


def get_user(ask: Ask) -> Json:
    """Another user's public part is all that eBay tells of others; of an unknown one it tells nothing."""
    return {"User": user(ask.seller)}


def user(seller: Seller) -> Json:
    profile = seller.profile
    sold = len(seller.book)
    return {
        "AboutMePage": "false",
        "EIASToken": eias_token(seller.user_id),
        "Email": f"{seller.username}@shops.ebay.example",
        "FeedbackScore": str(sold // 3),
        "UniquePositiveFeedbackCount": str(sold // 3),
        "PositiveFeedbackPercent": "100.0" if sold else "0.0",
        "FeedbackPrivate": "false",
        "IDVerified": "false",
        "eBayGoodStanding": "true",
        "NewUser": "false",
        "RegistrationDate": iso((_FIRST_DAY + seller.index * 97) * DAY_MS),
        "Site": site_name(profile.marketplace),
        "Status": "Confirmed",
        "UserID": seller.username,
        "UserIDChanged": "false",
        "VATStatus": "NoVATTax",
        "SellerInfo": {
            "AllowPaymentEdit": "true",
            "CheckoutEnabled": "true",
            "LiveAuctionAuthorized": "false",
            "MerchandizingPref": "OptIn",
            "QualifiesForB2BVAT": "false",
            "StoreOwner": "true" if profile.account_type == "BUSINESS" else "false",
            "SafePaymentExempt": "true",
            "TopRatedSeller": "true" if sold > 1_000 else "false",
        },
        "BusinessRole": "Shopper",
        "eBayWikiReadOnly": "false",
        "MotorsDealer": "false",
        "UniqueNeutralFeedbackCount": "0",
        "UniqueNegativeFeedbackCount": "0",
        "EnterpriseSeller": "false",
    }


def eias_token(user_id: str) -> str:
    """The unchanging name that Trading answers give a user."""
    return f"nY+sHZ2PrBmdj6wVnY+sEZ2PrA2dj6{user_id}=="

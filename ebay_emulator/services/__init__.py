"""eBay's services, one file each; this is the list of what is served."""

from ebay_emulator.reply import Route
from ebay_emulator.services import (
    account,
    disputes,
    feedback,
    finances,
    fulfillment,
    identity,
    inventory,
    key_management,
    message,
    oauth,
    offers,
    post_order,
    rate_limits,
    shipments,
    trading,
)

ROUTES: tuple[Route, ...] = (
    *oauth.ROUTES,
    *identity.ROUTES,
    *fulfillment.ROUTES,
    *shipments.ROUTES,
    *inventory.ROUTES,
    *offers.ROUTES,
    *account.ROUTES,
    *disputes.ROUTES,
    *post_order.ROUTES,
    *trading.ROUTES,
    *message.ROUTES,
    *feedback.ROUTES,
    *finances.ROUTES,
    *key_management.ROUTES,
    *rate_limits.ROUTES,
)

APIZ_PATHS = (
    "/commerce/identity/",
    "/sell/finances/",
    "/sell/fulfillment/v1/payment_dispute",
    "/developer/key_management/",
)
"""What eBay serves on apiz.ebay.com, built here or not."""

"""Find records by what they refer to, and keep the line item that a feedback is about."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_0204"
down_revision = "20261125_2254"

LOOKED_UP = {
    "best_offers": ("item_id",),
    "cancellations": ("legacy_order_id",),
    "cases": ("item_id", "return_id", "transaction_id"),
    "conversations": ("reference_id",),
    "disputes": ("order_id",),
    "feedback": ("line_item_id", "listing_id"),
    "inquiries": ("item_id", "transaction_id"),
    "listings": ("sku",),
    "messages": ("sender_username",),
    "offers": ("listing_id", "merchant_location_key", "sku"),
    "order_line_items": ("legacy_item_id", "line_item_id"),
    "orders": ("buyer_username", "legacy_order_id"),
    "returns": ("item_id", "order_id"),
    "transactions": ("order_id", "payout_id"),
}


def upgrade() -> None:
    op.add_column("feedback", sa.Column("line_item_id", sa.Text(), nullable=True))
    for table, columns in LOOKED_UP.items():
        for column in columns:
            op.create_index(f"{table}_{column}_idx", table, ["account_id", column])

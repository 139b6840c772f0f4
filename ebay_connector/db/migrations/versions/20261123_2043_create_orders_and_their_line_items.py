"""Create orders and their line items."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261123_2043"
down_revision = "20261123_2042"


LZ4_WHERE_THE_SERVER_HAS_IT = """
DO $$ BEGIN
    ALTER TABLE orders ALTER COLUMN payload SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported OR invalid_parameter_value THEN
    NULL;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "order_line_items",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("line_item_id", sa.Text(), nullable=False),
        sa.Column("legacy_item_id", sa.Text(), nullable=True),
        sa.Column("legacy_variation_id", sa.Text(), nullable=True),
        sa.Column("sku", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("line_item_cost", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("total", sa.Numeric(), nullable=True),
        sa.Column("sold_format", sa.Text(), nullable=True),
        sa.Column("listing_marketplace_id", sa.Text(), nullable=True),
        sa.Column("line_item_fulfillment_status", sa.Text(), nullable=True),
        sa.Column("ship_by_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "order_id", "line_item_id", name="order_line_items_pkey"),
    )
    op.create_table(
        "orders",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("buyer_username", sa.Text(), nullable=True),
        sa.Column("ship_to_name", sa.Text(), nullable=True),
        sa.Column("ship_to_country", sa.Text(), nullable=True),
        sa.Column("line_item_count", sa.BigInteger(), nullable=True),
        sa.Column("total", sa.Numeric(), nullable=True),
        sa.Column("total_currency", sa.Text(), nullable=True),
        sa.Column("order_payment_status", sa.Text(), nullable=True),
        sa.Column("order_fulfillment_status", sa.Text(), nullable=True),
        sa.Column("cancel_state", sa.Text(), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("subtotal", sa.Numeric(), nullable=True),
        sa.Column("delivery_cost", sa.Numeric(), nullable=True),
        sa.Column("tax", sa.Numeric(), nullable=True),
        sa.Column("total_due_seller", sa.Numeric(), nullable=True),
        sa.Column("total_marketplace_fee", sa.Numeric(), nullable=True),
        sa.Column("sales_record_reference", sa.Text(), nullable=True),
        sa.Column("legacy_order_id", sa.Text(), nullable=True),
        sa.Column("buyer_checkout_notes", sa.Text(), nullable=True),
        sa.Column("seller_id", sa.Text(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "order_id", name="orders_pkey"),
    )
    op.create_index("orders_created_at_idx", "orders", ["created_at", "account_id", "order_id"], unique=False)
    op.create_index(
        "orders_last_modified_at_idx", "orders", ["last_modified_at", "account_id", "order_id"], unique=False
    )
    op.create_index("orders_search_idx", "orders", ["search"], unique=False, postgresql_using="gin")
    op.execute(LZ4_WHERE_THE_SERVER_HAS_IT)

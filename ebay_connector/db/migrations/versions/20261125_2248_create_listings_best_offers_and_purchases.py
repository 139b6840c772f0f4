"""Create listings with their variations, best offers and purchases."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261125_2248"
down_revision = "20261124_1458"

PAYLOADS = ("best_offers", "listings", "purchases")
LZ4_WHERE_THE_SERVER_HAS_IT = """
DO $$ BEGIN
    ALTER TABLE {table} ALTER COLUMN payload SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported OR invalid_parameter_value THEN
    NULL;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "best_offers",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("best_offer_id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=True),
        sa.Column("item_title", sa.Text(), nullable=True),
        sa.Column("best_offer_status", sa.Text(), nullable=True),
        sa.Column("best_offer_code_type", sa.Text(), nullable=True),
        sa.Column("price", sa.Numeric(), nullable=True),
        sa.Column("listed_price", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("buyer", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("buyer_message", sa.Text(), nullable=True),
        sa.Column("seller_message", sa.Text(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB, nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "best_offer_id"),
    )
    op.create_index("best_offers_expires_at_idx", "best_offers", ["expires_at", "account_id", "best_offer_id"])
    op.create_index("best_offers_search_idx", "best_offers", ["search"], postgresql_using="gin")
    op.create_table(
        "listing_variations",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("variation", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=True),
        sa.Column("specifics", sa.Text(), nullable=True),
        sa.Column("start_price", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("quantity_sold", sa.BigInteger(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "item_id", "variation"),
    )
    op.create_table(
        "listings",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("sku", sa.Text(), nullable=True),
        sa.Column("listing_status", sa.Text(), nullable=True),
        sa.Column("listing_type", sa.Text(), nullable=True),
        sa.Column("current_price", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("quantity_available", sa.BigInteger(), nullable=True),
        sa.Column("quantity_sold", sa.BigInteger(), nullable=True),
        sa.Column("watch_count", sa.BigInteger(), nullable=True),
        sa.Column("best_offer_enabled", sa.Boolean(), nullable=True),
        sa.Column("variation_count", sa.BigInteger(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("listing_duration", sa.Text(), nullable=True),
        sa.Column("view_item_url", sa.Text(), nullable=True),
        sa.Column("relist_parent_id", sa.Text(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB, nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "item_id"),
    )
    op.create_index("listings_search_idx", "listings", ["search"], postgresql_using="gin")
    op.create_index("listings_started_at_idx", "listings", ["started_at", "account_id", "item_id"])
    op.create_table(
        "purchases",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("order_line_item_id", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=True),
        sa.Column("bought_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seller", sa.Text(), nullable=True),
        sa.Column("item_id", sa.Text(), nullable=True),
        sa.Column("item_title", sa.Text(), nullable=True),
        sa.Column("quantity_purchased", sa.BigInteger(), nullable=True),
        sa.Column("transaction_price", sa.Numeric(), nullable=True),
        sa.Column("order_total", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("order_status", sa.Text(), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shipment_tracking_number", sa.Text(), nullable=True),
        sa.Column("shipping_carrier_used", sa.Text(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB, nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "order_line_item_id"),
    )
    op.create_index("purchases_bought_at_idx", "purchases", ["bought_at", "account_id", "order_line_item_id"])
    op.create_index("purchases_search_idx", "purchases", ["search"], postgresql_using="gin")
    for table in PAYLOADS:
        op.execute(LZ4_WHERE_THE_SERVER_HAS_IT.format(table=table))

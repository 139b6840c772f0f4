"""Read records one by one: what is to be read, what a whole pass has seen, parcels, refunds, cancel requests."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261124_1406"
down_revision = "20261124_1400"


def upgrade() -> None:
    op.create_table(
        "fulfillment_line_items",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("fulfillment_id", sa.Text(), nullable=False),
        sa.Column("line_item_id", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "account_id", "order_id", "fulfillment_id", "line_item_id", name="fulfillment_line_items_pkey"
        ),
    )
    op.create_table(
        "fulfillments",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("fulfillment_id", sa.Text(), nullable=False),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shipping_carrier_code", sa.Text(), nullable=True),
        sa.Column("shipment_tracking_number", sa.Text(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "order_id", "fulfillment_id", name="fulfillments_pkey"),
    )
    op.create_index("fulfillments_search_idx", "fulfillments", ["search"], postgresql_using="gin")
    op.create_index(
        "fulfillments_shipped_at_idx", "fulfillments", ["shipped_at", "account_id", "order_id", "fulfillment_id"]
    )
    op.create_table(
        "order_cancel_requests",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("cancel_request_id", sa.Text(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_initiator", sa.Text(), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("cancel_request_state", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "order_id", "cancel_request_id", name="order_cancel_requests_pkey"),
    )
    op.create_table(
        "order_refunds",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("refund_id", sa.Text(), nullable=False),
        sa.Column("refunded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("amount", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("refund_status", sa.Text(), nullable=True),
        sa.Column("refund_reference_id", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "order_id", "refund_id", name="order_refunds_pkey"),
    )
    op.create_table(
        "sync_seen",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("key", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="sync_seen_account_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", "stream", "key", name="sync_seen_pkey"),
    )
    op.create_table(
        "sync_todo",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("key", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="sync_todo_account_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", "stream", "key", name="sync_todo_pkey"),
    )
    op.create_index("sync_todo_not_before_idx", "sync_todo", ["account_id", "stream", "not_before"])
    op.add_column("sync_cursors", sa.Column("deep_at", sa.DateTime(timezone=True), nullable=True))

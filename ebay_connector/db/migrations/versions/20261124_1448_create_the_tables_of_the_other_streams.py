"""Create the tables of finances, disputes, Post-Order, messages, feedback, inventory and account."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261124_1448"
down_revision = "20261124_1406"


PAYLOADS = (
    "cancellations",
    "cases",
    "conversations",
    "disputes",
    "feedback",
    "fulfillment_policies",
    "funds",
    "inquiries",
    "inventory_items",
    "locations",
    "messages",
    "offers",
    "payment_policies",
    "payouts",
    "privileges",
    "return_policies",
    "returns",
    "transactions",
)
LZ4_WHERE_THE_SERVER_HAS_IT = """
DO $$ BEGIN
    ALTER TABLE {table} ALTER COLUMN payload SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported OR invalid_parameter_value THEN
    NULL;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "cancellations",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("cancel_id", sa.Text(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancel_state", sa.Text(), nullable=True),
        sa.Column("cancel_status", sa.Text(), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("requestor_type", sa.Text(), nullable=True),
        sa.Column("legacy_order_id", sa.Text(), nullable=True),
        sa.Column("buyer_login_name", sa.Text(), nullable=True),
        sa.Column("request_refund_amount", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("marketplace_id", sa.Text(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "cancel_id", name="cancellations_pkey"),
    )
    op.create_index("cancellations_requested_at_idx", "cancellations", ["requested_at", "account_id", "cancel_id"])
    op.create_index("cancellations_search_idx", "cancellations", ["search"], postgresql_using="gin")
    op.create_table(
        "cases",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_status", sa.Text(), nullable=True),
        sa.Column("case_type", sa.Text(), nullable=True),
        sa.Column("respond_by_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("return_id", sa.Text(), nullable=True),
        sa.Column("item_id", sa.Text(), nullable=True),
        sa.Column("transaction_id", sa.Text(), nullable=True),
        sa.Column("buyer", sa.Text(), nullable=True),
        sa.Column("claim_amount", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("last_modified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "case_id", name="cases_pkey"),
    )
    op.create_index("cases_created_at_idx", "cases", ["created_at", "account_id", "case_id"])
    op.create_index("cases_search_idx", "cases", ["search"], postgresql_using="gin")
    op.create_table(
        "conversations",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("latest_message_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("conversation_title", sa.Text(), nullable=True),
        sa.Column("conversation_type", sa.Text(), nullable=True),
        sa.Column("conversation_status", sa.Text(), nullable=True),
        sa.Column("unread_count", sa.BigInteger(), nullable=True),
        sa.Column("reference_type", sa.Text(), nullable=True),
        sa.Column("reference_id", sa.Text(), nullable=True),
        sa.Column("latest_sender", sa.Text(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "conversation_id", name="conversations_pkey"),
    )
    op.create_index("conversations_created_at_idx", "conversations", ["created_at", "account_id", "conversation_id"])
    op.create_index("conversations_search_idx", "conversations", ["search"], postgresql_using="gin")
    op.create_table(
        "dispute_activities",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("payment_dispute_id", sa.Text(), nullable=False),
        sa.Column("activity_at", sa.Text(), nullable=False),
        sa.Column("activity_type", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "account_id", "payment_dispute_id", "activity_at", "activity_type", name="dispute_activities_pkey"
        ),
    )
    op.create_table(
        "disputes",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("payment_dispute_id", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payment_dispute_status", sa.Text(), nullable=True),
        sa.Column("respond_by_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("order_id", sa.Text(), nullable=True),
        sa.Column("buyer_username", sa.Text(), nullable=True),
        sa.Column("amount", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seller_response", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "payment_dispute_id", name="disputes_pkey"),
    )
    op.create_index("disputes_opened_at_idx", "disputes", ["opened_at", "account_id", "payment_dispute_id"])
    op.create_index("disputes_search_idx", "disputes", ["search"], postgresql_using="gin")
    op.create_table(
        "feedback",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("comment_type", sa.Text(), nullable=True),
        sa.Column("comment_text", sa.Text(), nullable=True),
        sa.Column("reply_text", sa.Text(), nullable=True),
        sa.Column("feedback_state", sa.Text(), nullable=True),
        sa.Column("provider", sa.Text(), nullable=True),
        sa.Column("provider_role", sa.Text(), nullable=True),
        sa.Column("listing_id", sa.Text(), nullable=True),
        sa.Column("listing_title", sa.Text(), nullable=True),
        sa.Column("listing_price", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("order_line_item_id", sa.Text(), nullable=True),
        sa.Column("automated", sa.Boolean(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "feedback_id", name="feedback_pkey"),
    )
    op.create_index("feedback_entered_at_idx", "feedback", ["entered_at", "account_id", "feedback_id"])
    op.create_index("feedback_search_idx", "feedback", ["search"], postgresql_using="gin")
    op.create_table(
        "fulfillment_policies",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("fulfillment_policy_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("marketplace_id", sa.Text(), nullable=True),
        sa.Column("policy_description", sa.Text(), nullable=True),
        sa.Column("handling_days", sa.BigInteger(), nullable=True),
        sa.Column("local_pickup", sa.Boolean(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "fulfillment_policy_id", name="fulfillment_policies_pkey"),
    )
    op.create_index("fulfillment_policies_search_idx", "fulfillment_policies", ["search"], postgresql_using="gin")
    op.create_table(
        "funds",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("total_funds", sa.Numeric(), nullable=True),
        sa.Column("available_funds", sa.Numeric(), nullable=True),
        sa.Column("funds_on_hold", sa.Numeric(), nullable=True),
        sa.Column("processing_funds", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "read_at", name="funds_pkey"),
    )
    op.create_index("funds_at_idx", "funds", ["at", "account_id", "read_at"])
    op.create_index("funds_search_idx", "funds", ["search"], postgresql_using="gin")
    op.create_table(
        "inquiries",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("inquiry_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("inquiry_status", sa.Text(), nullable=True),
        sa.Column("respond_by_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("item_id", sa.Text(), nullable=True),
        sa.Column("transaction_id", sa.Text(), nullable=True),
        sa.Column("buyer", sa.Text(), nullable=True),
        sa.Column("claim_amount", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("last_modified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "inquiry_id", name="inquiries_pkey"),
    )
    op.create_index("inquiries_created_at_idx", "inquiries", ["created_at", "account_id", "inquiry_id"])
    op.create_index("inquiries_search_idx", "inquiries", ["search"], postgresql_using="gin")
    op.create_table(
        "inventory_items",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("condition", sa.Text(), nullable=True),
        sa.Column("brand", sa.Text(), nullable=True),
        sa.Column("mpn", sa.Text(), nullable=True),
        sa.Column("epid", sa.Text(), nullable=True),
        sa.Column("ean", sa.Text(), nullable=True),
        sa.Column("upc", sa.Text(), nullable=True),
        sa.Column("allocated_auction", sa.BigInteger(), nullable=True),
        sa.Column("allocated_fixed_price", sa.BigInteger(), nullable=True),
        sa.Column("locale", sa.Text(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "sku", name="inventory_items_pkey"),
    )
    op.create_index("inventory_items_search_idx", "inventory_items", ["search"], postgresql_using="gin")
    op.create_table(
        "locations",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("merchant_location_key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("merchant_location_status", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("postal_code", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "merchant_location_key", name="locations_pkey"),
    )
    op.create_index("locations_search_idx", "locations", ["search"], postgresql_using="gin")
    op.create_table(
        "messages",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sender_username", sa.Text(), nullable=True),
        sa.Column("recipient_username", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("message_body", sa.Text(), nullable=True),
        sa.Column("read_status", sa.Boolean(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "conversation_id", "message_id", name="messages_pkey"),
    )
    op.create_index(
        "messages_created_at_idx", "messages", ["created_at", "account_id", "conversation_id", "message_id"]
    )
    op.create_index("messages_search_idx", "messages", ["search"], postgresql_using="gin")
    op.create_table(
        "offers",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=True),
        sa.Column("marketplace_id", sa.Text(), nullable=True),
        sa.Column("offer_format", sa.Text(), nullable=True),
        sa.Column("offer_status", sa.Text(), nullable=True),
        sa.Column("listing_id", sa.Text(), nullable=True),
        sa.Column("listing_status", sa.Text(), nullable=True),
        sa.Column("price", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("available_quantity", sa.BigInteger(), nullable=True),
        sa.Column("sold_quantity", sa.BigInteger(), nullable=True),
        sa.Column("category_id", sa.Text(), nullable=True),
        sa.Column("merchant_location_key", sa.Text(), nullable=True),
        sa.Column("listing_duration", sa.Text(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "offer_id", name="offers_pkey"),
    )
    op.create_index("offers_search_idx", "offers", ["search"], postgresql_using="gin")
    op.create_table(
        "payment_policies",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("payment_policy_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("marketplace_id", sa.Text(), nullable=True),
        sa.Column("policy_description", sa.Text(), nullable=True),
        sa.Column("immediate_pay", sa.Boolean(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "payment_policy_id", name="payment_policies_pkey"),
    )
    op.create_index("payment_policies_search_idx", "payment_policies", ["search"], postgresql_using="gin")
    op.create_table(
        "payouts",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("payout_id", sa.Text(), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("amount", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("payout_status", sa.Text(), nullable=True),
        sa.Column("payout_status_description", sa.Text(), nullable=True),
        sa.Column("transaction_count", sa.BigInteger(), nullable=True),
        sa.Column("bank", sa.Text(), nullable=True),
        sa.Column("account_last_four_digits", sa.Text(), nullable=True),
        sa.Column("bank_reference", sa.Text(), nullable=True),
        sa.Column("payout_memo", sa.Text(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "payout_id", name="payouts_pkey"),
    )
    op.create_index("payouts_paid_at_idx", "payouts", ["paid_at", "account_id", "payout_id"])
    op.create_index("payouts_search_idx", "payouts", ["search"], postgresql_using="gin")
    op.create_table(
        "privileges",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("seller_registration_completed", sa.Boolean(), nullable=True),
        sa.Column("limit_amount", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("limit_quantity", sa.BigInteger(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "name", name="privileges_pkey"),
    )
    op.create_index("privileges_search_idx", "privileges", ["search"], postgresql_using="gin")
    op.create_table(
        "return_policies",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("return_policy_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("marketplace_id", sa.Text(), nullable=True),
        sa.Column("policy_description", sa.Text(), nullable=True),
        sa.Column("returns_accepted", sa.Boolean(), nullable=True),
        sa.Column("return_period_days", sa.BigInteger(), nullable=True),
        sa.Column("return_shipping_cost_payer", sa.Text(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "return_policy_id", name="return_policies_pkey"),
    )
    op.create_index("return_policies_search_idx", "return_policies", ["search"], postgresql_using="gin")
    op.create_table(
        "returns",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("return_status", sa.Text(), nullable=True),
        sa.Column("return_state", sa.Text(), nullable=True),
        sa.Column("respond_by_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("order_id", sa.Text(), nullable=True),
        sa.Column("item_id", sa.Text(), nullable=True),
        sa.Column("return_quantity", sa.BigInteger(), nullable=True),
        sa.Column("buyer_login_name", sa.Text(), nullable=True),
        sa.Column("estimated_refund", sa.Numeric(), nullable=True),
        sa.Column("actual_refund", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("comments", sa.Text(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "return_id", name="returns_pkey"),
    )
    op.create_index("returns_created_at_idx", "returns", ["created_at", "account_id", "return_id"])
    op.create_index("returns_search_idx", "returns", ["search"], postgresql_using="gin")
    op.create_table(
        "transaction_fees",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("transaction_type", sa.Text(), nullable=False),
        sa.Column("transaction_id", sa.Text(), nullable=False),
        sa.Column("fee_number", sa.BigInteger(), nullable=False),
        sa.Column("line_item_id", sa.Text(), nullable=True),
        sa.Column("fee_type", sa.Text(), nullable=True),
        sa.Column("amount", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("fee_memo", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "account_id", "transaction_type", "transaction_id", "fee_number", name="transaction_fees_pkey"
        ),
    )
    op.create_table(
        "transactions",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("transaction_type", sa.Text(), nullable=False),
        sa.Column("transaction_id", sa.Text(), nullable=False),
        sa.Column("transacted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("amount", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("transaction_status", sa.Text(), nullable=True),
        sa.Column("booking_entry", sa.Text(), nullable=True),
        sa.Column("order_id", sa.Text(), nullable=True),
        sa.Column("payout_id", sa.Text(), nullable=True),
        sa.Column("buyer_username", sa.Text(), nullable=True),
        sa.Column("fee_type", sa.Text(), nullable=True),
        sa.Column("total_fee_basis_amount", sa.Numeric(), nullable=True),
        sa.Column("total_fee_amount", sa.Numeric(), nullable=True),
        sa.Column("transaction_memo", sa.Text(), nullable=True),
        sa.Column("sales_record_reference", sa.Text(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "transaction_type", "transaction_id", name="transactions_pkey"),
    )
    op.create_index("transactions_search_idx", "transactions", ["search"], postgresql_using="gin")
    op.create_index(
        "transactions_transacted_at_idx",
        "transactions",
        ["transacted_at", "account_id", "transaction_type", "transaction_id"],
    )
    for table in PAYLOADS:
        op.execute(LZ4_WHERE_THE_SERVER_HAS_IT.format(table=table))

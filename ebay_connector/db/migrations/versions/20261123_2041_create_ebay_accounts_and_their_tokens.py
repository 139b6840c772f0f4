"""Create eBay accounts and their tokens."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261123_2041"
down_revision = "20261123_2040"


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("ebay_user_id", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("marketplace_id", sa.Text(), nullable=False),
        sa.Column("account_type", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), server_default="connected", nullable=False),
        sa.Column("status_reason", sa.Text(), nullable=True),
        sa.Column("scopes", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("connected_by", sa.Integer(), nullable=True),
        sa.Column("connected_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("erasing_since", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("environment IN ('production', 'sandbox', 'emulator')", name="accounts_environment_check"),
        sa.CheckConstraint("status IN ('connected', 'reconnect_needed', 'disconnected')", name="accounts_status_check"),
        sa.ForeignKeyConstraint(["connected_by"], ["users.id"], name="accounts_connected_by_fkey", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="accounts_pkey"),
    )
    op.create_index("accounts_environment_ebay_user_id_idx", "accounts", ["environment", "ebay_user_id"], unique=True)
    op.create_table(
        "account_tokens",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("access_token_encrypted", sa.LargeBinary(), nullable=False),
        sa.Column("access_expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refresh_token_encrypted", sa.LargeBinary(), nullable=False),
        sa.Column("refresh_expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="account_tokens_account_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name="account_tokens_pkey"),
    )
    op.create_table(
        "oauth_states",
        sa.Column("state_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("scopes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "environment IN ('production', 'sandbox', 'emulator')", name="oauth_states_environment_check"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="oauth_states_account_id_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="oauth_states_user_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("state_hash", name="oauth_states_pkey"),
    )
    op.create_index("oauth_states_expires_at_idx", "oauth_states", ["expires_at"], unique=False)

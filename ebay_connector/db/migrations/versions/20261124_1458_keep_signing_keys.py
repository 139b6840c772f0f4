"""Keep signing keys."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1458"
down_revision = "20261124_1448"


def upgrade() -> None:
    op.create_table(
        "signing_keys",
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("signing_key_id", sa.Text(), nullable=False),
        sa.Column("jwe", sa.Text(), nullable=False),
        sa.Column("private_key_encrypted", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("environment", "client_id", "signing_key_id", name="signing_keys_pkey"),
    )

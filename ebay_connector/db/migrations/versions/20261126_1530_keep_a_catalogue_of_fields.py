"""Keep a catalogue of eBay's fields, and count the new ones."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_1530"
down_revision = "20261126_0830"


def upgrade() -> None:
    op.create_table(
        "payload_fields",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "path", name="payload_fields_pkey"),
    )
    op.add_column("sync_runs", sa.Column("new_fields", sa.Integer(), server_default="0", nullable=False))

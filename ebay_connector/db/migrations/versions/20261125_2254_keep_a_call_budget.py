"""Keep a call budget."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_2254"
down_revision = "20261125_2249"


def upgrade() -> None:
    op.create_table(
        "call_budgets",
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=False),
        sa.Column("api", sa.Text(), server_default="", nullable=False),
        sa.Column("daily_limit", sa.BigInteger()),
        sa.Column("used", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("resets_at", sa.DateTime(timezone=True)),
        sa.Column("window_seconds", sa.Integer(), server_default="86400", nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True)),
        sa.Column("blocked_until", sa.DateTime(timezone=True)),
        sa.Column("blocked_reason", sa.Text()),
        sa.PrimaryKeyConstraint("environment", "resource", name="call_budgets_pkey"),
    )
    op.create_table(
        "call_readings",
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True)),
        sa.Column("problem", sa.Text()),
        sa.PrimaryKeyConstraint("environment", name="call_readings_pkey"),
    )
    op.add_column("sync_todo", sa.Column("deep", sa.Boolean(), server_default=sa.false(), nullable=False))

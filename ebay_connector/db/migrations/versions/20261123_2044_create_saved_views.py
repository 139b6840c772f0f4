"""Create saved views."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261123_2044"
down_revision = "20261123_2043"


def upgrade() -> None:
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("layout", postgresql.JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="saved_views_user_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="saved_views_pkey"),
    )
    op.create_index("saved_views_user_id_stream_name_idx", "saved_views", ["user_id", "stream", "name"], unique=True)

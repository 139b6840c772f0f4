"""Keep what sellers have not granted, and find the reads that failed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261125_2249"
down_revision = "20261125_2248"


def upgrade() -> None:
    op.add_column("oauth_states", sa.Column("streams", postgresql.ARRAY(sa.Text()), nullable=True))
    op.add_column(
        "sync_runs", sa.Column("scope_missing", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.create_index(
        "sync_todo_failed_idx",
        "sync_todo",
        ["not_before", "account_id", "stream", "key"],
        postgresql_where=sa.text("attempts > 0"),
    )

"""Look up records that are to be read by their key: beside another index, Postgres took that one for it."""

from alembic import op

revision = "20261126_0355"
down_revision = "20261126_0220"


def upgrade() -> None:
    op.drop_index("sync_todo_not_before_idx", "sync_todo")

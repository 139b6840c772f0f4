"""Count what is asked one by one."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_0523"
down_revision = "20261126_0355"


def upgrade() -> None:
    for name in ("asked", "to_ask"):
        op.add_column("sync_runs", sa.Column(name, sa.Integer(), server_default="0", nullable=False))

"""Keep until when a stream is complete."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1400"
down_revision = "20261123_2044"


def upgrade() -> None:
    op.add_column("sync_cursors", sa.Column("complete_until", sa.DateTime(timezone=True)))

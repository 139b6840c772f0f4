"""Count calls by application.

What was counted so far may be another application's: eBay is asked anew at the next run.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_0220"
down_revision = "20261126_0204"


def upgrade() -> None:
    for table, key in (("call_budgets", ["environment", "client_id", "resource"]),
                       ("call_readings", ["environment", "client_id"])):  # fmt: skip
        op.execute(sa.text(f"DELETE FROM {table}"))
        op.add_column(table, sa.Column("client_id", sa.Text(), nullable=False))
        op.drop_constraint(f"{table}_pkey", table)
        op.create_primary_key(f"{table}_pkey", table, key)

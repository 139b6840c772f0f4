"""Create the job queue: Procrastinate's tables, types and functions."""

from alembic import op
from procrastinate.schema import SchemaManager

revision = "20261123_2030"
down_revision = None


def upgrade() -> None:
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(SchemaManager.get_schema())

"""Create runs, their events, slices and schedules."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261123_2042"
down_revision = "20261123_2041"


def upgrade() -> None:
    op.create_table(
        "sync_cursors",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("planned_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="sync_cursors_account_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "stream", name="sync_cursors_pkey"),
    )
    op.create_table(
        "sync_runs",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default="queued", nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("full", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("log_bodies", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("requested_by", sa.Integer(), nullable=True),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("fetched", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created", sa.Integer(), server_default="0", nullable=False),
        sa.Column("updated", sa.Integer(), server_default="0", nullable=False),
        sa.Column("unchanged", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rejected", sa.Integer(), server_default="0", nullable=False),
        sa.Column("requests", sa.Integer(), server_default="0", nullable=False),
        sa.Column("expected", sa.Integer(), nullable=True),
        sa.Column("slices_done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("slices_total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("last_seq", sa.Integer(), server_default="0", nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('queued', 'running', 'stopping', 'succeeded', 'stopped', 'failed')",
            name="sync_runs_status_check",
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="sync_runs_account_id_fkey", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["users.id"], name="sync_runs_requested_by_fkey", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="sync_runs_pkey"),
    )
    op.create_index("sync_runs_account_id_stream_id_idx", "sync_runs", ["account_id", "stream", "id"], unique=False)
    op.create_index(
        "sync_runs_one_active_idx",
        "sync_runs",
        ["account_id", "stream"],
        unique=True,
        postgresql_where=sa.text("status IN ('queued', 'running', 'stopping')"),
    )
    op.create_table(
        "sync_schedules",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("every_minutes", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="sync_schedules_account_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "stream", name="sync_schedules_pkey"),
    )
    op.create_index(
        "sync_schedules_next_at_idx", "sync_schedules", ["next_at"], unique=False, postgresql_where=sa.text("enabled")
    )
    op.create_table(
        "sync_slices",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("next_offset", sa.Integer(), server_default="0", nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="sync_slices_account_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="sync_slices_pkey"),
    )
    op.create_index(
        "sync_slices_account_id_stream_idx", "sync_slices", ["account_id", "stream", "finished_at"], unique=False
    )
    op.create_table(
        "rejected_records",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="rejected_records_account_id_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["sync_runs.id"], name="rejected_records_run_id_fkey", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="rejected_records_pkey"),
    )
    op.create_index(
        "rejected_records_hash_idx", "rejected_records", ["account_id", "stream", "payload_hash"], unique=True
    )
    op.create_table(
        "sync_events",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["sync_runs.id"], name="sync_events_run_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "seq", name="sync_events_pkey"),
    )
    op.create_table(
        "stream_derivations",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", name="stream_derivations_pkey"),
    )

"""Strategies: drafts are set aside, and a section keeps which elements its text covers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261128_06"
down_revision = "20261128_05"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("strategy_draft", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("strategy_draft", sa.Column("archived_by", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_strategy_draft_archived_by"),
        "strategy_draft",
        "person",
        ["archived_by"],
        ["id"],
        ondelete="SET NULL",
    )
    op.add_column("strategy_draft_section", sa.Column("covers", postgresql.JSONB(), nullable=True))
    # What has no text covers nothing; the others are measured when a section of their draft is saved.
    op.execute("UPDATE strategy_draft_section SET covers = '[]' WHERE body = ''")
